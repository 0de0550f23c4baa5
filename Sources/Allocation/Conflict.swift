internal import CBCBinding
internal import PlanModel

/// Finds a smallest set of rows and locks that no plan can keep together: without any one of them, a plan exists.
///
/// Rows by themselves come first, by a deletion filter over one linear relaxation (`RowQuestions`): its proofs name the rows
/// that they use, so whole families of rows fall at once (Chinneck, Dravnieks, ORSA Journal on Computing 3, 1991, 157–168).
/// Locks, and conflicts of whole choices, are found by QuickXplain (Junker, AAAI 2004): about k·log₂(n/k) + 2k questions for
/// k conflicting among n. Whole-numbered questions follow only within the set that the relaxation leaves.
struct ConflictSearch {
  /// A row, or all locks of one name: what a person decided at once is kept or lifted at once.
  enum Element: Hashable {
    case row(Int)
    /// A position in `lockNames`.
    case lock(Int)
  }

  let problem: CoupledProblem
  let firmness: Firmness
  let seed: UInt64
  /// Seconds that are left; nil: no limit. Once none are left, every question counts as "a plan exists": the set found
  /// then still conflicts, but may be larger than needed.
  var secondsLeft: () -> Double? = { nil }
  /// A question that takes CBC more nodes than this counts as "a plan exists", so that the search ends.
  static let nodeLimit = 2000

  /// What was found.
  struct Conflict {
    /// The conflicting rows and locks, rows first, in the problem's order.
    var elements: [Element]
    /// Whether it is known that without any one of them a plan exists.
    var isSmallest: Bool
  }

  /// What is known of a set of rows and locks.
  private enum Answer {
    /// A plan keeps them.
    case yes
    /// No plan does.
    case no
    /// Neither; counts as a plan.
    case open
  }

  /// The conflicting rows and locks.
  ///
  /// Where those that never give conflict among themselves, only such are named.
  ///
  /// - Precondition: No plan keeps all rows and locks.
  func smallest() throws -> Conflict {
    if firmness.hasFirm {
      let rows = problem.rows.indices.filter { firmness.rows[$0] == .infinity }
      let names = problem.lockNames.indices.filter { firmness.isNameFirm[$0] }
      let firm = rows.map(Element.row) + names.map(Element.lock)
      // Mostly doing nothing but what is firmly decided keeps all that is firm, and no search is needed to see it.
      let decided = zip(problem.locks, problem.nameOfLock).filter {
        $0.lockedIn && firmness.isNameFirm[$1]
      }.map(\.0.option)
      let broken = Set(problem.brokenRows(of: decided))
      if !broken.isDisjoint(with: rows), try !admitsPlan(firm, .plans) {
        return try minimal(irreducible(background: [], firm, .plans))
      }
    }
    return try conflict(of: problem.rows.indices.map { $0 })
  }

  /// The same among some rows and all locks.
  private func conflict(of rows: [Int]) throws -> Conflict {
    let locks = problem.lockNames.indices.map(Element.lock)
    // Rows before locks: a conflict of rows alone says more than one that needs locks.
    let free = try reporting { () throws(CBCError) in
      try RowQuestions(problem, keepsLocks: false)
    }
    if let row = free.impossible.first { return Conflict(elements: [.row(row)], isSmallest: true) }
    let locked =
      locks.isEmpty
      ? nil : try reporting { () throws(CBCError) in try RowQuestions(problem, keepsLocks: true) }
    if let row = locked?.impossible.first {
      return try minimal(irreducible(background: [.row(row)], locks, .ranges))
    }
    if case .no(let proof) = try ask(free, rows) {
      let (needed, sure) = try needed(proof, asking: free)
      return try minimal(needed, sure: sure)
    }
    if let locked, case .no(let proof) = try ask(locked, rows) {
      let (needed, sure) = try needed(proof, asking: locked)
      return try minimal(
        irreducible(background: needed, locks, .relaxation), sure: sure)
    }
    for background in [[], locks] where try !admitsPlan(background + rows.map(Element.row), .plans)
    {
      let set = try irreducible(background: background, rows.map(Element.row), .plans)
      return try minimal(
        irreducible(background: set.filter { !background.contains($0) }, background, .plans))
    }
    // Only where the node limit hid the proof: the whole is the conflict we can vouch for.
    return Conflict(elements: rows.map(Element.row) + locks, isSmallest: false)
  }

  /// Those of some conflicting rows that the relaxation needs for the conflict, by leaving out each in turn; whatever a
  /// proof does without is left out at once. `sure` are those without which a plan was found.
  private func needed(
    _ conflicting: [Int], asking questions: RowQuestions
  ) throws -> (rows: [Element], sure: Set<Element>) {
    var kept = conflicting
    var sure: Set<Element> = []
    for row in conflicting.reversed() where kept.contains(row) {
      switch try ask(questions, kept.filter { $0 != row }) {
      case .no(let proof): kept = proof
      case .yes: sure.insert(.row(row))
      case .open: break
      }
    }
    return (kept.map(Element.row), sure)
  }

  private func ask(_ questions: RowQuestions, _ rows: [Int]) throws -> RowQuestions.Answer {
    let seconds = secondsLeft()
    if let seconds, seconds <= 0 { return .open }
    return try reporting { () throws(CBCError) in
      try questions.ask(rows, secondsLeft: secondsLeft)
    }
  }

  private func reporting<Value>(_ body: () throws(CBCError) -> Value) throws -> Value {
    do { return try body() } catch {
      throw AllocationFailure.solverFailed(function: "\(error.function)", message: error.message)
    }
  }

  /// How thoroughly a set is tested.
  private enum Question {
    /// By the ranges of single rows.
    case ranges
    /// By the linear relaxation.
    case relaxation
    /// By whole-numbered plans.
    case plans
  }

  /// A set that conflicts, made irreducible for whole-numbered plans by leaving out each element in turn.
  ///
  /// - Parameter sure: Elements that are known to be needed.
  private func minimal(_ set: [Element], sure: Set<Element> = []) throws -> Conflict {
    var kept = set
    var isSmallest = true
    // Locks are tried first, so that rows remain where there is a choice.
    for element in set.reversed() where !sure.contains(element) {
      let rest = kept.filter { $0 != element }
      switch try answer(rest, .plans) {
      case .no: kept = rest
      // What a plan keeps, it keeps without the elements as well that are left out later.
      case .yes: break
      case .open: isSmallest = false
      }
    }
    return Conflict(elements: sorted(kept), isSmallest: isSmallest)
  }

  private func sorted(_ set: [Element]) -> [Element] {
    let rows = problem.rows.indices.map(Element.row).filter(Set(set).contains)
    return rows + problem.lockNames.indices.map(Element.lock).filter(Set(set).contains)
  }

  /// `background` and those of `candidates` that are needed with it for a conflict.
  private func irreducible(
    background: [Element], _ candidates: [Element], _ question: Question
  ) throws -> [Element] {
    if try !admitsPlan(background, question) { return sorted(background) }
    return sorted(
      background + (try explain(background, hasNew: false, candidates, question)))
  }

  private func explain(
    _ background: [Element], hasNew: Bool, _ candidates: [Element], _ question: Question
  ) throws -> [Element] {
    if hasNew, try !admitsPlan(background, question) { return [] }
    if candidates.count <= 1 { return candidates }
    let middle = candidates.count / 2
    let left = Array(candidates[..<middle])
    let right = Array(candidates[middle...])
    let fromRight = try explain(background + left, hasNew: !left.isEmpty, right, question)
    let fromLeft = try explain(
      background + fromRight, hasNew: !fromRight.isEmpty, left, question)
    return fromLeft + fromRight
  }

  /// Whether a plan may keep these rows and locks, as far as the question can tell.
  private func admitsPlan(_ set: [Element], _ question: Question) throws -> Bool {
    try answer(set, question) != .no
  }

  private func answer(_ set: [Element], _ question: Question) throws -> Answer {
    var rowIsActive = Array(repeating: false, count: problem.rows.count)
    var nameIsActive = Array(repeating: false, count: problem.lockNames.count)
    for element in set {
      switch element {
      case .row(let row): rowIsActive[row] = true
      case .lock(let name): nameIsActive[name] = true
      }
    }
    let lockIsActive = problem.nameOfLock.map { nameIsActive[$0] }
    // Without costs: any plan will do, and far more options are dominated.
    let cost = Array(repeating: 0.0, count: problem.optionCount)
    let reduction = Reduction(
      problem, cost: cost, rowIsActive: rowIsActive, lockIsActive: lockIsActive)
    if reduction.impossibleRow != nil { return .no }
    if reduction.rows.isEmpty { return .yes }
    let seconds = secondsLeft()
    if let seconds, seconds <= 0 { return .open }
    if question == .ranges { return .open }
    let scaled = ScaledModel(
      problem, reduction, cost: cost, options: reduction.free, isInteger: question == .plans)
    do {
      let relaxation = try RelaxationSolver(scaled.model)
      switch try relaxation.solve(seconds: seconds) {
      case .infeasible:
        let ray = relaxation.ray
        let weights = scaled.unscaled(prices: ray, rowCount: problem.rows.count)
        if Pricing.provesNoPlan(problem, reduction, ray: weights) { return .no }
      case .stopped: return .open
      case .optimal: break
      }
      if question == .relaxation { return .open }
      let rounded = reduction.fixed + scaled.chosen(from: relaxation.values, in: problem)
      if Set(problem.brokenRows(of: rounded)).isDisjoint(with: reduction.rows) { return .yes }
      let none = Array(repeating: 0.0, count: problem.rows.count)
      switch PlanEnumeration.search(
        problem, reduction, options: reduction.free,
        pricing: Pricing(problem, reduction, cost: cost, prices: none), stopsAtFirst: true)
      {
      case .best: return .yes
      case .none: return .no
      case .tooMany: break
      }
      var limits = IntegerLimits()
      limits.nodes = Self.nodeLimit
      limits.seed = seed
      limits.seconds = seconds
      let found = try solveInteger(scaled.model, limits: limits)
      if found.state != .infeasible { return kept(found, scaled, reduction) }
      // CBC's word that there is nothing counts where a second search, with wide rows, finds nothing either.
      let wide = ScaledModel(
        problem, reduction, cost: cost, options: reduction.free, isInteger: true, isWide: true)
      limits.isPlain = true
      let second = try solveInteger(wide.model, limits: limits)
      return second.state == .infeasible ? .no : kept(second, wide, reduction)
    } catch {
      throw AllocationFailure.solverFailed(function: "\(error.function)", message: error.message)
    }
  }

  /// Whether what CBC found keeps the rows by our own arithmetic.
  private func kept(
    _ found: IntegerOutcome, _ scaled: ScaledModel, _ reduction: Reduction
  ) -> Answer {
    guard let values = found.values else { return .open }
    let chosen = reduction.fixed + scaled.chosen(from: values, in: problem)
    return Set(problem.brokenRows(of: chosen)).isDisjoint(with: reduction.rows) ? .yes : .open
  }

  /// The name of an element in results.
  func name(_ element: Element) -> String {
    switch element {
    case .row(let row): problem.rows[row].name
    case .lock(let name): problem.lockNames[name]
    }
  }
}
