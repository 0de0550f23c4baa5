/// What a plan gives the people of an area.
public struct AreaBenefits: Sendable, Hashable {
  /// People who live there.
  public var people = 0.0
  /// Local value added.
  public var value = StagedValue()
  /// Work to build, job-years.
  public var jobYears = 0.0
  /// Work to operate, jobs, once all is in operation.
  public var operationJobs = 0.0
  /// Investment, EUR.
  public var investment = 0.0
  /// What each user of energy saves of its bill, EUR/a, in the order of `EnergyUser`.
  public var savings = EnergyUser.allCases.map { _ in 0.0 }
  /// What the people of each group of incomes save at home, EUR/a, in the order of `BenefitsResult.incomeGroups`.
  public var groupSavings: [Double]
  /// The people of each group.
  public var groupPeople: [Double]
  /// Modelled cost of energy at home today, EUR/a.
  public var energyCost = 0.0
  /// Dwellings that are reached by an action that relieves energy poverty.
  public var reachedDwellings = 0.0
  /// People who live in them.
  public var reachedPeople = 0.0
  /// Those of them who can hardly pay for their energy, as far as the data of districts say; nil: unknown.
  public var relievedPeople: Double?
  /// Who pays and who gains, in the order of `Payers.words`; what no action says stands last.
  public var flows = Array(repeating: PayerFlow(), count: Payers.words.count + 1)

  /// Creates benefits of nothing.
  ///
  /// - Parameter groups: How many groups of incomes there are.
  public init(groups: Int) {
    groupSavings = Array(repeating: 0, count: groups)
    groupPeople = groupSavings
  }

  /// What households save at home, EUR/a.
  public var householdSavings: Double { savings[EnergyUser.households.rawValue] }

  /// Adds another area.
  public static func += (left: inout AreaBenefits, right: AreaBenefits) {
    left.people += right.people
    left.value += right.value
    left.jobYears += right.jobYears
    left.operationJobs += right.operationJobs
    left.investment += right.investment
    for user in left.savings.indices { left.savings[user] += right.savings[user] }
    for group in left.groupSavings.indices {
      left.groupSavings[group] += right.groupSavings[group]
      left.groupPeople[group] += right.groupPeople[group]
    }
    left.energyCost += right.energyCost
    left.reachedDwellings += right.reachedDwellings
    left.reachedPeople += right.reachedPeople
    if let relieved = right.relievedPeople {
      left.relievedPeople = (left.relievedPeople ?? 0) + relieved
    }
    for payer in left.flows.indices { left.flows[payer] += right.flows[payer] }
  }
}
