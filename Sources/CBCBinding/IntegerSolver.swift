import CCBC
import Synchronization

/// What CBC may spend, and how close to the best it must come.
public struct IntegerLimits: Sendable {
  /// Stop once |objective − bound| is at most this share of |objective|.
  public var relativeGap = 0.0
  /// Stop once |objective − bound| is at most this.
  public var absoluteGap = 1e-9
  /// Stop after this many seconds of wall-clock time; nil: never.
  public var seconds: Double?
  /// Stop after this many nodes; nil: never. Unlike seconds, a node limit gives the same answer on every machine.
  public var nodes: Int?
  /// The seed of CBC's random choices.
  public var seed: UInt64 = 1
  /// Whether to search without preprocessing: slower, but preprocessing now and then calls a model infeasible that is not.
  public var isPlain = false
  /// A known solution to start from, one value a column; it must be feasible. Empty: none.
  public var start: [Double] = []

  /// Creates limits that ask for the optimum.
  public init() {}
}

/// How CBC ended.
public struct IntegerOutcome: Sendable {
  /// What is known at the end.
  public enum State: Sendable {
    /// The search is complete, or the asked gap is reached.
    case finished
    /// No whole-numbered solution exists, to CBC's tolerances.
    case infeasible
    /// A limit of time or nodes was reached.
    case stopped
  }
  /// What is known.
  public let state: State
  /// What no solution is below, by CBC's account; −∞ where CBC has none.
  public let bound: Double
  /// Whether CBC stated a bound that the gap it was allowed makes worthless, so that `bound` is the objective less that gap.
  public let leavesGap: Bool
  /// The best solution, one value a column, whole only up to CBC's tolerance; nil where none was found.
  public let values: [Double]?
}

/// One solve at a time in a process: CBC 2.10 keeps its parameters and signal handler in globals.
let solverLock = Mutex<Void>(())

/// Solves a model with whole-numbered columns by CBC, on the calling thread.
///
/// Calls from several threads wait for one another. Nothing is printed. The same model, limits and seed give the same
/// answer as long as no time limit is hit.
///
/// - Throws: `CBCError` where CBC gives up for numerical reasons.
public func solveInteger(
  _ model: LinearModel, limits: IntegerLimits = IntegerLimits()
) throws(CBCError) -> IntegerOutcome {
  model.checkIsSound()
  precondition(
    limits.start.isEmpty || limits.start.count == model.columnCount, "one start value a column")
  let result = solverLock.withLock { _ in
    Result { () throws(CBCError) in try CBCModel(model).solve(limits) }
  }
  return try result.get()
}

/// The owner of one `Cbc_Model`, which is good for one solve.
// `@safe`: the handle is private, made in `init`, freed in `deinit`, and never leaves.
@safe private final class CBCModel {
  /// CBC looks only for solutions that are better by more than this.
  static let increment = 1e-5
  private let handle: UnsafeMutableRawPointer
  private let columns: Int

  init(_ model: LinearModel) throws(CBCError) {
    guard let handle = unsafe Cbc_newModel() else { throw CBCError("Cbc_newModel", "no memory") }
    unsafe self.handle = handle
    columns = model.columnCount
    unsafe Cbc_setLogLevel(handle, 0)
    // CBC copies all arrays before it returns.
    unsafe Cbc_loadProblem(
      handle, Int32(model.columnCount), Int32(model.rowCount), model.starts, model.indices,
      model.values, model.columnLower, model.columnUpper, model.objective, model.rowLower,
      model.rowUpper)
    for (column, whole) in model.isInteger.enumerated() where whole {
      unsafe Cbc_setInteger(handle, Int32(column))
    }
    unsafe Cbc_setObjSense(handle, 1)
  }

  deinit { unsafe Cbc_deleteModel(handle) }

  func solve(_ limits: IntegerLimits) throws(CBCError) -> IntegerOutcome {
    set("log", "0")
    set("threads", "0")
    set("randomCbcSeed", "\(limits.seed % 1_000_000_007)")
    set("randomSeed", "\(limits.seed % 1_000_000_007)")
    unsafe Cbc_setAllowableGap(handle, limits.absoluteGap)
    unsafe Cbc_setAllowableFractionGap(handle, limits.relativeGap)
    if let seconds = limits.seconds {
      set("timeMode", "elapsed")
      unsafe Cbc_setMaximumSeconds(handle, max(seconds, 0.01))
    }
    if let nodes = limits.nodes { unsafe Cbc_setMaximumNodes(handle, Int32(clamping: nodes)) }
    if !limits.start.isEmpty {
      // The default, `sos`, may add columns; CBC 2.10 then looks up the start's columns by numbers that are not there, prints
      // "Illegal index" on standard output and gives the search up without saying so in its status. `on` adds none.
      set("preprocess", "on")
      let all = (0..<Int32(columns)).map { $0 }
      unsafe Cbc_setMIPStartI(handle, Int32(columns), all, limits.start)
    }
    if limits.isPlain { set("preprocess", "off") }
    unsafe Cbc_solve(handle)

    let status = unsafe Cbc_status(handle)
    if unsafe Cbc_isAbandoned(handle) == 1 || status == 2 {
      throw CBCError("Cbc_solve", "abandoned for numerical difficulties")
    }
    var bound = unsafe Cbc_getBestPossibleObjValue(handle)
    var values: [Double]?
    // `Cbc_bestSolution` is NULL where there is no solution, whatever the status says.
    if let solution = unsafe Cbc_bestSolution(handle) {
      values = unsafe Array(UnsafeBufferPointer(start: solution, count: columns))
    }
    // A search that is complete (secondary status 0, or 1: nothing left below the cutoff; not 2, stopped on gap) has pruned
    // only what is not better by more than the gap or CBC's increment. CBC 2.10 then often reports the root's bound.
    // With a gap allowed it also reports the objective where it only stopped within the gap, at the root for example: then
    // what it allowed itself to leave is all that is proved.
    var leavesGap = false
    if status == 0, values != nil {
      let objective = unsafe Cbc_getObjValue(handle)
      let pruned = max(limits.absoluteGap, Self.increment)
      if bound > objective - Self.increment {
        bound = objective - pruned
        leavesGap = pruned > Self.increment
      }
      if unsafe [0, 1].contains(Cbc_secondaryStatus(handle)) {
        bound = max(bound, objective - pruned)
      }
    }
    let state: IntegerOutcome.State =
      if unsafe Cbc_isProvenInfeasible(handle) == 1 {
        .infeasible
      } else if status == 0,
        values != nil
      { .finished } else { .stopped }
    return IntegerOutcome(
      state: state, bound: bound.isFinite && abs(bound) < 1e49 ? bound : -.infinity,
      leavesGap: leavesGap, values: values)
  }

  private func set(_ name: String, _ value: String) {
    unsafe Cbc_setParameter(handle, name, value)
  }
}
