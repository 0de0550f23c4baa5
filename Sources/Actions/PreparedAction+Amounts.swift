import PlanModel

private let electricity = Carrier.electricity.index
private let solar = Carrier.solarThermal.index
private let investmentIndex = Amount.investment.index
private let annualCostIndex = Amount.annualCost.index
private let co2Index = Amount.co2.index
private let energySavedIndex = Amount.energySaved.index
private let renewableEnergyIndex = Amount.renewableEnergy.index
private let landIndex = Amount.land.index
private let gridPowerIndex = Amount.gridPower.index
private let jobsIndex = Amount.jobs.index
private let billSavingsIndex = Amount.billSavings.index

extension PreparedAction {
  /// Writes what a stage bears into `amounts`, one entry for each `Amount`.
  ///
  /// - Investment: size, power and pieces at their prices, times the country's construction index where the
  ///   catalogue asks for it, times what unit costs have learned by the middle of the plan's years, and the network by Persson's method, which the stock carries.
  /// - Annual cost: annuity, running cost, and the change of the energy bill; generated electricity is credited at
  ///   the catalogue's price for it.
  /// - Bill savings: the change of the energy bill that is in the annual cost, with its sign turned.
  /// - Emission reduction: change of final energy at the factors, carbon taken up, and generated electricity
  ///   credited at the municipality's factor of electricity, computed once for the municipality and before the plan,
  ///   less what its own making emits.
  /// - Final energy saved: all carriers but the sun's heat. Heat pumps count with their electricity.
  /// - Renewable energy: electricity generated and heat that collectors add; heat from air and ground is left out.
  /// - Grid power: kW of heat pumps at the meter, and of generators. The two are added, not netted, because a
  ///   winter evening knows no sun.
  func amounts(
    of effect: StageEffect, energy: borrowing UnitEnergy, economy: borrowing Economy,
    into amounts: inout [Double]
  ) {
    var investment =
      cost.perSize * effect.size + cost.perPower * effect.power + cost.perPiece * effect.pieces
    investment *= learned
    if cost.usesCountryIndex { investment *= economy.constructionIndex }
    investment += effect.network
    var bill = 0.0
    // Activities count with their own factors: road fuels have others than boilers.
    var reduction = effect.uptake + energy.activityReduction
    reduction +=
      effect.generated * (economy.emissionFactors[electricity] - generationEmissions)
    var saved = 0.0
    for c in 0..<carrierCount where energy.change[c] != 0 {
      bill += energy.change[c] * economy.prices[c]
      reduction -= (energy.change[c] - energy.activityChange[c]) * economy.emissionFactors[c]
      if c != solar { saved -= energy.change[c] }
    }
    bill -= effect.generated * cost.generationPrice
    var annual = investment * (annuity + cost.runningShare)
    if cost.creditsEnergy { annual += bill }
    amounts[investmentIndex] = investment
    amounts[annualCostIndex] = annual
    amounts[billSavingsIndex] = cost.creditsEnergy ? -bill : 0
    amounts[co2Index] = reduction
    amounts[energySavedIndex] = saved
    amounts[renewableEnergyIndex] = effect.generated + effect.solarHeat
    amounts[landIndex] = effect.land
    amounts[gridPowerIndex] = effect.gridPower
    amounts[jobsIndex] =
      jobsPerInvestment * investment + jobsPerPower * effect.power
  }

  /// Adds what each user of energy saves by a stage, EUR/a: what `energy` charged them less, and what the generated
  /// electricity saves or earns. On roofs that is for the users of the buildings by their roofs; elsewhere for the plants.
  func addSavings(
    of effect: StageEffect, energy: borrowing UnitEnergy, stock: borrowing AreaStock, unit: Int,
    to savings: inout [Double]
  ) {
    guard cost.creditsEnergy else { return }
    for user in 0..<userCount { savings[user] -= energy.bills[user] }
    let earned = effect.generated * cost.generationPrice
    if earned == 0 { return }
    var roofs = 0.0
    if base == .suitableRoof {
      for sector in sectors { roofs += stock[.suitableRoof, sector, unit] }
    }
    if roofs <= 0 {
      savings[EnergyUser.plants.rawValue] += earned
      return
    }
    for sector in sectors {
      savings[EnergyUser(sector).rawValue] +=
        earned * (stock[.suitableRoof, sector, unit] / roofs)
    }
  }
}
