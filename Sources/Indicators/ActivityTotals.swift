public import PlanModel

/// What goes on beside the buildings over the whole municipality, before it is shared among areas.
public struct ActivityTotals: Sendable, Hashable {
  /// Final energy by sector and carrier, kWh/a: `sector * carriers + carrier`.
  public private(set) var energy: [Double]
  /// Emissions of that energy in the same order, t CO2e/a.
  public private(set) var energyEmissions: [Double]
  /// Emissions by source, t CO2e/a.
  public private(set) var emissions: [Double]

  /// Creates nothing.
  public init() {
    energy = Array(
      repeating: 0, count: ActivitySector.allCases.count * Carrier.allCases.count)
    energyEmissions = energy
    emissions = Array(repeating: 0, count: EmissionSource.allCases.count)
  }

  /// Adds energy of a sector with its factor, t/kWh.
  mutating func add(
    _ amount: Double, of carrier: Carrier, to sector: ActivitySector, factor: Double
  ) {
    let cell = Int(sector.rawValue) * Carrier.allCases.count + carrier.index
    energy[cell] += amount
    energyEmissions[cell] += amount * factor
  }

  /// Adds emissions of a source, t/a.
  mutating func add(_ amount: Double, of source: EmissionSource) {
    emissions[Int(source.rawValue)] += amount
  }
}

/// Land of each area that says where activities are, m².
public struct ActivityLand: Sendable {
  /// Land of industry.
  public var industrial: [Double]
  /// Fields, grassland, vineyards and orchards.
  public var farm: [Double]

  /// Creates land of each area.
  public init(industrial: [Double], farm: [Double]) {
    self.industrial = industrial
    self.farm = farm
  }
}

/// Shares what goes on beside the buildings among areas.
///
/// Each has a chain of weights; the first that is not 0 everywhere counts, area itself last:
/// - transport: half by population, half by gross floor of tertiary, municipal and industrial buildings, or by the one
///   of the two that is known; then built-up land;
/// - industry and its processes: gross floor of industrial buildings; industrial land; built-up land;
/// - agriculture: farm land;
/// - waste, wastewater and other sources: population; built-up land;
/// - fugitive emissions: natural gas for heat; population;
/// - land: area that is not built up.
///
/// - Parameter stock: The areas, with buildings, population and land.
/// - Complexity: O(*areas*).
public func activities(
  _ totals: ActivityTotals, among stock: AreaStock, land: ActivityLand
) -> Activities {
  precondition(
    land.industrial.count == stock.count && land.farm.count == stock.count, "land of each area")
  var result = Activities(count: stock.count)
  result.energy = totals.energy
  // A factor of nothing is 0; it stands before no energy.
  result.factors = zip(totals.energyEmissions, totals.energy).map { $1 == 0 ? 0 : $0 / $1 }
  result.emissions = totals.emissions
  let weights = ActivityWeights(stock, land: land)
  let count = stock.count
  for sector in ActivitySector.allCases {
    let row = Int(sector.rawValue)
    let cells = row * Carrier.allCases.count..<(row + 1) * Carrier.allCases.count
    guard totals.energy[cells].contains(where: { $0 != 0 }) else { continue }
    result.energyShares.replaceSubrange(
      row * count..<(row + 1) * count, with: weights.shares(weights.chain(of: sector)))
  }
  for source in EmissionSource.allCases where totals.emissions[Int(source.rawValue)] != 0 {
    let row = Int(source.rawValue)
    result.emissionShares.replaceSubrange(
      row * count..<(row + 1) * count, with: weights.shares(weights.chain(of: source)))
  }
  return result
}

/// The weights by which areas have shares of activities.
private struct ActivityWeights {
  private let stock: AreaStock
  private let land: ActivityLand

  init(_ stock: AreaStock, land: ActivityLand) {
    self.stock = stock
    self.land = land
  }

  func chain(of sector: ActivitySector) -> [[Double]] {
    switch sector {
    case .municipalFleet, .publicTransport, .privateTransport: [transport, stock.builtLand]
    case .industry: industry
    case .agriculture: [land.farm]
    }
  }

  func chain(of source: EmissionSource) -> [[Double]] {
    switch source {
    case .waste, .wastewater, .other: [stock.population, stock.builtLand]
    case .industrialProcesses: industry
    case .fugitive:
      [
        (0..<stock.count).map { area in
          StockSector.allCases.map { stock[heat: .naturalGas, $0, area] }.compensatedSum()
        }, stock.population, stock.builtLand,
      ]
    case .land: [zip(stock.area, stock.builtLand).map { max(0, $0 - $1) }]
    }
  }

  private var industry: [[Double]] {
    [
      (0..<stock.count).map { stock[.floorArea, .industry, $0] }, land.industrial,
      stock.builtLand,
    ]
  }

  private var transport: [Double] {
    let work = (0..<stock.count).map { area in
      stock.total(.floorArea, in: area) - stock[.floorArea, .residential, area]
    }
    let parts = [stock.population, work].filter { $0.compensatedSum() > 0 }.map(shares)
    guard let first = parts.first else { return work }
    return parts.count == 1 ? first : zip(first, parts[1]).map { ($0 + $1) / 2 }
  }

  /// The shares by the first weights that say anything, else by area.
  func shares(_ chain: [[Double]]) -> [Double] {
    for weights in chain + [stock.area] {
      let whole = weights.compensatedSum()
      if whole > 0 { return shares(weights) }
    }
    // No area has any extent, so all are alike.
    return Array(repeating: stock.count > 0 ? 1 / Double(stock.count) : 0, count: stock.count)
  }

  private func shares(_ weights: [Double]) -> [Double] {
    let whole = weights.compensatedSum()
    return weights.map { $0 / whole }
  }
}

extension AreaStock {
  /// Sets street lighting to a total, kWh/a, shared by population, or by area where nobody lives.
  public mutating func setLighting(_ total: Double) {
    let people = population.compensatedSum()
    let weights = people > 0 ? population : area
    let whole = people > 0 ? people : area.compensatedSum()
    lightingElectricity = weights.map { whole > 0 ? total * ($0 / whole) : 0 }
  }
}
