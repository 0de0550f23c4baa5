/// How much a finding matters.
public enum Severity: String, Sendable, CaseIterable, Comparable {
  /// Worth knowing; the result is right.
  case note
  /// The result rests on an assumption or lost something that is stated.
  case warning
  /// The run cannot go on, or must not be trusted, until this is mended.
  case error

  private var rank: Int { self == .note ? 0 : self == .warning ? 1 : 2 }

  /// Whether `lhs` matters less than `rhs`.
  public static func < (lhs: Severity, rhs: Severity) -> Bool { lhs.rank < rhs.rank }
}

/// Where a finding is: any part may be unknown.
public struct Place: Sendable, Hashable {
  /// The file, or the source as the plan names it.
  public var file: String?
  /// The line in the file, counted from 1.
  public var line: Int?
  /// The layer, by its name in the plan.
  public var layer: String?
  /// The feature's id, or its row where it has none.
  public var feature: String?
  /// The field of the layer or the key of the plan file.
  public var field: String?

  /// Creates a place from the parts that are known.
  public init(
    file: String? = nil, line: Int? = nil, layer: String? = nil, feature: String? = nil,
    field: String? = nil
  ) {
    self.file = file
    self.line = line
    self.layer = layer
    self.feature = feature
    self.field = field
  }
}

extension Place: CustomStringConvertible {
  /// The known parts in a row, for example `plan.yaml:12: layer districts: field name`.
  public var description: String {
    var parts: [String] = []
    if let file { parts.append(line.map { "\(file):\($0)" } ?? file) }
    if let layer { parts.append("layer \(layer)") }
    if let feature { parts.append("feature \(feature)") }
    if let field { parts.append("field \(field)") }
    return parts.joined(separator: ": ")
  }
}

/// Something found in the data or the plan, said once, with what to do about it.
public struct Diagnostic: Error, Sendable, Hashable {
  /// How much it matters.
  public var severity: Severity
  /// A stable word for machines, for example `layer.no-crs`.
  public var code: String
  /// What is the case, as one sentence.
  public var message: String
  /// What the user can do, as one sentence; empty where nothing need be done.
  public var remedy: String
  /// Where it is.
  public var place: Place
  /// How many features or entries it stands for.
  public var count: Int

  /// Creates a finding.
  public init(
    _ severity: Severity, _ code: String, _ message: String, remedy: String = "",
    at place: Place = Place(), count: Int = 1
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.remedy = remedy
    self.place = place
    self.count = count
  }
}

extension Diagnostic: CustomStringConvertible {
  /// One line for a person: severity, place, message, remedy.
  public var description: String {
    let place = "\(self.place)"
    return "\(severity.rawValue): \(place.isEmpty ? "" : place + ": ")\(message)"
      + (count > 1 ? " (\(count) times)" : "") + (remedy.isEmpty ? "" : " → \(remedy)")
  }
}

extension Sequence where Element == Diagnostic {
  /// Whether any finding stops the run.
  public var containError: Bool { contains { $0.severity == .error } }
}

/// A run that cannot go on, with everything that was found wrong.
public struct PlanningFailure: Error, Sendable {
  /// All findings so far; at least one is an error.
  public let diagnostics: [Diagnostic]
  /// Files that were written nevertheless, for a person to look at.
  public let written: [String]

  /// Creates a failure from its findings.
  public init(_ diagnostics: [Diagnostic], written: [String] = []) {
    self.diagnostics = diagnostics
    self.written = written
  }
}
