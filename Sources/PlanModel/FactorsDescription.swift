/// What a municipality answered about the factors of success and failure.
public struct FactorsDescription: Sendable, Hashable {
  /// The answer to one question.
  public struct Answer: Sendable, Hashable {
    /// The factor's id.
    public var factor: String
    /// How far it is there.
    public var level: FactorLevel
    /// The line of the plan file.
    public var line: Int?

    /// Creates an answer.
    public init(factor: String, level: FactorLevel, line: Int? = nil) {
      self.factor = factor
      self.level = level
      self.line = line
    }
  }
  /// The answers of one district.
  public struct District: Sendable, Hashable {
    /// The district's id.
    public var id: String
    /// Its answers, each factor once.
    public var answers: [Answer]
    /// The line of the plan file.
    public var line: Int?

    /// Creates the answers of a district.
    public init(id: String, answers: [Answer], line: Int? = nil) {
      self.id = id
      self.answers = answers
      self.line = line
    }
  }
  /// The answers of the municipality, each factor once.
  public var answers: [Answer] = []
  /// The answers of districts, each district once.
  public var districts: [District] = []
  /// A table of further factors, or of other words for the built-in ones, as absolute path.
  public var file: String?
  /// Fewer people than this who speak, per 1,000 inhabitants, are a warning; nil: the default.
  public var turnout: Double?
  /// The line of the plan file.
  public var line: Int?

  /// Creates a questionnaire without answers.
  public init() {}
}
