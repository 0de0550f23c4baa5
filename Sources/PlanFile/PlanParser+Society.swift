import PlanModel

extension PlanParser {
  /// Who is heard. Groups that are named must be among the groups; the actions are checked where the catalogue is known.
  mutating func society(
    _ mapping: YAMLMapping, objective: ProblemDescription.Objective
  ) -> SocietyDescription {
    var society = SocietyDescription(groups: groups(mapping))
    let known = society.groups.map(\.id)
    society.themes = mapping.entries("themes").map { entry in
      Theme(name: entry.key, actions: entry.value.texts(), line: entry.value.line)
    }
    for source in mapping.mappings("contributions") {
      guard let name = layerName(source) else { continue }
      if let layer = self.source(source, name: name, roles: PlanKeys.contributionRoles) {
        checkContribution(source, layer)
        society.contributions.append(
          ContributionSource(source: layer, reach: source.quantity("reach")))
      }
    }
    society.conditionsMet = ids(mapping, "conditionsMet")
    society.shownFrom = mapping.integer("shownFrom")
    society.worth = mapping.value("worth")?.quantity(
      as: objective == .leastCost ? .money : .emissions, in: 0...1e15)
    society.fairness = mapping.quantity("fairness").map {
      FairnessDescription(share: $0, line: mapping.line(of: "fairness"))
    }
    for floor in mapping.mappings("floors") {
      let group = floor.value("group").flatMap { groupID($0, among: known) }
      guard let name = rowName(floor), let share = floor.quantity("atLeast"),
        group != nil || !floor.has("group")
      else { continue }
      society.floors.append(
        AcceptanceFloor(
          name: name, group: group, share: share, firmness: firmness(floor), line: floor.line))
    }
    society.criteria = mapping.mapping("criteria").flatMap { criteria($0, groups: known) }
    society.votes = votes(mapping)
    society.factors = mapping.mapping("factors").map { factors($0) }
    society.governance = mapping.mapping("governance").map { governance($0) }
    society.stakeholders = stakeholders(mapping, groups: known)
    society.pledges = pledges(mapping, by: society.stakeholders.map(\.id))
    if society.contributions.isEmpty {
      for key in ["worth", "fairness", "floors", "themes", "conditionsMet"] where mapping.has(key) {
        mapping.report(
          "nobody-asked", "`society.\(key)` is about what people said, and nobody was asked.",
          remedy: "Name a source of `contributions`, or remove the key.", as: .warning, at: key)
      }
    }
    return society
  }

  private func groups(_ mapping: YAMLMapping) -> [HelixGroup] {
    guard mapping.has("groups") else { return PlanKeys.standardGroups }
    var groups: [HelixGroup] = []
    for entry in mapping.mappings("groups") {
      guard let id = entry.text("id") else { continue }
      if groups.contains(where: { $0.id == id }) {
        entry.report(
          "duplicate-name", "Another group has the id `\(id.shortened)` as well.",
          remedy: "Give each group an id of its own.", at: "id")
        continue
      }
      groups.append(
        HelixGroup(
          id: id, name: entry.text("name") ?? id, weight: entry.number("weight") ?? 1))
    }
    if groups.isEmpty {
      mapping.report(
        "empty-list", "`society.groups` names no group.",
        remedy: "Name the groups, or remove the key for the four of the quadruple helix.",
        at: "groups")
    } else if groups.allSatisfy({ $0.weight == 0 }) {
      mapping.report(
        "no-weight", "All groups have the weight 0.", remedy: "Give at least one a weight above 0.",
        at: "groups")
    }
    return groups
  }

  func groupID(_ value: YAMLValue, among groups: [String]) -> String? {
    value.word(among: groups)
  }

  /// A voice without a stance or a subject says nothing.
  private func checkContribution(_ mapping: YAMLMapping, _ layer: LayerSource) {
    for role in ["group", "stance", "subject"]
    where !layer.fields.contains(where: { $0.role == role }) {
      mapping.report(
        "missing-key", "The contributions `\(layer.name.shortened)` have no field for `\(role)`.",
        remedy: "Write under `fields`: `\(role): field`, or `\(role): {constant: …}`.",
        at: mapping.has("fields") ? "fields" : nil)
    }
    if !layer.fields.contains(where: { $0.role == "person" }) {
      mapping.report(
        "no-person",
        "The contributions `\(layer.name.shortened)` do not say which are of one person, so each counts as a person of its own.",
        remedy: "Name a field that is the same in all voices of one person as `person`.",
        as: .warning, at: mapping.has("fields") ? "fields" : nil)
    }
  }

  private mutating func criteria(
    _ mapping: YAMLMapping, groups: [String]
  ) -> CriteriaDescription? {
    var criteria: [Criterion] = []
    for item in mapping.items("compared") {
      guard let criterion = item.word(as: Criterion.self) else { continue }
      if criteria.contains(criterion) {
        item.report(
          "repeated-entry", "`\(criterion.rawValue)` stands twice in `\(item.path)`.",
          remedy: "Keep it once.")
      } else {
        criteria.append(criterion)
      }
    }
    guard criteria.count > 1 else {
      mapping.report(
        "one-criterion", "Fewer than two criteria are compared.",
        remedy: "Name at least two, for example [co2, annualCost].", at: "compared")
      return nil
    }
    let judgements = mapping.mappings("judgements").compactMap {
      judgement($0, of: criteria, groups: groups)
    }
    return CriteriaDescription(
      criteria: criteria, judgements: judgements, draws: mapping.integer("draws") ?? 10_000,
      line: mapping.line)
  }

  private func judgement(
    _ mapping: YAMLMapping, of criteria: [Criterion], groups: [String]
  ) -> CriteriaJudgement? {
    let given = ["points", "ranking", "swing", "pairs"].filter { mapping.has($0) }
    let group = mapping.value("group").flatMap { groupID($0, among: groups) }
    guard given.count == 1 else {
      mapping.report(
        given.isEmpty ? "missing-key" : "two-answers",
        given.isEmpty
          ? "A judgement has no answer." : "A judgement has \(inSentence(given)).",
        remedy: "Write one of `points`, `ranking`, `swing` and `pairs`.")
      return nil
    }
    let answer: CriteriaJudgement.Answer?
    switch given[0] {
    case "points": answer = numbers(mapping, "points", of: criteria).map { .points($0) }
    case "swing": answer = numbers(mapping, "swing", of: criteria).map { .swing($0) }
    case "ranking": answer = ranking(mapping, of: criteria).map { .ranking($0) }
    default: answer = pairs(mapping, of: criteria).map { .pairs($0) }
    }
    guard let group, let answer else { return nil }
    return CriteriaJudgement(
      group: group, name: mapping.text("name") ?? "", answer: answer, line: mapping.line)
  }

  /// A number for each criterion; nil after a finding.
  private func numbers(
    _ mapping: YAMLMapping, _ key: String, of criteria: [Criterion]
  ) -> [Double]? {
    let entries = mapping.value(key)?.entries(among: criteria.map(\.rawValue)) ?? []
    var numbers = Array(repeating: Double?.none, count: criteria.count)
    let range: ClosedRange<Double> = key == "swing" ? 0...100 : 0...1e6
    for entry in entries {
      guard let at = criteria.firstIndex(where: { $0.rawValue == entry.key }) else { continue }
      numbers[at] = entry.value.number(in: range)
    }
    let missing = criteria.indices.filter { numbers[$0] == nil }.map { criteria[$0].rawValue }
    guard missing.isEmpty else {
      mapping.report(
        "missing-criterion", "The judgement says nothing of \(inSentence(missing)).",
        remedy: "Give every criterion of `compared` a number; 0 where it does not matter.", at: key)
      return nil
    }
    guard numbers.contains(where: { $0! > 0 }) else {
      mapping.report(
        "no-weight", "The judgement gives every criterion 0.",
        remedy: "Give at least one a number above 0.", at: key)
      return nil
    }
    return numbers.map { $0! }
  }

  /// The rank of each criterion; criteria that are written as equal have one rank.
  private func ranking(_ mapping: YAMLMapping, of criteria: [Criterion]) -> [Int]? {
    var places = Array(repeating: Int?.none, count: criteria.count)
    var next = 1
    for item in mapping.items("ranking") {
      guard let text = item.text() else { return nil }
      let names = text.split(separator: "=").map { String($0).trimmed }
      for name in names {
        guard let at = criteria.firstIndex(where: { $0.rawValue == name }) else {
          item.report(
            "unknown-word", "`\(item.path)` is `\(name.shortened)`, which is none of the criteria.",
            remedy: "Use \(inSentence(criteria.map(\.rawValue), "or")).")
          return nil
        }
        if places[at] != nil {
          item.report(
            "repeated-entry", "`\(name.shortened)` stands twice in the ranking.",
            remedy: "Keep it once.")
          return nil
        }
        places[at] = next
      }
      next += 1
    }
    let missing = criteria.indices.filter { places[$0] == nil }.map { criteria[$0].rawValue }
    guard missing.isEmpty else {
      mapping.report(
        "missing-criterion", "The ranking leaves out \(inSentence(missing)).",
        remedy: "Rank every criterion of `compared`.", at: "ranking")
      return nil
    }
    return places.map { $0! }
  }

  /// The upper triangle of comparisons by rows; nil after a finding.
  private func pairs(_ mapping: YAMLMapping, of criteria: [Criterion]) -> [Double]? {
    let count = criteria.count
    var judged: [Int: Double] = [:]
    for entry in mapping.entries("pairs") {
      let names = entry.key.split(separator: ">").map { String($0).trimmed }
      let places = names.compactMap { name in criteria.firstIndex { $0.rawValue == name } }
      guard names.count == 2, places.count == 2, places[0] != places[1] else {
        entry.value.report(
          "bad-comparison", "`\(entry.key.shortened)` compares no two criteria.",
          remedy:
            "Write the more important one first, e.g. `\(criteria[0].rawValue) > \(criteria[count - 1].rawValue): 3`."
        )
        return nil
      }
      guard let times = entry.value.number(in: 1...9) else { return nil }
      let (first, second) = (places.min()!, places.max()!)
      let key = first * count + second
      if judged[key] != nil {
        entry.value.report(
          "repeated-entry",
          "`\(criteria[first].rawValue)` and `\(criteria[second].rawValue)` are compared twice.",
          remedy: "Keep one of the two.")
        return nil
      }
      judged[key] = places[0] < places[1] ? times : 1 / times
    }
    var triangle: [Double] = []
    for first in 0..<count {
      for second in first + 1..<max(count, first + 1) {
        guard let times = judged[first * count + second] else {
          mapping.report(
            "missing-criterion",
            "`\(criteria[first].rawValue)` and `\(criteria[second].rawValue)` are not compared.",
            remedy: "Compare every two criteria; with many criteria a ranking asks for less.",
            at: "pairs")
          return nil
        }
        triangle.append(times)
      }
    }
    return triangle
  }

  private mutating func vote(_ mapping: YAMLMapping) -> ProjectVote? {
    let projects = mapping.mappings("projects").compactMap { entry -> VotedProject? in
      let districts = ids(entry, "districts")
      guard let id = entry.text("id"), let action = entry.text("action"), !districts.isEmpty
      else { return nil }
      return VotedProject(id: id, action: action, districts: districts, line: entry.line)
    }
    let file = mapping.value("source").flatMap { path($0) }
    guard let name = mapping.text("name"), let file else { return nil }
    return ProjectVote(
      name: name, file: file, isBinding: mapping.flag("binding") ?? false, projects: projects,
      line: mapping.line)
  }
}

extension PlanParser {
  /// The votes on projects; a name or a project that stands twice is told.
  private mutating func votes(_ mapping: YAMLMapping) -> [ProjectVote] {
    var names: [String: Int] = [:]
    return mapping.mappings("votes").compactMap { entry in
      guard let vote = vote(entry) else { return nil }
      if let line = names[vote.name] {
        entry.report(
          "duplicate-name",
          "Another vote is named `\(vote.name.shortened)` as well, in line \(line).",
          remedy: "Give each vote a name of its own.", at: "name")
      }
      names[vote.name] = entry.line
      var projects: [String: Int] = [:]
      for project in vote.projects {
        if let line = projects[project.id] {
          entry.report(
            "duplicate-name",
            "The vote `\(vote.name.shortened)` says twice what the project `\(project.id.shortened)` stands for, in line \(line) and \(project.line ?? 0).",
            remedy: "Keep one of the two; a project stands for one action.", at: "projects")
        }
        projects[project.id] = project.line ?? 0
      }
      return vote
    }
  }
}
