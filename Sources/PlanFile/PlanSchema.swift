import PlanModel

/// The JSON Schema (2020-12) of the plan file, for editors that check and complete while one writes.
///
/// It is written from the same declarations of keys that the parser reads by, so the two cannot differ. Keys of later
/// versions are left out. What needs two places to judge (names that stand twice, shares that add up) only the
/// parser judges.
public func planSchema() -> String {
  schema(of: PlanKeys.plan, titled: "CommonGround plan file")
}

/// The JSON Schema (2020-12) of the region file, written from the keys that it is read by.
public func regionSchema() -> String {
  schema(of: RegionKeys.region, titled: "CommonGround region file")
}

private func schema(of keys: YAMLKeys, titled title: String) -> String {
  var schema = SchemaWriter()
  var members: [(String, JSONValue)] = [
    ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
    ("title", .string(title)),
  ]
  members += schema.members(of: .mapping(keys))
  members.append(("$defs", .object(schema.definitions)))
  return JSONValue.object(members).text() + "\n"
}

/// Writes shapes as JSON Schema; dimensions and country codes become definitions.
private struct SchemaWriter {
  /// The definitions so far, in the order of the alphabet.
  var definitions: [(String, JSONValue)] {
    defined.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
  private var defined: [String: JSONValue] = [:]

  mutating func members(of shape: YAMLShape) -> [(String, JSONValue)] {
    switch shape {
    case .text: return [("type", .array([.string("string"), .string("number")]))]
    case .number(let range):
      return [
        ("type", .string("number")), ("minimum", .number(range.lowerBound)),
        ("maximum", .number(range.upperBound)),
      ]
    case .integer(let range):
      return [
        ("type", .string("integer")), ("minimum", .integer(range.lowerBound)),
        ("maximum", .integer(range.upperBound)),
      ]
    case .flag: return [("type", .string("boolean"))]
    case .quantity(let dimension, _):
      return reference(
        "quantity-\(dimension.rawValue)",
        [("type", .string("string")), ("pattern", .string(Self.pattern(of: [dimension])))])
    case .limit:
      let quantities = Self.pattern(of: Amount.allCases.map(\.dimension))
      let share = "^\\s*\(Self.number)\\s*[%‰]\\s+of\\s+(baseline|plan)\\s*$"
      return reference(
        "limit",
        [
          ("type", .string("string")),
          (
            "anyOf",
            .array([
              .object([("pattern", .string(quantities))]), .object([("pattern", .string(share))]),
            ])
          ),
        ])
    case .word(let words): return [("enum", .array(words.map { .string($0) }))]
    case .country:
      return reference(
        "country", [("enum", .array(CountryCode.all.sorted().map { .string($0) }))])
    case .list(let item):
      return [("type", .string("array")), ("items", .object(members(of: item)))]
    case .mapping(let keys): return members(of: keys)
    case .table(let item, nil):
      return [("type", .string("object")), ("additionalProperties", .object(members(of: item)))]
    case .table(let item, let words?):
      let value = JSONValue.object(members(of: item))
      return [
        ("type", .string("object")), ("properties", .object(words.map { ($0, value) })),
        ("additionalProperties", .bool(false)),
      ]
    case .either(let shapes): return [("anyOf", .array(shapes.map { .object(members(of: $0)) }))]
    case .anything, .unsupported: return []
    }
  }

  private mutating func members(of keys: YAMLKeys) -> [(String, JSONValue)] {
    var properties: [(String, JSONValue)] = []
    for key in keys.keys {
      if case .unsupported = key.shape { continue }
      properties.append(
        (key.name, .object([("description", .string(key.about))] + members(of: key.shape))))
    }
    let required = keys.keys.filter(\.isRequired).map { JSONValue.string($0.name) }
    return [("type", .string("object")), ("properties", .object(properties))]
      + (required.isEmpty ? [] : [("required", .array(required))])
      + [("additionalProperties", .bool(false))]
  }

  private mutating func reference(
    _ name: String, _ definition: [(String, JSONValue)]
  ) -> [(String, JSONValue)] {
    defined[name] = .object(definition)
    return [("$ref", .string("#/$defs/\(name)"))]
  }

  private static let number = "[+-]?[0-9.][0-9_]*(\\.[0-9_]*)?([eE][+-]?[0-9]+)?"

  /// A number and one of the units of some dimensions.
  private static func pattern(of dimensions: [Dimension]) -> String {
    let symbols = Dimension.allCases.filter(dimensions.contains).flatMap(Unit.symbols(of:))
    return "^\\s*\(number)\\s*(\(symbols.joined(separator: "|")))\\s*$"
  }
}
