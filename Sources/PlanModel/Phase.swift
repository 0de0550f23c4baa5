/// A step in time: what is begun in it is in operation when it ends.
public struct Phase: Sendable, Hashable {
  /// The name in the plan, for example `2026-2030`.
  public var name: String
  /// The first year.
  public var first: Int
  /// The last year.
  public var last: Int
  /// The line of the plan file.
  public var line: Int?

  /// Creates a phase.
  public init(name: String, first: Int, last: Int, line: Int? = nil) {
    self.name = name
    self.first = first
    self.last = last
    self.line = line
  }

  /// The middle of the phase, as a year; unit costs are those of then.
  public var middle: Double { Double(first + last) / 2 }

  /// How many years what is begun in the phase has run by the end of a year, on average: work is spread evenly over the
  /// phase's years, and what is built in a year runs from its end; never below 0.
  public func yearsInOperation(until year: Int) -> Double { max(0, Double(year) - middle) }
}

/// Which phases a row counts.
public enum PhaseSpan: Sendable, Hashable {
  /// All of them.
  case all
  /// What is begun in one phase, by its position.
  case during(Int)
  /// What is begun in the phases up to and with one, by its position: what has been reached when it ends.
  case through(Int)
  /// What is begun later than in one phase, by its position.
  case after(Int)

  /// Whether a phase counts.
  public func contains(_ phase: Int) -> Bool {
    switch self {
    case .all: true
    case .during(let only): phase == only
    case .through(let last): phase <= last
    case .after(let last): phase > last
    }
  }

  /// What the name of a row ends in that counts these phases: ` (2026-2030)`, or ` (until 2031-2035)` where it counts all
  /// before it; nothing where it counts all.
  public func suffix(_ phases: [Phase]) -> String {
    switch self {
    case .all: ""
    case .during(let phase): " (\(phases[phase].name))"
    case .through(let phase): " (until \(phases[phase].name))"
    case .after(let phase): " (after \(phases[phase].name))"
    }
  }
}
