import Allocation
import Foundation
import PlanFile
import PlanModel

/// What `allocate` is asked beside the plan.
public struct AllocationQuestions: Sendable {
  /// A plan file to stay near to and to compare with; nil: none.
  public var earlierPlan: String?
  /// What each decision that differs from it costs, in the objective's unit; nil: nothing.
  public var stability: Double?
  /// The share of its decisions to keep; nil: any.
  public var keep: Double?

  /// A row to go along instead of one plan; nil: none.
  public var sweep: (row: String, from: Double, to: Double, steps: Int)?

  /// How many alternatives are wanted, and by which share of the objective they may be worse; nil: none.
  public var alternatives: (count: Int, within: Double)?
  /// Units whose choices are to be done without, one after the other.
  public var units: [Int] = []
  /// Whether to say what each lock costs.
  public var asksLockCosts = false

  /// Asks nothing.
  public init() {}
}

/// A plan with the members of its JSON form that answer further questions, and their words.
struct AnsweredPlan {
  var plan: Plan
  var members: [(String, JSONValue)] = []
  var words: [String] = []
  /// Questions whose search gave up, and why; what is known of them all the same stands in `members`.
  var unanswered: [(question: String, because: String)] = []
  /// What is proved of the problem that stays near to an earlier plan; nil: there is none.
  var nearby: Certificate?

  /// What a question comes to; nil where its search gave up, which is kept.
  mutating func asking<Value>(
    _ question: String, _ body: () throws -> Value
  ) throws -> Value? {
    do { return try body() } catch let failure as AllocationFailure where failure.leavesItOpen {
      unanswered.append((question, "\(failure)"))
      return nil
    }
  }

  /// How far the whole is proved: a limit that ended a further question counts.
  var status: PlanStatus {
    let isCutShort = !unanswered.isEmpty || nearby?.status == .limit
    return isCutShort && plan.status != .infeasible ? .limit : plan.status
  }
}

extension AllocationQuestions {
  /// What is wrong with the questions, whatever the plan will be.
  func findings(_ problem: PlanningProblem) -> [Diagnostic] {
    units.filter { !(0..<problem.units).contains($0) }.map { unit in
      Diagnostic(
        .error, "allocation.no-unit", "There is no unit \(unit).",
        remedy: problem.units == 0
          ? "The problem has no units." : "Units are counted from 0 to \(problem.units - 1).")
    }
  }

  /// Decides, staying near to the earlier plan where one is named, and answers what else is asked as far as time allows.
  ///
  /// - Throws: `PlanningFailure` where the earlier plan cannot be read; `AllocationFailure`.
  func decide(
    _ problem: PlanningProblem, limits: SolveLimits, elapsed: () -> Double
  ) throws -> AnsweredPlan {
    var answer = try planned(problem, limits: limits, elapsed: elapsed)
    if answer.plan.status != .infeasible {
      try addAlternatives(&answer, problem, limits: limits, elapsed: elapsed)
      try addLockCosts(&answer, problem, limits: limits, elapsed: elapsed)
    }
    if !answer.unanswered.isEmpty {
      answer.members.append(
        (
          "unanswered",
          .array(
            answer.unanswered.map {
              .object([("question", .string($0.question)), ("because", .string($0.because))])
            })
        ))
      answer.words += answer.unanswered.map { "Not answered: \($0.question). \($0.because)" }
    }
    return answer
  }

  private func planned(
    _ problem: PlanningProblem, limits: SolveLimits, elapsed: () -> Double
  ) throws -> AnsweredPlan {
    guard let earlierPlan else {
      return AnsweredPlan(plan: try allocate(problem, limits: limits, elapsed: elapsed))
    }
    let reading = readPlanAnswer(
      json: try problemBytes(earlierPlan, noun: "plan"), file: earlierPlan)
    guard let before = reading.plan else { throw PlanningFailure(reading.diagnostics) }
    let earlier = EarlierPlan(before, in: problem)
    let new =
      if let keep {
        try replan(problem, from: earlier, keeping: keep, limits: limits, elapsed: elapsed)
      } else {
        try replan(
          problem, from: earlier, stability: stability ?? 0, limits: limits, elapsed: elapsed)
      }
    var answer = AnsweredPlan(plan: new.plan, nearby: new.nearby)
    guard new.plan.status != .infeasible else { return answer }
    let difference = PlanDifference(from: earlier, to: new.plan, in: problem)
    answer.members = [
      ("stability", .number(new.stability)), ("stabilityCost", .number(new.stabilityCost)),
      ("kept", .number(new.keptShare)),
      (
        "nearby",
        .object([
          ("status", .string(new.nearby.status.rawValue)),
          ("objective", .number(new.nearby.objective)), ("bound", .number(new.nearby.bound)),
          ("gap", .number(new.nearby.gap)),
        ])
      ),
      (
        "changes",
        .array(
          difference.changes.map { change in
            .object([
              ("unit", .integer(Int(change.unit))), ("slot", .integer(Int(change.slot))),
              ("from", .integer(change.from)), ("to", .integer(change.to)),
              ("because", .string(change.cause.inWords(rows: new.plan.rows))),
              ("objective", .number(change.objective)),
            ])
          })
      ),
      (
        "objectiveChange",
        .object([
          ("before", .number(difference.objective.before)),
          ("options", .number(difference.objective.options)),
          ("borders", .number(difference.objective.borders)),
          ("after", .number(difference.objective.after)),
        ])
      ),
    ]
    answer.words = [
      "\(new.changed) of \(new.decisions) decisions changed; staying near to the earlier plan makes the objective worse by \(new.stabilityCost.roundedToTwelveDigits.shortest)."
    ]
    if keep != nil || new.stability > 0 {
      answer.words.append(new.inWords(isShare: keep != nil))
    }
    if !new.keepsEnough {
      answer.words.append(
        "No plan was found that meets the rules and keeps more than \((new.keptShare * 100).rounded(toDecimals: 2)) %."
      )
    }
    return answer
  }
}

extension Replan {
  /// What is proved of the problem that stays near to the earlier plan.
  ///
  /// - Parameter isShare: Whether a share was to be kept; otherwise changes were charged.
  fileprivate func inWords(isShare: Bool) -> String {
    let kind =
      isShare
      ? "Among plans that keep the share"
      : "Counting \(stability.roundedToTwelveDigits.shortest) for each changed decision"
    if nearby.objective.isNaN { return "\(kind): none was found." }
    return
      "\(kind): \(nearby.status.rawValue), objective \(nearby.objective.roundedToTwelveDigits.shortest), bound \(nearby.bound.roundedToTwelveDigits.shortest), gap \((nearby.gap * 100).rounded(toDecimals: 4)) %."
  }
}

extension PlanDifference.Cause {
  /// A few words for a table.
  func inWords(rows: [Plan.RowResult]) -> String {
    switch self {
    case .lock(let name): "lock \(name)"
    case .lockLifted(let name): "lock \(name) lifted"
    case .optionGone: "option gone"
    case .numbersChanged: "numbers of the option changed"
    case .price(let row, let rose): "price of \(rows[row].name) \(rose ? "rose" : "fell")"
    case .broken(let row): "the earlier choice would break \(rows[row].name)"
    case .nearTie: "near tie"
    case .better: "better at the prices"
    case .borders: "borders to the neighbours"
    case .brokenBlock(let name): "the earlier choice would leave a block of \(name) too small"
    }
  }
}

/// The bytes of a problem or plan file, read piece by piece: a problem of a million units is a gigabyte of text, and must not
/// be held twice.
func problemBytes(_ path: String, noun: String) throws -> [UInt8] {
  func unreadable() -> PlanningFailure {
    PlanningFailure([
      Diagnostic(
        .error, "\(noun).no-file", "The \(noun) file cannot be read.", remedy: "Check the path.",
        at: Place(file: path))
    ])
  }
  // A folder has no bytes, and a pipe or a device would be waited for, or never end.
  let resolved = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
  if let attributes = try? FileManager.default.attributesOfItem(atPath: resolved),
    attributes[.type] as? FileAttributeType != .typeRegular
  {
    throw PlanningFailure([
      Diagnostic(
        .error, "\(noun).no-file", "The \(noun) file is no file with text in it.",
        remedy: "Name a \(noun) file.", at: Place(file: path))
    ])
  }
  guard let file = FileHandle(forReadingAtPath: path) else { throw unreadable() }
  var bytes: [UInt8] = []
  do {
    bytes.reserveCapacity(Int(try file.seekToEnd()))
    try file.seek(toOffset: 0)
    while let piece = try file.read(upToCount: 1 << 24), !piece.isEmpty { bytes += piece }
    try file.close()
  } catch { throw unreadable() }
  return bytes
}
