import Synchronization

/// Transformers of one kind for several workers: each borrows one, and no two use the same at a time.
///
/// A transformer costs milliseconds to make and chunks of rows are many, so each is used again.
public final class PROJTransformerPool: Sendable {
  /// A transformer that nobody uses.
  ///
  /// Unchecked because a transformer is bound to no thread; the pool gives each to one worker at a time.
  @safe
  private struct Idle: @unchecked Sendable { let transformer: PROJTransformer }

  private let source: String
  private let target: String
  private let idle: Mutex<[Idle]>

  /// Creates a pool with one transformer, so that a CRS without a way to the other is found at once.
  ///
  /// - Parameter source: An authority code or well-known text.
  /// - Parameter target: An authority code or well-known text.
  /// - Throws: `PROJError` where a CRS is unknown or there is no way between them.
  public init(from source: String, to target: String) throws(PROJError) {
    self.source = source
    self.target = target
    let first = Idle(transformer: try PROJTransformer(from: source, to: target))
    idle = Mutex([first])
  }

  /// Calls `body` with a transformer that no other worker uses meanwhile.
  public func withTransformer<Result>(
    _ body: (PROJTransformer) throws -> Result
  ) throws -> Result {
    let taken =
      try idle.withLock { $0.popLast() }
      ?? Idle(transformer: try PROJTransformer(from: source, to: target))
    defer { idle.withLock { $0.append(taken) } }
    return try body(taken.transformer)
  }
}
