import Allocation
import Foundation
import PlanModel

/// Times the engine on made-up problems: `AllocationBenchmark UNITS [SEEDS [SECONDS]] [FAMILY …] [SOLVER]`.
@main
struct AllocationBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    let units = arguments.first ?? 10_000
    let seeds = arguments.dropFirst().first ?? 3
    let limit = arguments.dropFirst(2).first ?? 60
    let solver =
      CommandLine.arguments.compactMap { SolveLimits.Solver(rawValue: $0) }.first ?? .auto
    print(
      "family units seed solver status seconds gap again-seconds again-gap peak-MiB objective bound"
    )
    let names = CommandLine.arguments.dropFirst().filter {
      Int($0) == nil && SolveLimits.Solver(rawValue: $0) == nil
    }
    for family in names.isEmpty ? Instance.families + Instance.hardships : Array(names) {
      for seed in 0..<seeds {
        let problem = Instance.make(family, units: units, seed: UInt64(seed))
        let limits = SolveLimits(
          gap: 0.001, timeLimit: Double(limit), solver: solver, workers: Workers(2))
        let plan: Plan
        let seconds: Double
        do {
          (plan, seconds) = try timed { try allocate(problem, limits: limits) }
        } catch {
          print(family, units, seed, error)
          continue
        }
        let faults = verify(plan, against: problem)
        if !faults.isEmpty { print("FAULTS", faults.prefix(3)) }
        // A budget or target that is 1 % easier, from the plan that is known.
        var changed = problem
        changed.rows[0].rhs[0] *= problem.sense == .minimise ? 0.99 : 1.01
        guard
          let (again, warm) = try? timed({
            try allocate(changed, limits: limits, from: plan.warmStart)
          })
        else { continue }
        print(
          family, units, seed, plan.solver, plan.status, String(format: "%.4f", seconds),
          String(format: "%.6f%%", plan.gap * 100), String(format: "%.4f", warm),
          String(format: "%.6f%%", again.gap * 100), peak(), plan.objective, plan.bound)
      }
    }
  }

  /// The peak of the process's memory in MiB.
  static func peak() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss / 1024
  }

  static func timed<Result>(_ body: () throws -> Result) rethrows -> (Result, Double) {
    let clock = ContinuousClock()
    let begin = clock.now
    let result = try body()
    let taken = begin.duration(to: clock.now)
    return (result, Double(taken.components.seconds) + Double(taken.components.attoseconds) * 1e-18)
  }
}
