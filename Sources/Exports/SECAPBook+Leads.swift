import PlanModel

extension SECAPBook {
  /// Who leads an action in the districts where it is chosen: whom the plan names, and the catalogue's role for the districts
  /// that nobody of them leads it in. The order is that of the districts.
  func leads(of action: SECAPAction) -> [String] {
    let words = ImplementationWords(account)
    let names = account.implementation.lines.filter {
      result.options.actions[$0.action].id == action.action.id
    }.map { words.lead($0) }.filter { !$0.isEmpty }.unique
    return names.isEmpty && !action.action.leadActor.isEmpty ? [action.action.leadActor] : names
  }

  /// The same as one text: what the plan file says itself counts first.
  func responsible(of action: SECAPAction) -> String {
    secap.actions.first { $0.action == action.action.id }?.responsible
      ?? leads(of: action).joined(separator: "; ")
  }
}

extension PlanAccount {
  /// Who takes part in a chosen action beside its lead: the partners whom the plan names where it is chosen, in the order of
  /// the districts, then those of the catalogue.
  func partners(of action: Action) -> [String] {
    let words = ImplementationWords(self)
    let named = implementation.lines.filter { result.options.actions[$0.action].id == action.id }
      .flatMap { words.partners($0) }.unique
    return named + action.otherActors.filter { !named.contains($0) }
  }
}
