import PlanModel

/// The length that a map's scale bar shows: 1, 2 or 5 times a power of ten metres, as long as fits.
struct ScaleBar: Sendable {
  /// The length, in metres.
  let metres: Double
  /// The same on paper, in pixels.
  let length: Double

  /// Fits a bar.
  ///
  /// - Parameters:
  ///   - scale: Pixels a metre.
  ///   - most: The longest bar, in pixels.
  init(scale: Double, upTo most: Double) {
    let wish = most / scale
    var power = 1.0
    while power > wish { power /= 10 }
    while power * 10 <= wish { power *= 10 }
    metres = power * ([5.0, 2, 1].first { $0 * power <= wish } ?? 1)
    length = metres * scale
  }

  /// A length on the bar with its unit.
  static func label(_ metres: Double) -> String {
    if metres >= 1000 { return (metres / 1000).shortest + "\u{00A0}km" }
    return metres.shortest + "\u{00A0}m"
  }
}
