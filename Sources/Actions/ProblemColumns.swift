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
  ///   - span: Only what is begun in these phases.
  mutating func column(
    _ amount: Amount, actions: [Int], districts: [(row: Int, id: String)]?,
    span: PhaseSpan = .all
  ) -> Int {
    var name = amount.rawValue
    if !actions.isEmpty {
      name += "[" + actions.map { options.actions[$0].id }.joined(separator: ",") + "]"
    }
    if let districts { name += "@" + districts.map(\.id).joined(separator: ",") }
    name += suffix(span)
    if let position = known[name] { return position }
    var values = actions.isEmpty ? options.amounts[amount.index] : part(amount, of: actions)
    if let districts {
      let rows = Set(districts.map(\.row))
      let isInside = districtOfUnit.map { rows.contains($0) }
      for option in values.indices where !isInside[Int(options.unit[option])] { values[option] = 0 }
    }
    keep(span, of: &values)
    return add(name, values)
  }

  /// The column of what funds pay, EUR, of some actions and in some districts only.
  mutating func granted(
    _ rates: FundRates, actions: [Int], districts: [(row: Int, id: String)]?, span: PhaseSpan
  ) -> Int {
    var name = "granted"
    if !actions.isEmpty {
      name += "[" + actions.map { options.actions[$0].id }.joined(separator: ",") + "]"
    }
    if let districts { name += "@" + districts.map(\.id).joined(separator: ",") }
    name += suffix(span)
    if let position = known[name] { return position }
    let counted = options.packages.map { package in
      actions.isEmpty ? package : package.filter(actions.contains)
    }
    let rows = districts.map { Set($0.map(\.row)) }
    var values = (0..<options.count).map { option in
      rows?.contains(districtOfUnit[Int(options.unit[option])]) ?? true
        ? rates.draws(of: option, actions: counted[Int(options.package[option])], in: options) : 0
    }
    keep(span, of: &values)
    return add(name, values)
  }

  /// A column that is 1 where the option's package contains one of some actions.
  mutating func count(of actions: Int..., span: PhaseSpan = .all) -> Int {
    count(of: actions, span: span)
  }

  /// A column that is 1 where the option's package contains one of some actions and begins in some phases.
  mutating func count(of actions: [Int], span: PhaseSpan) -> Int {
    let ids = actions.map { options.actions[$0].id }.joined(separator: ",")
    let name = "count[\(ids)]" + suffix(span)
    if let position = known[name] { return position }
    let contains = options.packages.map { package in
      package.contains(where: actions.contains) ? 1.0 : 0
    }
    var values = options.package.map { contains[Int($0)] }
    keep(span, of: &values)
    return add(name, values)
  }

  /// A column of values that somebody else computed, by a name that no other has.
  mutating func column(named name: String, _ values: [Double]) -> Int {
    known[name] ?? add(name, values)
  }

  /// Useful heat that options supply, kWh/a.
  mutating func suppliedHeat() -> Int {
    let name = "suppliedHeat"
    return known[name] ?? add(name, options.suppliedHeat)
  }

  /// The area of each option's unit, m².
  mutating func area(of units: [Double]) -> Int {
    let name = "area"
    return known[name] ?? add(name, options.unit.map { units[Int($0)] })
  }

  /// What the phases add to a column's name.
  private func suffix(_ span: PhaseSpan) -> String {
    switch span {
    case .all: ""
    case .during(let phase): "#" + options.phases[phase].name
    case .through(let phase): "#.." + options.phases[phase].name
    case .after(let phase): "#>" + options.phases[phase].name
    }
  }

  /// Leaves a column only where the option begins in some phases.
  private func keep(_ span: PhaseSpan, of values: inout [Double]) {
    guard span != .all else { return }
    for option in values.indices where !span.contains(options.phase(of: option)) {
      values[option] = 0
    }
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
