public import PlanModel
public import Reference

/// What is known or assumed of every building of a layer, by stated rules.
///
/// Every attribute may be missing, in a column or a row. Roles: texts `use`, `sector`, `owner`, `carrier`; numbers
/// `year`, `levels`, `height`, `floorArea`, `footprint`, `dwellings`, `roofArea`.
/// - Sector: given; else municipal where `owner` says so; else from the use.
/// - Use: given; else from the sector, the dwellings or the footprint.
/// - Age: of the year; else as in like buildings of the district (`fillAges`); else unknown.
/// - Levels: given; else height ÷ level height, rounded; else as in like buildings around (`fillLevels`); else by use.
/// - Floor area: given; else footprint × levels. Heated area: its share by use.
/// - Dwellings: given; else by floor area, fitted to the district's census where there is one.
/// - Useful heat: a certificate's; else from U-values by the seasonal method; else MODERATE by country, use and age ×
///   heated area; space heat × climate factor. An unknown age gives the mean of the country's stock. Heat and
///   electricity of industrial processes are not in it.
/// - Electricity for cooling: MODERATE's final energy for cooling by country, use and age × heated area × cooled share.
/// - Final energy: useful heat × share of the carrier ÷ efficiency; a building with a `carrier` has only that one.
/// - Heat networks: Persson 2019 in hectares of 100 m × 100 m that hold the buildings' centroids.
///
/// - Parameter footprint: Area of each building's polygon, m²; 0 for points and missing geometries.
/// - Parameter centroidX: In the plan's CRS, m; not finite where there is no geometry.
/// - Parameter districts: The district in which most of each building lies; −1: in none; nil: gaps are not filled from
///   other buildings.
/// - Parameter workers: The result does not depend on them.
/// - Throws: `PlanningFailure` where there are no building defaults for the country.
/// - Complexity: O(*n*) for *n* buildings.
public func buildingStock(
  of buildings: Layer, footprint: [Double], centroidX: [Double], centroidY: [Double],
  districts: [Int32]? = nil, context: StockContext, reference: ReferenceData, workers: Workers
) throws -> StockOutcome {
  let count = buildings.count
  precondition(
    footprint.count == count && centroidX.count == count && centroidY.count == count,
    "one footprint and one centroid a building")
  let rules = try StockRules(context: context, reference: reference)
  let fields = BuildingFields(buildings, baseYear: context.baseYear)
  var stock = BuildingStock()
  stock.setIdentity(from: fields, polygonArea: footprint, rules: rules)
  stock.setLevels(from: fields, rules: rules)
  let hectares = HectareGrid(x: centroidX, y: centroidY)
  var findings = fields.diagnostics(layer: buildings.name)
  var filledLevels = 0
  if let districts {
    precondition(districts.count == count, "one district a building")
    let groups = GapGroups(use: stock.use, district: districts, hectares: hectares)
    stock.fillAges(groups: groups, least: rules.leastObserved)
    filledLevels = stock.fillLevels(groups: groups, least: rules.leastObserved)
  }
  stock.setSize(from: fields, rules: rules)
  if let districts {
    let misfits = stock.fitDwellings(to: context.dwellingsByDistrict, district: districts) {
      fields.dwellings[$0] != nil
    }
    findings += dwellingMisfits(misfits)
  }
  stock.setUsefulEnergy(rules: rules)
  stock.setKnownHeat(
    from: fields, rules: EnvelopeRules(country: context.country, reference: reference),
    climateFactor: context.climateFactor)
  try stock.setFinalEnergy(from: fields, context: context, rules: rules, workers: workers)
  let unplaced = stock.setNetwork(
    hectares: hectares, network: HeatNetwork(reference: reference))
  findings +=
    stock.gaps(layer: buildings.name, unplaced: unplaced, filledLevels: filledLevels)
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
