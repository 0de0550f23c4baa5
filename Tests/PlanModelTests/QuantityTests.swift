import PlanModel
import Testing

@Suite("Quantities")
struct QuantityTests {
  @Test(
    "a quantity is the number in the internal unit",
    arguments: [
      ("12 MEUR", Dimension.money, 12e6), ("40 %", .share, 0.4), ("250m", .length, 250),
      ("-1.5 km", .length, -1500), ("1_000 ha", .area, 1e7), ("2e3 kWh", .energy, 2000),
    ])
  func value(text: String, dimension: Dimension, value: Double) throws {
    #expect(try Quantity.parse(text, as: dimension).get().inInternalUnit == value)
  }

  @Test(
    "a part of ten or a million divides, so that the number is the nearest to what was written",
    arguments: [
      ("231 kg/MWh", Dimension.emissionsPerEnergy, 0.000231), ("0.3 %", .share, 0.003),
      ("7 mm", .length, 0.007), ("3.6 EUR/MWh", .moneyPerEnergy, 0.0036),
    ])
  func exactParts(text: String, dimension: Dimension, value: Double) throws {
    #expect(try Quantity.parse(text, as: dimension).get().inInternalUnit == value)
  }

  @Test(
    "published numbers have twelve digits that count",
    arguments: [
      (3793.000_000_000_000_5, "3793"), (0.1 + 0.2, "0.3"), (-1.0 / 3, "-0.333333333333"),
      (123_456_789_012_345.0, "123456789012000"), (0.0, "0"), (1e-12, "1e-12"), (1e30, "1e+30"),
    ])
  func twelveDigits(value: Double, text: String) {
    #expect(JSONValue.published(value).text() == text)
  }

  @Test(
    "what is no finite number with a unit of the kind is refused with the reason",
    arguments: [
      ("m", Dimension.length, Quantity.ParseError.notANumber), ("12", .money, .noUnit),
      ("12 parsecs", .length, .unknownUnit("parsecs")), ("12 ha", .money, .wrongDimension(.area)),
      ("1e308 km", .length, .notANumber), ("nan m", .length, .notANumber),
      ("1e999 m", .length, .notANumber),
    ])
  func refused(text: String, dimension: Dimension, error: Quantity.ParseError) {
    #expect(Quantity.parse(text, as: dimension) == .failure(error))
  }

  @Test("a number of a million digits is refused at once", .timeLimit(.minutes(1)))
  func endless() {
    let text = String(repeating: "1", count: 1_000_000) + " m"
    #expect(Quantity.parse(text, as: .length) == .failure(.notANumber))
  }
}
