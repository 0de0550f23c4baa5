import PlanModel

/// What is missing for the plan to be carried out.
///
/// Each kind of gap is one finding with the names of actions and districts. Leads, laws and permits are asked for only where
/// the plan names stakeholders, funds only where it names funds.
func implementationFindings(
  of account: ImplementationAccount, plan: PlanDescription, actions: [Action],
  districts: [String]
) -> [Diagnostic] {
  let place = Place(file: plan.file)
  var found: [Diagnostic] = []
  func words(_ lines: [ImplementationAccount.Line]) -> (count: String, names: String) {
    gapWords(lines, actions: actions, districts: districts)
  }
  if !(plan.society?.stakeholders.isEmpty ?? true) {
    let leaderless = account.lines.filter { $0.lead == nil }
    if !leaderless.isEmpty {
      let told = words(leaderless)
      found.append(
        Diagnostic(
          .warning, "society.no-lead", "No lead for \(told.count): \(told.names).",
          remedy:
            "Name somebody under `society: stakeholders` who `leads` them; the catalogue only says who usually does.",
          at: place, count: leaderless.count))
    }
    let lawless = account.lines.filter {
      actions[$0.action].legalBasis.isEmpty && actions[$0.action].permits.isEmpty
    }
    if !lawless.isEmpty {
      let told = words(lawless)
      found.append(
        Diagnostic(
          .note, "society.no-legal-basis",
          "No legal basis and no permit is known for \(told.count): \(told.names).",
          remedy: "Add `legalBasis` or `permits` to the catalogue.", at: place,
          count: lawless.count))
    }
    let unprepared = account.lines.filter { $0.unitsWithoutPrerequisite > 0 }
    if !unprepared.isEmpty {
      let told = words(unprepared)
      found.append(
        Diagnostic(
          .warning, "society.no-prerequisite",
          "What has to come first is not chosen for \(told.count): \(told.names).",
          remedy: "Look at `requires` of the actions in the catalogue.", at: place,
          count: unprepared.count))
    }
  }
  found += fundFindings(account, plan, place, words)
  for (pledge, outcome) in zip(plan.society?.pledges ?? [], account.pledges)
  where outcome.status == .open {
    found.append(
      Diagnostic(
        .note, "society.pledge-open",
        "`\(pledge.by)` pledges `\(pledge.action)` where the plan has no option for it.",
        remedy: "Check the action and the districts; the pledge stays open.",
        at: Place(file: plan.file, line: pledge.line)))
  }
  return found
}

private func fundFindings(
  _ account: ImplementationAccount, _ plan: PlanDescription, _ place: Place,
  _ words: ([ImplementationAccount.Line]) -> (count: String, names: String)
) -> [Diagnostic] {
  guard let funds = plan.funds?.funds else { return [] }
  var found: [Diagnostic] = []
  // Less than a cent is rounding.
  let uncovered = account.lines.filter { $0.uncovered > 0.01 }
  if !uncovered.isEmpty {
    let told = words(uncovered)
    let sum = uncovered.map(\.uncovered).compensatedSum()
    found.append(
      Diagnostic(
        .warning, "society.no-fund",
        "No fund covers \(sum.rounded(.toNearestOrAwayFromZero).shortest) EUR of what is asked of the state and the Union for \(told.count): \(told.names).",
        remedy: "Name further funds, or let others pay more in the catalogue's `payers`.",
        at: place, count: uncovered.count))
  }
  for (position, fund) in funds.enumerated() {
    guard let minimum = fund.minimum else { continue }
    let small = account.lines.filter { $0.draws[position] > 0 && $0.investment < minimum }
    if small.isEmpty { continue }
    let told = words(small)
    found.append(
      Diagnostic(
        .warning, "funds.small-project",
        "The fund `\(fund.id)` pays projects from \(minimum.shortest) EUR on, which is more than \(told.count): \(told.names).",
        remedy: "Join districts to one project, or count on another fund.",
        at: Place(file: plan.file, line: fund.line), count: small.count))
  }
  return found
}

/// `14 actions in 5 districts`, and their names with the districts, the first few.
private func gapWords(
  _ lines: [ImplementationAccount.Line], actions: [Action], districts: [String]
) -> (count: String, names: String) {
  var places: [(action: Int, districts: [String])] = []
  for line in lines.sorted(by: { ($0.action, $0.district) < ($1.action, $1.district) }) {
    if places.last?.action != line.action { places.append((line.action, [])) }
    places[places.count - 1].districts.append(districts[line.district])
  }
  let named = Set(lines.map(\.district)).count
  func counted(_ count: Int, _ word: String) -> String {
    "\(count) \(word)\(count == 1 ? "" : "s")"
  }
  // The whole list stands in implementation.csv.
  let shown = places.prefix(6).map { place in
    let rest = place.districts.count - 4
    return "\(actions[place.action].name) ("
      + place.districts.prefix(4).joined(separator: ", ")
      + (rest > 0 ? " and \(rest) more)" : ")")
  }
  let more = places.count - shown.count
  return (
    "\(counted(places.count, "action")) in \(counted(named, "district"))",
    shown.joined(separator: "; ") + (more > 0 ? "; and \(more) more" : "")
  )
}
