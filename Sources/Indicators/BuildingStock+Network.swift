import Glibc
import PlanModel

extension BuildingStock {
  /// Linear heat density and network investment from the hectare of each building's centroid.
  ///
  /// The hectares are the cells of the grid whose lines are multiples of 100 m in the plan's CRS.
  ///
  /// - Returns: How many buildings with heat lie nowhere.
  mutating func setNetwork(hectares: HectareGrid, network: HeatNetwork) -> Int {
    let count = use.count
    inNetworkArea = Array(repeating: 0, count: count)
    networkInvestment = Array(repeating: 0, count: count)
    linearHeatDensity = networkInvestment
    let routes = self.routes(through: hectares, network: network).routes
    for row in 0..<count where hectares.cell[row] >= 0 {
      guard let route = routes[Int(hectares.cell[row])] else { continue }
      linearHeatDensity[row] = route.linearHeatDensity
      if route.capitalCost <= network.ceiling {
        inNetworkArea[row] = 1
        networkInvestment[row] = route.investment
      }
    }
    return (0..<count).count { hectares.cell[$0] < 0 && heatedArea[$0] > 0 }
  }

  /// The useful heat of each hectare, kWh/a, and the route that a network would take in it; nil where there is no heat.
  func routes(
    through hectares: HectareGrid, network: HeatNetwork
  ) -> (heat: [Double], routes: [HeatRoute?]) {
    var heat = Array(repeating: 0.0, count: hectares.count)
    var floor = heat
    for row in 0..<count where hectares.cell[row] >= 0 {
      heat[Int(hectares.cell[row])] += spaceHeat[row] + hotWater[row]
      floor[Int(hectares.cell[row])] += floorArea[row]
    }
    let routes = heat.indices.map {
      network.route(heat: heat[$0], floorArea: floor[$0], landArea: HectareGrid.cellArea)
    }
    return (heat, routes)
  }
}

/// Which hectare each point lies in.
struct HectareGrid: Sendable {
  /// The area of a cell, m².
  static let cellArea = 10_000.0
  private static let side = 100.0
  /// The number of each point's cell, in order of first appearance; −1 where the point is nowhere.
  private(set) var cell: [Int32]
  /// The number of cells that hold a point.
  private(set) var count = 0
  /// The place of each cell in the grid, as `column << 32 + line`.
  private var keys: [Int64] = []
  /// The cell at each place that holds a point.
  private var known: [Int64: Int32] = [:]

  /// Sorts points into cells.
  init(x: [Double], y: [Double]) {
    cell = Array(repeating: -1, count: x.count)
    var last = (key: Int64.min, cell: Int32(-1))
    for row in x.indices {
      let column = floor(x[row] / Self.side)
      let line = floor(y[row] / Self.side)
      // Beyond 2³¹ hundreds of metres nothing is on Earth; the key would overflow.
      guard abs(column) < 2_147_483_648, abs(line) < 2_147_483_648 else { continue }
      let key = Int64(column) << 32 + Int64(line)
      // Neighbours in a file are mostly neighbours on the ground.
      if key != last.key {
        let next = known[key] ?? Int32(count)
        if Int(next) == count {
          known[key] = next
          keys.append(key)
          count += 1
        }
        last = (key, next)
      }
      cell[row] = last.cell
    }
  }

  /// The middle of each cell.
  var middles: [(x: Double, y: Double)] {
    keys.map { key in
      // The key is a sum, so its lower half is taken as the signed line that was added.
      let line = Int64(Int32(truncatingIfNeeded: key))
      let column = (key - line) >> 32
      return (
        Double(column) * Self.side + Self.side / 2, Double(line) * Self.side + Self.side / 2
      )
    }
  }

  /// The cells that touch each cell, the cell itself included: nine entries a cell, −1 where none holds a point.
  func neighbours() -> [Int32] {
    var around: [Int32] = []
    around.reserveCapacity(count * 9)
    for key in keys {
      for column in Int64(-1)...1 {
        for line in Int64(-1)...1 {
          around.append(known[key + column << 32 + line] ?? -1)
        }
      }
    }
    return around
  }
}
