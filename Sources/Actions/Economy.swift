import Foundation
import PlanModel

/// What turns energy into money and emissions.
public struct Economy: Sendable {
  /// What a kWh costs its user, EUR/kWh, in the order of `Carrier`.
  public var prices: [Double]
  /// What a kWh emits, t CO2e/kWh, in the order of `Carrier`; electricity's is the municipality's, computed once.
  public var emissionFactors: [Double]
  /// What a kWh from photovoltaics emits over the life of the modules, t CO2e/kWh; 0 unless emissions are life-cycle ones.
  public var photovoltaicEmissions: Double
  /// The same for wind turbines.
  public var windEmissions: Double
  /// The discount rate of annuities, as a share.
  public var discountRate: Double
  /// Construction prices of the country, as a multiple of the catalogue's.
  public var constructionIndex: Double
  /// Years from the base year to the target year; what is built is spread evenly over them.
  public var years = 0.0

  /// Creates an economy.
  ///
  /// - Precondition: Prices and factors have one entry for each carrier.
  public init(
    prices: [Double], emissionFactors: [Double], photovoltaicEmissions: Double = 0,
    windEmissions: Double = 0, discountRate: Double, constructionIndex: Double
  ) {
    precondition(
      prices.count == Carrier.allCases.count && emissionFactors.count == Carrier.allCases.count,
      "one price and one factor for each carrier")
    self.prices = prices
    self.emissionFactors = emissionFactors
    self.photovoltaicEmissions = photovoltaicEmissions
    self.windEmissions = windEmissions
    self.discountRate = discountRate
    self.constructionIndex = constructionIndex
  }

  /// What unit costs are multiplied with where they change every year: those of the middle of the plan's years hold,
  /// (1 + rate)^(years ÷ 2).
  public func learned(rate: Double) -> Double { learned(rate: rate, years: years / 2) }

  /// The same after some years from the base year: (1 + rate)^years.
  public func learned(rate: Double, years: Double) -> Double {
    rate == 0 ? 1 : exp(log1p(rate) * years)
  }

  /// The share of an investment that is due each year of its life: i(1+i)ⁿ ÷ ((1+i)ⁿ − 1), and 1/n where i is 0.
  ///
  /// - Parameter lifetime: Years, more than 0.
  public func annuity(lifetime: Double) -> Double {
    if discountRate == 0 { return 1 / lifetime }
    // The same as the formula, without the cancellation of growth − 1 at small rates.
    return discountRate / -expm1(-lifetime * log1p(discountRate))
  }
}
