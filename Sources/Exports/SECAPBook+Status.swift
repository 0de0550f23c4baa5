import PlanModel

extension SECAPBook {
  /// Where an action stands by the words of the Covenant: what the plan file says itself, else what the table of progress says
  /// of all its places together, else that it has not started.
  func status(of action: SECAPAction) -> String {
    if let stated = secap.actions.first(where: { $0.action == action.action.id })?.status {
      return stated
    }
    let all = Set(progressLines(of: action).map(\.status))
    // Work beside the plan is done; the Covenant has no word of its own for it here.
    let isDone = all.contains(.completed) || all.contains(.new)
    let rest = all.subtracting([.completed, .new, .cancelled])
    let status: ProgressStatus =
      if all.contains(.ongoing) || isDone && !rest.isEmpty {
        .ongoing
      } else if isDone {
        .completed
      } else if all == [.cancelled] {
        .cancelled
      } else if all.contains(.postponed) {
        .postponed
      } else {
        .notStarted
      }
    return status.rawValue
  }

  /// What was spent on an action so far, EUR: what the plan file says itself, else what the table of progress comes to; nil
  /// where neither says anything.
  func spent(on action: SECAPAction) -> Double? {
    if let stated = secap.actions.first(where: { $0.action == action.action.id })?.spent {
      return stated
    }
    let told = progressLines(of: action).filter { $0.entry != nil }
    return told.isEmpty ? nil : told.map(\.actual.investment).compensatedSum()
  }

  private func progressLines(of action: SECAPAction) -> [ProgressLine] {
    (result.progress?.lines ?? []).filter {
      result.options.actions[$0.action].id == action.action.id
    }
  }
}
