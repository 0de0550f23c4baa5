import Foundation
import PlanModel

/// Made-up planning problems in the families that solvers are compared on.
enum Instance {
  /// The families: `loose` (maximise under a budget, land and floors), `cost` (minimise under many rows), `correlated` and
  /// `tight` (costs that follow effects; targets at 60 % and 97 % of what is possible).
  static let families = ["loose", "cost", "correlated", "tight"]

  /// Changes of `cost` that are hard on a solver.
  static let hardships = [
    "lumpy", "edge", "equality", "many-floors", "dominated", "zero-cost", "one-too-many",
  ]

  /// A problem of a family or of a hardship; `borders-P` is a grid with a penalty of P per border between unlike cells.
  static func make(_ name: String, units: Int, seed: UInt64) -> PlanningProblem {
    if name.hasPrefix("borders-"), let penalty = Double(name.dropFirst(8)) {
      return cells(units: units, penalty: penalty, seed: seed)
    }
    if families.contains(name) { return problem(name, units: units, seed: seed) }
    var made = problem("cost", units: units, seed: seed)
    let count = made.optionCount
    let options = count / units
    /// The largest sum of the effects, floors and acceptance left aside.
    let most = (0..<units).reduce(0.0) { sum, unit in
      sum + (made.amounts[0].values[unit * options..<(unit + 1) * options].max() ?? 0)
    }
    switch name {
    case "lumpy":
      // Twenty units are as large as a tenth of the town.
      for unit in stride(from: 0, to: units, by: max(1, units / 20)) {
        for option in unit * options..<(unit + 1) * options {
          let scale = 0.005 * most / made.amounts[0].values[option]
          for amount in made.amounts.indices { made.amounts[amount].values[option] *= scale }
          made.objective[option] *= scale
        }
      }
    case "edge": made.rows[0].rhs[0] = 0.99 * most
    case "equality":
      made.rows[0].sense = .equal
      made.rows.append(
        .init(
          name: "jobs", terms: [(1, 1)], sense: .equal,
          rhs: [0.3 * made.amounts[1].values.reduce(0, +) / Double(options)]))
    case "many-floors":
      made.groups[0].group = (0..<units).map { Int32($0 / 4) }
      var best = Array(repeating: 0.0, count: (units + 3) / 4)
      for unit in 0..<units {
        best[unit / 4] += made.amounts[0].values[unit * options..<(unit + 1) * options].max() ?? 0
      }
      made.rows[2].rhs = best.map { 0.35 * $0 }
    case "dominated":
      for unit in 0..<units {
        let first = unit * options
        for option in first + 1..<first + options {
          made.objective[option] = made.objective[first] * 1.5
          for amount in made.amounts.indices {
            let value = made.amounts[amount].values[first]
            made.amounts[amount].values[option] = amount == 1 ? made.objective[option] : value * 0.9
          }
        }
      }
      made.rows[0].rhs[0] =
        0.5 * (0..<units).reduce(0.0) { $0 + made.amounts[0].values[$1 * options] }
      made.rows[2].rhs = made.rows[2].rhs.map { $0 * 0.1 }
      made.rows[3].rhs = [-1e9]
    case "zero-cost": made.objective = Array(repeating: 0, count: count)
    case "one-too-many":
      made.rows = [made.rows[0]]
      made.rows[0].rhs[0] = most + 1
    default: break
    }
    return made
  }

  /// A grid of cells with eight classes, maximised under a budget and a cap on land, with borders between neighbours.
  private static func cells(units: Int, penalty: Double, seed: UInt64) -> PlanningProblem {
    var made = problem("loose", units: units, seed: seed)
    made.rows.removeLast()
    made.groups = []
    let side = Int(Double(units).squareRoot())
    var borders = PlanningProblem.Compactness(penalty: penalty, left: [], right: [], length: [])
    for unit in 0..<units {
      for next in [unit + 1, unit + side]
      where next < units && (next == unit + side || next % side != 0) {
        borders.left.append(Int32(unit))
        borders.right.append(Int32(next))
        borders.length.append(1)
      }
    }
    made.compactness = borders
    return made
  }

  /// A problem with eight options a unit and a district for each 200 units.
  static func problem(_ family: String, units: Int, options: Int = 8, seed: UInt64)
    -> PlanningProblem
  {
    var random = SplitMix(seed: seed)
    let count = units * options
    let size = (0..<units).map { _ in exp(0.8 * random.normal()) }
    var effect = [Double](), money = [Double](), accept = [Double](), land = [Double]()
    effect.reserveCapacity(count)
    money.reserveCapacity(count)
    accept.reserveCapacity(count)
    land.reserveCapacity(count)
    let isCorrelated = family == "correlated" || family == "tight"
    for unit in 0..<units {
      for option in 0..<options {
        let own = size[unit] * (0.2 + 0.8 * random.share())
        effect.append(own)
        let price = 0.5 + 1.5 * Double(option) / Double(max(1, options - 1))
        let cost =
          isCorrelated
          ? own * (1 + 0.05 * random.normal()) + 0.1 * size[unit]
          : own * exp(0.5 * random.normal()) * price + 0.05
        money.append(max(cost, 1e-3))
        accept.append((2 * random.share() - 1) * size[unit])
        land.append(option % 3 == 0 ? size[unit] * (0.1 + 0.5 * random.share()) : 0)
      }
    }
    let isPoor = (0..<units).map { _ in random.share() < 0.25 }
    let moneyPoor = money.indices.map { isPoor[$0 / options] ? money[$0] : 0 }
    let district = (0..<units).map { Int32($0 / 200) }
    let districts = Int(district.last ?? 0) + 1
    var sizeOf = Array(repeating: 0.0, count: districts)
    var bestOf = Array(repeating: 0.0, count: districts)
    for unit in 0..<units {
      sizeOf[Int(district[unit])] += size[unit]
      bestOf[Int(district[unit])] += effect[unit * options..<(unit + 1) * options].max() ?? 0
    }
    let total = size.reduce(0, +)
    let best = bestOf.reduce(0, +)
    var rows: [PlanningProblem.Row] = []
    var objective = money
    if family == "loose" {
      objective = effect.map { $0 + 0.15 * random.share() }
      let budget = 0.12 * money.reduce(0, +) / Double(options)
      rows = [
        .init(name: "budget", terms: [(1, 1)], sense: .atMost, rhs: [budget]),
        .init(
          name: "land", terms: [(3, 1)], sense: .atMost,
          rhs: [0.25 * land.reduce(0, +) / Double(options)]),
        .init(
          name: "floor", terms: [(1, 1)], sense: .atLeast, group: 0,
          rhs: sizeOf.map { 0.4 * budget * $0 / total }),
      ]
    } else {
      let share = ["cost": 0.55, "correlated": 0.6, "tight": 0.97][family] ?? 0.5
      rows = [
        .init(name: "target", terms: [(0, 1)], sense: .atLeast, rhs: [share * best]),
        .init(name: "poor", terms: [(4, 1), (1, -0.2)], sense: .atLeast, rhs: [0]),
        .init(
          name: "floor", terms: [(0, 1)], sense: .atLeast, group: 0, rhs: bestOf.map { 0.25 * $0 }),
      ]
      if family == "cost" {
        rows.append(.init(name: "accept", terms: [(2, 1)], sense: .atLeast, rhs: [0.1 * total]))
      }
    }
    return PlanningProblem(
      sense: family == "loose" ? .maximise : .minimise, units: units,
      unit: (0..<Int32(count)).map { $0 / Int32(options) },
      slot: Array(repeating: 0, count: count),
      optionClass: (0..<Int32(count)).map { $0 % Int32(options) + 1 }, objective: objective,
      amounts: [
        ("co2", effect), ("money", money), ("accept", accept), ("land", land),
        ("moneyPoor", moneyPoor),
      ], groups: [("district", district)], rows: rows)
  }
}

/// SplitMix64 with normal draws, so that an instance is the same everywhere.
struct SplitMix {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  /// A number from 0 to below 1.
  mutating func share() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
  }

  /// A draw from the standard normal distribution (Box and Muller, Annals of Mathematical Statistics 29, 1958, 610–611).
  mutating func normal() -> Double {
    (-2 * log(1 - share())).squareRoot() * cos(2 * Double.pi * share())
  }
}
