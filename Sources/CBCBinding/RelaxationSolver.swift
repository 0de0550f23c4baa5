import CCBC
import Synchronization

/// How the linear relaxation ended.
public enum RelaxationState: Sendable {
  /// Solved; values and prices are at hand.
  case optimal
  /// Rows and bounds conflict; `ray` says which.
  case infeasible
  /// A limit was reached.
  case stopped
}

/// A linear relaxation that Clp keeps, so that it can be solved again after a change of bounds.
///
/// It ignores `isInteger`. Not `Sendable`: it lives in the thread that made it.
@safe public final class RelaxationSolver {
  private let handle: UnsafeMutableRawPointer
  private let columns: Int
  private let rows: Int
  private var rowLower: [Double]
  private var rowUpper: [Double]
  private var columnLower: [Double]
  private var columnUpper: [Double]

  /// Loads a model.
  ///
  /// - Throws: `CBCError` where there is no memory.
  public init(_ model: LinearModel) throws(CBCError) {
    model.checkIsSound()
    guard let handle = unsafe Clp_newModel() else { throw CBCError("Clp_newModel", "no memory") }
    unsafe self.handle = handle
    columns = model.columnCount
    rows = model.rowCount
    rowLower = model.rowLower
    rowUpper = model.rowUpper
    columnLower = model.columnLower
    columnUpper = model.columnUpper
    unsafe Clp_setLogLevel(handle, 0)
    // Clp copies all arrays before it returns.
    unsafe Clp_loadProblem(
      handle, Int32(columns), Int32(rows), model.starts, model.indices, model.values, columnLower,
      columnUpper, model.objective, rowLower, rowUpper)
    unsafe Clp_setOptimizationDirection(handle, 1)
  }

  deinit { unsafe Clp_deleteModel(handle) }

  /// Changes the bounds of a row.
  public func setRow(_ row: Int, lower: Double, upper: Double) {
    rowLower[row] = lower
    rowUpper[row] = upper
  }

  /// Changes the bounds of a column.
  public func setColumn(_ column: Int, lower: Double, upper: Double) {
    columnLower[column] = lower
    columnUpper[column] = upper
  }

  /// Solves by the dual simplex, from where the last solve ended.
  ///
  /// - Parameter seconds: A limit of processor time; nil: none. None left counts as a hundredth of a second.
  /// - Throws: `CBCError` where Clp gives up.
  public func solve(seconds: Double? = nil) throws(CBCError) -> RelaxationState {
    solverLock.withLock { _ in
      unsafe Clp_chgRowLower(handle, rowLower)
      unsafe Clp_chgRowUpper(handle, rowUpper)
      unsafe Clp_chgColumnLower(handle, columnLower)
      unsafe Clp_chgColumnUpper(handle, columnUpper)
      // Clp takes a negative number for "no limit", so what is left of a limit must not become one.
      unsafe Clp_setMaximumSeconds(handle, seconds.map { max($0, 0.01) } ?? -1)
      _ = unsafe Clp_dual(handle, 0)
      // Status 4 and "optimal after unscaling failed" leave small infeasibilities; the primal removes them.
      if unsafe Clp_status(handle) == 0, unsafe Clp_secondaryStatus(handle) != 0 {
        _ = unsafe Clp_primal(handle, 0)
      }
    }
    switch unsafe Clp_status(handle) {
    case 0: return .optimal
    case 1: return .infeasible
    case 3: return .stopped
    case let status: throw CBCError("Clp_dual", "stopped with status \(status)")
    }
  }

  /// The objective of the last solve.
  public var objective: Double { unsafe Clp_objectiveValue(handle) }

  /// The value of each column.
  public var values: [Double] { unsafe copy(Clp_getColSolution(handle), columns) }

  /// By how much the objective grows per unit that a row's binding bound grows.
  public var prices: [Double] { unsafe copy(Clp_getRowPrice(handle), rows) }

  /// The weights of rows whose sum proves that no solution exists; empty where Clp has none.
  public var ray: [Double] {
    guard let ray = unsafe Clp_infeasibilityRay(handle) else { return [] }
    defer { unsafe Clp_freeRay(handle, ray) }
    return unsafe copy(ray, rows)
  }

  private func copy(_ pointer: UnsafePointer<Double>?, _ count: Int) -> [Double] {
    guard let pointer = unsafe pointer, count > 0 else { return [] }
    return unsafe Array(UnsafeBufferPointer(start: pointer, count: count))
  }
}
