public import PlanModel

/// What a governance refers to: the ids that bodies, links, assignments and agreements may name.
public struct GovernanceNames: Sendable {
  /// The helix groups.
  public var groups: [String]
  /// The stakeholders.
  public var stakeholders: [String]
  /// The actions on offer.
  public var actions: [String]
  /// The districts.
  public var districts: [String]
  /// The constraints.
  public var constraints: [String]

  /// Creates the names of a plan.
  public init(
    groups: [String], stakeholders: [String], actions: [String], districts: [String],
    constraints: [String]
  ) {
    self.groups = groups
    self.stakeholders = stakeholders
    self.actions = actions
    self.districts = districts
    self.constraints = constraints
  }
}

/// Everything wrong or doubtful in a governance before anything is decided: unknown ids, circular reporting, isolated bodies.
public func governanceDiagnostics(
  _ governance: GovernanceDescription, names: GovernanceNames, file: String
) -> [Diagnostic] {
  var found: [Diagnostic] = []
  let bodies = governance.bodies.map(\.id)
  func check(
    _ ids: [String], among known: [String], _ noun: String, line: Int?, _ field: String
  ) {
    for id in ids where !known.contains(id) {
      let near = id.nearest(among: known).map { "Did you mean `\($0)`?" }
      let all =
        known.isEmpty
        ? "The plan names none." : "Known are \(known.prefix(30).joined(separator: ", "))."
      found.append(
        Diagnostic(
          .error, "governance.unknown-\(noun)", "There is no \(noun) `\(id)`.",
          remedy: near ?? all,
          at: Place(file: file, line: line, field: "society.governance.\(field)")))
    }
  }
  let actionsOrAll = names.actions + [RACIAssignment.all]
  let participants = bodies + names.stakeholders
  for body in governance.bodies {
    check(body.groups, among: names.groups, "group", line: body.line, "bodies")
    check(body.decides, among: actionsOrAll, "action", line: body.line, "bodies")
    check(body.districts, among: names.districts, "district", line: body.line, "bodies")
    if names.stakeholders.contains(body.id) {
      found.append(
        Diagnostic(
          .error, "governance.duplicate-name", "A stakeholder has the id `\(body.id)` as well.",
          remedy: "Give the body or the stakeholder another id, so that assignments are clear.",
          at: Place(file: file, line: body.line, field: "society.governance.bodies")))
    }
  }
  for link in governance.links {
    check([link.from, link.to], among: bodies, "body", line: link.line, "links")
  }
  for assignment in governance.assignments {
    let field = "raci.\(assignment.action)"
    check([assignment.action], among: actionsOrAll, "action", line: assignment.line, field)
    check(
      assignment.responsible + [assignment.accountable].compactMap { $0 } + assignment.consulted
        + assignment.informed, among: participants, "participant", line: assignment.line, field)
  }
  for rule in governance.agreements {
    check([rule.body], among: bodies, "body", line: rule.line, "agreements")
    check(rule.actions, among: names.actions, "action", line: rule.line, "agreements")
    check(rule.districts, among: names.districts, "district", line: rule.line, "agreements")
    check(rule.constraints, among: names.constraints, "constraint", line: rule.line, "agreements")
  }
  return found + structureDiagnostics(governance, file: file)
}

/// Links that cannot be, circles of reporting, bodies that nothing links.
private func structureDiagnostics(
  _ governance: GovernanceDescription, file: String
) -> [Diagnostic] {
  var found: [Diagnostic] = []
  func place(_ line: Int?) -> Place {
    Place(file: file, line: line, field: "society.governance.links")
  }
  for (position, link) in governance.links.enumerated() {
    if link.from == link.to {
      found.append(
        Diagnostic(
          .error, "governance.self-link", "The body `\(link.from)` is linked to itself.",
          remedy: "Name two bodies, or remove the link.", at: place(link.line)))
    }
    let isRepeated = governance.links[..<position].contains {
      $0.kind == link.kind && $0.from == link.from && $0.to == link.to
    }
    if isRepeated {
      found.append(
        Diagnostic(
          .warning, "governance.repeated-link",
          "`\(link.from)` \(link.kind.rawValue) `\(link.to)` stands twice.",
          remedy: "Keep it once.", at: place(link.line)))
    }
  }
  for circle in governance.reportingCircles {
    let line = governance.links.first {
      $0.kind == .reports && circle.contains($0.from) && circle.contains($0.to)
    }?.line
    found.append(
      Diagnostic(
        .warning, "governance.circular-reporting",
        "Reporting goes in a circle: \((circle + [circle[0]]).joined(separator: " → ")).",
        remedy: "Decide which of them is held to account by the others, and remove a link.",
        at: place(line)))
  }
  let linked = Set(governance.links.filter { $0.from != $0.to }.flatMap { [$0.from, $0.to] })
  if governance.bodies.count > 1 {
    for body in governance.bodies where !linked.contains(body.id) {
      found.append(
        Diagnostic(
          .warning, "governance.isolated", "Nothing links the body `\(body.id)` to another.",
          remedy: "Say to whom it reports, or with whom it coordinates, or leave it out.",
          at: Place(file: file, line: body.line, field: "society.governance.bodies")))
    }
  }
  return found
}

extension GovernanceDescription {
  /// The circles of reporting, each once and from the body that stands first in the plan; of bodies that share circles, a
  /// shortest one.
  public var reportingCircles: [[String]] {
    var next: [String: [String]] = [:]
    for link in links where link.kind == .reports && link.from != link.to {
      next[link.from, default: []].append(link.to)
    }
    var told: Set<String> = []
    var circles: [[String]] = []
    for body in bodies.map(\.id) where !told.contains(body) {
      guard let circle = Self.shortestCircle(from: body, next) else { continue }
      told.formUnion(circle)
      circles.append(circle)
    }
    return circles
  }

  /// A shortest way from a body back to itself, without the return; nil where there is none.
  private static func shortestCircle(from start: String, _ next: [String: [String]]) -> [String]? {
    var before: [String: String] = [:]
    var queue = [start]
    var position = 0
    while position < queue.count {
      let body = queue[position]
      position += 1
      for other in next[body] ?? [] {
        if other == start {
          var way = [body]
          while let earlier = way.last, earlier != start, let step = before[earlier] {
            way.append(step)
          }
          return way.reversed()
        }
        if before[other] == nil {
          before[other] = body
          queue.append(other)
        }
      }
    }
    return nil
  }
}
