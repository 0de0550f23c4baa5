import Glibc
import PlanModel
public import Reference

/// What heat distribution would take in a piece of land, at full connection.
public struct HeatRoute: Sendable, Hashable {
  /// Effective width: land per metre of route, m.
  public var effectiveWidth: Double
  /// Linear heat density: heat per metre of route and year, kWh/m.
  public var linearHeatDensity: Double
  /// Mean pipe diameter, m.
  public var pipeDiameter: Double
  /// Investment per kWh of heat and year, EUR/kWh.
  public var investment: Double
  /// Investment as an annuity per kWh of heat, EUR/kWh.
  public var capitalCost: Double
}

/// The cost of heat distribution as a function of heat density.
///
/// Persson, Wiechers, Möller, Werner 2019, Energy 176:604–622; linear heat density after Persson and Werner
/// 2011, Applied Energy 88:568–576.
public struct HeatNetwork: Sendable {
  /// Cost of a metre of route whatever its diameter, EUR/m.
  public var costBase: Double
  /// Cost of a metre of route per metre of diameter, EUR/m².
  public var costPerDiameter: Double
  /// Yearly share of the investment.
  public var annuity: Double
  /// The capital cost up to which land counts as network area, EUR/kWh.
  public var ceiling: Double

  /// The method with the default numbers.
  public init(reference: ReferenceData) {
    costBase = reference.number("network.cost-base").value
    costPerDiameter = reference.number("network.cost-per-diameter").value
    annuity = Indicators.annuity(
      rate: reference.number("network.discount-rate").value,
      years: reference.number("network.lifetime").value)
    ceiling = reference.number("network.cost-ceiling").value
  }

  /// The names of the default numbers that `init(reference:)` uses.
  public static let defaults = [
    "network.cost-base", "network.cost-per-diameter", "network.discount-rate", "network.lifetime",
    "network.cost-ceiling",
  ]

  /// The route through a piece of land, or nil where there is no heat.
  ///
  /// With q the heat density in GJ/m² and e the plot ratio: w = 137.5·e + 5 up to e = 0.4 and 60 above;
  /// LHD = q·w; d = 0.0486·ln(LHD) + 0.0007, and 0.02 below 1.5 GJ/m; C = (C1 + C2·d)/LHD.
  ///
  /// - Parameter heat: Useful heat, kWh/a.
  /// - Parameter floorArea: Gross floor area, m².
  /// - Parameter landArea: Area of the land, m², above 0.
  public func route(heat: Double, floorArea: Double, landArea: Double) -> HeatRoute? {
    precondition(landArea > 0, "a route needs land")
    guard heat > 0 else { return nil }
    let plotRatio = floorArea / landArea
    let width = plotRatio <= 0.4 ? 137.5 * plotRatio + 5 : 60
    let density = heat / landArea * gigajoules * width
    let diameter = density < 1.5 ? 0.02 : 0.0486 * log(density) + 0.0007
    let investment = (costBase + costPerDiameter * diameter) / density * gigajoules
    return HeatRoute(
      effectiveWidth: width, linearHeatDensity: density / gigajoules, pipeDiameter: diameter,
      investment: investment, capitalCost: investment * annuity)
  }
}

/// Gigajoules in a kWh; the method's constants are fitted in GJ.
private let gigajoules = 0.0036

/// The yearly share of an investment that pays it back: i(1+i)ⁿ / ((1+i)ⁿ − 1), and 1/n without interest.
func annuity(rate: Double, years: Double) -> Double {
  guard rate != 0 else { return 1 / years }
  let growth = pow(1 + rate, years)
  return rate * growth / (growth - 1)
}
