public import PlanModel
public import Reference

/// What is known or assumed of every building of a layer, by stated rules.
///
/// Every attribute may be missing, in a column or a row. Roles: texts `use`, `sector`, `owner`, `carrier`; numbers
/// `year`, `levels`, `height`, `floorArea`, `footprint`, `dwellings`, `roofArea`.
/// - Sector: given; else municipal where `owner` says so; else from the use.
/// - Use: given; else from the sector, the dwellings or the footprint.
/// - Levels: given; else height ÷ level height, rounded; else by use.
/// - Floor area: given; else footprint × levels. Heated area: its share by use.
/// - Useful heat: MODERATE by country, use and age × heated area; space heat × climate factor. An unknown age gives
///   the mean of the country's stock. Heat and electricity of industrial processes are not in it.
/// - Final energy: useful heat × share of the carrier ÷ efficiency; a building with a `carrier` has only that one.
/// - Heat networks: Persson 2019 in hectares of 100 m × 100 m that hold the buildings' centroids.
///
/// - Parameter footprint: Area of each building's polygon, m²; 0 for points and missing geometries.
/// - Parameter centroidX: In the plan's CRS, m; not finite where there is no geometry.
/// - Parameter workers: The result does not depend on them.
/// - Throws: `PlanningFailure` where there are no building defaults for the country.
/// - Complexity: O(*n*) for *n* buildings.
public func buildingStock(
  of buildings: Layer, footprint: [Double], centroidX: [Double], centroidY: [Double],
  context: StockContext, reference: ReferenceData, workers: Workers
) throws -> StockOutcome {
  let count = buildings.count
  precondition(
    footprint.count == count && centroidX.count == count && centroidY.count == count,
    "one footprint and one centroid a building")
  let rules = try StockRules(context: context, reference: reference)
  let fields = BuildingFields(buildings, baseYear: context.baseYear)
  var stock = BuildingStock()
  stock.setIdentity(from: fields, polygonArea: footprint, rules: rules)
  stock.setSize(from: fields, rules: rules)
  stock.setUsefulEnergy(rules: rules)
  try stock.setFinalEnergy(from: fields, context: context, rules: rules, workers: workers)
  let unplaced = stock.setNetwork(
    centroidX: centroidX, centroidY: centroidY, network: HeatNetwork(reference: reference))
  let findings =
    fields.diagnostics(layer: buildings.name)
    + stock.gaps(layer: buildings.name, unplaced: unplaced)
    + contextFindings(context, reference: reference)
  return StockOutcome(
    stock: stock,
    defaults: stock.defaults(fields: fields, context: context, reference: reference),
    diagnostics: findings)
}

extension BuildingStock {
  /// Footprint, use, sector and age.
  fileprivate mutating func setIdentity(
    from fields: BuildingFields, polygonArea: [Double], rules: StockRules
  ) {
    let count = polygonArea.count
    footprint = polygonArea
    use = Array(repeating: .unheated, count: count)
    useProvenance = Array(repeating: .observed, count: count)
    sector = Array(repeating: .residential, count: count)
    ageBand = Array(repeating: Self.unknownAge, count: count)
    ageProvenance = Array(repeating: .assumed, count: count)
    for row in 0..<count {
      if !(footprint[row] > 0 && footprint[row].isFinite) {
        footprint[row] = fields.footprint[row] ?? 0
      }
      var stated = StockSector(rawValue: fields.sector[row])
      if stated == nil && fields.owner[row] == StockSector.municipal.rawValue {
        stated = .municipal
      }
      if let known = BuildingUse(rawValue: fields.use[row]) {
        use[row] = known
      } else {
        // A point has no footprint; its floor area says how large it is.
        let size = footprint[row] > 0 ? footprint[row] : fields.floorArea[row] ?? 0
        use[row] = rules.assumedUse(
          sector: stated, dwellings: fields.dwellings[row], footprint: size)
        useProvenance[row] = .assumed
      }
      sector[row] = stated ?? use[row].sector
      if let year = fields.year[row] {
        ageBand[row] = Self.band(ofYear: year)
        ageProvenance[row] = .observed
      }
    }
  }
}
