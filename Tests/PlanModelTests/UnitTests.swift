import PlanModel
import Testing

@Suite struct UnitTests {
  @Test("every dimension has an internal unit of factor 1", arguments: Dimension.allCases)
  func internalUnit(dimension: Dimension) {
    let unit = Unit.internal(dimension)
    #expect(unit.dimension == dimension)
    #expect(unit.factor == 1)
  }

  @Test(
    "a quantity is its number times the unit's factor",
    arguments: [
      ("12 MEUR", Dimension.money, 12_000_000.0), ("40 %", .share, 0.4), ("250m", .length, 250),
      ("-1.5e3 kWh", .energy, -1500), ("1_000 ha", .area, 10_000_000),
      ("3 GJ", .energy, 3000 / 3.6),
    ])
  func parsed(text: String, dimension: Dimension, value: Double) throws {
    #expect(try Quantity.parse(text, as: dimension).get().inInternalUnit == value)
  }

  @Test(
    "a text that is no quantity says why",
    arguments: [
      ("12", Dimension.money, Quantity.ParseError.noUnit), ("EUR", .money, .notANumber),
      ("12 ha", .money, .wrongDimension(.area)), ("12 quid", .money, .unknownUnit("quid")),
      ("1e999 EUR", .money, .notANumber), ("", .money, .notANumber),
    ])
  func refused(text: String, dimension: Dimension, error: Quantity.ParseError) {
    #expect(throws: error) { try Quantity.parse(text, as: dimension).get() }
  }
}
