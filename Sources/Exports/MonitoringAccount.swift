import Frameworks
import PlanModel

/// A measured year held against the plan.
struct MonitoringAccount {
  /// A number that was expected and one that was measured.
  struct Line {
    var title: String
    /// In the base year.
    var base: Double
    /// What the plan expects in the year; nil: it says nothing of it.
    var expected: Double?
    /// nil: nothing was measured.
    var measured: Double?

    /// Measured − expected.
    var deviation: Double? {
      guard let expected, let measured else { return nil }
      return measured - expected
    }
  }
  /// One action in one district, or in all where the report is of all.
  struct ActionLine {
    var action: Action
    /// nil: the whole municipality.
    var district: Int?
    /// The years in which the plan builds it; nil: the plan does not choose it here.
    var years: ClosedRange<Int>?
    /// Of the whole plan, EUR and t CO2e/a.
    var plannedInvestment: Double
    var plannedReduction: Double
    /// nil: nothing was reported.
    var report: ActionStatus?

    var isOver: Bool { report?.status == .completed || report?.status == .cancelled }
  }

  let contract: ContractAccount
  let year: MonitoredYear

  private var result: PlanResult { contract.result }

  /// The reduction that the plan expects of some chosen options by the end of the year: by phases, or where it has none as
  /// if work were spread evenly over the plan's years.
  private func expected(_ amount: (Int) -> Double) -> Double {
    contract.value(by: year.year, amount)
  }

  /// The part of the plan's years that has passed, 0…1.
  private var shareOfTime: Double {
    let (base, target) = (result.description.baseYear, result.description.targetYear)
    guard target > base else { return 1 }
    return min(1, max(0, Double(year.year - base) / Double(target - base)))
  }

  /// The source sectors that the measured inventory states anything of, be it that nothing occurs.
  private var measuredSectors: Set<SourceSector> {
    guard let inventory = year.inventory else { return [] }
    return Set(
      inventory.rows.filter { $0.key == nil || $0.key == .notOccurring }
        .map { SourceSector($0.sector) }
        + inventory.sources.map { SourceSector($0.source) })
  }

  /// Rows of the base year's inventory that the measured one says nothing of, by title.
  var unmeasured: [String] {
    guard let inventory = year.inventory else { return [] }
    let stated = Set(inventory.rows.map(\.sector.title))
    let sources = Set(inventory.sources.map(\.source.title))
    let base = result.inventory
    let rows = (base?.rows ?? []).filter { $0.energy != 0 }.map(\.sector.title).uniqueInOrder
    return rows.filter { !stated.contains($0) }
      + (base?.sources ?? []).map(\.source.title).filter { !sources.contains($0) }
  }

  /// Emissions of all sectors that were measured; nil where no inventory was.
  var emissions: Line? {
    if year.inventory == nil { return nil }
    return Self.total(of: sectors)
  }

  /// The sum of the lines that were measured; what was not measured is in none of its numbers.
  static func total(of lines: [Line]) -> Line {
    let known = lines.filter { $0.measured != nil }
    return Line(
      title: "Total of what was measured", base: known.map(\.base).compensatedSum(),
      expected: known.compactMap(\.expected).compensatedSum(),
      measured: known.compactMap(\.measured).compensatedSum())
  }

  /// Emissions of the sectors that were measured on the straight line from the baseline to the target, t CO2e/a; nil
  /// without a target.
  var straightPath: Double? {
    guard let target = contract.target, let all = emissions else { return nil }
    return all.base * (1 - target.share * shareOfTime)
  }

  /// Emissions by source sector, t CO2e/a.
  var sectors: [Line] {
    guard let inventory = year.inventory.map({ ContractInventory($0) }) else { return [] }
    let table = result.options
    let known = measuredSectors
    return SourceSector.allCases.compactMap { sector in
      let base = contract.inventory.emissions(sector)
      let measured = known.contains(sector) ? inventory.emissions(sector) : nil
      let reduction = expected { option in
        table.packages[Int(table.package[option])].map { action in
          contract.booking.reduction(of: option, by: action)[sector.index]
        }.compensatedSum()
      }
      if base == 0, measured == nil, reduction == 0 { return nil }
      return Line(
        title: sector.title, base: base, expected: base - reduction, measured: measured)
    }
  }

  /// Final energy by carrier, kWh/a. A carrier that the measured inventory does not name was not measured.
  var carriers: [Line] {
    guard let inventory = year.inventory.map({ ContractInventory($0) }) else { return [] }
    return Carrier.allCases.compactMap { carrier in
      let base = contract.inventory.energy(nil, carrier)
      let isNamed = year.inventory?.rows.contains {
        $0.carrier == carrier && ($0.key == nil || $0.key == .notOccurring)
      }
      let measured = isNamed == true ? inventory.energy(nil, carrier) : nil
      let change = expected { self.result.options.carriers[carrier.index][$0] }
      if base == 0, measured ?? 0 == 0, change == 0 { return nil }
      return Line(
        title: carrier.title, base: base, expected: base + change, measured: measured)
    }
  }

  /// Planned actions by district with what was reported of them, then reports of the whole and of what is not planned.
  var actions: [ActionLine] {
    guard let statuses = year.statuses else { return [] }
    let table = result.options
    var lines: [ActionLine] = []
    var isUsed = Array(repeating: false, count: statuses.count)
    func take(_ action: String, _ district: String?) -> ActionStatus? {
      // The last row of an action and district holds: tables grow downwards.
      guard
        let row = statuses.lastIndex(where: { $0.action == action && $0.district == district })
      else { return nil }
      for other in statuses.indices
      where statuses[other].action == action && statuses[other].district == district {
        isUsed[other] = true
      }
      return statuses[row]
    }
    func years(_ options: [Int]) -> ClosedRange<Int> {
      let phases = options.compactMap {
        table.phases.isEmpty ? nil : table.phases[table.phase(of: $0)]
      }
      let first = phases.map(\.first).min() ?? result.description.workYears.lowerBound
      let last = phases.map(\.last).max() ?? result.description.targetYear
      return first...max(first, last)
    }
    for line in contract.lines {
      func planned(_ options: [Int], _ district: Int?, _ report: ActionStatus?) -> ActionLine {
        ActionLine(
          action: line.action, district: district, years: years(options),
          plannedInvestment: options.map {
            table.amount(.investment, of: $0, by: line.position)
          }.compensatedSum(),
          plannedReduction: options.map { table.amount(.co2, of: $0, by: line.position) }
            .compensatedSum(), report: report)
      }
      func options(_ all: [Int]) -> [Int] {
        all.filter { table.packages[Int(table.package[$0])].contains(line.position) }
      }
      if let whole = take(line.action.id, nil) {
        lines.append(planned(options(Array(contract.account.chosen.joined())), nil, whole))
        let single = statuses.filter { $0.action == line.action.id && $0.district != nil }
        if single.isEmpty { continue }
      }
      for district in result.districts.ids.indices {
        let here = options(contract.account.options(in: district))
        if here.isEmpty { continue }
        lines.append(
          planned(here, district, take(line.action.id, result.districts.ids[district])))
      }
    }
    for (row, report) in statuses.enumerated() where !isUsed[row] {
      guard let action = table.actions.first(where: { $0.id == report.action }) else { continue }
      lines.append(
        ActionLine(
          action: action,
          district: report.district.flatMap { id in
            result.districts.ids.firstIndex { $0 == id }
          },
          years: nil, plannedInvestment: 0, plannedReduction: 0, report: report))
    }
    return lines
  }

  /// What is to be done about an action now; nil: nothing.
  func due(_ line: ActionLine) -> String? {
    guard let years = line.years else {
      return "reported, and not chosen by this plan: check whether the plan should take it up"
    }
    let status = line.report?.status
    if status == .completed { return nil }
    if status == .cancelled {
      return
        "cancelled: \(line.plannedReduction.grouped(0)) t CO2e/a must come from elsewhere"
    }
    if years.upperBound <= year.year {
      return "overdue: should be in operation since the end of \(years.upperBound)"
    }
    if years.lowerBound <= year.year, status == nil { return "no status was reported" }
    if years.lowerBound <= year.year, status == .notStarted || status == .postponed {
      return "should be under way since \(years.lowerBound)"
    }
    if years.lowerBound == year.year + 1, status != .ongoing { return "begins next year" }
    return nil
  }
}
