import PlanModel

/// Decisions for which another choice is as good at the plan's prices, by what was chosen and what could be as well.
///
/// Such a pair stands in many areas at once: it is what the plan takes as much of as a rule asks for, and where it does is of
/// no matter to the plan. So they are counted, and not listed among the close decisions, which they would fill.
struct SheetTies {
  private struct Pair: Hashable {
    var slot: Int32
    var chosen: String
    var other: String
  }

  private var pairs: [(pair: Pair, units: [Int32])] = []
  private let result: PlanResult

  /// Groups the ties, those in most areas first; ties in number keep the order of the areas.
  init(_ reasons: [Plan.Reason], result: PlanResult, account: PlanAccount) {
    self.result = result
    var position: [Pair: Int] = [:]
    func title(_ option: Int32) -> String {
      option < 0 ? "nothing" : account.title(of: option)
    }
    for reason in reasons {
      let pair = Pair(
        slot: reason.slot, chosen: title(reason.chosen), other: title(reason.runnerUp))
      if let known = position[pair] {
        pairs[known].units.append(reason.unit)
      } else {
        position[pair] = pairs.count
        pairs.append((pair, [reason.unit]))
      }
    }
    pairs = pairs.enumerated().sorted { a, b in
      (b.element.units.count, a.offset) < (a.element.units.count, b.offset)
    }.map(\.element)
  }

  var isEmpty: Bool { pairs.isEmpty }

  /// How many areas are named of a pair, and how many pairs; the rest is counted.
  private static let named = 5
  private static let most = 10

  /// The table of the pairs.
  var block: Document.Block {
    .folded(
      "Where another choice is as good: the two may be exchanged as long as the rules are met",
      Document.Table(
        [
          Document.Table.text("Chosen"), Document.Table.text("As good at the plan's prices"),
          Document.Table.number("Areas"), Document.Table.text("Where"),
        ],
        rows: pairs.prefix(Self.most).map { pair, units in
          let names = units.prefix(Self.named).map { result.units.ids[Int($0)] }
          let rest = units.count - names.count
          return [
            pair.chosen, pair.other, units.count.grouped,
            names.joined(separator: ", ") + (rest > 0 ? " and \(rest.grouped) more" : ""),
          ]
        }))
  }
}

extension Plan.Reason {
  /// Whether the runner-up is as good as the choice at the plan's prices.
  var isTie: Bool { abs(margin) < 1e-9 }
}
