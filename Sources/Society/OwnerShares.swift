import PlanModel

/// How what an action spends and earns falls to payers, as shares of one in the order of `Payers.words`, with what no
/// action says last.
struct OwnerShares: Sendable, Hashable {
  /// Who owns what is built: payers without the state, whose money is a subsidy; the state where it alone pays.
  let owned: [Double]
  /// Who bears the investment.
  let borne: [Double]
  /// The part of the profit of ownership that stays in the place.
  let local: Double

  /// The shares of an action.
  ///
  /// - Parameter localOwnership: In the order of `OwnerScenario`.
  init(_ payers: Payers?, localOwnership: [Double]) {
    let state = Payers.words.count - 1
    guard let payers else {
      owned = Payers.words.map { _ in 0 } + [1]
      borne = owned
      local = localOwnership[2]
      return
    }
    let own = 1 - payers.state
    var shares = payers.shares
    if own > 1e-12 {
      for payer in shares.indices { shares[payer] /= own }
      shares[state] = 0
    }
    owned = shares + [0]
    borne = payers.shares + [0]
    local =
      shares[0] * localOwnership[1] + shares[1] * localOwnership[0]
      + shares[2] * localOwnership[2]
  }
}
