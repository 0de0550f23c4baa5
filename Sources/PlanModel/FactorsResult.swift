/// How far the factors of one dimension are there.
public struct FactorScore: Sendable, Hashable {
  /// How many factors were asked.
  public var asked: Int
  /// How many of them were answered; what was not is not counted as missing.
  public var answered: Int
  /// How many of the answered are in force or monitored.
  public var inForce: Int
  /// The mean of the answered levels as a share of the best, 0…1; nil where nothing was answered.
  public var score: Double?

  /// Creates a score.
  public init(asked: Int, answered: Int, inForce: Int, score: Double?) {
    self.asked = asked
    self.answered = answered
    self.inForce = inForce
    self.score = score
  }

  /// The share of the questions that were answered, 0…1; nil where none was asked.
  public var coverage: Double? { asked == 0 ? nil : Double(answered) / Double(asked) }
}

/// The answers of a municipality or a district, and what they come to.
public struct FactorProfile: Sendable, Hashable {
  /// The level of each factor of the library; nil where it was not answered.
  public var levels: [FactorLevel?]
  /// Whether each factor is asked here.
  public var isAsked: [Bool]
  /// The score of each dimension, in the order of `FactorDimension`.
  public var dimensions: [FactorScore]
  /// The score of each kind of capacity, in the order of its cases.
  public var capacities: [FactorScore]
  /// The score of all.
  public var all: FactorScore

  /// Creates a profile.
  public init(
    levels: [FactorLevel?], isAsked: [Bool], dimensions: [FactorScore], capacities: [FactorScore],
    all: FactorScore
  ) {
    self.levels = levels
    self.isAsked = isAsked
    self.dimensions = dimensions
    self.capacities = capacities
    self.all = all
  }
}

/// Something in the data that speaks against a factor.
public struct FactorWarning: Sendable, Hashable {
  /// What it is.
  public var kind: EarlyWarning
  /// The factor, as position in the library; nil where no factor watches for it.
  public var factor: Int?
  /// The district, by row; nil: the municipality.
  public var district: Int?
  /// The number that was seen.
  public var number: Double
  /// What was seen, as one sentence.
  public var words: String

  /// Creates a warning.
  public init(kind: EarlyWarning, factor: Int?, district: Int?, number: Double, words: String) {
    self.kind = kind
    self.factor = factor
    self.district = district
    self.number = number
    self.words = words
  }
}

/// What helps and what hinders a plan, as far as it was asked or can be seen.
public struct FactorsResult: Sendable {
  /// The factors, in the order of the library.
  public var library: [SuccessFactor]
  /// Of the municipality.
  public var municipality: FactorProfile
  /// Of each district.
  public var districts: [FactorProfile]
  /// What the data speak against, the municipality first, then by district.
  public var warnings: [FactorWarning]

  /// Creates a result.
  public init(
    library: [SuccessFactor], municipality: FactorProfile, districts: [FactorProfile],
    warnings: [FactorWarning]
  ) {
    self.library = library
    self.municipality = municipality
    self.districts = districts
    self.warnings = warnings
  }
}
