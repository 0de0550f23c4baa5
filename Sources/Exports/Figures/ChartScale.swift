import PlanModel

/// One axis of a chart with its round ticks, and where numbers lie on it.
struct ChartScale {
  let ticks: [Double]
  let shown: ShownUnit
  let decimals: Int
  private let low: Double
  private let span: Double
  private let start: Double
  private let length: Double

  /// Fits an axis.
  ///
  /// - Parameters:
  ///   - values: What must lie on it.
  ///   - unit: The unit of the values.
  ///   - start: Where the axis begins, in pixels.
  ///   - end: Where it ends.
  ///   - parts: Into how many parts at most ticks cut what the values span.
  init(
    _ values: [Double], unit: String, from start: Double, to end: Double, parts: Double = 5
  ) {
    var least = values.min() ?? 0
    var most = values.max() ?? 1
    // One number alone still needs an axis around it.
    if least == most {
      let room = least == 0 ? 1 : abs(least) * 0.1
      (least, most) = (least - room, most + room)
    }
    shown = ShownUnit(unit, upTo: max(abs(least), abs(most)))
    let step = Self.roundStep((most - least) / shown.factor / parts)
    let first = (least / shown.factor / step).rounded(.down)
    let last = (most / shown.factor / step).rounded(.up)
    ticks = (0...Int(max(1, last - first))).map { (first + Double($0)) * step }
    low = first * step * shown.factor
    span = (Double(ticks.count) - 1) * step * shown.factor
    self.start = start
    length = end - start
    var digits = 0
    var size = step
    while size < 0.999, digits < 12 {
      size *= 10
      digits += 1
    }
    decimals = digits
  }

  /// 1, 2 or 5 times a power of ten, at least what is wished.
  private static func roundStep(_ wish: Double) -> Double {
    guard wish > 0, wish.isFinite else { return 1 }
    var power = 1.0
    while power > wish { power /= 10 }
    while power * 10 <= wish { power *= 10 }
    return power * ([1.0, 2, 5].first { $0 * power >= wish * (1 - 1e-9) } ?? 10)
  }

  func place(_ value: Double) -> Double { start + (value - low) / span * length }
  func place(tick: Double) -> Double { place(tick * shown.factor) }
  func label(_ tick: Double) -> String { tick.grouped(decimals) }
  /// What stands beside the axis.
  func title(_ title: String) -> String {
    shown.symbol.isEmpty ? title : "\(title), \(shown.symbol)"
  }
}
