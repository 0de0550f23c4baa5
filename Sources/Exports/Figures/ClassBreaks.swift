import PlanModel

/// The limits between the classes of a graduated map, as round numbers.
///
/// Classes of about equal count (quantiles): skewed numbers, as densities of a town are, would leave most classes of equal
/// width empty. Zero is a class of its own outside, because nothing is not little.
struct ClassBreaks: Sendable, Hashable {
  /// The limits, ascending; a value belongs to the class of the number of limits that it reaches.
  let limits: [Double]

  /// Finds limits.
  ///
  /// - Parameters:
  ///   - values: The numbers; only positive, finite ones count.
  ///   - most: The number of classes wished for; fewer where values repeat.
  init(_ values: [Double], most: Int) {
    let sorted = values.filter { $0 > 0 && $0.isFinite }.sorted()
    var limits: [Double] = []
    for part in 1..<most where sorted.count > part {
      let limit = Self.round(sorted[sorted.count * part / most])
      // A limit that nothing lies below would make a class of nothing.
      if limit > limits.last ?? sorted[0], limit <= sorted[sorted.count - 1] {
        limits.append(limit)
      }
    }
    self.limits = limits
  }

  /// The class of a positive number.
  func place(of value: Double) -> Int { limits.count { $0 <= value } }

  /// What stands in the legend, lowest class first.
  func labels(_ unit: String) -> [String] {
    func text(_ value: Double) -> String { value.aboutThreeDigits }
    if limits.isEmpty { return ["above 0 \(unit)"] }
    let between = limits.indices.dropLast().map {
      "\(text(limits[$0])) to \(text(limits[$0 + 1]))"
    }
    return (["under \(text(limits[0]))"] + between + ["\(text(limits[limits.count - 1])) and more"])
      .map { "\($0) \(unit)" }
  }

  /// Two digits that count.
  private static func round(_ value: Double) -> Double {
    var step = 1.0
    while value / step >= 100 { step *= 10 }
    while value / step < 10, step > 1e-9 { step /= 10 }
    let parts = (value / step).rounded()
    // Below one a step is no number that a double holds, its inverse is.
    return step >= 1 ? parts * step : parts / (1 / step).rounded()
  }
}
