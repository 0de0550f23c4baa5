import PlanModel

/// The benefits of an area as single numbers, in the order of the tables.
struct BenefitLines {
  /// One number.
  struct Line {
    /// What it is about, for example `localValue.installation`.
    var topic: String
    /// Of whom or what, for example `profit`.
    var item: String
    var value: Double?
    var unit: String
  }
  let lines: [Line]

  init(_ area: AreaBenefits, of benefits: BenefitsResult, districts: [Int]) {
    var lines: [Line] = []
    func add(_ topic: String, _ item: String, _ value: Double?, _ unit: String) {
      lines.append(Line(topic: topic, item: item, value: value, unit: unit))
    }
    func add(_ topic: String, _ value: ValueAdded, _ unit: String) {
      add(topic, "profit", value.profit, unit)
      add(topic, "income", value.income, unit)
      add(topic, "tax", value.tax, unit)
      add(topic, "sum", value.total, unit)
    }
    add("localValue.installation", area.value.installation, "EUR")
    add("localValue.operation", area.value.operation, "EUR/a")
    add("localValue.ownership", area.value.ownership, "EUR/a")
    for (owner, value) in zip(OwnerScenario.allCases, area.value.scenarios) {
      add("localValue.ownership.\(owner.rawValue)", value, "EUR/a")
    }
    add("jobs", "construction", area.jobYears, "job-years")
    add("jobs", "operation", area.operationJobs, "jobs")
    for year in benefits.years {
      add(
        "jobs.construction", "\(year.year)",
        districts.map { year.construction[$0] }.compensatedSum(), "jobs")
    }
    for year in benefits.years {
      add(
        "jobs.operation", "\(year.year)",
        districts.map { year.operation[$0] }.compensatedSum(), "jobs")
    }
    for user in EnergyUser.allCases {
      add("billSavings.user", user.word, area.savings[user.rawValue], "EUR/a")
    }
    for (group, title) in benefits.incomeGroups.enumerated() {
      add("billSavings.income", title, area.groupSavings[group], "EUR/a")
      add("people.income", title, area.groupPeople[group], "people")
    }
    add("relief", "dwellingsReached", area.reachedDwellings, "dwellings")
    add("relief", "peopleReached", area.reachedPeople, "people")
    add("relief", "peopleRelieved", area.relievedPeople, "people")
    for (payer, flow) in zip(Payers.words + ["nobodyNamed"], area.flows) {
      add("payer.\(payer)", "investment", flow.investment, "EUR")
      add("payer.\(payer)", "subsidy", flow.subsidy, "EUR")
      add("payer.\(payer)", "borne", flow.borne, "EUR")
      add("payer.\(payer)", "capital", flow.capital, "EUR/a")
      add("payer.\(payer)", "running", flow.running, "EUR/a")
      add("payer.\(payer)", "saved", flow.saved, "EUR/a")
      add("payer.\(payer)", "earned", flow.earned, "EUR/a")
      add("payer.\(payer)", "net", flow.net, "EUR/a")
      add("payer.\(payer)", "localOnce", flow.localOnce, "EUR")
      add("payer.\(payer)", "localYearly", flow.localYearly, "EUR/a")
    }
    self.lines = lines
  }
}

/// `benefits.csv`: one row a number, the municipality first, then actions, then districts.
func benefitsCSV(of account: PlanAccount, _ benefits: BenefitsResult) -> CSVTable {
  let result = account.result
  var table = CSVTable(
    header: ["level", "id", "name", "topic", "item", "value", "unit"],
    notice: result.description.notice)
  func add(_ level: String, _ id: String, _ name: String, _ lines: [BenefitLines.Line]) {
    for line in lines {
      table.add([
        .text(level), .text(id), .text(name), .text(line.topic), .text(line.item),
        .number(line.value), .text(line.unit),
      ])
    }
  }
  let all = Array(result.districts.ids.indices)
  add(
    "municipality", "", result.description.name,
    BenefitLines(benefits.municipality, of: benefits, districts: all).lines)
  for (action, value) in zip(result.options.actions, benefits.actions)
  where value != StagedValue() {
    var area = AreaBenefits(groups: benefits.incomeGroups.count)
    area.value = value
    add(
      "action", action.id, action.name,
      BenefitLines(area, of: benefits, districts: []).lines
        .filter { $0.topic.hasPrefix("localValue") })
  }
  for district in all {
    add(
      "district", result.districts.ids[district], account.name(of: district),
      BenefitLines(benefits.districts[district], of: benefits, districts: [district]).lines)
  }
  return table
}

/// `distribution.csv`: the Lorenz curves of the districts, one row a corner.
func distributionCSV(of account: PlanAccount, _ benefits: BenefitsResult) -> CSVTable {
  var table = CSVTable(
    header: ["what", "unit", "when", "gini", "people_share", "amount_share"],
    notice: account.result.description.notice)
  for spread in benefits.distributions {
    for (when, curve) in [("before", spread.before), ("after", spread.after)] {
      guard let curve else { continue }
      for (people, amount) in zip(curve.people, curve.amount) {
        table.add([
          .text(spread.id), .text(spread.unit), .text(when), .number(curve.gini),
          .number(people), .number(amount),
        ])
      }
    }
  }
  return table
}
