import Glibc

/// What the weather of a heating season gives and takes.
public struct HeatingSeason: Sendable, Hashable {
  /// The days on which it is colder than the base temperature.
  public var days: Double
  /// The mean temperature on these days, °C.
  public var temperature: Double
  /// Global radiation on vertical planes over the season, kWh/m²: east, south, west, north.
  public var radiation: [Double]

  /// Creates a season.
  public init(days: Double, temperature: Double, radiation: [Double]) {
    precondition(radiation.count == 4, "one radiation each for east, south, west, north")
    self.days = days
    self.temperature = temperature
    self.radiation = radiation
  }
}

/// A building as the seasonal method sees it, per m² of reference area.
public struct SeasonalBuilding: Sendable, Hashable {
  /// Heat transfer by transmission, W/m²K.
  public var transmission: Double
  /// Heat transfer by ventilation, W/m²K.
  public var ventilation: Double
  /// Heat from the sun over the season, kWh/m².
  public var solarGains: Double
  /// Heat from people and appliances, W/m².
  public var internalGains = 3.0
  /// Temperature inside, °C.
  public var inside = 20.0
  /// The factor for rooms that are heated less, at 1 W/m²K of transmission.
  public var reductionAt1: Double
  /// The same at 4 W/m²K.
  public var reductionAt4: Double
  /// Heat capacity, Wh/m²K.
  public var capacity = 45.0

  /// Creates a building of the standard conditions.
  public init(
    transmission: Double, ventilation: Double, solarGains: Double, reductionAt1: Double,
    reductionAt4: Double
  ) {
    self.transmission = transmission
    self.ventilation = ventilation
    self.solarGains = solarGains
    self.reductionAt1 = reductionAt1
    self.reductionAt4 = reductionAt4
  }

  /// The useful heat that the building needs over the season, kWh per m² of reference area.
  ///
  /// The seasonal method of EN ISO 13790 as TABULA applies it (TABULA Calculation Method, 2013):
  /// losses = (h_tr + h_ve)·F_red·(θ_i − θ_e)·days·0.024; F_red is linear in h_tr between 1 and 4 W/m²K, flat above,
  /// and below 1 on the line that reaches 1 at 0.5 W/m²K; τ = c_m ÷ (h_tr + h_ve); a = 0.8 + τ ÷ 30; γ = gains ÷ losses;
  /// η = (1 − γᵃ) ÷ (1 − γᵃ⁺¹); heat = losses − η·gains.
  ///
  /// - Returns: At least 0; 0 where it is never cold.
  public func usefulHeat(in season: HeatingSeason) -> Double {
    let transfer = transmission + ventilation
    let losses =
      transfer * reduction * (inside - season.temperature) * season.days * kilowattHours
    guard losses > 0 else { return 0 }
    let gains = solarGains + internalGains * season.days * kilowattHours
    guard gains > 0 else { return losses }
    let exponent = 0.8 + capacity / transfer / 30
    let ratio = gains / losses
    // At γ = 1 the fraction is 0 ÷ 0; its limit is a ÷ (a + 1).
    let used =
      abs(ratio - 1) < 1e-9
      ? exponent / (exponent + 1) : (1 - pow(ratio, exponent)) / (1 - pow(ratio, exponent + 1))
    return max(0, losses - used * gains)
  }

  /// The factor for rooms that are heated less than all day and less than all others.
  public var reduction: Double {
    if transmission < 1 { return reductionAt1 + (1 - reductionAt1) * (1 - transmission) / 0.5 }
    let share = min(1, (transmission - 1) / 3)
    return reductionAt1 + (reductionAt4 - reductionAt1) * share
  }
}

/// kWh in a day of one W.
private let kilowattHours = 0.024
