import PlanModel

/// Turns the keys of a plan file into a plan; each method reads one mapping and leaves out what is wrong.
struct PlanParser {
  /// Where findings go.
  let findings: YAMLFindings
  /// The folder that relative paths start from, absolute.
  let folder: String
  /// The names of layers and where they stand first.
  var layerLines: [String: Int] = [:]
  /// The names of rows and where they stand first.
  var rowLines: [String: Int] = [:]
  /// The phases, once they are read.
  var phases: [Phase] = []
  /// The base year and the target year, once they are read; nil where one is missing or they are the wrong way round.
  var years: ClosedRange<Int>?

  /// Starts a plan.
  init(findings: YAMLFindings, folder: String) {
    self.findings = findings
    self.folder = folder
  }

  /// The whole plan.
  mutating func plan(_ root: YAMLMapping, file: String) -> PlanDescription {
    var plan = PlanDescription()
    plan.file = file
    plan.folder = folder
    _ = root.integer("commonground")
    plan.name = root.text("name") ?? ""
    plan.country = root.country("country") ?? ""
    plan.crs = crs(root, "crs")
    if let years = root.mapping("years") { readYears(years, into: &plan) }
    if plan.baseYear > 0, plan.targetYear >= plan.baseYear {
      years = plan.baseYear...plan.targetYear
    }
    plan.notice = root.text("notice")
    plan.attribution = root.text("attribution")
    if let layers = root.mapping("layers") { plan.layers = self.layers(layers) }
    if let units = root.value("units") { plan.units = self.units(units) ?? .districts }
    if let inventory = root.mapping("inventory") { plan.inventory = self.inventory(inventory) }
    if let actions = root.mapping("actions") { plan.actions = self.actions(actions) }
    if let problem = root.mapping("problem") { plan.problem = self.problem(problem) }
    if let precision = root.mapping("precision") {
      plan.gridSize = precision.quantity("overlay") ?? plan.gridSize
      plan.ledgerTolerance = precision.quantity("ledger") ?? plan.ledgerTolerance
    }
    plan.draws = root.mapping("uncertainty")?.integer("draws") ?? 0
    plan.seed = root.integer("seed").map(UInt64.init) ?? plan.seed
    plan.society = root.mapping("society").map { society($0, objective: plan.problem.objective) }
    plan.funds = root.value("funds").map { funds($0) }
    plan.adoption = adoption(root)
    if let benefits = root.mapping("benefits") { plan.benefits = self.benefits(benefits) }
    plan.progress = root.mapping("progress").flatMap { progress($0) }
    if let secap = root.mapping("secap") { plan.secap = self.secap(secap, of: plan) }
    plan.contract = root.mapping("ccc").map(contract) ?? plan.contract
    plan.capacity = capacity(root)
    plan.monitoring = monitoring(root)
    if let outputs = root.mapping("outputs") {
      plan.outputs = self.outputs(outputs)
      plan.basemap = basemap(outputs)
      if let language = plan.outputs.language, root.mapping("secap")?.value("language") == nil {
        plan.secap.language = language
      }
    }
    return plan
  }

  private func readYears(_ years: YAMLMapping, into plan: inout PlanDescription) {
    plan.baseYear = years.integer("base") ?? 0
    plan.targetYear = years.integer("target") ?? 0
    guard plan.baseYear > 0, plan.targetYear > 0 else { return }
    if plan.targetYear < plan.baseYear {
      years.report(
        "years-order",
        "The target year \(plan.targetYear) is before the base year \(plan.baseYear).",
        remedy: "Swap the two, or correct one.", at: "target")
    } else if plan.targetYear == plan.baseYear {
      years.report(
        "years-equal", "The target year is the base year.",
        remedy: "Check whether a later target year is meant.", as: .warning, at: "target")
    }
  }

  /// A CRS as written, after a look at its form; PROJ judges it when it is used.
  func crs(_ mapping: YAMLMapping, _ key: String) -> String? {
    guard let value = mapping.value(key), let text = value.text() else { return nil }
    if text.allSatisfy({ $0.isASCII && $0.isNumber }) {
      value.report(
        "bad-crs", "`\(value.path)` is the bare number \(text).",
        remedy: "Write `EPSG:\(text)` if that is meant.")
      return nil
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let isCode =
      parts.count >= 2
      && parts.allSatisfy { part in
        part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-+/".contains($0)) }
      } && parts.first?.isEmpty == false && parts.last?.isEmpty == false
    if isCode || text.contains("[") || text.contains("+proj=") { return text }
    value.report(
      "bad-crs", "`\(value.path)` is `\(text.shortened)`, which is no CRS.",
      remedy: "Write an authority code such as `EPSG:25832`, or well-known text.")
    return nil
  }

  private mutating func units(_ value: YAMLValue) -> UnitsDescription? {
    if value.scalar != nil { return value.word(among: ["districts"]).map { _ in .districts } }
    guard let mapping = value.mapping(of: PlanKeys.units) else { return nil }
    let given = ["squares", "hexagons", "layer"].filter { mapping.has($0) }
    if given.count > 1 {
      mapping.report(
        "two-units", "`units` asks for \(inSentence(given)).", remedy: "Keep one of them.",
        at: given[1])
      return nil
    }
    switch given.first {
    case "squares": return cell(mapping, "squares").map { .squares(side: $0) }
    case "hexagons": return cell(mapping, "hexagons").map { .hexagons(width: $0) }
    case "layer": return unitLayer(mapping).map { .layer($0) }
    default:
      mapping.report(
        "missing-key", "`units` says neither squares nor hexagons nor a layer.",
        remedy:
          "Write `units: districts`, `{squares: 500 m}`, `{hexagons: 300 m}` or `{layer: {source: …}}`."
      )
      return nil
    }
  }

  private func cell(_ mapping: YAMLMapping, _ key: String) -> Double? {
    guard let size = mapping.quantity(key) else { return nil }
    if size < 20 {
      mapping.report(
        "small-units", "Units of \(size.shortest) m are smaller than most buildings.",
        remedy: "Check whether 100 m or more is meant; fine units take long.", as: .warning, at: key
      )
    }
    return size
  }

  /// The quantities of a mapping by carrier.
  func byCarrier(_ mapping: YAMLMapping, _ key: String) -> [Carrier: Double] {
    var result: [Carrier: Double] = [:]
    for entry in mapping.quantities(key) {
      if let carrier = Carrier(rawValue: entry.key) { result[carrier] = entry.amount }
    }
    return result
  }

  private func actions(_ mapping: YAMLMapping) -> ActionsDescription {
    var actions = ActionsDescription()
    actions.builtIn = mapping.flag("builtIn") ?? true
    actions.files = mapping.items("files").compactMap { path($0) }
    actions.only = ids(mapping, "only")
    actions.with = ids(mapping, "with")
    actions.without = ids(mapping, "without")
    if !actions.builtIn, !mapping.has("files") {
      mapping.report(
        "no-actions", "No action is on offer: `builtIn` is false and there are no `files`.",
        remedy: "Name catalogue files, or remove `builtIn: false`.", at: "builtIn")
    }
    for id in actions.only where actions.without.contains(id) {
      mapping.report(
        "contradiction", "The action `\(id.shortened)` stands under `only` and under `without`.",
        remedy: "Remove it from one of the two.", at: "without")
    }
    return actions
  }

  /// A list of ids, each once. An empty list means all, which is said.
  func ids(_ mapping: YAMLMapping, _ key: String) -> [String] {
    guard let value = mapping.value(key) else { return [] }
    var ids: [String] = []
    var seen: Set<String> = []
    for item in value.items() {
      guard let id = item.text() else { continue }
      if !seen.insert(id).inserted {
        item.report(
          "repeated-entry", "`\(id.shortened)` stands twice in `\(value.path)`.",
          remedy: "Keep it once.", as: .warning)
      } else {
        ids.append(id)
      }
    }
    if case .list(let items) = value.node.content, items.isEmpty {
      value.report(
        "empty-list", "`\(value.path)` is an empty list, which counts as if it were not there.",
        remedy: "Name entries, or remove the key.", as: .warning)
    }
    return ids
  }

  /// A path or connection string, resolved; nil after a finding.
  func path(_ value: YAMLValue) -> String? {
    guard let text = value.text() else { return nil }
    let source = SourcePath(text, folder: folder)
    if source.isStandardInput {
      value.report(
        "source-not-repeatable",
        "`\(value.path)` reads from standard input, which cannot be read twice.",
        remedy: "Save the data to a file.")
      return nil
    }
    if source.isMissing {
      value.report(
        "file-not-found", "There is no `\(text.shortened)`, which `\(value.path)` names.",
        remedy: source.suggestion)
      return nil
    }
    if source.leavesFolder {
      value.report(
        "path-outside", "`\(text.shortened)` lies outside the folder of the plan.",
        remedy: "Move the data with the plan when you hand it on.", as: .note)
    }
    return source.resolved
  }
}
