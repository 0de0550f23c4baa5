/// Where a mean acceptability is high, and where the groups are far apart.
public struct FourWayLimits: Sendable, Hashable {
  /// The least mean that is high.
  public var mean: Double
  /// The least dispersion that is high.
  public var dispersion: Double

  /// Creates limits.
  public init(mean: Double, dispersion: Double) {
    self.mean = mean
    self.dispersion = dispersion
  }
}

/// What the groups' acceptability of something calls for (a judgement).
public enum FourWay: String, Sendable, CaseIterable {
  /// Wanted, and the groups agree.
  case go
  /// Wanted, and the groups are apart.
  case negotiate
  /// Not wanted, and the groups agree.
  case leave
  /// Not wanted by most, and the groups are apart: whose interest is it?
  case protect

  /// The class of a mean acceptability and a dispersion, both in 0…1.
  public init(mean: Double, dispersion: Double, limits: FourWayLimits) {
    let isApart = dispersion >= limits.dispersion
    self =
      mean >= limits.mean ? (isApart ? .negotiate : .go) : (isApart ? .protect : .leave)
  }
}
