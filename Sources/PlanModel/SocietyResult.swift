/// What each group got of what it asked for.
public struct GroupOutcome: Sendable, Hashable {
  /// The people of the group that were heard.
  public var people: Int
  /// Their voices that count.
  public var voices: Int
  /// The worth of all that was asked for, in voices.
  public var asked: Double
  /// The share of it that the plan follows, 0…1; nil where nothing was asked for.
  public var followed: Double?
  /// The share that the best possible plan for the group would follow, 0…1.
  public var best: Double?
  /// What no plan can exceed, 0…1: the bound of that best.
  public var bound: Double?

  /// Creates an outcome.
  public init(
    people: Int, voices: Int, asked: Double, followed: Double? = nil, best: Double? = nil,
    bound: Double? = nil
  ) {
    self.people = people
    self.voices = voices
    self.asked = asked
    self.followed = followed
    self.best = best
    self.bound = bound
  }

  /// What the plan gives the group as a share of the best it could get; 1 where nothing more could be had.
  public var shareOfBest: Double? {
    guard let followed, let best else { return nil }
    return best > 0 ? followed / best : 1
  }
}

/// What it costs that people are heard: the plan as it is beside one that hears nobody, or one without a rule of fairness.
public struct HearingPrice: Sendable, Hashable {
  /// The amounts of that other plan, in the order of `Amount`.
  public var amountsUnheard: [Double]
  /// The amounts of the plan as it is.
  public var amounts: [Double]
  /// What each group would get in the other plan, 0…1.
  public var followedUnheard: [Double?]
  /// How many decisions differ.
  public var moved: Int
  /// The gap of the other plan.
  public var gapUnheard: Double

  /// Creates a price.
  public init(
    amountsUnheard: [Double], amounts: [Double], followedUnheard: [Double?], moved: Int,
    gapUnheard: Double
  ) {
    self.amountsUnheard = amountsUnheard
    self.amounts = amounts
    self.followedUnheard = followedUnheard
    self.moved = moved
    self.gapUnheard = gapUnheard
  }
}

/// Why a voice was not followed in a unit, or at what cost it was.
public struct StandsAgainst: Sendable, Hashable {
  /// What stands against it.
  public enum Cause: Sendable, Hashable {
    /// Nothing in the unit could be done that the voice asks for.
    case notPossible
    /// A decision that was taken already.
    case lock(String)
    /// What it would do to a row, and how much of the difference that makes, in objective units.
    case row(String)
    /// What it would cost itself.
    case objective
    /// The wholeness of choices: prices alone would have chosen otherwise.
    case wholeness
  }
  /// The unit in which the largest part of the voice was not followed.
  public var unit: Int32
  /// The cause.
  public var cause: Cause
  /// How much worse the plan would be with what the voice asks for there, at the prices of the rows, in objective units.
  public var worse: Double

  /// Creates a cause.
  public init(unit: Int32, cause: Cause, worse: Double) {
    self.unit = unit
    self.cause = cause
    self.worse = worse
  }
}

/// What became of one voice.
public struct VoiceAnswer: Sendable, Hashable {
  /// How far the plan follows it, 0…1; nil where nothing of it counts.
  public var followed: Double?
  /// What stood against the rest; nil where all was followed or nothing counts.
  public var against: StandsAgainst?

  /// Creates an answer.
  public init(followed: Double?, against: StandsAgainst?) {
    self.followed = followed
    self.against = against
  }
}

/// What people said, and what became of it.
public struct SocietyResult: Sendable {
  /// What they said.
  public var contributions: Contributions
  /// What may be shown of it.
  public var published: PublishedPreferences
  /// A number of fewer people is not shown.
  public var shownFrom: Int
  /// What each group got.
  public var outcomes: [GroupOutcome]
  /// What became of each voice.
  public var answers: [VoiceAnswer]
  /// What it costs that people are heard; nil where acceptance has no part in the problem.
  public var price: HearingPrice?
  /// What the rule of fairness costs beside a plan that hears all but has no such rule; nil where there is no such rule.
  public var fairnessPrice: HearingPrice?
  /// What each row about acceptance leaves out: what the group gets where nothing is chosen; by the row's name.
  public var rowConstants: [String: Double] = [:]
  /// Which options would be first under any balance of the groups; nil where the plan does not ask.
  public var balance: BalanceResult?
  /// Whether each unit's balance may be shown: nobody or enough people spoke of it.
  public var isBalanceShown: [Bool] = []

  /// Creates a result.
  public init(
    contributions: Contributions, published: PublishedPreferences, shownFrom: Int,
    outcomes: [GroupOutcome], answers: [VoiceAnswer], price: HearingPrice? = nil
  ) {
    self.contributions = contributions
    self.published = published
    self.shownFrom = shownFrom
    self.outcomes = outcomes
    self.answers = answers
    self.price = price
  }
}
