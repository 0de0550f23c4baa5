public import PlanModel
public import Reference

/// The default numbers that `indicatorTable` uses beside the stock, sorted by name.
public func indicatorDefaults(reference: ReferenceData) -> [SourcedNumber] {
  sortedByName(
    [
      "pv.module-density", "pv.performance-ratio", "pv.orientation-gain", "network.discount-rate",
      "network.lifetime",
    ]
    .map { reference.number($0) })
}

/// The indicators of each area, with their units, methods and confidence.
///
/// A number that does not exist (per head where nobody lives, a cost where there is no network) is missing.
///
/// - Parameter emissionFactors: In the order of `Carrier`, t/kWh.
/// - Parameter support: The kind of area: `unit`, `district`, `municipality`.
public func indicatorTable(
  of stock: AreaStock, emissionFactors: [Double], support: String, reference: ReferenceData
) -> IndicatorTable {
  let emissions = baselineEmissions(of: stock, emissionFactors: emissionFactors)
  let definitions =
    energyIndicators(emissions: emissions, coversActivities: !stock.activities.isEmpty)
    + demandIndicators()
    + potentialIndicators(reference: reference)
  var table = IndicatorTable()
  for definition in definitions {
    table.append(definition.indicator(support: support), count: stock.count) {
      definition.value(stock, $0)
    }
  }
  return table
}

/// An indicator and how it is computed.
struct IndicatorDefinition {
  var id: String
  var title: String
  var unit: String
  var method: String
  var confidence: Confidence
  /// The layers it is computed from.
  var layers: [String]
  /// The default numbers it rests on.
  var defaults: [String]
  /// The number of an area, or nil where there is none.
  var value: (AreaStock, Int) -> Double?

  /// The definition for one kind of area.
  func indicator(support: String) -> Indicator {
    var indicator = Indicator(
      id: id, title: title, unit: unit, method: method, support: support, confidence: confidence)
    indicator.layers = layers
    indicator.defaults = defaults
    return indicator
  }
}

/// Indicators one after the other.
struct IndicatorList {
  private(set) var definitions: [IndicatorDefinition] = []

  /// Adds one.
  mutating func add(
    _ id: String, _ title: String, _ unit: String, _ confidence: Confidence, _ method: String,
    from layers: [String] = ["buildings"], by defaults: [String],
    _ value: @escaping (AreaStock, Int) -> Double?
  ) {
    definitions.append(
      IndicatorDefinition(
        id: id, title: title, unit: unit, method: method, confidence: confidence, layers: layers,
        defaults: defaults, value: value))
  }
}

/// The default numbers that stand behind the steps of the stock: names, or beginnings of names that end with a point.
enum StockDefaults {
  /// Floor area of buildings of which little is known.
  static let floor = ["fill.", "level.height", "levels.", "use-missing."]
  /// Dwellings.
  static let dwellings = floor + ["dwelling-size."]
  /// Heated area.
  static let heated = floor + ["heated-share."]
  /// Useful hot water, of the table.
  static let hotWater = heated + ["building-heat.*.hot-water"]
  /// Useful heat, of the table or by the seasonal method.
  static let heat = hotWater + ["building-heat.*.space-heat", "envelope.", "season."]
  /// Electricity for cooling.
  static let cooling = heated + ["building-heat.*.cooling", "cooled-share."]
  /// Final energy for heat.
  static let finalHeat = heat + ["efficiency.", "heat-share."]
  /// People.
  static let people = dwellings + ["persons-per-dwelling"]
  /// Street lighting.
  static let lighting = people + ["street-lighting.per-person"]
  /// Electricity of heat, appliances and streets.
  static let electricity =
    finalHeat + cooling.filter { !heated.contains($0) } + ["appliance-electricity."]
    + lighting.filter { !floor.contains($0) }
  /// Emissions of buildings and street lighting.
  static let emissions = electricity + ["emission."]
  /// Electricity from a m² of roof.
  static let roof = [
    "pv.module-density", "pv.orientation-gain", "pv.performance-ratio", "pv.suitable-roof-share",
    "radiation.", "roof.",
  ]
  /// The rasters that say what a roof yields.
  static let sunOnRoofs = [
    "potentials.radiation", "potentials.photovoltaicYield", "potentials.elevation",
  ]
  /// Heat networks.
  static let network = heat + HeatNetwork.defaults
}

/// `a` ÷ `b`, or nil where `b` is not above 0.
func ratio(_ a: Double, _ b: Double) -> Double? { b > 0 ? a / b : nil }

extension AreaStock {
  /// Useful space heat and hot water, kWh/a.
  func usefulHeat(in area: Int) -> Double {
    total(.spaceHeat, in: area) + total(.hotWater, in: area)
  }

  /// Final energy of a carrier for heat, kWh/a.
  func finalHeat(_ carrier: Carrier, in area: Int) -> Double {
    StockSector.allCases.reduce(0) { $0 + self[heat: carrier, $1, area] }
  }

  /// All electricity: heat, appliances, cooling, street lighting, kWh/a.
  func electricity(in area: Int) -> Double {
    finalHeat(.electricity, in: area) + total(.applianceElectricity, in: area)
      + total(.coolingElectricity, in: area) + lightingElectricity[area]
  }
}
