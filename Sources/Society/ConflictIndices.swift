public import PlanModel

/// Where support turns into disagreement, and a landscape value into a high one.
public struct ConflictLimits: Sendable, Hashable {
  /// The least ratio of the weaker to the stronger side at which people disagree.
  public var disagreement: Double
  /// The least intensity at which a landscape value is high.
  public var value: Double

  /// Creates limits.
  public init(disagreement: Double, value: Double) {
    self.disagreement = disagreement
    self.value = value
  }
}

/// What the answers in an area and its landscape values say together.
///
/// The classes of high conflict, development and conservation follow Brown and Raymond 2014 (Landscape and Urban Planning
/// 122, 196–208), as recalled and as the abstract has it; the other three complete the table (a judgement).
public enum ConflictClass: String, Sendable, CaseIterable {
  /// People disagree about an area of high landscape value.
  case highConflict
  /// People disagree about an area of low landscape value.
  case lowConflict
  /// People agree to support a use of an area of low landscape value.
  case development
  /// People agree to oppose a use of an area of high landscape value.
  case conservation
  /// People agree to support a use of an area although its landscape value is high.
  case supportedDespiteValue
  /// People agree to oppose a use of an area although its landscape value is low.
  case opposedDespiteValue
}

/// Indices of conflict of each area, by support, opposition and landscape value.
///
/// Two dimensions after Brown and Raymond 2014 (doi 10.1016/j.landurbplan.2013.11.007); the paper's text was not read, so all
/// formulas are recalled. With P+ answers for and P− against, N = P+ + P− and V the intensity of landscape values in 0…1:
public struct ConflictIndices: Sendable, Hashable {
  /// R = min(P+, P−) / max(P+, P−), in 0…1; nil without answers.
  public let ratio: [Double?]
  /// Cp = R N; 0 without answers.
  public let weighted: [Double]
  /// C = Cp V.
  public let combined: [Double]
  /// C as a share of the highest C of all areas; 0 where none has any.
  public let relative: [Double]
  /// (P+ − P−) / N, in −1…1: above 0 accepted, below 0 rejected; nil without answers.
  public let polarity: [Double?]
  /// The class; nil without answers. As many answers for as against are always a disagreement.
  public let classes: [ConflictClass?]

  /// Works them out.
  ///
  /// - Parameters:
  ///   - support: P+ of each area, not negative.
  ///   - opposition: P− of each area, not negative.
  ///   - value: V of each area, in 0…1.
  /// - Throws: `PlanningFailure` with everything in the columns that is out of range.
  public init(
    support: [Double], opposition: [Double], value: [Double], limits: ConflictLimits
  ) throws(PlanningFailure) {
    var complaints = Complaints("society.conflict")
    complaints.expect(
      support.count == opposition.count && support.count == value.count,
      "There are \(support.count) weights of support, \(opposition.count) of opposition and \(value.count) landscape values.",
      "State all three for each area.")
    complaints.expect(support, "weight of support", in: 0...Acceptability.mostAnswers)
    complaints.expect(opposition, "weight of opposition", in: 0...Acceptability.mostAnswers)
    complaints.expect(value, "landscape value", in: 0...1)
    try complaints.settle()
    let ratio = zip(support, opposition).map { (plus, minus) -> Double? in
      max(plus, minus) > 0 ? min(plus, minus) / max(plus, minus) : nil
    }
    let weighted = support.indices.map { (ratio[$0] ?? 0) * (support[$0] + opposition[$0]) }
    let combined = zip(weighted, value).map { $0 * $1 }
    let highest = combined.max() ?? 0
    self.ratio = ratio
    self.weighted = weighted
    self.combined = combined
    relative = combined.map { highest > 0 ? $0 / highest : 0 }
    polarity = zip(support, opposition).map { $0 + $1 > 0 ? ($0 - $1) / ($0 + $1) : nil }
    classes = support.indices.map { area in
      guard let ratio = ratio[area] else { return nil }
      let isHigh = value[area] >= limits.value
      if ratio >= limits.disagreement || ratio == 1 { return isHigh ? .highConflict : .lowConflict }
      return support[area] > opposition[area]
        ? (isHigh ? .supportedDespiteValue : .development)
        : (isHigh ? .conservation : .opposedDespiteValue)
    }
  }
}
