import PlanModel

/// Where every element that says `building` has gone: into the plan, or why not.
///
/// The elements are counted from their tags alone, as any other tool counts them; ``difference`` is 0 where none is lost.
struct OSMBuildingAccount: Sendable {
  /// Ways that come back to their first node over at least two others.
  private(set) var closedWays = 0
  /// All other ways.
  private(set) var otherWays = 0
  private(set) var relations = 0
  private(set) var nodes = 0
  /// Relations of the old kind, which have the word from their outer ways.
  private(set) var oldStyle = 0
  /// Why elements are not in the plan, with how many; in a fixed order, zeros too.
  private(set) var leftOut: [(reason: String, count: Int)] = []
  /// Buildings in the plan.
  let inPlan: Int

  /// What is neither in the plan nor left out for a reason.
  var difference: Int {
    closedWays + otherWays + relations + nodes + oldStyle
      - leftOut.reduce(0) { $0 + $1.count } - inPlan
  }

  init(
    _ data: OSMData, _ areas: [OSMArea], _ problems: OSMProblems, _ buildings: OSMBuildings
  ) {
    inPlan = buildings.buildings.count
    var elements: Set<String> = []
    for row in data.ways.ids.indices
    where data.tags(data.ways.tags, row)["building"] != nil {
      elements.insert("way/\(data.ways.ids[row])")
      let refs = data.ways.nodes(of: row)
      if refs.count > 3, refs.first == refs.last { closedWays += 1 } else { otherWays += 1 }
    }
    for row in data.relations.ids.indices
    where data.tags(data.relations.tags, row)["building"] != nil {
      elements.insert("relation/\(data.relations.ids[row])")
      relations += 1
    }
    nodes = buildings.fromNodes
    for area in areas where area.tags["building"] != nil {
      if elements.remove(area.id) == nil { oldStyle += 1 }
    }
    // What is left has become no area; the first reason that fits is its own.
    let reasons: [(String, [String])] = [
      ("repeats the tags of its relation", problems.repeatedOutlines),
      ("way that is not closed", problems.openBuildings),
      ("nodes are missing", problems.missingNodes),
      ("ways are missing", problems.missingMembers),
      ("relation that does not close", problems.openRelations),
      ("fewer than three places", problems.tooFewNodes),
      ("invalid, and nothing is left of it", problems.lost),
    ]
    for (reason, names) in reasons {
      var count = 0
      for name in names where elements.remove(name) != nil { count += 1 }
      leftOut.append((reason, count))
    }
    let typed = elements.count {
      guard $0.hasPrefix("relation/"), let id = Int64($0.dropFirst("relation/".utf8.count)),
        let row = data.relations.ids.firstIndex(of: id)
      else { return false }
      let type = data.tags(data.relations.tags, row)["type"]
      return type != "multipolygon" && type != "boundary"
    }
    leftOut += [
      ("relation that is no area", typed), ("node without a place", buildings.withoutPlace),
      ("does not stand", buildings.notStanding), ("outside of the municipality", buildings.outside),
      ("inside another building", buildings.insideOthers.count),
    ]
  }

  /// The account as rows of the table of completeness.
  var rows: [OSMCompleteness.Row] {
    [
      .init(subject: "file", measure: "closed ways with building", count: closedWays),
      .init(subject: "file", measure: "other ways with building", count: otherWays),
      .init(subject: "file", measure: "relations with building", count: relations),
      .init(subject: "file", measure: "nodes with building", count: nodes),
      .init(
        subject: "file", measure: "relations with a building's tags on their outer ways",
        count: oldStyle),
    ]
      + leftOut.map { .init(subject: "buildings left out", measure: $0.reason, count: $0.count) }
  }
}
