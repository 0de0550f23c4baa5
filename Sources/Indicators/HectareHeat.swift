import PlanModel

/// The heat of each hectare that holds a building, and the route a network would take in it.
struct HectareHeat: Sendable {
  /// The hectare of each building, or −1 where it lies nowhere.
  var cell: [Int32]
  /// Middle of each hectare.
  var x: [Double]
  var y: [Double]
  /// Useful heat of each hectare, kWh/a.
  var heat: [Double]
  /// The part of it that lies in units, kWh/a.
  var heatInside: [Double]
  /// The route through each; nil where there is no heat.
  var route: [HeatRoute?]
  /// Whether each is network area.
  var isNetwork: [Bool]

  /// Sorts the buildings of a stock into hectares.
  init(
    of stock: BuildingStock, centroidX: [Double], centroidY: [Double], memberships: Memberships,
    network: HeatNetwork
  ) {
    let grid = HectareGrid(x: centroidX, y: centroidY)
    cell = grid.cell
    let found = stock.routes(through: grid, network: network)
    var inside = Array(repeating: 0.0, count: grid.count)
    for row in 0..<stock.count where grid.cell[row] >= 0 {
      inside[Int(grid.cell[row])] +=
        (stock.spaceHeat[row] + stock.hotWater[row]) * (1 - memberships.outside[row])
    }
    let middles = grid.middles
    x = middles.map(\.x)
    y = middles.map(\.y)
    (heat, heatInside, route) = (found.heat, inside, found.routes)
    isNetwork = found.routes.map { ($0?.capitalCost ?? .infinity) <= network.ceiling }
  }
}

extension AreaMeasures {
  /// Adds the route of pipes to all buildings, with width and diameter by metre, and the density of hectares by kWh.
  mutating func addRoutes(
    _ stock: BuildingStock, hectares: HectareHeat, _ memberships: Memberships
  ) {
    var route = Array(repeating: 0.0, count: stock.count)
    var (width, diameter, heat, density) = (route, route, route, route)
    for row in 0..<stock.count where hectares.cell[row] >= 0 {
      let cell = Int(hectares.cell[row])
      guard let way = hectares.route[cell] else { continue }
      heat[row] = stock.spaceHeat[row] + stock.hotWater[row]
      route[row] = heat[row] / way.linearHeatDensity
      width[row] = route[row] * way.effectiveWidth
      diameter[row] = route[row] * way.pipeDiameter
      density[row] = heat[row] * hectares.heat[cell] / HectareGrid.cellArea
    }
    add(route, as: .route, memberships)
    add(width, as: .routeWidth, memberships)
    add(diameter, as: .routeDiameter, memberships)
    add(heat, as: .hectareHeat, memberships)
    add(density, as: .hectareDensity, memberships)
  }
}
