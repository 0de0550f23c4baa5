public import PlanModel

/// What a plan gives the people of its places, and who pays for it.
///
/// Each euro of the annualised cost has one place: investment and running cost fall to who owns what is built (the catalogue's
/// payers without the state, whose part is a subsidy), bills to the users of the energy, what plants on land sell to their
/// owners. So the net gains of all payers are the plan's annualised cost with its sign turned. What spending leaves in the place
/// as income, profit and tax is told beside it and is no part of that sum.
///
/// - Complexity: O(chosen options).
/// - Throws: `PlanningFailure` where the columns of people or costs hold what cannot be.
public func planBenefits(of basis: BenefitsBasis) throws -> BenefitsResult {
  var draft = BenefitsDraft(basis)
  for option in basis.chosen { draft.add(option) }
  draft.addReached()
  draft.addGroups()
  var municipality = AreaBenefits(groups: basis.incomeGroups.titles.count)
  for district in draft.districts { municipality += district }
  return BenefitsResult(
    districts: draft.districts, municipality: municipality, units: draft.units,
    actions: draft.actions,
    years: basis.chosen.isEmpty
      ? [] : jobsByYear(draft.spans, districts: basis.districtPeople.count),
    incomeGroups: basis.incomeGroups.titles, incomeRule: basis.incomeGroups.rule,
    reliefRule: basis.reliefRule, distributions: try benefitDistributions(draft.districts))
}

/// Benefits while the chosen options are added one by one.
private struct BenefitsDraft {
  let basis: BenefitsBasis
  let technology: [ValueTechnology]
  let owners: [OwnerShares]
  var districts: [AreaBenefits]
  var units: UnitBenefits
  var actions: [StagedValue]
  var spans: [SpreadWork]
  /// The largest share of the dwellings of each unit that an action reaches which relieves energy poverty.
  var reach: [Double]

  init(_ basis: BenefitsBasis) {
    self.basis = basis
    let table = basis.options
    technology = table.actions.map { ValueTechnology($0) }
    owners = table.actions.map {
      OwnerShares($0.payers, localOwnership: basis.rules.localOwnership)
    }
    let count = basis.districtPeople.count
    districts = (0..<count).map { district in
      var area = AreaBenefits(groups: basis.incomeGroups.titles.count)
      area.people = basis.districtPeople[district]
      area.energyCost = basis.energyCost[district]
      return area
    }
    units = UnitBenefits(people: basis.unitPeople)
    actions = table.actions.map { _ in StagedValue() }
    let zeros = Array(repeating: 0.0, count: count)
    spans =
      table.phases.isEmpty
      ? [
        SpreadWork(
          first: basis.years.lowerBound, last: basis.years.upperBound, jobYears: zeros,
          operationJobs: zeros)
      ]
      : table.phases.map {
        SpreadWork(first: $0.first, last: $0.last, jobYears: zeros, operationJobs: zeros)
      }
    reach = basis.unitPeople.map { _ in 0 }
  }

  /// Adds what an option gives.
  mutating func add(_ option: Int) {
    let table = basis.options
    let unit = Int(table.unit[option])
    let district = basis.districtOfUnit[unit]
    for action in table.packages[Int(table.package[option])] {
      add(action, of: option, unit: unit, district: district)
      if table.actions[action].relievesEnergyPoverty,
        table.actions[action].sectors.contains(.residential)
      {
        reach[unit] = max(reach[unit], table.actions[action].size.share)
      }
    }
    let jobs = table.amount(.jobs, of: option)
    districts[district].jobYears += jobs
    districts[district].investment += table.amount(.investment, of: option)
    units.jobYears[unit] += jobs
    spans[table.phase(of: option)].jobYears[district] += jobs
    for user in EnergyUser.allCases {
      let saved = table.userSavings[user.rawValue][option]
      districts[district].savings[user.rawValue] += saved
      let traffic = basis.rules.householdTraffic
      switch user {
      case .municipality: districts[district].flows[0].saved += saved
      case .households: districts[district].flows[1].saved += saved
      case .business: districts[district].flows[2].saved += saved
      case .traffic:
        districts[district].flows[1].saved += saved * traffic
        districts[district].flows[2].saved += saved * (1 - traffic)
      case .plants: break
      }
    }
    units.householdSavings[unit] += table.userSavings[EnergyUser.households.rawValue][option]
  }

  /// Adds what one action of an option gives.
  private mutating func add(_ action: Int, of option: Int, unit: Int, district: Int) {
    let table = basis.options
    let rules = basis.rules
    let investment = table.amount(.investment, of: option, by: action)
    let annuity = table.annuities[action]
    let running = investment * table.actions[action].cost.runningShare
    let shares = owners[action]
    var value = StagedValue()
    value.installation = rules.installation(technology[action], investment: investment)
    value.operation = rules.operation(technology[action], running: running)
    var earned = 0.0
    if table.actions[action].isPlantOnLand {
      // A package has one action that generates, so all that its plants earn is this one's.
      earned = table.userSavings[EnergyUser.plants.rawValue][option]
      let profit = earned - running - investment * annuity
      value.ownership = rules.ownership(profit: profit, local: shares.local)
      value.scenarios = rules.localOwnership.map { rules.ownership(profit: profit, local: $0) }
    }
    let jobs = rules.operationJobs(technology[action], running: running)
    actions[action] += value
    districts[district].value += value
    districts[district].operationJobs += jobs
    units.operationJobs[unit] += jobs
    units.once[unit] += value.installation.total
    units.yearly[unit] += value.yearly.total
    spans[table.phase(of: option)].operationJobs[district] += jobs
    for payer in shares.owned.indices {
      var flow = PayerFlow()
      flow.investment = investment * shares.owned[payer]
      flow.subsidy = investment * (shares.owned[payer] - shares.borne[payer])
      flow.capital = investment * shares.borne[payer] * annuity
      flow.running = running * shares.owned[payer]
      flow.earned = earned * shares.owned[payer]
      districts[district].flows[payer] += flow
    }
    let parts = [
      (value.installation.tax, value.operation.tax),
      (value.installation.income, value.operation.income),
      (value.installation.profit, value.operation.profit),
    ]
    for (payer, part) in parts.enumerated() {
      districts[district].flows[payer].localOnce += part.0
      districts[district].flows[payer].localYearly += part.1
    }
  }

  /// Adds whom the actions reach that relieve energy poverty. Several such actions in a unit reach the same people.
  mutating func addReached() {
    for district in districts.indices where basis.needShare[district] != nil {
      districts[district].relievedPeople = 0
    }
    for unit in reach.indices where reach[unit] > 0 {
      let district = basis.districtOfUnit[unit]
      let dwellings = basis.unitDwellings[unit]
      let people = dwellings > 0 ? basis.unitPeople[unit] * reach[unit] : 0
      districts[district].reachedDwellings += dwellings * reach[unit]
      districts[district].reachedPeople += people
      units.reachedPeople[unit] = people
      if let need = basis.needShare[district] {
        districts[district].relievedPeople =
          (districts[district].relievedPeople ?? 0) + people * need
      }
    }
  }

  /// Splits what households save among the groups of incomes.
  mutating func addGroups() {
    for district in districts.indices {
      for group in basis.incomeGroups.titles.indices {
        let share = basis.incomeGroups.shares[group][district]
        districts[district].groupSavings[group] = districts[district].householdSavings * share
        districts[district].groupPeople[group] = districts[district].people * share
      }
    }
  }
}
