import Allocation
import PlanModel

extension RegionRun {
  /// Notes that a municipality's run found no plan, and which of its rules conflict.
  mutating func leaveWithoutPlan(_ member: Int) {
    result.members[member].state = .infeasible
    let record = try? runObject(results(member) + "/run.json")
    let certificate = record?["certificate"] as? [String: Any]
    let conflict = certificate?["conflict"] as? [String] ?? []
    let message =
      conflict.isEmpty
      ? "No plan meets its rules together with its part."
      : "No plan meets its rules: \(conflict.joined(separator: ", ")) cannot all hold."
    result.members[member].messages = [message]
    let id = region.municipalities[member].id
    result.diagnostics.append(
      Diagnostic(
        .error, "region.municipality-infeasible", "\(id) has no plan. \(message)",
        remedy: "Loosen one of these rules; its run.json says by how much.",
        at: Place(file: region.file, line: region.municipalities[member].line)))
  }

  /// Reads what the municipalities came to and adds it up.
  mutating func collect(_ split: RegionSplit, _ plan: Plan?) {
    var amounts: [[Double]] = []
    var statuses: [PlanStatus] = []
    var isWhole = true
    for party in split.parties {
      let member = party.member
      guard result.members[member].state != .infeasible, result.members[member].messages.isEmpty,
        let record = try? runObject(results(member) + "/run.json"),
        let certificate = record["certificate"] as? [String: Any],
        let totals = record["totals"] as? [String: Any],
        let objective = number(certificate["objective"])
      else {
        isWhole = false
        amounts.append(Amount.allCases.map { _ in 0 })
        continue
      }
      let sums = Amount.allCases.map {
        (number(totals[$0.rawValue]) ?? 0) + party.beside($0)
      }
      let closures = record["closures"] as? [[String: Any]] ?? []
      result.members[member].state = .planned
      result.members[member].amounts = sums
      result.members[member].objective = objective
      result.members[member].bound = number(certificate["bound"]) ?? .nan
      result.members[member].gap = number(certificate["gap"]) ?? .nan
      result.members[member].status = certificate["status"] as? String ?? ""
      result.members[member].closures = (
        closures.count, closures.count { $0["holds"] as? Bool != true }
      )
      statuses.append(PlanStatus(rawValue: result.members[member].status) ?? .limit)
      amounts.append(sums)
    }
    let planned = result.members.filter { $0.state == .planned }
    guard !planned.isEmpty else { return }
    result.rows = split.rows(
      amounts,
      prices: Dictionary(
        (plan?.rows ?? []).map { ($0.name, $0.price) }, uniquingKeysWith: { a, _ in a }))
    result.objective = planned.map(\.objective).compensatedSum()
    result.solver = plan?.solver ?? ""
    guard isWhole else {
      // The bound is about all that were decided on together, and some of them have no plan after all.
      result.status =
        result.members.contains { $0.state == .infeasible } ? .infeasible : .limit
      for row in result.rows where !row.holds {
        result.diagnostics.append(
          Diagnostic(
            .error, "region.row-broken",
            "The plans come to \(row.lhs.shortest) of \(row.row.name), which is \(row.row.sense.rawValue) \(row.rhs.shortest), because not all municipalities have one.",
            remedy: "Mend the municipalities without a plan and run again.",
            at: Place(file: region.file, line: row.row.line)))
      }
      return
    }
    let isLeast = split.joined.problem.sense == .minimise
    // Apart, what none can beat is the sum of what none of each can.
    let bound = plan?.bound ?? planned.map(\.bound).compensatedSum()
    // No plan is beyond the bound but for the rounding of sums and of twelve digits.
    result.bound =
      isLeast ? min(bound, result.objective) : max(bound, result.objective)
    result.gap = abs(result.objective - result.bound) / max(abs(result.objective), 1e-9)
    let asked = region.rows.isEmpty ? planned.map(\.gap).max() ?? 0 : limits.gap
    result.status = result.gap <= 1e-6 ? .optimal : result.gap <= asked ? .gap : .limit
    checkBound(bound, isLeast: isLeast)
    for row in result.rows where !row.holds {
      result.diagnostics.append(
        Diagnostic(
          .error, "region.row-broken",
          "The plans come to \(row.lhs.shortest) of \(row.row.name), which is \(row.row.sense.rawValue) \(row.rhs.shortest).",
          remedy: "Report this: the parts of the municipalities do not add up."))
    }
  }

  /// Says where the plans would be better than the bound allows, which the rounding of twelve digits cannot explain.
  private mutating func checkBound(_ bound: Double, isLeast: Bool) {
    let beyond = isLeast ? bound - result.objective : result.objective - bound
    guard beyond > 1e-6 * max(1, abs(bound)) else { return }
    result.diagnostics.append(
      Diagnostic(
        .error, "plan.not-verified",
        "The municipalities' plans come to \(result.objective.shortest), beyond the bound \(bound.shortest).",
        remedy: "Report this: the bound of the region does not hold."))
  }
}
