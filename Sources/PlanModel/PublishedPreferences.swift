/// What may be shown of the acceptability of actions: in units, in districts and in the whole municipality.
///
/// Nothing here can be taken back to fewer people than are shown: numbers of too few people are left out, and so are others from
/// which these could be worked out.
public struct PublishedPreferences: Sendable {
  /// The acceptability to some people.
  public struct Entry: Sendable, Hashable {
    /// How many people spoke.
    public var people: Int
    /// The share that supports it, 0…1, held against a prior that knows nothing.
    public var mean: Double
    /// The lower end of its interval.
    public var low: Double
    /// The upper end.
    public var high: Double

    /// Creates an entry.
    public init(people: Int, mean: Double, low: Double, high: Double) {
      self.people = people
      self.mean = mean
      self.low = low
      self.high = high
    }
  }
  /// An action in an area.
  public struct Cell: Sendable, Hashable {
    /// The area: a unit or a district; 0 for the municipality.
    public var area: Int
    /// The action, as position in the catalogue.
    public var action: Int
    /// By group; nil where it may not be shown.
    public var groups: [Entry?]
    /// Of all people together; nil where it may not be shown.
    public var all: Entry?
    /// How far the groups that are shown are apart, 0…1; nil for fewer than two.
    public var dispersion: Double?
    /// go, negotiate, leave or protect, by the mean of the groups and how far they are apart; nil for fewer than two groups.
    public var verdict: String?
    /// The weaker side by the stronger side of all people, 0…1; nil where all people may not be shown.
    public var ratio: Double?
    /// Whether and about what people disagree, after Brown and Raymond; nil where all people may not be shown.
    public var conflict: String?

    /// Creates a cell without numbers.
    public init(area: Int, action: Int, groups: [Entry?], all: Entry?) {
      self.area = area
      self.action = action
      self.groups = groups
      self.all = all
    }
  }
  /// How far the groups put the actions into one order.
  public struct Concordance: Sendable, Hashable {
    /// Kendall's W, 0…1.
    public var coefficient: Double
    /// The groups that are compared, by position.
    public var groups: [Int]
    /// How many actions they all spoke of.
    public var actions: Int

    /// Creates a measure.
    public init(coefficient: Double, groups: [Int], actions: Int) {
      self.coefficient = coefficient
      self.groups = groups
      self.actions = actions
    }
  }
  /// Whether conflict gathers in some quarter of the town.
  public struct Clustering: Sendable, Hashable {
    /// Moran's I of the conflict in the units.
    public var index: Double
    /// What chance would give.
    public var expected: Double
    /// The share of permutations that are as far from chance; over 50,000 units that of a normal distribution.
    public var probability: Double

    /// Creates a measure.
    public init(index: Double, expected: Double, probability: Double) {
      self.index = index
      self.expected = expected
      self.probability = probability
    }
  }
  /// By unit and action.
  public var units: [Cell] = []
  /// By district and action.
  public var districts: [Cell] = []
  /// By action.
  public var municipality: [Cell] = []
  /// How far the groups agree; nil where fewer than two can be compared.
  public var concordance: Concordance?
  /// Whether conflict gathers; nil where there is too little of it.
  public var clustering: Clustering?

  /// Creates what shows nothing.
  public init() {}
}
