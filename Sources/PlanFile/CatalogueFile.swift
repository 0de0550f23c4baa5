public import PlanModel

/// A catalogue file, parsed once; its actions may be read many times, each time with other values of its numbers.
public struct CatalogueDocument: Sendable {
  private let root: YAMLNode?
  private let file: String
  /// What is wrong with the text itself.
  private let faults: [Diagnostic]

  /// Parses the text of a file.
  ///
  /// - Parameter file: The file's name for messages.
  public init(text: String, file: String) {
    let findings = YAMLFindings(file: file, domain: Self.domain)
    root = YAMLDocument.read(text: text, findings: findings)?.node
    faults = findings.diagnostics
    self.file = file
  }

  /// The actions, with everything that is wrong with the file, in the order of the file.
  ///
  /// Every number stands with its unit, year, source and confidence. An action with a mistake is left out of the
  /// list; what actions have to do with one another is checked once all catalogues are joined.
  ///
  /// - Parameter drawn: The value that counts for a number, in its unit; nil: the file's. It is held to what the key allows.
  public func read(
    drawn: ((SourcedNumber) -> Double)? = nil
  ) -> (actions: [Action], diagnostics: [Diagnostic]) {
    let findings = YAMLFindings(file: file, domain: Self.domain, diagnostics: faults)
    let document = root.flatMap {
      YAMLValue(node: $0, path: "", findings: findings).mapping(of: CatalogueKeys.document)
    }
    guard let document else { return ([], findings.inOrder) }
    _ = document.integer("commongroundCatalogue")
    let actions = document.mappings("actions").compactMap { entry in
      CatalogueReader(entry: entry, findings: findings, drawn: drawn).action()
    }
    return (actions, findings.inOrder)
  }

  private static let domain = "catalogue"
}

/// The actions of a catalogue file, with everything that is wrong with it, in the order of the file.
///
/// - Parameter file: The file's name for messages.
public func readCatalogue(
  text: String, file: String
) -> (actions: [Action], diagnostics: [Diagnostic]) {
  CatalogueDocument(text: text, file: file).read()
}

/// Reads one action, collecting its numbers on the way.
struct CatalogueReader {
  let entry: YAMLMapping
  let findings: YAMLFindings
  private(set) var numbers: [SourcedNumber] = []
  let id: String
  private let drawn: ((SourcedNumber) -> Double)?

  init(
    entry: YAMLMapping, findings: YAMLFindings, drawn: ((SourcedNumber) -> Double)? = nil
  ) {
    self.entry = entry
    self.findings = findings
    self.drawn = drawn
    id = entry.text("id") ?? ""
  }

  /// The action, or nil where any part of it was reported.
  consuming func action() -> Action? {
    let before = findings.diagnostics.count
    checkName("id")
    checkName("slot")
    let size = size()
    let effect = effect()
    let stageWord = entry.word("stage")
    let stage = Action.Stage.allCases.first { $0.word == stageWord }
    let cost = cost(base: size?.base)
    let codes = codes()
    let rule = rule()
    var perInvestment = 0.0
    var perPower = 0.0
    if let jobs = entry.mapping("jobs") {
      perInvestment = number("perInvestment", in: jobs, path: "jobs") ?? 0
      perPower = number("perPower", in: jobs, path: "jobs") ?? 0
    }
    let actors = entry.mapping("actors")
    let lead = actors?.text("lead")
    let group = actors?.word("group")
    let others = actors?.texts("others") ?? []
    let sectors = entry.texts("sectors").compactMap { word in
      StockSector.allCases.first { $0.word == word }
    }
    let financing = entry.texts("financing")
    let activities = entry.texts("activities").compactMap { word in
      ActivitySector.allCases.first { $0.word == word }
    }
    let source = entry.word("source")
    let payers = payers()
    let conditions = entry.texts("conditions")
    let funds = entry.texts("funds")
    let legalBasis = entry.texts("legalBasis")
    let permits = entry.texts("permits")
    let milestones = milestones()
    let requires = entry.texts("requires")
    let follows = entry.texts("follows")
    let coBenefits = coBenefits()
    let hazards = entry.texts("hazards")
    let relievesEnergyPoverty = entry.flag("relievesEnergyPoverty") ?? false
    let summary = entry.text("summary") ?? ""
    let name = entry.text("name")
    let slot = entry.text("slot")
    guard let name, let slot, let stage, let size, let effect, let cost, let codes,
      !id.isEmpty, findings.diagnostics.count == before
    else { return nil }
    var action = Action(
      id: id, name: name, slot: slot, stage: stage, size: size, effect: effect, cost: cost,
      codes: codes)
    action.summary = summary
    action.sectors = sectors
    action.rule = rule
    action.jobsPerInvestment = perInvestment
    action.jobsPerPower = perPower
    if let lead, let group { action.leadActor = "\(lead) (\(group.lowercased()))" }
    action.otherActors = others
    action.financing = financing
    action.activities = activities
    action.source = EmissionSource.allCases.first { $0.word == source }
    action.onRequest = entry.flag("onRequest") ?? false
    action.payers = payers
    action.conditions = conditions
    action.funds = funds
    action.legalBasis = legalBasis
    action.permits = permits
    action.milestones = milestones
    action.requires = requires
    action.follows = follows
    action.coBenefits = coBenefits
    action.hazards = hazards
    action.relievesEnergyPoverty = relievesEnergyPoverty
    action.numbers = numbers
    action.place = Place(file: findings.file, line: entry.line, field: "actions.\(id)")
    return action
  }

  /// Ids and slots stand in names of rows, columns and files, so they are short words.
  private func checkName(_ key: String) {
    guard let text = entry.value(key)?.scalar, !text.isEmpty else { return }
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-")
    }
    if isPlain, text.count <= 60 { return }
    entry.report(
      "bad-name", "The \(key) `\(text.shortened)` is no short name.",
      remedy: "Use up to 60 letters, digits and hyphens, e.g. `roof-pv`.", at: key)
  }

  /// The stated range of a number, in the unit in which it is written; nil where none is stated or it is wrong.
  private func range(
    of sourced: YAMLMapping, around value: Double, unit: String
  ) -> ClosedRange<Double>? {
    guard sourced.has("low") || sourced.has("high") else { return nil }
    func end(_ key: String) -> Double? {
      guard sourced.has(key) else { return value }
      if case .quantity = sourced.keys["value"]?.shape { return sourced.quantity(key) }
      return sourced.number(key)
    }
    guard let low = end("low"), let high = end("high") else { return nil }
    guard low <= value, value <= high else {
      sourced.report(
        "bad-range", "The value does not lie between its low and its high.",
        remedy: "Write `low` below and `high` above the value.", at: "low")
      return nil
    }
    let factor = Unit.named(unit)?.factor ?? 1
    return low / factor...high / factor
  }

  /// A number with its origin; nil where it is absent or wrong.
  mutating func number(_ key: String, in mapping: YAMLMapping, path: String) -> Double? {
    guard let sourced = mapping.mapping(key), let declaration = sourced.keys["value"] else {
      return nil
    }
    var internalValue: Double?
    var written: (value: Double, unit: String)?
    if case .quantity(let dimension, _) = declaration.shape {
      internalValue = sourced.quantity("value")
      if let text = sourced.value("value")?.scalar,
        case .success(let quantity) = Quantity.parse(text, as: dimension)
      {
        written = (quantity.value, quantity.unit.symbol)
      }
    } else {
      internalValue = sourced.number("value")
      written = internalValue.map { ($0, "1") }
    }
    let year = sourced.integer("year")
    let source = sourced.text("source")
    let licence = sourced.text("licence") ?? ""
    let confidence = sourced.word("confidence", as: Confidence.self)
    guard let internalValue, let written, let year, let source, let confidence else { return nil }
    let number = SourcedNumber(
      name: "\(id).\(path).\(key)", value: written.value, unit: written.unit, year: year,
      source: source, licence: licence, confidence: confidence,
      range: range(of: sourced, around: internalValue, unit: written.unit))
    numbers.append(number)
    guard let drawn, written.value != 0 else { return internalValue }
    let value = internalValue * (drawn(number) / written.value)
    guard case .quantity(_, let allowed) = declaration.shape else { return value }
    return min(max(value, allowed.lowerBound), allowed.upperBound)
  }
}
