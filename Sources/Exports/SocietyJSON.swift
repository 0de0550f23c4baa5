import PlanModel

/// What people said and got, for machines; null where nobody was asked.
///
/// A group of fewer people than are shown has no numbers.
func societyJSON(of result: PlanResult) -> JSONValue {
  guard let society = result.society, let groups = result.description.society?.groups else {
    return .null
  }
  let heard = zip(groups, society.outcomes).map { group, outcome -> JSONValue in
    let isShown = outcome.people >= society.shownFrom
    func shown(_ value: Double?) -> JSONValue {
      value.flatMap { isShown ? .published($0) : nil } ?? .null
    }
    return .object([
      ("id", .string(group.id)), ("name", .string(group.name)),
      ("weight", .published(group.weight)),
      ("people", isShown ? .integer(outcome.people) : .null),
      ("voices", isShown ? .integer(outcome.voices) : .null),
      ("followed", shown(outcome.followed)), ("best", shown(outcome.best)),
      ("bestBound", shown(outcome.bound)), ("shareOfBest", shown(outcome.shareOfBest)),
    ])
  }
  return .object([
    ("shownFrom", .integer(society.shownFrom)), ("groups", .array(heard)),
    ("price", society.price.map { priceJSON($0) } ?? .null),
    ("fairnessPrice", society.fairnessPrice.map(priceJSON) ?? .null),
  ])
}

/// What it costs that people are heard: each amount of the plan less that of the plan that hears nobody.
private func priceJSON(_ price: HearingPrice) -> JSONValue {
  .object([
    (
      "amounts",
      .object(
        Amount.allCases.map { amount in
          (
            amount.rawValue,
            .published(price.amounts[amount.index] - price.amountsUnheard[amount.index])
          )
        })
    ), ("movedDecisions", .integer(price.moved)), ("gapUnheard", .published(price.gapUnheard)),
  ])
}
