import PlanModel

/// The sums that sheets, tables and maps share, computed once from a result.
struct PlanAccount {
  let result: PlanResult
  /// What the web map is made of; nil: it is not written.
  var webMap: WebMapParts?
  /// The units of each district, ascending.
  let units: [[Int]]
  /// The chosen options of each unit, ascending.
  let chosen: [[Int]]
  /// The reasons of each unit, by slot.
  let reasons: [[Plan.Reason]]
  /// Sums over the chosen options: the first index is the amount, the second the district.
  private let amounts: [[Double]]
  /// File names of the districts, without extension.
  let fileNames: [String]
  /// The action that does most in each unit.
  let main: MainActions
  /// What each action is drawn with.
  let looks: ActionLooks
  /// What rows and locks are called.
  let rowNames: RowNames
  /// What would turn each choice.
  let changes: SmallestChange
  private let locks: [Int: PlanningProblem.Lock]
  /// In how many drawn worlds the unit of a chosen option gets the same package, by option; empty where none were drawn.
  let timesSame: [Int: Int]
  /// Who carries out what is chosen.
  let implementation: ImplementationAccount
  /// The Covenant workbook, once it is made.
  var secap: SECAPFiles?
  /// The rows of the ledger by district; the last entry is what lies outside.
  let ledger: [[LedgerRow]]

  init(_ result: PlanResult) {
    self.result = result
    let districts = result.districts.count
    var units = Array(repeating: [Int](), count: districts)
    for (unit, district) in result.units.district.enumerated() { units[district].append(unit) }
    self.units = units
    var chosen = Array(repeating: [Int](), count: result.units.count)
    for option in result.plan.chosen { chosen[Int(result.options.unit[option])].append(option) }
    self.chosen = chosen
    main = MainActions(result.options, chosen: chosen)
    looks = ActionLooks(result.options, used: main.used, chosen: chosen)
    var reasons = Array(repeating: [Plan.Reason](), count: result.units.count)
    for reason in result.plan.reasons { reasons[Int(reason.unit)].append(reason) }
    for unit in reasons.indices { reasons[unit].sort { $0.slot < $1.slot } }
    self.reasons = reasons
    amounts = Amount.allCases.map { amount in
      units.map { members in
        var sum = CompensatedSum()
        for unit in members {
          for option in chosen[unit] { sum.add(result.options.amounts[amount.index][option]) }
        }
        return sum.value
      }
    }
    rowNames = RowNames(result)
    changes = SmallestChange(result)
    implementation = ImplementationAccount(result)
    locks = Dictionary(
      result.problem.locks.filter(\.lockedIn).map { ($0.option, $0) },
      uniquingKeysWith: { first, _ in first })
    timesSame = Dictionary(
      zip(result.plan.chosen, result.draws?.same ?? []).map { ($0, Int($1)) },
      uniquingKeysWith: { first, _ in first })
    fileNames = FileName.names(of: result.districts.ids)
    var ledger = Array(repeating: [LedgerRow](), count: districts + 1)
    for row in result.ledger.rows {
      ledger[row.district < 0 ? districts : row.district].append(row)
    }
    self.ledger = ledger
  }

  /// Whether there is a plan at all.
  var isDecided: Bool { result.plan.status != .infeasible }

  /// An amount over the chosen options of a district.
  func sum(_ amount: Amount, in district: Int) -> Double { amounts[amount.index][district] }

  /// An amount over all chosen options.
  func total(_ amount: Amount) -> Double { amounts[amount.index].compensatedSum() }

  /// The name of a district, or its id where it has none.
  func name(of district: Int) -> String {
    result.districts.texts("name")?[district] ?? result.districts.ids[district]
  }

  /// The chosen options of a district, ascending by unit.
  func options(in district: Int) -> [Int] { units[district].flatMap { chosen[$0] } }

  /// The final energy that chosen options add (positive) or save, kWh/a.
  func carrierChange(_ carrier: Carrier, in district: Int) -> Double {
    options(in: district).map { result.options.carriers[carrier.index][$0] }.compensatedSum()
  }

  /// The electricity that the chosen options use more (positive) or save over the municipality, kWh/a.
  var changeOfElectricity: Double {
    units.indices.map { carrierChange(.electricity, in: $0) }.compensatedSum()
  }

  /// What is made best, in words.
  var objectiveUnit: String {
    result.description.problem.objective == .leastCost
      ? Amount.annualCost.unit : Amount.co2.unit
  }

  /// The actions of an option by name, with the phase where there are phases, or the word for none.
  func title(of option: Int32) -> String {
    guard option >= 0 else { return "nothing" }
    let title = result.options.title(of: Int(option))
    return result.options.phaseName(of: Int(option)).map { "\(title), begun in \($0)" } ?? title
  }

  /// What the chosen options have avoided by the end of the target year, t CO2e; nil without phases.
  var cumulatedReduction: Double? {
    let options = result.options
    guard !options.phases.isEmpty else { return nil }
    return chosen.joined().lazy.map {
      options.cumulatedReduction(of: $0, until: result.description.targetYear)
    }.compensatedSum()
  }

  /// The lock that fixes an option, or nil.
  func lock(of option: Int) -> PlanningProblem.Lock? { locks[option] }

  /// One package over some options.
  struct Tally {
    var package: Int
    var options: [Int] = []
    var size = 0.0
    var power = 0.0
    var amounts = Array(repeating: 0.0, count: Amount.allCases.count)

    subscript(amount: Amount) -> Double { amounts[amount.index] }
  }

  /// What is done how often: the options by package, in the order of packages.
  func tallies(of options: [Int]) -> [Tally] {
    let table = result.options
    var byPackage: [Int: [Int]] = [:]
    for option in options { byPackage[Int(table.package[option]), default: []].append(option) }
    return byPackage.keys.sorted().map { package in
      let members = byPackage[package]!
      var tally = Tally(package: package, options: members)
      tally.size = members.map { table.size[$0] }.compensatedSum()
      tally.power = members.map { table.power[$0] }.compensatedSum()
      tally.amounts = table.amounts.map { column in members.map { column[$0] }.compensatedSum() }
      return tally
    }
  }
}

/// The emission target and how far the plan goes towards it.
struct TargetGap {
  /// Baseline emissions of the municipality, t CO2e/a.
  let baseline: Double
  /// The reduction that the plan's rules ask for, or nil where none does, t CO2e/a.
  let asked: Double?
  /// The reduction of the plan, and of the work so far beside it, t CO2e/a.
  let reduction: Double
  /// What of that comes of work that was done otherwise than planned, t CO2e/a; negative where it saves less. 0 where the plan
  /// names no progress.
  let beside: Double

  init(_ account: PlanAccount) {
    baseline = account.result.baselineEmissions.last ?? 0
    beside = (account.result.progress?.lines ?? []).map(\.surplus.reduction).compensatedSum()
    reduction = account.total(.co2) + beside
    let base = baseline
    asked = account.result.description.problem.rows.compactMap { row -> Double? in
      guard row.amount == .co2, row.sense != .atMost, !row.perDistrict, row.districts.isEmpty,
        row.actions.isEmpty,
        row.span == .all
          || row.span == .through(account.result.options.phases.count - 1)
      else { return nil }
      switch row.limit {
      case .amount(let tonnes): return tonnes
      case .shareOfBaseline(let share): return share * base
      case .shareOfPlan: return nil
      }
    }.max()
  }

  /// Emissions that remain with the plan.
  var remaining: Double { baseline - reduction }
  /// What the plan lacks of the reduction asked for; never filled, never negative.
  var missing: Double? { asked.map { max(0, $0 - reduction) } }
}
