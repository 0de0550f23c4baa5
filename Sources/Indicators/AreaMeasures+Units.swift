public import PlanModel
public import Reference

/// Buildings with where they are: one entry a building in each column.
public struct PlacedBuildings: Sendable {
  /// What is known of them.
  public var stock: BuildingStock
  /// The x of each centroid.
  public var centroidX: [Double]
  /// The y of each centroid.
  public var centroidY: [Double]
  /// Which units they lie in.
  public var memberships: Memberships

  /// Creates a placement.
  ///
  /// - Precondition: All columns have one entry a building.
  public init(
    stock: BuildingStock, centroidX: [Double], centroidY: [Double], memberships: Memberships
  ) {
    precondition(
      centroidX.count == stock.count && centroidY.count == stock.count
        && memberships.featureCount == stock.count, "one place a building")
    self.stock = stock
    self.centroidX = centroidX
    self.centroidY = centroidY
    self.memberships = memberships
  }
}

/// Everything that adds up over units beside the stock: potentials, routes, sealing, ages.
///
/// - Parameters:
///   - stock: The stock of the units.
///   - buildings: nil: the plan has none.
///   - wasteHeat: Each in one of the units.
///   - wasteHeatReach: How far its heat can be used, m; nil: the default.
public func areaMeasures(
  of stock: AreaStock, buildings: PlacedBuildings?, ground: GroundColumns,
  wasteHeat: [WasteHeatSource], wasteHeatReach: Double? = nil, reference: ReferenceData
) -> AreaMeasures {
  var measures = AreaMeasures(count: stock.count)
  measures.addSun(stock, ground: ground, reference: reference)
  if let land = ground.windLand { measures.addWind(stock, land: land, reference: reference) }
  measures.addGeothermal(stock, reference: reference)
  if !ground.landUse.isEmpty { measures.addBiomass(ground.landUse, reference: reference) }
  measures.addSealing(stock, ground: ground, reference: reference)
  var hectares: HectareHeat?
  if let buildings {
    let found = HectareHeat(
      of: buildings.stock, centroidX: buildings.centroidX, centroidY: buildings.centroidY,
      memberships: buildings.memberships, network: HeatNetwork(reference: reference))
    measures.addRoutes(buildings.stock, hectares: found, buildings.memberships)
    measures.addAges(buildings.stock, buildings.memberships)
    hectares = found
  }
  measures.addWasteHeat(
    wasteHeat, hectares: hectares,
    reach: wasteHeatReach ?? reference.number("waste-heat.reach").value)
  return measures
}
