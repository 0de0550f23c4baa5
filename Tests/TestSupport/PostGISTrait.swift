public import Testing

/// Gives the tests of a suite one cluster, ``PostGISCluster/current``, and ends it after the last of them.
public struct PostGISTrait: SuiteTrait, TestScoping {
  /// Runs the suite with a cluster of its own.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let cluster = try PostGISCluster()
    try await PostGISCluster.$shared.withValue(cluster) { try await function() }
  }
}

extension Trait where Self == PostGISTrait {
  /// One PostGIS cluster for all tests of the suite.
  public static var postGIS: Self { Self() }
}

extension PostGISCluster {
  @TaskLocal static var shared: PostGISCluster?

  /// The cluster of the suite that runs.
  ///
  /// - Throws: ``Failure`` where the suite does not have the trait `postGIS`.
  public static func current() throws -> PostGISCluster {
    guard let shared else { throw Failure(message: "the suite has no trait .postGIS") }
    return shared
  }
}
