import PlanModel

/// The named columns of amounts of a problem in the making; each is computed once.
struct ProblemColumns {
  private(set) var amounts: [(name: String, values: [Double])]
  private var known: [String: Int] = [:]
  private let options: OptionTable
  private let districtOfUnit: [Int]

  /// Starts with a column for each `Amount`, in its order.
  init(options: OptionTable, districtOfUnit: [Int]) {
    self.options = options
    self.districtOfUnit = districtOfUnit
    amounts = Amount.allCases.map { ($0.rawValue, options.amounts[$0.index]) }
    for (position, amount) in Amount.allCases.enumerated() { known[amount.rawValue] = position }
  }

  /// The column of an amount, of some actions and in some districts only.
  ///
  /// The part of an action is what its stage adds to the package (`OptionTable.stageAmounts`), so rows of different
  /// actions never count an effect twice.
  ///
  /// - Parameters:
  ///   - actions: Positions in the catalogue; empty: all.
  ///   - districts: Rows of districts with their ids; nil: all.
  mutating func column(
    _ amount: Amount, actions: [Int], districts: [(row: Int, id: String)]?
  ) -> Int {
    var name = amount.rawValue
    if !actions.isEmpty {
      name += "[" + actions.map { options.actions[$0].id }.joined(separator: ",") + "]"
    }
    if let districts { name += "@" + districts.map(\.id).joined(separator: ",") }
    if let position = known[name] { return position }
    var values = actions.isEmpty ? options.amounts[amount.index] : part(amount, of: actions)
    if let districts {
      let rows = Set(districts.map(\.row))
      let isInside = districtOfUnit.map { rows.contains($0) }
      for option in values.indices where !isInside[Int(options.unit[option])] { values[option] = 0 }
    }
    return add(name, values)
  }

  /// A column that is 1 where the option's package contains an action.
  mutating func count(of action: Int) -> Int {
    let name = "count[\(options.actions[action].id)]"
    if let position = known[name] { return position }
    let contains = options.packages.map { $0.contains(action) ? 1.0 : 0 }
    return add(name, options.package.map { contains[Int($0)] })
  }

  /// The change of final electricity, kWh/a.
  mutating func electricityChange() -> Int {
    let name = "electricityChange"
    return known[name] ?? add(name, options.carriers[Carrier.electricity.index])
  }

  private mutating func add(_ name: String, _ values: [Double]) -> Int {
    amounts.append((name, values))
    known[name] = amounts.count - 1
    return amounts.count - 1
  }

  private func part(_ amount: Amount, of actions: [Int]) -> [Double] {
    let wanted = Set(actions)
    let stages = options.packages.map { package in
      package.filter(wanted.contains).map {
        options.actions[$0].stage.rawValue * Amount.allCases.count + amount.index
      }
    }
    return options.package.indices.map { option in
      var sum = 0.0
      for stage in stages[Int(options.package[option])] {
        sum += options.stageAmounts[stage][option]
      }
      return sum
    }
  }
}
