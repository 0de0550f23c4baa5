/// What an option bears, and what rows can sum; the word is used in plan files and problem files.
public enum Amount: String, Sendable, CaseIterable {
  /// Investment, EUR.
  case investment
  /// Annuity of the investment, running cost and saved energy cost together, EUR/a.
  case annualCost
  /// Yearly reduction, t CO2e/a.
  case co2
  /// Final energy saved, kWh/a.
  case energySaved
  /// Renewable energy generated or used, kWh/a.
  case renewableEnergy
  /// Land claimed, m².
  case land
  /// Power at the grid connection, kW.
  case gridPower
  /// Work to build it, job-years.
  case jobs
  /// What users save of their energy bills, with what generated electricity saves or earns, EUR/a; negative where bills rise.
  case billSavings

  /// What it measures.
  public var dimension: Dimension {
    switch self {
    case .investment, .annualCost, .billSavings: .money
    case .co2: .emissions
    case .energySaved, .renewableEnergy: .energy
    case .land: .area
    case .gridPower: .power
    case .jobs: .count
    }
  }

  /// The name for people.
  public var title: String {
    switch self {
    case .investment: "Investment"
    case .annualCost: "Annualised cost"
    case .co2: "Emission reduction"
    case .energySaved: "Final energy saved"
    case .renewableEnergy: "Renewable energy"
    case .land: "Land claimed"
    case .gridPower: "Grid power"
    case .jobs: "Job-years"
    case .billSavings: "Bill savings"
    }
  }

  /// The unit of values in options and results.
  public var unit: String {
    switch self {
    case .investment: "EUR"
    case .annualCost, .billSavings: "EUR/a"
    case .co2: "t CO2e/a"
    case .energySaved, .renewableEnergy: "kWh/a"
    case .land: "m²"
    case .gridPower: "kW"
    case .jobs: "job-years"
    }
  }

  /// The position in columns that have one entry an amount.
  public var index: Int { Self.allCases.firstIndex(of: self)! }
}
