import PlanModel

/// The benefits of an area for machines; null where there is no plan.
func benefitsJSON(of area: AreaAccount) -> JSONValue {
  guard let benefits = area.account.result.benefits else { return .null }
  let own = area.benefits(benefits)
  func flow(_ flow: PayerFlow) -> JSONValue {
    .object([
      ("investment", .published(flow.investment)), ("subsidy", .published(flow.subsidy)),
      ("borne", .published(flow.borne)), ("capital", .published(flow.capital)),
      ("running", .published(flow.running)), ("saved", .published(flow.saved)),
      ("earned", .published(flow.earned)), ("net", .published(flow.net)),
      ("localOnce", .published(flow.localOnce)), ("localYearly", .published(flow.localYearly)),
    ])
  }
  return .object([
    ("localValue", stagedJSON(own.value)),
    ("jobYears", .published(own.jobYears)), ("operationJobs", .published(own.operationJobs)),
    (
      "jobsByYear",
      .array(
        benefits.years.map { year in
          .object([
            ("year", .integer(year.year)),
            (
              "construction",
              .published(area.districts.map { year.construction[$0] }.compensatedSum())
            ),
            ("operation", .published(area.districts.map { year.operation[$0] }.compensatedSum())),
          ])
        })
    ),
    (
      "billSavings",
      .object(EnergyUser.allCases.map { ($0.word, .published(own.savings[$0.rawValue])) })
    ),
    (
      "incomeGroups",
      .array(
        benefits.incomeGroups.enumerated().map { group, title in
          .object([
            ("title", .string(title)), ("people", .published(own.groupPeople[group])),
            ("billSavings", .published(own.groupSavings[group])),
          ])
        })
    ),
    ("energyCost", .published(own.energyCost)),
    (
      "relief",
      .object([
        ("dwellingsReached", .published(own.reachedDwellings)),
        ("peopleReached", .published(own.reachedPeople)),
        ("peopleRelieved", own.relievedPeople.map { .published($0) } ?? .null),
      ])
    ),
    (
      "payers",
      .object(zip(Payers.words + ["nobodyNamed"], own.flows).map { ($0, flow($1)) })
    ),
  ])
}

/// The same of the whole, with what only the whole has: actions and distributions.
func benefitsRecordJSON(of account: PlanAccount) -> JSONValue {
  let result = account.result
  guard let benefits = result.benefits,
    case .object(let members) = benefitsJSON(of: AreaAccount(.municipality, of: account))
  else { return .null }
  let actions = zip(result.options.actions, benefits.actions).filter { $1 != StagedValue() }
  func curve(_ curve: BenefitDistribution.Curve?) -> JSONValue {
    guard let curve else { return .null }
    return .object([
      ("gini", .published(curve.gini)),
      ("people", .array(curve.people.map { .published($0) })),
      ("amount", .array(curve.amount.map { .published($0) })),
    ])
  }
  return .object(
    members + [
      ("actions", .object(actions.map { ($0.id, stagedJSON($1)) })),
      (
        "distributions",
        .array(
          benefits.distributions.map { spread in
            .object([
              ("id", .string(spread.id)), ("title", .string(spread.title)),
              ("unit", .string(spread.unit)), ("before", curve(spread.before)),
              ("after", curve(spread.after)),
            ])
          })
      ),
    ])
}

private func stagedJSON(_ value: StagedValue) -> JSONValue {
  func added(_ value: ValueAdded) -> JSONValue {
    .object([
      ("profit", .published(value.profit)), ("income", .published(value.income)),
      ("tax", .published(value.tax)), ("sum", .published(value.total)),
    ])
  }
  return .object([
    ("installation", added(value.installation)), ("operation", added(value.operation)),
    ("ownership", added(value.ownership)),
    (
      "scenarios",
      .object(zip(OwnerScenario.allCases, value.scenarios).map { ($0.rawValue, added($1)) })
    ),
  ])
}

extension AreaAccount {
  /// The benefits of the area.
  func benefits(_ benefits: BenefitsResult) -> AreaBenefits {
    id == nil ? benefits.municipality : benefits.districts[districts[0]]
  }
}
