import PlanModel

/// The smallest change of one cost or of one row's price that would turn a choice, by the arithmetic of prices.
///
/// At the prices an option is worth v = objective − Σ price · amount (small is good where cost is made least, large where
/// reduction is made most), and the margin of a choice is the difference to its runner-up. A change turns the choice when
/// it moves the difference by the margin:
///
/// - an investment that is s dearer moves v by s · (K − Σ price · investment) in a plan of least cost, where K is what the
///   investment costs a year (annuity and running share), and by −s · Σ price · investment in one of most reduction;
/// - a price that is δ higher moves the difference by δ · (amount of the choice − amount of the runner-up).
///
/// Of the changes that do, the one with the smallest share is told, if it is at most `largest`. Other rows are taken to keep
/// their prices, as they do for small changes in a large plan.
struct SmallestChange {
  /// What changes.
  enum Subject: Hashable {
    /// The unit costs of the runner-up's investment.
    case runnerUpCost
    /// The unit costs of the chosen option's investment.
    case chosenCost
    /// The price of a row, by its position in the plan's rows.
    case rowPrice(Int)
  }
  /// A change that would turn a choice.
  struct Change: Hashable {
    var subject: Subject
    /// By which share of itself it changes; negative: less.
    var share: Double
    /// The change of a row's price, in objective units per unit of the row; the share for costs.
    var by: Double
  }

  /// A cost that falls by more than this is next to nothing, and no change that anybody would speak of.
  static let largest = 0.95

  private let result: PlanResult
  private let minimises: Bool
  /// The rows of the problem that bear a price, with the position of their first member in the plan's rows, and whether
  /// they sum investments.
  private let rows: [(row: PlanningProblem.Row, first: Int, sumsMoney: Bool)]

  init(_ result: PlanResult) {
    self.result = result
    minimises = result.problem.sense == .minimise
    var rows: [(row: PlanningProblem.Row, first: Int, sumsMoney: Bool)] = []
    var first = 0
    let names = result.problem.amounts.map(\.name)
    for row in result.problem.rows {
      let members = first..<(first + row.rhs.count)
      let isTold = members.upperBound <= result.plan.rows.count
      let hasPrice =
        isTold
        && members.contains {
          result.plan.rows[$0].price != 0 && result.plan.rows[$0].price.isFinite
        }
      if hasPrice {
        let sumsMoney = row.terms.contains {
          names[$0.amount].hasPrefix(Amount.investment.rawValue)
        }
        rows.append((row, first, sumsMoney))
      }
      first += row.rhs.count
    }
    self.rows = rows
  }

  /// The change that would turn a choice; nil where the choice does not follow from prices, or no change of up to `largest`
  /// turns it.
  func change(of reason: Plan.Reason) -> Change? {
    guard reason.margin > 0, reason.margin.isFinite else { return nil }
    var best: Change?
    func offer(_ change: Change) {
      guard change.share.isFinite, abs(change.share) <= Self.largest else { return }
      if best.map({ abs(change.share) < abs($0.share) }) ?? true { best = change }
    }
    if reason.runnerUp >= 0 {
      let share = -reason.margin / weight(ofCost: Int(reason.runnerUp))
      if share < 0 { offer(Change(subject: .runnerUpCost, share: share, by: share)) }
    }
    if reason.chosen >= 0 {
      let share = reason.margin / weight(ofCost: Int(reason.chosen))
      if share > 0 { offer(Change(subject: .chosenCost, share: share, by: share)) }
    }
    for (row, first, _) in rows {
      guard let member = member(of: row, unit: reason.unit) else { continue }
      let price = result.plan.rows[first + member].price
      if price == 0 || !price.isFinite { continue }
      let difference = amount(of: reason.chosen, in: row) - amount(of: reason.runnerUp, in: row)
      // The worth of the runner-up less that of the choice, the other way round where much is good.
      let by = -reason.margin / (minimises ? difference : -difference)
      // A price does not change its sign: a rule that helps nobody is only as good as none.
      if by.isFinite, price * (price + by) >= 0 {
        offer(Change(subject: .rowPrice(first + member), share: by / price, by: by))
      }
    }
    return best
  }

  /// By how much an option is worse at the prices when its investment is dearer by the whole of itself.
  private func weight(ofCost option: Int) -> Double {
    let options = result.options
    var weight = 0.0
    if minimises {
      for action in options.packages[Int(options.package[option])] {
        weight +=
          options.amount(.investment, of: option, by: action)
          * (options.annuities[action] + options.actions[action].cost.runningShare)
      }
    }
    for (row, first, sumsMoney) in rows where sumsMoney {
      guard let member = member(of: row, unit: options.unit[option]) else { continue }
      let money = amount(of: Int32(option), in: row)
      weight -= (minimises ? 1 : -1) * result.plan.rows[first + member].price * money
    }
    return weight
  }

  private func member(of row: PlanningProblem.Row, unit: Int32) -> Int? {
    guard let group = row.group else { return 0 }
    let member = Int(result.problem.groups[group].group[Int(unit)])
    return member < 0 ? nil : member
  }

  private func amount(of option: Int32, in row: PlanningProblem.Row) -> Double {
    option < 0
      ? 0
      : row.terms.reduce(0) {
        $0 + $1.factor * result.problem.amounts[$1.amount].values[Int(option)]
      }
  }
}
