import PlanModel

/// The limits between the classes of a graduated map, as round numbers, the same in drawings, in QGIS and on the web.
///
/// Classes of about equal count (quantiles): skewed numbers, as densities of a town are, would leave most classes of equal
/// width empty. Zero is a class of its own outside, because nothing is not little. Numbers count as they are printed, to three digits:
/// what the legend could not tell apart is in one class.
struct ClassBreaks: Sendable, Hashable {
  /// The limits, ascending; a value belongs to the class of the number of limits that it reaches.
  let limits: [Double]
  /// The least and the largest number, to three digits; nil where none counts.
  let range: ClosedRange<Double>?

  /// Finds limits.
  ///
  /// - Parameters:
  ///   - values: The numbers; only positive, finite ones count.
  ///   - most: The number of classes wished for; fewer where values repeat.
  init(_ values: [Double], most: Int) {
    let sorted = values.filter { $0 > 0 && $0.isFinite }.map(Self.printed).sorted()
    var limits: [Double] = []
    for part in 1..<most where sorted.count > part {
      let limit = Self.round(sorted[sorted.count * part / most])
      let lower = limits.last ?? -.infinity
      // A class that holds nothing would only fill the legend.
      guard limit > lower, sorted.contains(where: { $0 >= lower && $0 < limit }),
        limit <= sorted[sorted.count - 1]
      else { continue }
      limits.append(limit)
    }
    self.limits = limits
    range = sorted.first.map { $0...sorted[sorted.count - 1] }
  }

  /// The class of a positive number.
  func place(of value: Double) -> Int {
    let printed = Self.printed(value)
    return limits.count { $0 <= printed }
  }

  /// What stands in the legend, lowest class first.
  func labels(_ unit: String) -> [String] {
    let symbol = unit == "1" || unit.isEmpty ? "" : " \(unit)"
    guard let range else { return [] }
    guard let first = limits.first, let last = limits.last else {
      return [
        range.lowerBound == range.upperBound
          ? "\(Self.text(range.lowerBound))\(symbol)"
          : "\(Self.text(range.lowerBound)) to \(Self.text(range.upperBound))\(symbol)"
      ]
    }
    let between = zip(limits, limits.dropFirst()).map {
      "\(Self.text($0)) to \(Self.text($1))\(symbol)"
    }
    return ["under \(Self.text(first))\(symbol)"] + between
      + [
        last == range.upperBound ? Self.text(last) + symbol : "\(Self.text(last))\(symbol) and more"
      ]
  }

  /// A number as legends print it: about three digits that count, no zeros behind the last of them.
  static func text(_ value: Double) -> String {
    let value = printed(value)
    let size = abs(value)
    var decimals = 0
    var least = 100.0
    // Small numbers keep their digits: 0.0046 is not 0.00.
    while size > 0, size < least, decimals < 9 {
      decimals += 1
      least /= 10
    }
    var text = value.grouped(decimals)
    if text.contains(".") {
      while text.last == "0" { text.removeLast() }
      if text.last == "." { text.removeLast() }
    }
    return text
  }

  /// Three digits that count.
  static func printed(_ value: Double) -> Double { rounded(value, to: 1000) }

  /// Two digits that count.
  private static func round(_ value: Double) -> Double { rounded(value, to: 100) }

  /// - Parameter most: 10 to the power of the digits that count.
  private static func rounded(_ value: Double, to most: Double) -> Double {
    let size = abs(value)
    guard size > 0, size.isFinite else { return value }
    var step = 1.0
    while size / step >= most { step *= 10 }
    while size / step < most / 10, step > 1e-9 { step /= 10 }
    let parts = (value / step).rounded()
    // Below one a step is no number that a double holds, its inverse is.
    return step >= 1 ? parts * step : parts / (1 / step).rounded()
  }
}
