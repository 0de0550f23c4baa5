public import PlanModel

/// What a plan in the middle of the work leaves to be decided.
///
/// - What is done or under way stays: of each unit and slot with such an action, one option must be chosen that has all of
///   them, begins in the same phase, and has none of the actions that are cancelled there. Where there is only one it is locked
///   in, else a row asks for one of them.
/// - What is cancelled, or new and told of a unit, is locked out there: the one is not to come, the other is there already.
/// - Nothing can begin in a phase that is over.
/// - Rows of investment and of emission reduction move by what lines come to beyond the plan (`ProgressLine.surplus`): money
///   that is spent is off the budgets, tonnes that are avoided already are off the targets. Rows of other amounts move by
///   what new work is told to have of them.
/// - Rows about capacities, funds and adoption move by what the work so far uses of them beyond the plan (`ProgressUses`), but
///   never below what stays by itself uses: what is overdrawn leaves nothing, and makes no plan impossible.
/// - Rows about phases that are over bind nothing any more.
public struct ProgressRules: Sendable {
  private struct Decision: Hashable {
    var unit: Int32
    var slot: Int
  }

  private struct Held {
    var phase: Int
    var actions: Set<Int> = []
    var without: Set<Int> = []
    var words: [String] = []
  }

  private let held: [Decision: Held]
  /// Why an action is out in a unit.
  private let barred: [UnitPart: String]
  private let pastPhases: Int
  private let shifts: [String: [Double]]
  private let uses: ProgressUses
  private let districtOfUnit: [Int]
  /// The names of the rows that bind nothing any more, in the order of the plan.
  public let pastRows: [String]

  /// Works out what follows from the lines.
  ///
  /// - Parameters:
  ///   - lines: What became of the plan.
  ///   - plan: The plan, whose rows, funds, stakeholders and adoption count.
  ///   - year: The year by whose end things stand as told.
  public init(
    _ lines: [ProgressLine], options: OptionTable, units: PlanningUnits, districts: [String],
    plan: PlanDescription, year: Int
  ) {
    let rows = plan.problem.rows
    pastPhases = options.phases.prefix { $0.last <= year }.count
    var held: [Decision: Held] = [:]
    var barred: [UnitPart: String] = [:]
    for line in lines {
      let action = options.actions[line.action]
      let place = line.unit.map { units.ids[$0] } ?? districts[line.district]
      let words = "\(action.id) \(line.status.rawValue.lowercased()) in \(place)"
      if line.isHeld {
        for option in line.options {
          let decision = Decision(unit: options.unit[option], slot: options.slot(of: option))
          held[decision, default: Held(phase: options.phase(of: option))].actions.insert(
            line.action)
          held[decision]!.words.append(words)
        }
      }
      guard line.status == .cancelled || line.status == .new && line.unit != nil else { continue }
      let places =
        line.unit.map { [$0] }
        ?? units.district.indices.filter { units.district[$0] == line.district }
      for unit in places {
        barred[UnitPart(unit: Int32(unit), part: Int32(line.action))] = words
      }
    }
    // A unit that is told on its own is no part of its district's line.
    for line in lines where line.unit != nil && line.status != .cancelled && line.status != .new {
      barred[UnitPart(unit: Int32(line.unit!), part: Int32(line.action))] = nil
    }
    for decision in held.keys {
      held[decision]!.without = Set(
        options.actions.indices.filter { action in
          barred[UnitPart(unit: decision.unit, part: Int32(action))] != nil
            && !held[decision]!.actions.contains(action)
        })
    }
    // Where no option does without what is cancelled, it stays in the package, because what is built stays.
    for (decision, _) in Self.candidates(of: held, in: options) where held[decision] != nil {
      if Self.candidates(of: [decision: held[decision]!], in: options)[decision]!.isEmpty {
        held[decision]!.without = []
      }
    }
    self.held = held
    self.barred = barred
    let past = pastPhases
    districtOfUnit = units.district
    uses = ProgressUses(
      lines, of: plan, options: options, units: units.count, districts: districts, year: year,
      pastPhases: past)
    pastRows = rows.filter { $0.span.isOver(after: past) }.map(\.name) + uses.past
    shifts = Self.shifts(
      of: plan, lines: lines, options: options, districts: districts, year: year)
  }

  /// Whether an option is one of those that keep what is done or under way.
  private static func keeps(_ held: Held, _ option: Int, _ options: OptionTable) -> Bool {
    let package = options.packages[Int(options.package[option])]
    return options.phase(of: option) == held.phase && held.actions.isSubset(of: package)
      && held.without.isDisjoint(with: package)
  }

  /// The options that keep what is done or under way, by decision.
  private static func candidates(
    of held: [Decision: Held], in options: OptionTable
  ) -> [Decision: [Int]] {
    var found = held.mapValues { _ in [Int]() }
    for option in 0..<options.count {
      let decision = Decision(unit: options.unit[option], slot: options.slot(of: option))
      if let own = held[decision], keeps(own, option, options) { found[decision]!.append(option) }
    }
    return found
  }

  /// The words, each once, in their order.
  private static func firstOfEach(_ words: [String]) -> [String] {
    var seen: Set<String> = []
    return words.filter { seen.insert($0).inserted }
  }

  private static func shifts(
    of plan: PlanDescription, lines: [ProgressLine], options: OptionTable,
    districts: [String], year: Int
  ) -> [String: [Double]] {
    var shifts: [String: [Double]] = [:]
    let funds = plan.funds?.funds ?? []
    let rates = FundRates(funds: funds, options: options, years: plan.workYears)
    for row in plan.problem.rows {
      if case .shareOfPlan = row.limit { continue }
      shifts[row.name] = row.members(of: districts).map { members in
        lines.map { line in
          guard row.counts(options.actions[line.action].id),
            members.contains(districts[line.district])
          else { return 0 }
          guard moves(row.amount, by: line) else { return 0 }
          let surplus = line.surplus(of: row.amount, in: row.span, of: options, year: year)
          guard row.isNetOfFunds, surplus != 0 else { return surplus }
          let granted = funds.indices.map {
            line.grantedShare(by: $0, rates: rates, in: options, year: year)
          }.compensatedSum()
          return (1 - granted) * surplus
        }.compensatedSum()
      }
      // A row that nothing moves is left as it is.
      if shifts[row.name]!.allSatisfy({ $0 == 0 }) { shifts[row.name] = nil }
    }
    return shifts
  }

  /// Whether rows of an amount are moved by what a line comes to beyond the plan.
  private static func moves(_ amount: Amount, by line: ProgressLine) -> Bool {
    amount == .investment || amount == .co2 || line.options.isEmpty
  }

  /// By how much a row over all actions, districts and years is moved: what all lines come to beyond the plan, in the unit of
  /// the amount.
  public static func surplus(
    of amount: Amount, by lines: [ProgressLine], in options: OptionTable
  ) -> Double {
    lines.map { moves(amount, by: $0) ? $0.surplus(of: amount, in: options) : 0 }.compensatedSum()
  }

  /// Whether an option of a plan keeps what is done or under way.
  public func isHeld(_ option: Int, in options: OptionTable) -> Bool {
    let decision = Decision(unit: options.unit[option], slot: options.slot(of: option))
    return held[decision].map { Self.keeps($0, option, options) } ?? false
  }

  /// Leaves a problem only what is still to be decided.
  ///
  /// - Parameter options: The options of the problem, with the packages that the lines were made of; numbers may differ.
  public func apply(to problem: inout PlanningProblem, options: OptionTable) {
    problem.rows.removeAll { pastRows.contains($0.name) }
    for position in problem.rows.indices {
      guard let shift = shifts[problem.rows[position].name],
        shift.count == problem.rows[position].rhs.count
      else { continue }
      for (member, value) in shift.enumerated() {
        problem.rows[position].rhs[member] -= value
      }
    }
    let candidates = Self.candidates(of: held, in: options)
    takeOff(from: &problem, candidates)
    var isCandidate = Array(repeating: false, count: options.count)
    for option in candidates.values.joined() { isCandidate[option] = true }
    let locked = Dictionary(
      problem.locks.map { ($0.option, $0.lockedIn) }, uniquingKeysWith: { first, _ in first })
    lockOut(in: &problem, options: options, sparing: isCandidate, locked: locked)
    hold(candidates, in: &problem, options: options, locked: locked)
  }

  /// Takes off the rows about who carries the plan out what the work so far uses of them.
  private func takeOff(from problem: inout PlanningProblem, _ candidates: [Decision: [Int]]) {
    let order = candidates.keys.sorted { ($0.unit, $0.slot) < ($1.unit, $1.slot) }
    for position in problem.rows.indices {
      let row = problem.rows[position]
      guard let shift = uses.shift(of: row, in: problem, districtOfUnit: districtOfUnit),
        shift.contains(where: { $0 != 0 })
      else { continue }
      // What stays takes at least this, whatever is chosen around it.
      var least = row.rhs.map { _ in CompensatedSum() }
      for decision in order where !candidates[decision]!.isEmpty {
        let member = row.group.map { Int(problem.groups[$0].group[Int(decision.unit)]) } ?? 0
        if member < 0 { continue }
        least[member].add(
          candidates[decision]!.map { option in
            row.terms.map { problem.amounts[$0.amount].values[option] * $0.factor }
              .compensatedSum()
          }.min()!)
      }
      for member in row.rhs.indices {
        problem.rows[position].rhs[member] = max(
          row.rhs[member] - shift[member], min(row.rhs[member], least[member].value))
      }
    }
  }

  private func lockOut(
    in problem: inout PlanningProblem, options: OptionTable, sparing isCandidate: [Bool],
    locked: [Int: Bool]
  ) {
    for option in 0..<options.count where !isCandidate[option] && locked[option] == nil {
      let unit = options.unit[option]
      let reason = options.packages[Int(options.package[option])].lazy.compactMap {
        barred[UnitPart(unit: unit, part: Int32($0))]
      }.first
      let isPast = !options.phases.isEmpty && options.phase(of: option) < pastPhases
      guard reason != nil || isPast else { continue }
      problem.locks.append(
        .init(
          option: option, lockedIn: false,
          name: RowPrefix.progress + (reason ?? "years that are over"), firmness: .infinity))
    }
  }

  private func hold(
    _ candidates: [Decision: [Int]], in problem: inout PlanningProblem, options: OptionTable,
    locked: [Int: Bool]
  ) {
    var choices = Array(repeating: 0.0, count: options.count)
    var members = options.slots.map { _ in Array(repeating: Int32(-1), count: problem.units) }
    var counts = options.slots.map { _ in 0 }
    let order = candidates.keys.sorted { ($0.unit, $0.slot) < ($1.unit, $1.slot) }
    for decision in order {
      let own = candidates[decision]!
      // What the plan rules out as well is asked for all the same, so that the contradiction is found and named.
      if own.count == 1, locked[own[0]] != false {
        if locked[own[0]] != nil { continue }
        problem.locks.append(
          .init(
            option: own[0], lockedIn: true,
            name: RowPrefix.progress
              + Self.firstOfEach(held[decision]!.words).joined(separator: ", "),
            firmness: .infinity))
      } else if !own.isEmpty {
        for option in own { choices[option] = 1 }
        members[decision.slot][Int(decision.unit)] = Int32(counts[decision.slot])
        counts[decision.slot] += 1
      }
    }
    for slot in options.slots.indices where counts[slot] > 0 {
      let name = "\(RowPrefix.progress)done or under way (\(options.slots[slot]))"
      let values = options.packageSlot
      problem.amounts.append(
        (
          name: name,
          values: choices.indices.map {
            values[Int(options.package[$0])] == slot ? choices[$0] : 0
          }
        ))
      problem.groups.append((name: name, group: members[slot]))
      problem.rows.append(
        .init(
          name: name, terms: [(problem.amounts.count - 1, 1)], sense: .atLeast,
          group: problem.groups.count - 1, rhs: Array(repeating: 1, count: counts[slot]),
          firmness: .infinity))
    }
  }
}
