public import PlanModel

extension OptionTable {
  /// The table with one more option for each choice of limited funds that an option can do without.
  ///
  /// Only where a budget counts own money (`RowDescription.isNetOfFunds`) does it matter who gets a grant; elsewhere the
  /// table stays as it is, and grants are awarded once the plan is known (`FundAwards`). A fund that has no limit, or that is
  /// required, is never done without. Of the limited funds that pay for a package the first two are left out each on its own,
  /// those after them together, so an option becomes eight at the most.
  ///
  /// - Returns: Options in the order of before, those of one package and phase with all its funds first.
  /// - Complexity: O(options × levels).
  public func withFundLevels(of plan: PlanDescription) -> OptionTable {
    let funds = plan.funds?.funds ?? []
    let limited = funds.indices.filter { funds[$0].isLimited && !funds[$0].isRequired }
    guard plan.problem.rows.contains(where: \.isNetOfFunds), !limited.isEmpty else { return self }
    let rates = FundRates(
      funds: funds, actions: actions, phases: phases, years: plan.workYears)
    var levels = [FundLevel.full]
    let ofPackage = packages.map { package -> [Int] in
      let paying = limited.filter { fund in package.contains { rates.mayPay(fund, for: $0) } }
      let parts = Self.parts(of: paying)
      return (0..<(1 << parts.count)).map { mask in
        let without = parts.indices.filter { mask >> $0 & 1 == 1 }.flatMap { parts[$0] }
        if let known = levels.firstIndex(where: { $0.without == without }) { return known }
        levels.append(
          FundLevel(
            without: without,
            title: "without " + without.map { funds[$0].name }.joined(separator: " and ")))
        return levels.count - 1
      }
    }
    let leveled = FundRates(
      funds: funds, actions: actions, phases: phases, years: plan.workYears, levels: levels)
    // Levels that draw the same, as after a deadline, are one choice.
    let phaseCount = max(1, phases.count)
    let distinct = packages.indices.map { package in
      (0..<phaseCount).map { phase in
        var seen: Set<[Double]> = []
        return ofPackage[package].filter { level in
          seen.insert(
            packages[package].flatMap { action in
              funds.indices.map { leveled.share(of: action, by: $0, phase: phase, level: level) }
            }
          ).inserted
        }
      }
    }
    var sources: [Int] = []
    var table = self
    table.levels = levels
    for option in 0..<count {
      for level in distinct[Int(package[option])][phase(of: option)] {
        sources.append(option)
        table.optionLevel.append(Int32(level))
      }
    }
    table.take(sources)
    return table
  }

  /// The first two of some funds each on its own, and those after them together.
  private static func parts(of funds: [Int]) -> [[Int]] {
    funds.count <= 3 ? funds.map { [$0] } : [[funds[0]], [funds[1]], Array(funds[2...])]
  }

  /// Makes the options those at some positions, which may stand there more than once; levels stay as they are.
  private mutating func take(_ sources: [Int]) {
    func taken<Value>(_ column: [Value]) -> [Value] {
      column.isEmpty ? [] : sources.map { column[$0] }
    }
    unit = taken(unit)
    package = taken(package)
    optionPhase = taken(optionPhase)
    size = taken(size)
    power = taken(power)
    suppliedHeat = taken(suppliedHeat)
    for i in amounts.indices { amounts[i] = taken(amounts[i]) }
    for i in carriers.indices { carriers[i] = taken(carriers[i]) }
    for i in userSavings.indices { userSavings[i] = taken(userSavings[i]) }
    for i in stageAmounts.indices { stageAmounts[i] = taken(stageAmounts[i]) }
  }
}
