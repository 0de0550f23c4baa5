public import PlanModel

extension PlanDescription {
  /// What rules, decisions, orders, adoption, blocks, stakeholders, pledges and votes name that the plan does not have, one
  /// finding each.
  ///
  /// For a plan that cannot be decided anyway, so that its words are told together with what else is wrong; a problem is built
  /// from a plan without any.
  ///
  /// - Parameters:
  ///   - actions: The actions on offer.
  ///   - districtIDs: The districts; nil: they could not be read, and only actions are looked for.
  ///   - unitIDs: The planning units; nil: they could not be cut, and places that are no district are not looked for.
  public func unknownWords(
    actions: [Action], districtIDs: [String]?, unitIDs: [String]?
  ) -> [Diagnostic] {
    let districts = districtIDs ?? []
    var builder = ProblemBuilder(
      options: OptionTable(actions: actions, slots: [], packages: [], packageSlot: []),
      file: file,
      units: PlanningUnits(ids: [], geometry: GeometryColumn(rows: []), district: [], area: []),
      districtIDs: districts,
      baselines: Baselines(
        districtEmissions: [], districtEnergy: [], municipalEmissions: 0, municipalEnergy: 0))
    func look(for ids: [String], of owner: String, line: Int?) {
      _ = builder.actions(ids, in: owner, line: line)
    }
    func look(forDistricts ids: [String], of owner: String, line: Int?) {
      if districtIDs == nil { return }
      _ = builder.districts(ids, in: owner, line: line)
    }
    for row in problem.rows {
      look(for: row.actions, of: row.owner, line: row.line)
      look(forDistricts: row.districts, of: row.owner, line: row.line)
    }
    let places = unitIDs.map { Set(districts + $0) }
    // Those of votes have no line: what votes name is told with them.
    for lock in problem.locks where lock.line != nil {
      look(for: [lock.action], of: lock.owner, line: lock.line)
      if let places, !places.contains(lock.place) {
        builder.reportUnknown(
          "district or unit", lock.place, among: districts + (unitIDs ?? []), in: lock.owner,
          line: lock.line)
      }
    }
    for order in problem.sequence {
      look(for: order.first + order.then, of: order.owner, line: order.line)
    }
    for rule in adoption { look(for: [rule.action], of: rule.owner, line: rule.line) }
    for cluster in problem.clusters {
      look(for: cluster.actions, of: cluster.owner, line: cluster.line)
    }
    for stakeholder in society?.stakeholders ?? [] {
      look(forDistricts: stakeholder.districts, of: stakeholder.owner, line: stakeholder.line)
    }
    return builder.diagnostics
  }

  /// What pledges and votes on projects name that the plan does not have, one finding each.
  ///
  /// - Parameters:
  ///   - known: The ids of all actions of the catalogues: a promise may be about an action that is not on offer.
  ///   - districtIDs: The districts; nil: they could not be read.
  public func unknownPromises(known: [String], districtIDs: [String]?) -> [Diagnostic] {
    var found: [Diagnostic] = []
    func look(
      for words: [String], _ kind: String, among all: [String], of owner: String, _ line: Int?
    ) {
      for word in words where !all.contains(word) {
        found.append(
          Diagnostic(
            .error, "society.unknown-\(kind)", "\(owner) names the unknown \(kind) `\(word)`.",
            remedy: word.nearest(among: all).map { "Did you mean `\($0)`?" }
              ?? "Name one that the plan has.", at: Place(file: file, line: line)))
      }
    }
    for vote in society?.votes ?? [] {
      for project in vote.projects {
        let owner = "The project `\(project.id)` of the vote `\(vote.name)`"
        look(for: [project.action], "action", among: known, of: owner, project.line)
        if let districtIDs {
          look(for: project.districts, "district", among: districtIDs, of: owner, project.line)
        }
      }
    }
    for pledge in society?.pledges ?? [] {
      let owner = "The pledge by `\(pledge.by)`"
      look(for: [pledge.action], "action", among: known, of: owner, pledge.line)
      if let districtIDs {
        look(for: pledge.districts, "district", among: districtIDs, of: owner, pledge.line)
      }
    }
    return found
  }
}

// What each is called in messages.

extension RowDescription {
  var owner: String { "The row `\(name)`" }
}

extension LockDescription {
  var owner: String { "The lock of `\(action)` for `\(place)`" }
}

extension SequenceDescription {
  var owner: String { "The sequence in line \(line ?? 0)" }
}

extension AdoptionRule {
  var owner: String { "The adoption of `\(action)`" }
}

extension ClusterDescription {
  var owner: String { "The cluster `\(name)`" }
}

extension Stakeholder {
  var owner: String { "The stakeholder `\(id)`" }
}
