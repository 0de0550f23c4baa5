import PlanModel

extension Double {
  /// The number for people: fixed decimals, thousands set apart by a narrow space that does not break.
  func grouped(_ decimals: Int) -> String {
    guard isFinite else { return "–" }
    let text = fixed(decimals)
    let isNegative = text.hasPrefix("-")
    let parts = text.drop { $0 == "-" }.split(separator: ".", maxSplits: 1)
    let whole = Array(parts[0])
    var grouped = ""
    for (position, digit) in whole.enumerated() {
      if position > 0, (whole.count - position) % 3 == 0 { grouped += "\u{202F}" }
      grouped.append(digit)
    }
    if parts.count > 1 { grouped += "." + parts[1] }
    let isZero = !grouped.contains { $0 >= "1" && $0 <= "9" }
    return (isNegative && !isZero ? "\u{2212}" : "") + grouped
  }

  /// A count that is whole but for shares of things on a border: tenths only where there are some.
  var wholeOrTenths: String {
    grouped(abs(self - rounded()) < 0.05 ? 0 : 1)
  }

  /// The least number of three digits that is not below a positive one; one that has three digits but for rounding stays.
  var raisedToThreeDigits: Double {
    guard self > 0, isFinite, self < 1e15 else { return self }
    var parts = 1.0
    var step = 1.0
    while self / step >= 1000 { step *= 10 }
    while self * parts < 100, parts < 1e4 { parts *= 10 }
    return (self / step * parts * (1 - 1e-9)).rounded(.up) / parts * step
  }

  /// The number rounded to about three digits that count.
  var aboutThreeDigits: String {
    let size = abs(self)
    if size == 0 { return "0" }
    if size >= 1000 {
      var step = 1.0
      while size / step >= 1000 { step *= 10 }
      return ((self / step).rounded() * step).grouped(0)
    }
    return grouped(size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 4)
  }
}

/// How a unit of results is shown to people.
struct ShownUnit {
  /// The symbol shown.
  let symbol: String
  /// How many internal units one of it is.
  let factor: Double

  /// Floors and roofs, which nobody counts in hectares.
  static let floor = "m² of building"

  /// A share of one that is shown in per cent.
  static let share = "share"

  /// The unit for tables: MWh for kWh, ha for m² of land.
  init(table unit: String) {
    switch unit {
    case "kWh/a": self.init(symbol: "MWh/a", factor: 1000)
    case "m²": self.init(symbol: "ha", factor: 10_000)
    case Self.floor: self.init(symbol: "m²", factor: 1)
    default: self.init(symbol: unit, factor: 1)
    }
  }

  /// The unit for numbers up to a size: MEUR from a million EUR on.
  init(_ unit: String, upTo size: Double) {
    switch unit {
    case "EUR" where size >= 1e6: self.init(symbol: "MEUR", factor: 1e6)
    case "EUR/a" where size >= 1e6: self.init(symbol: "MEUR/a", factor: 1e6)
    case "kWh/a" where size >= 1e7: self.init(symbol: "GWh/a", factor: 1e6)
    case "kWh/a" where size >= 1e4: self.init(symbol: "MWh/a", factor: 1e3)
    case "kW" where size >= 1e4: self.init(symbol: "MW", factor: 1e3)
    case "kWp" where size >= 1e4: self.init(symbol: "MWp", factor: 1e3)
    case Self.share: self.init(symbol: "%", factor: 0.01)
    case "m²" where size >= 1e6: self.init(symbol: "km²", factor: 1e6)
    case "m²" where size >= 1e4: self.init(symbol: "ha", factor: 1e4)
    default: self.init(symbol: unit, factor: 1)
    }
  }

  private init(symbol: String, factor: Double) {
    self.symbol = symbol
    self.factor = factor
  }

  /// A number with its unit in a sentence: `12.3 MEUR`, `4 560 MWh/a`, `87 t CO2e/a`.
  ///
  /// - Parameter isEnough: Whether the number shown must be at least the value.
  static func phrase(_ value: Double, _ unit: String, isEnough: Bool = false) -> String {
    guard value.isFinite else { return "–" }
    let shown = ShownUnit(unit, upTo: abs(value))
    let scaled = value / shown.factor
    let number = (isEnough ? scaled.raisedToThreeDigits : scaled).aboutThreeDigits
    return shown.symbol == "1" || shown.symbol.isEmpty
      ? number : number + "\u{00A0}" + shown.symbol
  }

  /// A column in one unit and with one number of decimals, so that what is shown adds up to its total within rounding.
  static func column(_ values: [Double], _ unit: String) -> (symbol: String, texts: [String]) {
    let shown = ShownUnit(table: unit)
    let scaled = values.map { $0 / shown.factor }
    let steps =
      shown.symbol == "ha"
      ? ShownSteps(decimals: 2) : unit == "1" ? ShownSteps(decimals: 0) : ShownSteps(scaled)
    return (shown.symbol, scaled.map(steps.text))
  }
}

/// The decimals that the numbers of one table share.
struct ShownSteps {
  let decimals: Int

  init(decimals: Int) { self.decimals = decimals }

  /// Whole numbers from a thousand on, more decimals the smaller the largest number is.
  init(_ values: [Double]) {
    let largest = values.filter(\.isFinite).map { abs($0) }.max() ?? 0
    decimals = largest == 0 || largest >= 1000 ? 0 : largest >= 10 ? 1 : largest >= 1 ? 2 : 3
  }

  /// The text of a number.
  func text(_ value: Double) -> String { value.grouped(decimals) }
}

/// A number with its unit in a sentence: `12.3 MEUR`, `87 t CO2e/a`.
public func quantityPhrase(_ value: Double, _ unit: String) -> String {
  ShownUnit.phrase(value, unit)
}
