import PlanModel

/// How evenly cost of energy, investment and local value are spread over the people of the districts, today and with the plan.
func benefitDistributions(_ districts: [AreaBenefits]) throws -> [BenefitDistribution] {
  let people = districts.map(\.people)
  func distribution(
    _ id: String, _ title: String, _ unit: String, before: [Double]?, after: [Double]
  ) throws -> BenefitDistribution {
    func each(_ amounts: [Double]) -> [Double?] {
      zip(amounts, people).map { $1 > 0 ? $0 / $1 : nil }
    }
    return BenefitDistribution(
      id: id, title: title, unit: unit,
      perPersonBefore: before.map(each) ?? people.map { _ in nil }, perPerson: each(after),
      before: try before.flatMap { try curve(of: $0, among: people) },
      after: try curve(of: after, among: people))
  }
  return [
    try distribution(
      "energyCost", "Cost of energy at home", "EUR/a", before: districts.map(\.energyCost),
      after: districts.map { $0.energyCost - $0.householdSavings }),
    try distribution(
      "billSavings", "Bill savings of households", "EUR/a", before: nil,
      after: districts.map(\.householdSavings)),
    try distribution(
      "investment", "Investment", "EUR", before: nil, after: districts.map(\.investment)),
    try distribution(
      "localValueOnce", "Local value added by building", "EUR", before: nil,
      after: districts.map(\.value.installation.total)),
  ]
}

/// The curve over the districts where people live; nil where there is nothing to spread, or some district gets less than
/// nothing, for which a Lorenz curve says nothing.
private func curve(
  of amounts: [Double], among people: [Double]
) throws -> BenefitDistribution.Curve? {
  let inhabited = people.indices.filter { people[$0] > 0 }
  let gained = inhabited.map { amounts[$0] }
  guard gained.allSatisfy({ $0 >= 0 }) else { return nil }
  guard let spread = try Distribution(of: gained, among: inhabited.map { people[$0] }) else {
    return nil
  }
  return BenefitDistribution.Curve(
    people: spread.people, amount: spread.amount, gini: spread.gini)
}
