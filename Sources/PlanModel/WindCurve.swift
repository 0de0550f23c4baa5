/// The slope of the capacity factor of wind turbines over mean wind speed, per m/s.
///
/// Masters, Renewable and Efficient Electric Power Systems (2004), section 6.9: capacity factor =
/// 0.087 · mean speed − rated kW ÷ (rotor diameter in m)², fitted to turbines in Rayleigh winds.
private let capacityFactorSlope = 0.087

/// Full-load hours at a mean wind speed: Masters' line through a stated point, in h/a.
///
/// - Parameter hours: Full-load hours at `reference`.
/// - Returns: 0 where the wind is too weak, at most 60 % of the year.
public func windFullLoadHours(at speed: Double, hours: Double, reference: Double) -> Double {
  let factor = hours / 8760 + capacityFactorSlope * (speed - reference)
  return 8760 * min(0.6, max(0, factor))
}
