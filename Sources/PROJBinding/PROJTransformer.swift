import CPROJ

/// A transformation of points from one CRS to another; always x (east), y (north), degrees where angular.
///
/// Confined to one worker at a time, like the context it owns. Making one searches PROJ's database and
/// costs some milliseconds: make one per worker, not one per layer row.
@safe
public final class PROJTransformer {
  private let context: PROJContext
  private let operation: PROJObject

  /// Creates the transformation.
  ///
  /// - Parameter source: An authority code or well-known text.
  /// - Parameter target: An authority code or well-known text.
  /// - Throws: `PROJError` where a CRS is unknown or there is no way between them.
  public init(from source: String, to target: String) throws(PROJError) {
    let context = try PROJContext()
    guard let found = unsafe proj_create_crs_to_crs(context.handle, source, target, nil) else {
      throw context.failure(in: "proj_create_crs_to_crs")
    }
    defer { _ = unsafe proj_destroy(found) }
    guard let normal = unsafe proj_normalize_for_visualization(context.handle, found) else {
      throw context.failure(in: "proj_normalize_for_visualization")
    }
    self.context = context
    operation = unsafe PROJObject(adopting: normal, in: context)
  }

  /// The point in the target CRS, or nil where it cannot be taken there.
  public func transform(x: Double, y: Double) -> (x: Double, y: Double)? {
    var xs = [x]
    var ys = [y]
    return transform(xs: &xs, ys: &ys) == 0 ? (xs[0], ys[0]) : nil
  }

  /// Rewrites points in place.
  ///
  /// - Returns: How many points could not be taken to the target; both their coordinates are infinite then.
  /// - Precondition: Both arrays have the same number of elements.
  @discardableResult
  public func transform(xs: inout [Double], ys: inout [Double]) -> Int {
    precondition(xs.count == ys.count, "each point has an x and a y")
    let count = xs.count
    if count == 0 { return 0 }
    let stride = MemoryLayout<Double>.stride
    unsafe xs.withUnsafeMutableBufferPointer { x in
      unsafe ys.withUnsafeMutableBufferPointer { y in
        _ = unsafe proj_trans_generic(
          operation.pointer, PJ_FWD, x.baseAddress, stride, count, y.baseAddress, stride, count,
          nil, 0, 0, nil, 0, 0)
      }
    }
    var failed = 0
    for i in 0..<count where !(xs[i].isFinite && ys[i].isFinite) {
      xs[i] = .infinity
      ys[i] = .infinity
      failed += 1
    }
    return failed
  }

  /// The bounds in the target CRS of everything inside bounds in the source CRS, with the edges
  /// divided into 21 parts each because straight edges become curves; nil where they have none.
  public func transformBounds(
    minX: Double, minY: Double, maxX: Double, maxY: Double
  ) -> (minX: Double, minY: Double, maxX: Double, maxY: Double)? {
    var result = (minX: 0.0, minY: 0.0, maxX: 0.0, maxY: 0.0)
    let done = unsafe proj_trans_bounds(
      context.handle, operation.pointer, PJ_FWD, minX, minY, maxX, maxY, &result.minX,
      &result.minY, &result.maxX, &result.maxY, 21)
    guard done == 1, result.minX.isFinite, result.minY.isFinite, result.maxX.isFinite,
      result.maxY.isFinite
    else { return nil }
    return result
  }

  /// PROJ's description of the operation used for the last point, and its accuracy in m where known.
  public func lastOperation() -> (name: String, accuracy: Double?)? {
    guard let used = unsafe proj_trans_get_last_used_operation(operation.pointer) else {
      return nil
    }
    defer { _ = unsafe proj_destroy(used) }
    let info = unsafe proj_pj_info(used)
    guard let description = unsafe info.description else { return nil }
    return unsafe (
      String(cString: description), info.accuracy >= 0 ? info.accuracy : nil
    )
  }
}
