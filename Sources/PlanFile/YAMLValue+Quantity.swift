import PlanModel

extension YAMLValue {
  /// A quantity in the internal unit of its dimension, within a range in that unit.
  func quantity(as dimension: Dimension, in range: ClosedRange<Double>) -> Double? {
    guard let text = scalar else {
      reportWrongType("a quantity with a unit", example: "\(lastKey): \(dimension.example)")
      return nil
    }
    return quantity(of: text, as: dimension, in: range)
  }

  /// A quantity that stands in a text of this value.
  func quantity(
    of text: String, as dimension: Dimension, in range: ClosedRange<Double>
  ) -> Double? {
    let symbols = inSentence(Unit.symbols(of: dimension), "or")
    switch Quantity.parse(text, as: dimension) {
    case .success(let quantity):
      let isPercent = dimension == .share
      guard isPercent else {
        return checked(quantity.inInternalUnit, in: range, unit: Unit.internal(dimension).symbol)
      }
      let percent = range.lowerBound * 100...range.upperBound * 100
      // Compared in percent, so that 100 % is never too large by a rounding of 0.01.
      let inPercent = quantity.unit.symbol == "%" ? quantity.value : quantity.inInternalUnit * 100
      return checked(inPercent, in: percent, unit: "%") == nil ? nil : inPercent / 100
    case .failure(.noUnit):
      report(
        "no-unit", "`\(path)` is `\(text.shortened)` without a unit.",
        remedy: "A quantity needs a unit: write e.g. `\(text.shortened) \(dimension.exampleUnit)`.")
    case .failure(.notANumber):
      report(
        "not-a-number",
        "`\(path)` does not start with a number that can be used: `\(text.shortened)`.",
        remedy: "Write a number and a unit, e.g. `\(dimension.example)`.")
    case .failure(.wrongDimension(let other)):
      report(
        "wrong-unit",
        "`\(path)` is `\(text.shortened)`, a unit of \(other.title) where one of \(dimension.title) is wanted.",
        remedy: "Use \(symbols).")
    case .failure(.unknownUnit(let symbol)):
      if symbol.first.map({ ",.'’0123456789".contains($0) || $0.isWhitespace }) ?? false {
        report(
          "not-a-number", "`\(path)` is `\(text.shortened)`, whose number cannot be read.",
          remedy:
            "Write a decimal point and no separators between thousands, e.g. `\(dimension.example)`."
        )
      } else {
        let nearest =
          symbol.nearest(among: Unit.symbols(of: dimension))
          .map { "Did you mean `\($0)`? " } ?? ""
        report(
          "unknown-unit", "`\(path)` has the unknown unit `\(symbol.shortened)`.",
          remedy: nearest + "Use \(symbols).")
      }
    }
    return nil
  }

  /// A country as two capital letters of ISO 3166.
  func country() -> String? {
    guard let text = text() else { return nil }
    if CountryCode.all.contains(text) { return text }
    let suggestion = CountryCode.suggestion(for: text)
    report(
      "unknown-country", "`\(path)` is `\(text.shortened)`, which is no country code.",
      remedy:
        "Write the two capital letters of ISO 3166, e.g. `\(suggestion ?? "SI")`\(suggestion == nil ? " for Slovenia" : "")."
    )
    return nil
  }
}

extension Dimension {
  /// A unit that planners would use.
  var exampleUnit: String {
    switch self {
    case .money: "MEUR"
    case .energy: "MWh"
    case .share: "%"
    case .area: "ha"
    case .power: "MW"
    case .time: "years"
    default: Unit.internal(self).symbol
    }
  }

  /// A quantity to show.
  var example: String { "12 \(exampleUnit)" }

  /// The name for people.
  var title: String {
    switch self {
    case .energyPerArea: "energy per area"
    case .moneyPerArea: "money per area"
    case .moneyPerPower: "money per power"
    case .moneyPerEnergy: "money per energy"
    case .moneyPerLength: "money per length"
    case .moneyPerCount: "money per piece"
    case .powerPerArea: "power per area"
    case .emissionsPerEnergy: "emissions per energy"
    case .emissionsPerCount: "emissions per piece"
    case .energyPerPower: "energy per power"
    case .energyPerCount: "energy per piece"
    case .countPerArea: "pieces per area"
    case .countPerMoney: "jobs per money"
    case .countPerPower: "jobs per power"
    default: rawValue
    }
  }
}
