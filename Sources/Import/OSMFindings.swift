import PlanModel

/// What an import has to tell, as diagnostics.
struct OSMFindings {
  let file: String
  let place: OSMPlace
  let buildings: OSMBuildings
  let land: OSMLand
  let districts: OSMDistricts
  let problems: OSMProblems

  /// All findings, in a fixed order.
  var diagnostics: [Diagnostic] {
    var findings: [Diagnostic] = []
    func tell(
      _ severity: Severity, _ code: String, _ elements: [String], _ message: String,
      _ remedy: String
    ) {
      guard !elements.isEmpty else { return }
      let shown = elements.prefix(3).joined(separator: ", ")
      findings.append(
        Diagnostic(
          severity, code, "\(message): \(shown)\(elements.count > 3 ? " …" : "").", remedy: remedy,
          at: Place(file: file), count: elements.count))
    }
    tell(
      .warning, "osm.missing-members", problems.missingMembers,
      "Relations miss ways, which the extract has cut off; they are left out",
      "Fetch an extract that reaches further, if one of them lies in the municipality.")
    tell(
      .warning, "osm.open-relations", problems.openRelations,
      "Relations do not close; they are left out",
      "Fetch an extract that reaches further, or mend them in OpenStreetMap.")
    tell(
      .warning, "osm.open-buildings", problems.openBuildings,
      "Ways are tagged as buildings and not closed; they are left out",
      "Fetch an extract that reaches further, or mend them in OpenStreetMap.")
    tell(
      .warning, "osm.missing-nodes", problems.missingNodes,
      "Areas miss nodes, which the extract has cut off; they are left out",
      "Make the extract again with whole ways.")
    tell(
      .note, "osm.too-few-nodes", problems.tooFewNodes,
      "Rings have fewer than three places; they are left out", "")
    tell(
      .note, "osm.mended", problems.mended,
      "Areas cross or touch themselves; they were mended, which keeps the ground they enclose", "")
    tell(
      .warning, "osm.lost", problems.lost, "Areas are invalid and nothing of them can be kept",
      "Mend them in OpenStreetMap.")
    tell(
      .note, "osm.repeated-outlines", problems.repeatedOutlines,
      "Ways have the tags of the relation whose border they are; they count once", "")
    tell(
      .note, "osm.inside-others", buildings.insideOthers,
      "Buildings lie inside another building, which holds them already; they are left out", "")
    for key in buildings.unread.keys {
      let most = buildings.unread.values(key)
      findings.append(
        Diagnostic(
          .warning, "osm.unread-value",
          "Values of `\(key)` cannot be read, such as \(most.prefix(3).map { "`\($0.value)`" }.joined(separator: ", ")); they count as missing.",
          remedy: "completeness.md lists them; mend them in OpenStreetMap.",
          at: Place(file: file, field: key), count: buildings.unread.total(key)))
    }
    if buildings.buildings.isEmpty {
      findings.append(
        Diagnostic(
          .warning, "osm.no-buildings", "The file has no building in \(place.name).",
          remedy: "Fetch an extract with buildings; without them the plan knows land only.",
          at: Place(file: file)))
    }
    if !districts.districts.contains(where: { $0.population != nil }) {
      findings.append(
        Diagnostic(
          .warning, "osm.no-population",
          "The file does not say how many people live in \(place.name).",
          remedy:
            "Fill the field `population` of the layer districts and switch it on in plan.yaml; without it nothing is known per person.",
          at: Place(file: file)))
    } else if districts.spreads {
      findings.append(
        Diagnostic(
          .note, "osm.population-spread",
          "The people of \(place.name) are spread over the districts by the floor area of homes.",
          remedy: "Replace them by the census.", at: Place(file: file)))
    }
    return findings
  }
}
