/// What shares of the baseline refer to.
public struct Baselines: Sendable, Hashable {
  /// Emissions of each district, t CO2e/a.
  public var districtEmissions: [Double]
  /// Final energy of each district, kWh/a.
  public var districtEnergy: [Double]
  /// Emissions of the municipality, t CO2e/a.
  public var municipalEmissions: Double
  /// Final energy of the municipality, kWh/a.
  public var municipalEnergy: Double

  /// Creates baselines.
  public init(
    districtEmissions: [Double], districtEnergy: [Double], municipalEmissions: Double,
    municipalEnergy: Double
  ) {
    precondition(
      districtEmissions.count == districtEnergy.count, "one entry for each district in both")
    self.districtEmissions = districtEmissions
    self.districtEnergy = districtEnergy
    self.municipalEmissions = municipalEmissions
    self.municipalEnergy = municipalEnergy
  }
}
