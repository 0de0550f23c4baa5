/// Where answers to the questionnaire are read.
public struct CapacitySource: Sendable, Hashable {
  /// The file, as absolute path.
  public var file: String
  /// The year of the answers; nil: that of the file.
  public var year: Int?

  /// Creates a source.
  public init(file: String, year: Int?) {
    self.file = file
    self.year = year
  }
}

/// One question of the capacity assessment for climate-neutral cities: a list of items that are there or not.
public struct CapacityQuestion: Sendable, Hashable {
  /// One entry of its answer list.
  public struct Item: Sendable, Hashable {
    /// A short name, unique in the question.
    public var id: String
    /// What it is, for people.
    public var title: String

    /// Creates an item.
    public init(id: String, title: String) {
      self.id = id
      self.title = title
    }
  }
  /// A short name, unique in the questionnaire.
  public var id: String
  /// The part of the questionnaire, 1 to 4.
  public var part: Int
  /// The theme inside the part.
  public var theme: String
  /// The dimension that it counts for.
  public var dimension: String
  /// The question.
  public var text: String
  /// Whether an item is a hindrance, so that its absence counts.
  public var isHindrance: Bool
  /// Where the list was read.
  public var source: String
  /// How far the list can be trusted to be the questionnaire's.
  public var confidence: Confidence
  /// The answer list.
  public var items: [Item]

  /// Creates a question without items.
  public init(
    id: String, part: Int, theme: String, dimension: String, text: String, isHindrance: Bool,
    source: String, confidence: Confidence, items: [Item] = []
  ) {
    self.id = id
    self.part = part
    self.theme = theme
    self.dimension = dimension
    self.text = text
    self.isHindrance = isHindrance
    self.source = source
    self.confidence = confidence
    self.items = items
  }
}

/// The answer to one question.
public struct CapacityAnswer: Sendable, Hashable {
  /// The ids of the items that are there.
  public var items: [String]
  /// How far they have come; for hindrances, how far something is done about them.
  public var maturity: FactorLevel
  /// What shows it; empty: nothing was named.
  public var evidence: String
  /// Whether it was read from the plan, because nobody answered.
  public var isFromPlan: Bool

  /// Creates an answer.
  public init(
    items: [String], maturity: FactorLevel, evidence: String = "", isFromPlan: Bool = false
  ) {
    self.items = items
    self.maturity = maturity
    self.evidence = evidence
    self.isFromPlan = isFromPlan
  }
}

/// The answers of one municipality in one year.
public struct CapacityAnswers: Sendable, Hashable {
  /// The municipality.
  public var municipality: String
  /// The year; nil: not said.
  public var year: Int?
  /// Inhabitants; nil: not said.
  public var population: Double?
  /// The answers by the question's id.
  public var answers: [String: CapacityAnswer]

  /// Creates answers.
  public init(
    municipality: String, year: Int?, population: Double?, answers: [String: CapacityAnswer]
  ) {
    self.municipality = municipality
    self.year = year
    self.population = population
    self.answers = answers
  }

  /// The municipality with the year, for tables.
  public var title: String { year.map { "\(municipality), \($0)" } ?? municipality }
}

/// The questionnaire with all answers that were given; the first is the plan's own municipality, the latest year.
public struct CapacityAssessment: Sendable {
  /// The questions, in the order of the questionnaire.
  public var questions: [CapacityQuestion]
  /// The answers.
  public var answers: [CapacityAnswers]

  /// Creates an assessment.
  public init(questions: [CapacityQuestion], answers: [CapacityAnswers]) {
    self.questions = questions
    self.answers = answers
  }

  /// The score of one dimension.
  public struct Score: Sendable, Hashable {
    /// The dimension.
    public var dimension: String
    /// 0…1, the mean over the answered questions; nil: nothing is answered.
    public var value: Double?
    /// How many of the dimension's questions are answered.
    public var answered: Int
    /// How many there are.
    public var questions: Int
  }

  /// The dimensions in the order of the questionnaire.
  public var dimensions: [String] {
    var seen: Set<String> = []
    return questions.map(\.dimension).filter { seen.insert($0).inserted }
  }

  /// The score of an answer: share of positive items × maturity ÷ 3. An unknown item counts for nothing.
  public static func score(_ answer: CapacityAnswer, of question: CapacityQuestion) -> Double {
    guard !question.items.isEmpty else { return 0 }
    let chosen = question.items.filter { answer.items.contains($0.id) }.count
    let positive = question.isHindrance ? question.items.count - chosen : chosen
    return Double(positive) / Double(question.items.count) * Double(answer.maturity.rawValue) / 3
  }

  /// The scores of the dimensions for some answers. What nobody answered is left out of the mean and counted.
  public func scores(of answers: CapacityAnswers) -> [Score] {
    dimensions.map { dimension in
      let asked = questions.filter { $0.dimension == dimension }
      let values = asked.compactMap { question in
        answers.answers[question.id].map { Self.score($0, of: question) }
      }
      return Score(
        dimension: dimension,
        value: values.isEmpty ? nil : values.compensatedSum() / Double(values.count),
        answered: values.count, questions: asked.count)
    }
  }

  /// Whether a municipality is of the size that the call of 2021 asked for: 50,000 inhabitants, or 10,000 in member
  /// states with few such cities. It is told, and stops nobody.
  public enum Eligibility: Sendable, Hashable {
    case yes
    case exception
    case no
    case unknown

    /// Judges a number of inhabitants.
    public init(population: Double?) {
      switch population {
      case nil: self = .unknown
      case let people? where people >= 50_000: self = .yes
      case let people? where people >= 10_000: self = .exception
      default: self = .no
      }
    }
  }
}
