public import PlanModel

/// What the benefits of a plan are computed from.
public struct BenefitsBasis: Sendable {
  /// The options.
  public var options: OptionTable
  /// The chosen ones, ascending.
  public var chosen: [Int]
  /// The district of each unit.
  public var districtOfUnit: [Int]
  /// People of each unit.
  public var unitPeople: [Double]
  /// Dwellings of each unit.
  public var unitDwellings: [Double]
  /// People of each district.
  public var districtPeople: [Double]
  /// Modelled cost of energy at home today in each district, EUR/a.
  public var energyCost: [Double]
  /// The groups of incomes.
  public var incomeGroups: IncomeGroups
  /// The share of each district's people who can hardly pay for their energy; nil: unknown.
  public var needShare: [Double?]
  /// Where that comes from, in a sentence.
  public var reliefRule: String
  /// The years of building where the plan has no phases.
  public var years: ClosedRange<Int>
  /// How spending turns into value.
  public var rules: ValueAddedRules

  /// Creates a basis from all its parts.
  public init(
    options: OptionTable, chosen: [Int], districtOfUnit: [Int], unitPeople: [Double],
    unitDwellings: [Double], districtPeople: [Double], energyCost: [Double],
    incomeGroups: IncomeGroups, needShare: [Double?], reliefRule: String,
    years: ClosedRange<Int>, rules: ValueAddedRules
  ) {
    self.options = options
    self.chosen = chosen
    self.districtOfUnit = districtOfUnit
    self.unitPeople = unitPeople
    self.unitDwellings = unitDwellings
    self.districtPeople = districtPeople
    self.energyCost = energyCost
    self.incomeGroups = incomeGroups
    self.needShare = needShare
    self.reliefRule = reliefRule
    self.years = years
    self.rules = rules
  }
}

/// How the people of districts fall into groups of incomes.
public struct IncomeGroups: Sendable, Hashable {
  /// The names of the groups.
  public var titles: [String]
  /// The share of each district's people in each group; the first index is the group. The groups of a district add up to 1.
  public var shares: [[Double]]
  /// How the groups come about, in a sentence.
  public var rule: String
  /// Whether anything is known of incomes.
  public var isKnown: Bool

  /// Groups the people of districts by what the districts say of them.
  ///
  /// Where districts give a share of low incomes, it is the group of low incomes, and all in a district are taken to save
  /// alike. Where they give only a median income, the districts below the median over the people are one group. Where they
  /// give neither, all are one group.
  public init(lowIncome: [Double?], medianIncome: [Double?], people: [Double]) {
    let all = people.map { _ in 1.0 }
    if lowIncome.contains(where: { $0 != nil }) {
      titles = ["Low income", "Other income", "Income not known"]
      shares = [
        lowIncome.map { $0 ?? 0 }, lowIncome.map { $0.map { 1 - $0 } ?? 0 },
        lowIncome.map { $0 == nil ? 1 : 0 },
      ]
      rule =
        "The share of households of low income that each district states; inside a district all are taken to save alike."
      isKnown = true
    } else if let median = Self.median(of: medianIncome, people: people) {
      titles = ["Districts of lower income", "Districts of higher income", "Income not known"]
      shares = [
        medianIncome.map { ($0 ?? .infinity) < median ? 1 : 0 },
        medianIncome.map { ($0 ?? -.infinity) >= median ? 1 : 0 },
        medianIncome.map { $0 == nil ? 1 : 0 },
      ]
      rule =
        "Districts whose median income is below the median over the people, beside the others; inside a district all are taken to save alike."
      isKnown = true
    } else {
      titles = ["All households"]
      shares = [all]
      rule = "No district states incomes, so all households are one group."
      isKnown = false
    }
    // A group that nobody is in says nothing.
    let used = titles.indices.filter { group in shares[group].contains { $0 > 0 } }
    titles = used.map { titles[$0] }
    shares = used.map { shares[$0] }
  }

  /// The income that half of the people do not exceed; nil where nobody's is known.
  private static func median(of incomes: [Double?], people: [Double]) -> Double? {
    let known = zip(incomes, people).compactMap { income, people in
      income.flatMap { people > 0 ? ($0, people) : nil }
    }.sorted { $0.0 < $1.0 }
    let half = known.map(\.1).compensatedSum() / 2
    var sum = CompensatedSum()
    for (income, people) in known {
      sum.add(people)
      if sum.value >= half { return income }
    }
    return nil
  }
}
