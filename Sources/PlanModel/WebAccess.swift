/// How web services are asked.
public struct WebAccess: Sendable, Hashable {
  /// The folder that keeps their answers; nil: none are kept.
  public var cache: String?
  /// Whether kept answers are all there is, and nothing is fetched.
  public var isOffline = false
  /// Whether new answers are kept; a check writes nothing.
  public var keepsAnswers = true
  /// Seconds that one answer may take.
  public var timeLimit = 60

  /// Creates access without a cache.
  public init(cache: String? = nil, isOffline: Bool = false) {
    self.cache = cache
    self.isOffline = isOffline
  }
}
