import Allocation
import PlanModel

/// Municipalities with their problems, joined by what they share.
struct RegionSplit {
  /// A municipality that takes part.
  struct Party {
    /// The position among the region's municipalities.
    var member: Int
    var id: String
    var problem: PlanningProblem
    var population: Double
    var emissions: Double
    var energy: Double
    /// What the work so far comes to beyond the plan that was carried out, in the order of `Amount`: it counts in what is
    /// shared, whatever is chosen.
    var beside: [Double]

    /// What it has of an amount beside its options.
    func beside(_ amount: Amount) -> Double { beside[amount.index] }
  }

  let region: RegionDescription
  let parties: [Party]
  let joined: JoinedProblem
  /// The shared amounts, in the order of the joined columns.
  private let shared: [Amount]

  init(_ region: RegionDescription, parties: [Party]) {
    self.region = region
    self.parties = parties
    shared = Amount.allCases.filter { amount in region.rows.contains { $0.amount == amount } }
    var joined = JoinedProblem(
      parties.map { ($0.id, $0.problem) }, shared: shared.map { RegionDesk.column(of: $0) })
    for row in region.rows {
      let amount = shared.firstIndex(of: row.amount) ?? 0
      let beside = parties.map { $0.beside(row.amount) }
      switch row.limit {
      case .shareOfPlan(let share):
        joined.addShareForEach(row.name, amount: amount, row.sense, share: share, beside: beside)
      case .amount, .shareOfBaseline:
        let sides = Self.sides(of: row, parties)
        if row.isForEach {
          joined.addForEach(row.name, amount: amount, row.sense, zip(sides, beside).map { $0 - $1 })
        } else {
          joined.add(row.name, amount: amount, row.sense, sides[0] - beside.compensatedSum())
        }
      }
    }
    self.joined = joined
  }

  /// The right-hand sides of a row that is no share of the plan: one, or one for each party.
  private static func sides(of row: RegionRow, _ parties: [Party]) -> [Double] {
    func baseline(_ party: Party) -> Double {
      row.amount == .energySaved ? party.energy : party.emissions
    }
    switch row.limit {
    case .amount(let value):
      return Array(repeating: value, count: row.isForEach ? parties.count : 1)
    case .shareOfBaseline(let share):
      return row.isForEach
        ? parties.map { share * baseline($0) }
        : [share * parties.map(baseline).compensatedSum()]
    case .shareOfPlan: return []
    }
  }

  /// What a party takes of an amount with some of its options.
  private func sum(_ amount: Amount, _ chosen: [Int], of party: Int) -> Double {
    let name = RegionDesk.column(of: amount)
    let values = parties[party].problem.amounts.first { $0.name == name }?.values ?? []
    return chosen.map { values[$0] }.compensatedSum()
  }

  /// By how much, as a share of itself, a part is wider than what the plan of the whole uses of it: sums of the same numbers
  /// in another order must not break it.
  private static let rounding = 1e-10

  /// The rows that a party must keep so that all together keep the shared rows, and its choices in the plan of the whole.
  ///
  /// Each gets what the plan of the whole gives it, no more and no less, so the parts add up to no more than there is. A
  /// share of what all come to is kept by keeping the party's own sum on its side of it. What the work so far comes to is part
  /// of it, because the run takes that off its rows again.
  func part(of party: Int, in plan: Plan) -> (rows: [RowDescription], chosen: [Int]) {
    let chosen = joined.chosen(plan.chosen, of: party)
    var rows: [RowDescription] = []
    func add(_ name: String, _ amount: Amount, _ sense: RowSense, _ side: Double) {
      rows.append(
        RowDescription(name: "region: \(name)", amount: amount, sense: sense, limit: .amount(side)))
    }
    for row in region.rows {
      let beside = parties[party].beside(row.amount)
      let own = sum(row.amount, chosen, of: party) + beside
      let slack = max(abs(own), abs(beside), 1e-6) * Self.rounding
      let used = row.sense == .atMost ? own + slack : own - slack
      guard row.isForEach else {
        add(row.name, row.amount, row.sense, used)
        continue
      }
      if case .shareOfPlan = row.limit {
        add("\(row.name), at least", row.amount, .atLeast, own - slack)
        add("\(row.name), at most", row.amount, .atMost, own + slack)
      } else {
        add(row.name, row.amount, row.sense, Self.sides(of: row, parties)[party])
      }
    }
    return (rows, chosen)
  }

  /// The shared rows with what some sums come to.
  ///
  /// - Parameter amounts: The sums of each party, in the order of `Amount`.
  func rows(_ amounts: [[Double]], prices: [String: Double]) -> [RegionResult.Row] {
    region.rows.flatMap { row in
      let sums = amounts.map { $0[row.amount.index] }
      let whole = sums.compensatedSum()
      guard row.isForEach else {
        return [
          RegionResult.Row(
            row: row, member: nil, lhs: whole, rhs: Self.sides(of: row, parties)[0],
            price: prices[row.name] ?? 0)
        ]
      }
      return parties.indices.map { party in
        let side: Double =
          if case .shareOfPlan(let share) = row.limit { share * whole } else {
            Self.sides(of: row, parties)[party]
          }
        return RegionResult.Row(
          row: row, member: parties[party].member, lhs: sums[party], rhs: side,
          price: prices["\(row.name)[\(party)]"] ?? 0)
      }
    }
  }

  /// What comes of it where each party gets its part of every row over all by its people (what may be used) or by its
  /// emissions (what must be reached), and decides for itself.
  ///
  /// - Throws: `AllocationFailure` where a search ends without an answer.
  func proRata(_ limits: SolveLimits) throws -> RegionResult.ProRata {
    let people = parties.map(\.population).compensatedSum()
    let emissions = parties.map(\.emissions).compensatedSum()
    var plans: [Plan] = []
    for (position, party) in parties.enumerated() {
      var problem = party.problem
      for row in region.rows where !row.isForEach {
        let byPeople = row.sense == .atMost && people > 0
        let weight =
          byPeople
          ? party.population / people
          : emissions > 0 ? party.emissions / emissions : 1 / Double(parties.count)
        let name = RegionDesk.column(of: row.amount)
        let amount = problem.amounts.firstIndex { $0.name == name } ?? 0
        problem.rows.append(
          PlanningProblem.Row(
            name: "region: \(row.name)", terms: [(amount, 1)], sense: row.sense,
            rhs: [Self.sides(of: row, parties)[0] * weight - party.beside(row.amount)]))
      }
      for row in region.rows where row.isForEach {
        guard let side = Self.sides(of: row, parties).dropFirst(position).first else { continue }
        let name = RegionDesk.column(of: row.amount)
        let amount = problem.amounts.firstIndex { $0.name == name } ?? 0
        problem.rows.append(
          PlanningProblem.Row(
            name: "region: \(row.name)", terms: [(amount, 1)], sense: row.sense,
            rhs: [side - party.beside(row.amount)]))
      }
      plans.append(try allocate(problem, limits: limits))
    }
    let unable = plans.indices.filter { plans[$0].status == .infeasible }
    return RegionResult.ProRata(
      objective: unable.isEmpty ? plans.map(\.objective).compensatedSum() : nil,
      bound: unable.isEmpty ? plans.map(\.bound).compensatedSum() : nil,
      unable: unable.map { parties[$0].member })
  }
}
