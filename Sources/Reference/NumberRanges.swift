import Foundation
public import PlanModel

/// How far each default number may well be off, and which ones are off together.
public struct NumberRanges: Sendable {
  /// What holds for a number, or for all numbers whose names begin alike.
  struct Rule: Sendable {
    let pattern: String
    /// Low and high; a percentage is of the number itself. nil: the number is not drawn.
    let range: (low: Double, high: Double)?
    let isRelative: Bool
    /// Numbers of one group are off together.
    let group: String
    /// How much of a number's deviation is its group's, 0…1.
    let correlation: Double
  }
  let rules: [Rule]
  /// Half-width by confidence, where no rule and no range of the number's own is known.
  let spread: [Confidence: Double]

  private static let columns = [
    "pattern", "low", "high", "unit", "group", "correlation", "source",
  ]

  /// Reads the ranges that come with the program.
  ///
  /// - Throws: `PlanningFailure` with every line that is wrong.
  public static func load(_ reference: ReferenceData) throws -> NumberRanges {
    let folder = try resourceFolder(of: "Reference", holding: "the ranges of default numbers")
    let path = "\(folder)/ranges.csv"
    let table = try CSVTable(resourceText(at: path), file: path, columns: columns)
    var findings: [Diagnostic] = []
    var rules: [Rule] = []
    for (row, line) in zip(table.rows, table.lines) {
      let bad = dataError(
        "The range of \(row[0]) cannot be read.", at: Place(file: path, line: line))
      if row[3] == "fixed" {
        rules.append(
          Rule(pattern: row[0], range: nil, isRelative: false, group: "", correlation: 0))
        continue
      }
      guard let low = Double(row[1]), let high = Double(row[2]), let unit = Unit.named(row[3]),
        let correlation = Double(row[5]), (0...1).contains(correlation), low <= high
      else {
        findings.append(bad)
        continue
      }
      // A percentage of a share is written like that of any other number; what is meant shows in the sign.
      let isRelative = unit.dimension == .share && low < 0
      rules.append(
        Rule(
          pattern: row[0],
          range: (Quantity(low, unit).inInternalUnit, Quantity(high, unit).inInternalUnit),
          isRelative: isRelative, group: row[4], correlation: correlation))
    }
    guard findings.isEmpty else { throw PlanningFailure(findings) }
    return NumberRanges(
      rules: rules,
      spread: Dictionary(
        uniqueKeysWithValues: Confidence.allCases.map {
          ($0, reference.number("uncertainty.\($0.rawValue)").value)
        }))
  }

  /// The rule of a name: its own, else the longest beginning.
  private func rule(of name: String) -> Rule? {
    rules.filter { $0.pattern == name || ($0.pattern.hasSuffix(".") && name.hasPrefix($0.pattern)) }
      .max { $0.pattern.utf8.count < $1.pattern.utf8.count }
  }

  /// Low, mid and high of a number, in its unit; nil where it is a rule or a choice and has no range.
  ///
  /// The number's own range goes first, then the rule of its name, then a half-width by its confidence.
  public func range(of number: SourcedNumber) -> ClosedRange<Double>? {
    // Where an action applies is a rule, and how much of it is done is what the plan decides.
    if number.name.contains(".rule.") || number.name.contains(".size.") { return nil }
    if let own = number.range { return own }
    let mid = number.value
    if let rule = rule(of: number.name) {
      guard let range = rule.range else { return nil }
      if !rule.isRelative { return min(range.low, mid)...max(range.high, mid) }
      let ends = [mid * (1 + range.low), mid * (1 + range.high)].sorted()
      return ends[0]...ends[1]
    }
    let width = abs(mid) * (spread[number.confidence] ?? 0)
    return mid - width...mid + width
  }

  /// The group that a number is drawn with, and how much of its deviation is the group's.
  func group(of number: SourcedNumber) -> (name: String, correlation: Double) {
    if let rule = rule(of: number.name) { return (rule.group, rule.correlation) }
    // What a catalogue says of prices of work is off with all other such prices: builders' prices move together.
    if number.name.contains(".cost.per") { return ("building-cost", 0.5) }
    if number.name.hasSuffix(".cost.generationPrice") { return ("prices", 0.7) }
    return ("", 0)
  }
}

/// One of many possible worlds: a value for every default number.
///
/// A number's quantile is u = Φ(√ρ·z_group + √(1−ρ)·z_own), its value the triangular distribution's with the mode at the
/// default and the ends at low and high (Kotz and van Dorp, Beyond Beta, 2004). The z depend on the seed, the draw
/// and the name alone, so the same draw of two plans has the same numbers (common random numbers), and adding a number
/// changes no other.
public struct NumberDraw: Sendable {
  private let ranges: NumberRanges
  private let seed: UInt64
  private let draw: Int

  /// The draw of a number, counted from 0.
  public init(ranges: NumberRanges, seed: UInt64, draw: Int) {
    self.ranges = ranges
    self.seed = seed
    self.draw = draw
  }

  /// The number's value in this world, in its unit.
  public func value(of number: SourcedNumber) -> Double {
    guard let range = ranges.range(of: number), range.lowerBound < range.upperBound else {
      return number.value
    }
    let group = ranges.group(of: number)
    var z = (1 - group.correlation).squareRoot() * normal(key(of: number))
    if group.correlation > 0 { z += group.correlation.squareRoot() * normal("group \(group.name)") }
    return Self.triangular(
      0.5 * erfc(-z / 2.0.squareRoot()), low: range.lowerBound, mode: number.value,
      high: range.upperBound)
  }

  /// What a number's own deviation is drawn by: its name; for a catalogue's, what it says and where it was read, because two
  /// actions that state the same number of the same source mean the same thing.
  private func key(of number: SourcedNumber) -> String {
    for part in [".cost.", ".effect.", ".jobs."] {
      guard let range = number.name.firstRange(of: part) else { continue }
      return "\(number.name[range.lowerBound...]) \(number.value) \(number.unit) \(number.source)"
    }
    return number.name
  }

  /// The value at a quantile.
  static func triangular(_ u: Double, low: Double, mode: Double, high: Double) -> Double {
    let below = (mode - low) / (high - low)
    return u < below
      ? low + (u * (high - low) * (mode - low)).squareRoot()
      : high - ((1 - u) * (high - low) * (high - mode)).squareRoot()
  }

  /// A standard normal number that depends on the seed, the draw and a name (Box and Muller 1958 over SplitMix64).
  private func normal(_ name: String) -> Double {
    var state = seed &+ 0x9E37_79B9_7F4A_7C15 &* UInt64(draw + 1)
    // FNV-1a, so that the name's every byte counts and no hash of the language's, which changes from run to run.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    state ^= hash
    func uniform() -> Double {
      state &+= 0x9E37_79B9_7F4A_7C15
      var bits = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
      return (Double((bits ^ (bits >> 31)) >> 11) + 0.5) * 0x1p-53
    }
    return (-2 * log(uniform())).squareRoot() * cos(2 * .pi * uniform())
  }
}
