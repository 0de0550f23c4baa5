import PlanModel

/// What may stand at a key. The parser reads by it and the JSON Schema is written from it.
indirect enum YAMLShape: Sendable {
  /// Text in one line; a number is taken as written.
  case text
  /// A finite number.
  case number(ClosedRange<Double>)
  /// A whole number.
  case integer(ClosedRange<Int>)
  /// `true` or `false`.
  case flag
  /// A number with a unit; the range is in the internal unit of the dimension.
  case quantity(Dimension, ClosedRange<Double>)
  /// A quantity of the dimension that another key decides, or a share `of baseline` or `of plan`.
  case limit
  /// One of some words.
  case word([String])
  /// A country as two letters of ISO 3166.
  case country
  /// A list.
  case list(of: YAMLShape)
  /// A mapping with known keys.
  case mapping(YAMLKeys)
  /// A mapping whose keys are words of the user, or any of `among`.
  case table(of: YAMLShape, among: [String]?)
  /// One of several shapes.
  case either([YAMLShape])
  /// Anything: the key is known, and not used yet.
  case anything
  /// The key is promised for a later version; the text says what to do until then.
  case unsupported(String)

  /// A quantity of any size that is sensible in a plan: up to ±10¹⁵ internal units.
  static func quantity(_ dimension: Dimension) -> YAMLShape { .quantity(dimension, -1e15...1e15) }

  /// A quantity that is not negative.
  static func amount(_ dimension: Dimension) -> YAMLShape { .quantity(dimension, 0...1e15) }

  /// A share of 0 % to 100 %.
  static let share = YAMLShape.quantity(.share, 0...1)

  /// The keys of a mapping, where the shape is one or may be one.
  var keys: YAMLKeys? {
    switch self {
    case .mapping(let keys): keys
    case .list(let item): item.keys
    case .either(let shapes): shapes.lazy.compactMap(\.keys).first
    default: nil
    }
  }
}

/// One key of a mapping.
struct YAMLKey: Sendable {
  /// The key.
  let name: String
  /// What may stand there.
  let shape: YAMLShape
  /// Whether it must be there.
  let isRequired: Bool
  /// What it means, for the schema and for people.
  let about: String

  /// Declares a key.
  init(_ name: String, _ shape: YAMLShape, required: Bool = false, _ about: String) {
    self.name = name
    self.shape = shape
    self.isRequired = required
    self.about = about
  }
}

/// The keys that a mapping may have, in the order in which a person would write them.
struct YAMLKeys: Sendable {
  /// What the mapping is, with its article: `a constraint`.
  let title: String
  /// The keys.
  let keys: [YAMLKey]

  /// Declares a mapping.
  init(_ title: String, _ keys: [YAMLKey]) {
    self.title = title
    self.keys = keys
  }

  /// The key of a name, or nil.
  subscript(name: String) -> YAMLKey? { keys.first { $0.name == name } }
}
