import PlanModel

/// Who has which part: the one place that sheets, pages, tables, workbook and documents ask.
///
/// Who *leads* raises the money and the capacity: the stakeholder of `LeadTable`, else the catalogue's role. Who is *responsible*
/// does the work and who is *accountable* answers for it: whom the plan's governance names, where it has one; else the lead.
extension ImplementationWords {
  /// Who leads: a stakeholder's name, else who fills the catalogue's role there, else the role.
  func lead(_ line: ImplementationAccount.Line) -> String {
    if let lead = line.lead { return stakeholders[lead].shownName }
    let holders = holders(of: action(line).leadRole, line)
    return holders.isEmpty ? action(line).leadActor : holders.joined(separator: ", ")
  }

  /// Who leads, with a word where a plan that names stakeholders names none for it.
  func leadPhrase(_ line: ImplementationAccount.Line) -> String {
    let lead = lead(line)
    if line.lead != nil || stakeholders.isEmpty || lead.isEmpty { return lead }
    return
      "nobody yet, usually \(lead == action(line).leadActor ? lead.lowercasedFirst : lead)"
  }

  /// The stakeholders that are partners.
  func partners(_ line: ImplementationAccount.Line) -> [String] {
    line.partners.map { stakeholders[$0].shownName }
  }

  /// Who takes part beside the lead: partners, then those who fill the catalogue's roles, then the roles that nobody fills.
  func others(_ line: ImplementationAccount.Line) -> [String] {
    let roles = action(line).otherActors.map { (name: $0, holders: holders(of: $0, line)) }
    let filled = roles.flatMap(\.holders)
    let open = roles.filter(\.holders.isEmpty).map(\.name)
    let lead = lead(line)
    return (partners(line) + filled + open).unique.filter { $0 != lead }
  }

  /// Who does the work, by name; nobody where neither plan nor catalogue says it.
  func responsible(_ line: ImplementationAccount.Line) -> [String] {
    if let row = row(of: line), !row.responsible.isEmpty { return row.responsible }
    let lead = lead(line)
    return lead.isEmpty ? [] : [lead]
  }

  /// Whether those who do the work are a role of the catalogue that nobody has taken on.
  func isRole(_ line: ImplementationAccount.Line) -> Bool {
    row(of: line).map { $0.responsibleOrigin == .role } ?? leads(line).isEmpty
  }

  /// Who answers for it, by name; empty where the plan has no governance, or nobody answers.
  func accountable(_ line: ImplementationAccount.Line) -> [String] {
    row(of: line)?.accountable ?? []
  }

  private func row(of line: ImplementationAccount.Line) -> RACIRow? {
    result.governance?.row(of: line.action, in: line.district)
  }

  /// Who leads, by position among the plan's stakeholders: the lead, else those who fill the catalogue's role there.
  func leads(_ line: ImplementationAccount.Line) -> [Int] {
    if let lead = line.lead { return [lead] }
    return positions(of: action(line).leadRole, line)
  }

  private func holders(of role: String, _ line: ImplementationAccount.Line) -> [String] {
    positions(of: role, line).map { stakeholders[$0].shownName }
  }

  private func positions(of role: String, _ line: ImplementationAccount.Line) -> [Int] {
    role.isEmpty ? [] : table.holders(of: role, in: result.districts.ids[line.district])
  }
}

extension PlanAccount {
  /// The lines of an action over the districts where it is chosen, in the order of the districts.
  func lines(of action: Action) -> [ImplementationAccount.Line] {
    implementation.lines.filter { result.options.actions[$0.action].id == action.id }
  }

  /// Who leads an action in the districts where it is chosen, each once.
  func leads(of action: Action) -> [String] {
    let words = ImplementationWords(self)
    return lines(of: action).map { words.lead($0) }.filter { !$0.isEmpty }.unique
  }

  /// Who does the work of an action in the districts where it is chosen, each once, and whether a role is all that is known.
  ///
  /// What the plan file says of the action under `secap: actions` counts first.
  func responsible(for action: Action) -> [(name: String, isRole: Bool)] {
    if let stated = result.description.secap.actions.first(where: { $0.action == action.id })?
      .responsible
    {
      return [(stated, false)]
    }
    let words = ImplementationWords(self)
    var found: [(name: String, isRole: Bool)] = []
    for line in lines(of: action) {
      for name in words.responsible(line) where !found.contains(where: { $0.name == name }) {
        found.append((name, words.isRole(line)))
      }
    }
    return found
  }

  /// Who takes part in an action beside its lead in the districts where it is chosen, each once: those whom the plan names
  /// first, then roles of the catalogue that nobody fills.
  func others(in action: Action) -> [String] {
    let words = ImplementationWords(self)
    let all = lines(of: action).flatMap { words.others($0) }.unique
    let open = all.filter { action.otherActors.contains($0) }
    return all.filter { !open.contains($0) } + open
  }

  /// Who takes part in an action beside those responsible: who leads it without doing the work, then all others.
  func partners(of action: Action) -> [String] {
    let responsible = responsible(for: action).map(\.name)
    return (leads(of: action).filter { !responsible.contains($0) } + others(in: action)).unique
  }
}
