public import PlanModel

/// How preferences are put into low, medium and high (LUCIS names all three; Carr and Zwick).
public enum LevelRule: String, Sendable, CaseIterable {
  /// Thirds of the range from the least to the greatest preference.
  case equalInterval
  /// Thirds of the areas: a preference is low up to the value that a third of the areas does not pass.
  case quantile
  /// The three classes with the least squares within (Fisher 1958, Jenks 1977; recalled).
  case naturalBreaks
}

/// The level of each preference: 1 low, 2 medium, 3 high.
///
/// Equal preferences have one level. Where all are equal they are low, because nothing sets one area above another; of two
/// different values the lower is low, and by natural breaks the upper one is high.
///
/// - Returns: One level a preference.
/// - Throws: `PlanningFailure` with every preference that is no number.
public func preferenceLevels(
  of preferences: [Double], by rule: LevelRule
) throws(PlanningFailure) -> [UInt8] {
  var complaints = Complaints("society.preferences")
  // Squares and products of larger numbers would not be finite.
  complaints.expect(preferences, "preference", in: -1e100...1e100)
  try complaints.settle()
  guard let least = preferences.min(), let most = preferences.max(), least < most else {
    return preferences.map { _ in 1 }
  }
  let breaks: (low: Double, medium: Double)
  switch rule {
  case .equalInterval:
    let step = (most - least) / 3
    breaks = (least + step, least + 2 * step)
  case .quantile:
    let sorted = preferences.sorted()
    breaks = (sorted[(sorted.count - 1) / 3], sorted[(2 * sorted.count - 1) / 3])
  case .naturalBreaks:
    let tops = naturalBreaks(of: preferences, classes: 3)
    breaks = (tops[0], tops.count > 2 ? tops[1] : tops[0])
  }
  return preferences.map { $0 <= breaks.low ? 1 : $0 <= breaks.medium ? 2 : 3 }
}
