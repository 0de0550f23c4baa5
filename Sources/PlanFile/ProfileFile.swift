public import PlanModel

/// The keys of an import profile.
enum ProfileKeys {
  /// The roles of fields of a kind of layer.
  static func roles(of role: ImportProfile.Role) -> [FieldRole] {
    switch role {
    case .districts: PlanKeys.districtRoles
    case .buildings: PlanKeys.buildingRoles
    case .landUse: PlanKeys.landUseRoles
    case .constraint: PlanKeys.constraintRoles
    case .units: []
    }
  }

  /// The document; its fields are those of the role.
  static func document(_ role: ImportProfile.Role) -> YAMLKeys {
    YAMLKeys(
      "an import profile",
      [
        YAMLKey(
          "commongroundProfile", .integer(1...1), required: true,
          "The version of the format, which is 1."),
        YAMLKey("name", .text, required: true, "The name, of letters, digits and hyphens."),
        YAMLKey("title", .text, "What the data are."),
        YAMLKey(
          "role", .word(ImportProfile.Role.allCases.map(\.rawValue)), required: true,
          "What the layer is in a plan."),
        YAMLKey("licence", .text, "The licence of the data."),
        YAMLKey("url", .text, "Where the data come from."),
        YAMLKey("country", .text, "The country of the data as two letters, where it is one."),
        YAMLKey(
          "reach", .quantity(.length, 0...1_000_000),
          "How far beyond the districts of the folder's plan features are taken; all without it."),
        YAMLKey("layers", .list(of: .text), "Names that the layer may have; its only one without."),
        YAMLKey("id", .list(of: .text), "Names that the field of ids may have."),
        YAMLKey(
          "geometries", .list(of: .text),
          "The geometries to take where features have several; the first that a feature has."),
        YAMLKey("crs", .text, "The CRS where the source says none."),
        YAMLKey(
          "format", .word(["citygml", "cityjson"]),
          "The kind of city model that the files must be; any file without it."),
        YAMLKey(
          "encoding", .text,
          "The encoding of text where the source does not say, for example CP1250."),
        YAMLKey("filter", .text, "Which features are wanted, in OGR SQL."),
        YAMLKey("register", .text, "A register of buildings whose fields and words are known."),
        YAMLKey(
          "fields",
          .mapping(
            YAMLKeys(
              "the fields of a profile",
              roles(of: role).map { field in
                YAMLKey(field.name, .either([.text, .mapping(keys(of: field))]), field.about)
              })), "The fields by their meaning; one that a source lacks is left out."),
        YAMLKey(
          "parts", .mapping(parts(of: role)),
          "A layer of parts, of which the largest number is that of the feature."),
        YAMLKey("buffer", .quantity(.length, 0...100_000), "How far a constraint reaches."),
        YAMLKey(
          "excludes", .list(of: .text), "The land actions a constraint excludes; all without it."),
      ])
  }

  /// The keys of a layer of parts.
  static func parts(of role: ImportProfile.Role) -> YAMLKeys {
    YAMLKeys(
      "the parts of features",
      [
        YAMLKey("layers", .list(of: .text), required: true, "Names that the layer may have."),
        YAMLKey("id", .list(of: .text), required: true, "Names that the field of ids may have."),
        YAMLKey(
          "mark", .text, required: true,
          "What stands between the id of the feature and the number of its part."),
        YAMLKey(
          "fields",
          .mapping(
            YAMLKeys(
              "the fields of parts",
              roles(of: role).filter(\.isNumber).map { field in
                YAMLKey(field.name, .either([.text, .mapping(keys(of: field))]), field.about)
              })), required: true, "Fields of numbers by their meaning."),
      ])
  }

  /// The keys of the long form of a field.
  static func keys(of field: FieldRole) -> YAMLKeys {
    YAMLKeys(
      field.keys.title,
      field.keys.keys + [
        YAMLKey("alternatives", .list(of: .text), "Other names that the field may have.")
      ])
  }
}

/// The import profile in the text of a file; nil where any part of it was reported.
///
/// - Parameter file: The file's name for messages.
public func readProfile(
  text: String, file: String
) -> (profile: ImportProfile?, diagnostics: [Diagnostic]) {
  let findings = YAMLFindings(file: file, domain: "profile")
  guard let root = YAMLDocument.read(text: text, findings: findings) else {
    return (nil, findings.inOrder)
  }
  // The role decides which fields there may be, so it is looked for first.
  let role = role(of: root.node)
  guard let mapping = root.mapping(of: ProfileKeys.document(role ?? .buildings)) else {
    return (nil, findings.inOrder)
  }
  _ = mapping.integer("commongroundProfile")
  var profile = ImportProfile(
    name: mapping.text("name") ?? "",
    role: mapping.word("role", as: ImportProfile.Role.self) ?? .buildings)
  let letters = profile.name.allSatisfy {
    $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-")
  }
  if profile.name.isEmpty || !letters {
    mapping.report(
      "name", "`name` is of ASCII letters, digits and hyphens, because files are named by it.",
      remedy: "Write a short name such as our-buildings.", at: "name")
  }
  if let country = mapping.text("country"), !CountryCode.all.contains(country.uppercased()) {
    mapping.report(
      "country", "`country` is not a code of ISO 3166.",
      remedy: "Write two letters, for example "
        + "\(CountryCode.suggestion(for: country) ?? "CZ").", at: "country")
  }
  profile.title = mapping.text("title") ?? ""
  profile.licence = mapping.text("licence") ?? ""
  profile.url = mapping.text("url") ?? ""
  profile.country = mapping.text("country")?.uppercased()
  profile.reach = mapping.quantity("reach")
  profile.layers = mapping.texts("layers")
  profile.ids = mapping.texts("id")
  profile.geometries = mapping.texts("geometries")
  profile.crs = mapping.text("crs")
  profile.format = mapping.word("format")
  profile.encoding = mapping.text("encoding")
  profile.filter = mapping.text("filter")
  profile.register = mapping.text("register")
  profile.buffer = mapping.quantity("buffer") ?? 0
  profile.excludes = mapping.texts("excludes")
  if let fields = mapping.mapping("fields") {
    for role in ProfileKeys.roles(of: profile.role) {
      if let field = field(fields, role) { profile.fields.append(field) }
    }
  }
  if let parts = mapping.mapping("parts") {
    profile.parts = ImportProfile.Parts(
      layers: parts.texts("layers"), ids: parts.texts("id"), mark: parts.text("mark") ?? "",
      fields: parts.mapping("fields").map { fields in
        ProfileKeys.roles(of: profile.role).filter(\.isNumber).compactMap { field(fields, $0) }
      } ?? [])
  }
  return (findings.diagnostics.containError ? nil : profile, findings.inOrder)
}

/// The role that a profile states; nil where it states none that there is.
private func role(of node: YAMLNode) -> ImportProfile.Role? {
  guard case .mapping(let entries) = node.content else { return nil }
  for entry in entries where entry.key == "role" {
    if case .scalar(let text, _) = entry.value.content { return ImportProfile.Role(rawValue: text) }
  }
  return nil
}

private func field(_ fields: YAMLMapping, _ role: FieldRole) -> FieldSource? {
  guard let value = fields.value(role.name) else { return nil }
  var source = FieldSource(role: role.name, field: nil, isNumber: role.isNumber)
  source.isOptional = true
  source.line = fields.line(of: role.name)
  guard value.isMapping else {
    source.field = value.text()
    return source.field == nil ? nil : source
  }
  guard let mapping = value.mapping(of: ProfileKeys.keys(of: role)) else { return nil }
  func meaning(_ value: YAMLValue) -> String? {
    switch role.kind {
    case .text: value.text()
    case .words(let words): value.word(among: words)
    case .plainNumber, .measure: value.number(in: -1e15...1e15)?.shortest
    }
  }
  source.field = mapping.text("field")
  source.alternatives = mapping.texts("alternatives")
  source.constant = mapping.value("constant").flatMap(meaning)
  if case .measure = role.kind, let symbol = mapping.word("unit") {
    source.factor = Unit.named(symbol)?.factor ?? 1
  }
  for entry in mapping.entries("values") { source.values[entry.key] = meaning(entry.value) }
  source.otherwise = mapping.value("otherwise").flatMap(meaning)
  source.missing = mapping.texts("missing")
  if mapping.has("field") == mapping.has("constant") {
    mapping.report(
      "field-or-constant", "`\(value.path)` names a field or a constant, one of the two.",
      remedy: "Write `field:` and the field's name, or `constant:` and a value.")
    return nil
  }
  return source
}

/// What the fields of a kind of layer may mean, for people.
public func profileFields(of role: ImportProfile.Role) -> [(role: String, about: String)] {
  ProfileKeys.roles(of: role).map { field in
    if case .words(let words) = field.kind {
      return (field.name, "\(field.about) Words: \(words.joined(separator: ", ")).")
    }
    return (field.name, field.about)
  }
}
