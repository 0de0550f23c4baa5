import PlanModel
import Testing

@testable import Actions

@Suite("Economy")
struct EconomyTests {
  private func economy(rate: Double) -> Economy {
    let zeros = Array(repeating: 0.0, count: Carrier.allCases.count)
    return Economy(
      prices: zeros, emissionFactors: zeros, discountRate: rate, constructionIndex: 1)
  }

  @Test("without interest, each year bears its share of the investment")
  func annuityWithoutInterest() {
    #expect(economy(rate: 0).annuity(lifetime: 20) == 0.05)
  }

  @Test("the annuity is that of the formula: 6.505 % at 5 % over 30 years")
  func annuityOfTheFormula() {
    let growth = (0..<30).reduce(1.0) { product, _ in product * 1.05 }
    let annuity = economy(rate: 0.05).annuity(lifetime: 30)
    #expect(abs(annuity - 0.05 * growth / (growth - 1)) < 1e-15)
    #expect(abs(annuity - 0.06505) < 5e-6)
  }

  @Test("a tiny rate costs hardly more than none")
  func annuityAtTinyRate() {
    #expect(abs(economy(rate: 1e-14).annuity(lifetime: 20) - 0.05) < 1e-12)
  }

  @Test("one year is paid back with a year's interest")
  func annuityOfOneYear() {
    #expect(abs(economy(rate: 0.04).annuity(lifetime: 1) - 1.04) < 1e-15)
  }
}
