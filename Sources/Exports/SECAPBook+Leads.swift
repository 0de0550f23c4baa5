import PlanModel

extension SECAPBook {
  /// The responsible body as one text: what the plan file says itself, else whom its governance names, else who leads it where
  /// it is chosen.
  func responsible(of action: SECAPAction) -> String {
    account.responsible(for: action.action).map(\.name).joined(separator: "; ")
  }
}
