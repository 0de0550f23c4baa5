import Dispatch
import Synchronization

/// How many workers a stage may use; the result never depends on it.
public struct Workers: Sendable, Hashable {
  /// At least 1.
  public let count: Int

  /// Creates a number of workers.
  public init(_ count: Int) { self.count = Swift.max(1, count) }

  /// The results of `body` over chunks of `0..<total`, in the order of the chunks.
  ///
  /// Chunks are fixed by `total` and `chunkSize` alone, and joined by chunk number, so the number of workers
  /// does not change the result. The workers are threads of their own, not the cooperative pool.
  ///
  /// - Throws: The error of the first chunk, by number, that failed.
  public func mapChunks<Result: Sendable>(
    of total: Int, size chunkSize: Int, _ body: @Sendable (Range<Int>) throws -> Result
  ) throws -> [Result] {
    try mapChunks(of: total, size: chunkSize, desk: {}, body: { _, rows in try body(rows) })
  }

  /// The results of `body` over chunks of `0..<total`, as above, where each worker keeps something from chunk to chunk:
  /// an open file, a buffer. What it keeps must not change the result.
  ///
  /// - Parameter desk: Makes what a worker keeps, once a worker and only where there is a chunk for it.
  /// - Throws: The error of the first chunk, by number, that failed; what `desk` throws counts as its chunk's.
  public func mapChunks<Desk, Result: Sendable>(
    of total: Int, size chunkSize: Int, desk makeDesk: @Sendable () throws -> Desk,
    body: @Sendable (inout Desk, Range<Int>) throws -> Result
  ) throws -> [Result] {
    precondition(chunkSize > 0, "a chunk has at least one row")
    let chunks = (total + chunkSize - 1) / chunkSize
    if chunks == 0 { return [] }
    let next = Atomic<Int>(0)
    let results = Mutex<[Swift.Result<Result, any Error>?]>(Array(repeating: nil, count: chunks))
    DispatchQueue.concurrentPerform(iterations: Swift.min(count, chunks)) { _ in
      var desk: Desk?
      while true {
        let chunk = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if chunk >= chunks { return }
        let range = chunk * chunkSize..<Swift.min(total, (chunk + 1) * chunkSize)
        let result = Swift.Result {
          var own = try desk.take() ?? makeDesk()
          defer { desk = own }
          return try body(&own, range)
        }
        results.withLock { $0[chunk] = result }
      }
    }
    return try results.withLock { try $0.map { try $0!.get() } }
  }
}

/// A sum that loses nothing to rounding, by Neumaier's method (ZAMM 54, 1974, 39–51).
public struct CompensatedSum: Sendable {
  private var sum = 0.0
  private var compensation = 0.0

  /// Starts at 0.
  @inlinable public init() {}

  /// Adds a number.
  public mutating func add(_ value: Double) {
    let next = sum + value
    compensation += abs(sum) >= abs(value) ? (sum - next) + value : (value - next) + sum
    sum = next
  }

  /// The sum so far.
  public var value: Double { sum + compensation }
}

extension Sequence where Element == Double {
  /// The compensated sum.
  public func compensatedSum() -> Double {
    var sum = CompensatedSum()
    for value in self { sum.add(value) }
    return sum.value
  }
}

/// The compensated sums of groups: of areas to larger areas.
///
/// - Parameters:
///   - group: The group of each entry, in `0..<count`; negative: in none.
///   - count: The number of groups.
///   - value: The value of an entry.
public func groupSums(of group: [Int], count: Int, _ value: (Int) -> Double) -> [Double] {
  var sums = Array(repeating: CompensatedSum(), count: count)
  for entry in group.indices where group[entry] >= 0 { sums[group[entry]].add(value(entry)) }
  return sums.map(\.value)
}
