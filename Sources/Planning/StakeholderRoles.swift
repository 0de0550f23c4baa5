import PlanModel

extension PlanDescription {
  /// Roles that stakeholders fill and that no action on offer names; such a role changes nothing, so each is a warning.
  func roleFindings(actions: [Action]) -> [Diagnostic] {
    let known = Set(actions.flatMap { [$0.leadRole] + $0.otherActors }).subtracting([""]).sorted()
    return (society?.stakeholders ?? []).flatMap { stakeholder in
      stakeholder.roles.filter { !known.contains($0) }.map { role in
        Diagnostic(
          .warning, "society.unknown-role",
          "No action on offer names the role `\(role)` that `\(stakeholder.id)` fills.",
          remedy: role.nearest(among: known).map { "Did you mean `\($0)`?" }
            ?? "Write it as the catalogue does, or remove it.",
          at: Place(file: file, line: stakeholder.line, field: "society.stakeholders.roles"))
      }
    }
  }
}
