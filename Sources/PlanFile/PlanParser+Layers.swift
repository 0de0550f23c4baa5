import PlanModel

extension PlanParser {
  /// The layers.
  mutating func layers(_ mapping: YAMLMapping) -> LayersDescription {
    var layers = LayersDescription()
    if let districts = mapping.mapping("districts") {
      layers.districts = self.districts(districts)
    }
    if let buildings = mapping.mapping("buildings") {
      layers.buildings = source(buildings, name: "buildings", roles: PlanKeys.buildingRoles)
      layers.buildings?.profile = buildings.word("profile")
    }
    if let landUse = mapping.mapping("landUse") {
      layers.landUse = source(landUse, name: "landUse", roles: PlanKeys.landUseRoles)
    }
    if let wasteHeat = mapping.mapping("wasteHeat") {
      layers.wasteHeat = source(wasteHeat, name: "wasteHeat", roles: PlanKeys.wasteHeatRoles)
      layers.wasteHeatReach = wasteHeat.quantity("reach")
      checkWasteHeat(wasteHeat, layers.wasteHeat)
    }
    if let population = mapping.mapping("population") {
      layers.population = source(
        population, name: "population", roles: PlanKeys.populationRoles
      ).map { PopulationSource(source: $0) }
      layers.population?.band = population.integer("band") ?? 1
    }
    for name in ["districts", "buildings", "landUse", "wasteHeat", "population"]
    where mapping.has(name) {
      layerLines[name] = mapping.line(of: name)
    }
    layers.constraints = mapping.mappings("constraints").compactMap { constraint($0) }
    layers.hazards = mapping.mappings("hazards").compactMap { hazard($0) }
    layers.potentials = mapping.mappings("potentials").compactMap { potential($0) }
    for (position, potential) in layers.potentials.enumerated() {
      let kind = potential.kind
      guard let first = layers.potentials.firstIndex(where: { $0.kind == kind }), first < position
      else { continue }
      findings.report(
        "two-potentials", "Two potentials are of the kind `\(kind.rawValue)`.",
        remedy: "Keep one of the two.", line: potential.line,
        field: "layers.potentials[\(position)]")
    }
    layers.interests = mapping.mappings("interests").compactMap { interest in
      guard let name = layerName(interest) else { return nil }
      return source(interest, name: name, roles: PlanKeys.interestRoles)
    }
    return layers
  }

  /// The layer that units are cut from.
  mutating func unitLayer(_ units: YAMLMapping) -> LayerSource? {
    guard let mapping = units.mapping("layer") else { return nil }
    if let line = layerLines["units"] {
      mapping.report(
        "duplicate-name",
        "Another layer is named `units`, in line \(line), as the layer of units is.",
        remedy: "Give the other layer another name.")
      return nil
    }
    layerLines["units"] = mapping.line
    if !mapping.has("id") {
      mapping.report(
        "no-unit-id", "The layer of units has no `id`, so units are numbered as in the file.",
        remedy: "Name the field that holds a stable code of each parcel or block.", as: .warning)
    }
    return source(mapping, name: "units", roles: [])
  }

  private func districts(_ mapping: YAMLMapping) -> LayerSource? {
    let source = named(mapping, name: "districts", roles: PlanKeys.districtRoles)
    if !mapping.has("id") {
      mapping.report(
        "no-district-id",
        "The layer of districts has no `id`, so districts are numbered as in the file.",
        remedy: "Name the field that holds a stable code of each district.", as: .warning)
    }
    return source
  }

  /// A source of features whose name may stand under `name` as well as under `fields`.
  func named(_ mapping: YAMLMapping, name: String, roles: [FieldRole]) -> LayerSource? {
    let nameField = mapping.text("name")
    var source = source(mapping, name: name, roles: roles)
    if let nameField {
      if source?.fields.contains(where: { $0.role == "name" }) ?? false {
        mapping.report(
          "two-names",
          "The field with the name is given by `name` and by `fields.name`.",
          remedy: "Keep one of the two.", at: "name")
      } else {
        var field = FieldSource(role: "name", field: nameField, isNumber: false)
        field.line = mapping.line(of: "name")
        source?.fields.insert(field, at: 0)
      }
    }
    return source
  }

  private mutating func constraint(_ mapping: YAMLMapping) -> ConstraintSource? {
    let name = layerName(mapping)
    let buffer = mapping.quantity("buffer")
    let excludes = ids(mapping, "excludes")
    let source = source(mapping, name: name ?? "", roles: PlanKeys.constraintRoles)
    guard name != nil, let source else { return nil }
    var constraint = ConstraintSource(source: source)
    constraint.buffer = buffer ?? 0
    constraint.excludes = excludes
    constraint.legalBasis = mapping.text("legalBasis") ?? ""
    constraint.conditions = mapping.texts("conditions")
    return constraint
  }

  private mutating func potential(_ mapping: YAMLMapping) -> PotentialSource? {
    let name = layerName(mapping)
    let kind = mapping.word("kind", as: PotentialSource.Kind.self)
    let path = mapping.value("source").flatMap { self.path($0) }
    let band = mapping.integer("band")
    let crs = crs(mapping, "crs")
    let symbol = mapping.word("unit")
    guard let name, let kind, let path, let symbol else { return nil }
    let units = Unit.all.filter { $0.dimension == kind.dimension && !$0.symbol.isEmpty }
    guard let unit = units.first(where: { $0.symbol == symbol }) else {
      mapping.report(
        "wrong-unit",
        "The unit `\(symbol)` does not fit a potential of the kind `\(kind.rawValue)`.",
        remedy: "Use \(inSentence(units.map(\.symbol), "or")).", at: "unit")
      return nil
    }
    var potential = PotentialSource(name: name, kind: kind, source: path)
    potential.band = band ?? 1
    potential.factor = unit.factor
    potential.unit = symbol
    potential.crs = crs
    potential.line = mapping.line
    return potential
  }

  /// The name of a layer, after a finding where another layer has it too.
  mutating func layerName(_ mapping: YAMLMapping) -> String? {
    guard let name = mapping.text("name") else { return nil }
    if let line = layerLines[name] {
      mapping.report(
        "duplicate-name", "Another layer is named `\(name.shortened)` as well, in line \(line).",
        remedy: "Give each layer a name of its own.", at: "name")
      return nil
    }
    layerLines[name] = mapping.line(of: "name")
    return name
  }

  /// A source of features; nil where it has none that can be used.
  func source(_ mapping: YAMLMapping, name: String, roles: [FieldRole]) -> LayerSource? {
    let path = mapping.value("source").flatMap { self.path($0) }
    var source = LayerSource(name: name, source: path ?? "")
    source.layer = mapping.text("layer")
    source.crs = crs(mapping, "crs")
    source.idField = mapping.text("id")
    source.filter = mapping.text("filter")
    source.encoding = mapping.text("encoding")
    source.line = mapping.line
    if !roles.isEmpty, let fields = mapping.mapping("fields") {
      for entry in fields.entries {
        guard let role = roles.first(where: { $0.name == entry.key }),
          let field = field(fields, role)
        else { continue }
        source.fields.append(field)
      }
    }
    return path == nil ? nil : source
  }

  private func field(_ fields: YAMLMapping, _ role: FieldRole) -> FieldSource? {
    guard let value = fields.value(role.name) else { return nil }
    var source = FieldSource(role: role.name, field: nil, isNumber: role.isNumber)
    source.line = fields.line(of: role.name)
    guard value.isMapping else {
      source.field = value.text()
      if role.isNumber, case .scalar(let text, false) = value.node.content,
        Double(plain: text) != nil
      {
        value.report(
          "field-is-number", "`\(value.path)` names a field that is called `\(text.shortened)`.",
          remedy: "For this value in every feature, write `{constant: \(text.shortened)}`.",
          as: .warning)
      }
      return source.field == nil ? nil : source
    }
    guard let mapping = value.mapping(of: role.keys) else { return nil }
    source.field = mapping.text("field")
    source.constant = mapping.value("constant").flatMap { meaning($0, role) }
    if case .measure = role.kind, let symbol = mapping.word("unit") {
      source.factor = Unit.named(symbol)?.factor ?? 1
    }
    for entry in mapping.entries("values") {
      source.values[entry.key] = meaning(entry.value, role)
    }
    source.otherwise = mapping.value("otherwise").flatMap { meaning($0, role) }
    source.missing = mapping.texts("missing")
    switch (mapping.has("field"), mapping.has("constant")) {
    case (true, true):
      mapping.report(
        "field-and-constant", "`\(value.path)` has a field and a constant.",
        remedy: "Keep one of the two.", at: "constant")
      return nil
    case (false, false):
      mapping.report(
        "missing-key", "`\(value.path)` names no field.",
        remedy: "Write `field:` and the field's name, or `constant:` and a value for every feature."
      )
      return nil
    default:
      return source.field == nil && source.constant == nil ? nil : source
    }
  }

  /// What a value of the source means, as text; nil after a finding.
  private func meaning(_ value: YAMLValue, _ role: FieldRole) -> String? {
    switch role.kind {
    case .text: value.text()
    case .words(let words): value.word(among: words)
    case .plainNumber, .measure: value.number(in: -1e15...1e15)?.shortest
    }
  }
}
