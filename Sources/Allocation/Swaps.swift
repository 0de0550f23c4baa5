internal import PlanModel

/// The options that locks take out of the choice, and the decisions that they settle.
struct LockedOptions {
  /// Whether an option is locked out.
  private(set) var isOut: [Bool]
  /// Whether a decision has an option that is locked in.
  private(set) var isDecided: [Bool]

  init(_ problem: CoupledProblem) {
    isOut = Array(repeating: false, count: problem.optionCount)
    isDecided = Array(repeating: false, count: problem.decisionCount)
    for lock in problem.locks {
      if lock.lockedIn {
        isDecided[Int(problem.decision[lock.option])] = true
      } else {
        isOut[lock.option] = true
      }
    }
  }
}

/// What one choice put in the place of another does to the rows of a plan.
struct Swaps {
  private let problem: CoupledProblem
  /// The sum of each row over the plan.
  private(set) var activities: [Double]

  init(_ problem: CoupledProblem, chosen: [Int]) {
    self.problem = problem
    activities = problem.activities(of: chosen)
  }

  /// The first row that would be missed by more than its tolerance, or nil; −1 stands for nothing chosen.
  ///
  /// - Complexity: O(rows that the two options touch).
  func brokenRow(replacing pick: Int, by other: Int) -> Int? {
    var broken: Int?
    for option in [pick, other] where option >= 0 {
      for entry in problem.starts[option]..<problem.starts[option + 1] {
        let row = Int(problem.entryRow[entry])
        if let known = broken, known <= row { continue }
        let activity = activities[row] + change(of: row, replacing: pick, by: other)
        if problem.violation(of: row, activity: activity) > problem.rows[row].tolerance {
          broken = row
        }
      }
    }
    return broken
  }

  /// Takes the swap into the sums.
  mutating func take(replacing pick: Int, by other: Int) {
    for (option, sign) in [(pick, -1.0), (other, 1.0)] where option >= 0 {
      for entry in problem.starts[option]..<problem.starts[option + 1] {
        activities[Int(problem.entryRow[entry])] += sign * problem.entryValue[entry]
      }
    }
  }

  private func change(of row: Int, replacing pick: Int, by other: Int) -> Double {
    coefficient(of: other, in: row) - coefficient(of: pick, in: row)
  }

  private func coefficient(of option: Int, in row: Int) -> Double {
    if option < 0 { return 0 }
    for entry in problem.starts[option]..<problem.starts[option + 1]
    where Int(problem.entryRow[entry]) == row { return problem.entryValue[entry] }
    return 0
  }
}

extension CoupledProblem {
  /// A plan that no single swap which keeps all rows and locks makes cheaper, from one that keeps them.
  ///
  /// The solver may end anywhere within the gap that was asked for, and whoever finds a swap by hand that costs less
  /// will not believe the rest. Decisions are gone through in their order until none changes, so the result depends on
  /// nothing but the plan.
  ///
  /// - Complexity: O(coefficients) a round; each round is cheaper than the one before by more than rounding.
  func improvedBySwaps(_ chosen: [Int]) -> [Int] {
    let locked = LockedOptions(self)
    var pick = Array(repeating: -1, count: decisionCount)
    for option in chosen { pick[Int(decision[option])] = option }
    var swaps = Swaps(self, chosen: chosen)
    let least = ExactSolver.rounding * abs(cost(of: chosen))
    var isChanged = true
    while isChanged {
      isChanged = false
      for decision in 0..<decisionCount where !locked.isDecided[decision] {
        let current = pick[decision]
        let value = current < 0 ? 0 : cost[current]
        var best = current
        var bestValue = value - least
        for candidate in [-1] + options(of: decision).map(Int.init)
        where candidate != current && (candidate < 0 || !locked.isOut[candidate]) {
          let other = candidate < 0 ? 0 : cost[candidate]
          if other < bestValue, swaps.brokenRow(replacing: current, by: candidate) == nil {
            best = candidate
            bestValue = other
          }
        }
        if best == current { continue }
        swaps.take(replacing: current, by: best)
        pick[decision] = best
        isChanged = true
      }
    }
    let improved = pick.filter { $0 >= 0 }.sorted()
    // The sums above were kept step by step; what counts is the plan added up afresh.
    return brokenRows(of: improved).isEmpty && cost(of: improved) < cost(of: chosen)
      ? improved : chosen
  }
}
