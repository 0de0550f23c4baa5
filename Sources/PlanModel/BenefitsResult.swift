/// What a plan gives the people of its places, and who pays for it.
public struct BenefitsResult: Sendable {
  /// The districts, in the order of their layer.
  public var districts: [AreaBenefits]
  /// The sum of the districts.
  public var municipality: AreaBenefits
  /// The units.
  public var units: UnitBenefits
  /// Local value added by action, in the order of the catalogue; nothing where an action is not chosen.
  public var actions: [StagedValue]
  /// Work by year, from the first year of building to the year after the last.
  public var years: [JobsOfYear]
  /// The groups of incomes, by name.
  public var incomeGroups: [String]
  /// How the groups come about, in a sentence.
  public var incomeRule: String
  /// How it is known who can hardly pay for energy, in a sentence.
  public var reliefRule: String
  /// How evenly the districts' people share in costs and gains.
  public var distributions: [BenefitDistribution]

  /// Creates a result from all its parts.
  public init(
    districts: [AreaBenefits], municipality: AreaBenefits, units: UnitBenefits,
    actions: [StagedValue], years: [JobsOfYear], incomeGroups: [String], incomeRule: String,
    reliefRule: String, distributions: [BenefitDistribution]
  ) {
    self.districts = districts
    self.municipality = municipality
    self.units = units
    self.actions = actions
    self.years = years
    self.incomeGroups = incomeGroups
    self.incomeRule = incomeRule
    self.reliefRule = reliefRule
    self.distributions = distributions
  }
}

/// Benefits of units, one entry a unit in each column.
public struct UnitBenefits: Sendable {
  /// Local value added by planning and installation, EUR.
  public var once: [Double]
  /// Local value added by operation and ownership, EUR/a.
  public var yearly: [Double]
  /// Work to build, job-years.
  public var jobYears: [Double]
  /// Work to operate, jobs.
  public var operationJobs: [Double]
  /// What households save of their bills, EUR/a.
  public var householdSavings: [Double]
  /// People in dwellings that are reached by an action that relieves energy poverty.
  public var reachedPeople: [Double]
  /// People who live there.
  public var people: [Double]

  /// Creates columns of zeros.
  public init(people: [Double]) {
    self.people = people
    once = people.map { _ in 0 }
    yearly = once
    jobYears = once
    operationJobs = once
    householdSavings = once
    reachedPeople = once
  }
}

/// Work in one year.
public struct JobsOfYear: Sendable, Hashable {
  /// The year; the last one stands for all that follow.
  public var year: Int
  /// Jobs to build in each district.
  public var construction: [Double]
  /// Jobs to operate what is built by then in each district.
  public var operation: [Double]

  /// Creates a year.
  public init(year: Int, construction: [Double], operation: [Double]) {
    self.year = year
    self.construction = construction
    self.operation = operation
  }
}

/// How evenly something is spread over the people of the districts.
public struct BenefitDistribution: Sendable, Hashable {
  /// A Lorenz curve with Gini's coefficient.
  public struct Curve: Sendable, Hashable {
    /// Shares of the people, from those who get least, beginning with 0 and ending with 1.
    public var people: [Double]
    /// The share of the amount that those people get.
    public var amount: [Double]
    /// 0 where all get the same, towards 1 where one district gets all.
    public var gini: Double

    /// Creates a curve.
    public init(people: [Double], amount: [Double], gini: Double) {
      self.people = people
      self.amount = amount
      self.gini = gini
    }
  }
  /// A word for files.
  public var id: String
  /// What is spread, for people.
  public var title: String
  /// The unit of what a person gets.
  public var unit: String
  /// What a person of each district has today; nil: nobody lives there, or the plan is what brings it.
  public var perPersonBefore: [Double?]
  /// What a person of each district has with the plan.
  public var perPerson: [Double?]
  /// Today; nil where there is nothing to spread, or the plan is what brings it.
  public var before: Curve?
  /// With the plan; nil where there is nothing to spread, or some district gets less than nothing.
  public var after: Curve?

  /// Creates a distribution.
  public init(
    id: String, title: String, unit: String, perPersonBefore: [Double?], perPerson: [Double?],
    before: Curve?, after: Curve?
  ) {
    self.id = id
    self.title = title
    self.unit = unit
    self.perPersonBefore = perPersonBefore
    self.perPerson = perPerson
    self.before = before
    self.after = after
  }
}
