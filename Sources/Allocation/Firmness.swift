internal import PlanModel

/// How unwillingly the rows and locks of a problem give where no plan can keep all.
struct Firmness {
  /// One number for each row of a coupled problem; infinite: it never gives.
  let rows: [Double]
  /// Whether the decision of each lock's name, in the order of `lockNames`, is never lifted.
  let isNameFirm: [Bool]

  init(_ problem: PlanningProblem, _ coupled: CoupledProblem) {
    rows = problem.rows.flatMap { row in row.rhs.map { _ in row.firmness } }
    isNameFirm = Self.firmNames(coupled)
  }

  /// Every row as a rule gives, each as willingly as the next.
  init(asARule coupled: CoupledProblem) {
    rows = Array(repeating: 1, count: coupled.rows.count)
    isNameFirm = Self.firmNames(coupled)
  }

  /// Whether anything never gives.
  var hasFirm: Bool { rows.contains(.infinity) || isNameFirm.contains(true) }

  /// Whether a row or lock never gives.
  func neverGives(_ element: ConflictSearch.Element) -> Bool {
    switch element {
    case .row(let row): rows[row] == .infinity
    case .lock(let name): isNameFirm[name]
    }
  }

  /// A decision is one for people, so one part that is never lifted holds all of it.
  private static func firmNames(_ problem: CoupledProblem) -> [Bool] {
    var isFirm = Array(repeating: false, count: problem.lockNames.count)
    for (lock, name) in zip(problem.locks, problem.nameOfLock) where lock.firmness == .infinity {
      isFirm[name] = true
    }
    return isFirm
  }
}
