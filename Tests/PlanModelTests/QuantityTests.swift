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
