import PlanModel

/// What a number of the outputs is, how it was computed, and what it rests on.
struct NumberKind {
  /// The name to ask for it by.
  var id: String
  var title: String
  var unit: String
  /// The formula and its source.
  var formula: String
  /// The layers, by their names in the plan file; words for a kind of layer until ``NumberKinds`` has put its layers there.
  var layers: [String]
  /// Names of default numbers; one that ends with `.` stands for all that begin with it, a `*` for any text inside, and
  /// `actions.` for the numbers of the actions that are chosen in the place.
  var defaults: [String]
  /// Where it stands in sheets, as keys one inside the other.
  var sheet: [String]
  /// Its column in `layers/units.geojson` and `layers/districts.geojson`; nil: it has none.
  var column: String?

  var json: JSONValue {
    func list(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
    return .object([
      ("id", .string(id)), ("title", .string(title)), ("unit", .string(unit)),
      ("formula", .string(formula)), ("layers", list(layers)), ("defaults", list(defaults)),
      ("sheet", list(sheet)), ("column", column.map { .string($0) } ?? .null),
    ])
  }
}

/// The kinds of numbers that a run writes.
struct NumberKinds {
  private let result: PlanResult

  init(_ result: PlanResult) { self.result = result }

  /// Indicators, then the stock by measure and sector, demand by carrier, amounts, and what stands alone.
  var all: [NumberKind] {
    (indicators + stock + carriers + amounts + others).map { kind in
      var kind = kind
      kind.layers = kind.layers.flatMap(layers(named:)).unique
      return kind
    }
  }

  /// The names in this plan of the layers that a word stands for.
  private func layers(named word: String) -> [String] {
    let layers = result.description.layers
    func potentials(_ isMeant: (PotentialSource) -> Bool) -> [String] {
      layers.potentials.filter(isMeant).map(\.name)
    }
    switch word {
    case "constraints": return layers.constraints.map(\.source.name)
    case "hazards": return layers.hazards.map(\.source.name)
    case "interests": return layers.interests.map(\.name)
    case "potentials": return potentials { _ in true }
    default:
      guard word.hasPrefix("potentials.") else { return [word] }
      return potentials { word == "potentials.\($0.kind.rawValue)" }
    }
  }

  private var indicators: [NumberKind] {
    result.districtIndicators.indicators.map { indicator in
      NumberKind(
        id: indicator.id, title: indicator.title, unit: indicator.unit, formula: indicator.method,
        layers: indicator.layers, defaults: indicator.defaults,
        sheet: ["indicators", indicator.id], column: MapLayers.columnName(of: indicator))
    }
  }

  private var stock: [NumberKind] {
    StockMeasure.allCases.flatMap { measure in
      StockSector.allCases.map { sector in
        NumberKind(
          id: "stock.\(sector.word).\(measure)", title: "\(measure.title), \(sector.title)",
          unit: measure.unit, formula: measure.formula, layers: ["buildings", "districts"],
          defaults: measure.defaults, sheet: ["stock", sector.word, "\(measure)"], column: nil)
      }
    }
  }

  private var carriers: [NumberKind] {
    let heat = [
      "building-heat.*.space-heat", "building-heat.*.hot-water", "heated-share.", "heat-share.",
      "efficiency.",
    ]
    let parts = [
      (
        "heat", "final energy for heat",
        "Useful heat × share of the carrier ÷ efficiency, summed over buildings; a building's own carrier stands alone.",
        heat
      ),
      (
        "spaceHeat", "final energy for space heat",
        "Final energy for heat, split in each unit and sector as its useful heat is, and summed.",
        heat
      ),
      (
        "hotWater", "final energy for hot water",
        "Final energy for heat, split in each unit and sector as its useful heat is, and summed.",
        heat
      ),
      (
        "cooling", "electricity for cooling",
        "Heated area × cooled share × final energy for cooling by country, use and age.",
        ["building-heat.*.cooling", "heated-share.", "cooled-share."]
      ),
      (
        "electricity", "electricity of appliances, lighting and streets",
        "Heated area × electricity per m² by use; people × electricity of street lighting per person.",
        ["appliance-electricity.", "heated-share.", "street-lighting.per-person"]
      ),
      (
        "change", "change by the plan",
        "Sum over the chosen options of what their actions save and add, in the order save, switch, generate.",
        ["actions."]
      ),
      ("factor", "emission factor", "The plan's, else the set's.", ["emission."]),
    ]
    return Carrier.allCases.flatMap { carrier in
      parts.map { key, title, formula, defaults in
        NumberKind(
          id: "carrier.\(carrier.rawValue).\(key)", title: "\(carrier.title): \(title)",
          unit: key == "factor" ? "t/kWh" : "kWh/a", formula: formula,
          layers: key == "factor" ? [] : ["buildings", "districts"], defaults: defaults,
          sheet: ["carriers", carrier.rawValue, key], column: nil)
      }
    }
  }

  private var amounts: [NumberKind] {
    Amount.allCases.map { amount in
      NumberKind(
        id: amount.rawValue, title: amount.title, unit: amount.unit, formula: amount.formula,
        layers: ["districts", "buildings", "landUse", "constraints", "potentials"],
        defaults: ["actions."] + amount.defaults, sheet: ["totals", amount.rawValue],
        column: MapLayers.columnName(of: amount))
    }
  }

  private var others: [NumberKind] {
    [
      NumberKind(
        id: "area", title: "Area", unit: "m²",
        formula: "Planar area in the plan's CRS: shoelace sums about a corner of each ring.",
        layers: ["districts"], defaults: [], sheet: ["area"], column: "area_m2"),
      NumberKind(
        id: "baselineEmissions", title: "Baseline emissions", unit: "t CO2e/a",
        formula:
          "Final energy × emission factor by carrier (IPCC 2006, Tier 1), with what the inventory adds.",
        layers: ["buildings", "districts"],
        defaults: [
          "emission.", "building-heat.", "heated-share.", "heat-share.", "efficiency.",
          "appliance-electricity.", "cooled-share.", "street-lighting.per-person", "road-energy.",
          "waste-emissions.",
        ], sheet: ["baselineEmissions"], column: "baseline_emissions_t_CO2e_per_a"),
      NumberKind(
        id: "contestedArea", title: "Area where support and opposition meet", unit: "m²",
        formula: "Area that a supporting and an opposing interest both cover.",
        layers: ["interests", "districts"], defaults: [], sheet: ["contestedArea"],
        column: "contested_area_m2"),
    ]
  }
}

extension StockMeasure {
  /// The name for people.
  var title: String {
    switch self {
    case .buildings: "Buildings"
    case .dwellings: "Dwellings"
    case .footprint: "Footprint"
    case .floorArea: "Gross floor area"
    case .heatedArea: "Heated area"
    case .spaceHeat: "Useful space heat"
    case .hotWater: "Useful hot water"
    case .applianceElectricity: "Electricity of appliances and lighting"
    case .coolingElectricity: "Electricity for cooling"
    case .emissions: "Emissions of buildings"
    case .roofArea: "Roof area"
    case .suitableRoof: "Roof that suits collectors"
    case .networkHeat: "Heat in network area"
    case .networkInvestment: "Investment of heat networks"
    case .networkRoute: "Route of heat networks"
    }
  }

  /// How it is computed for a building, then summed by the share of its area in the place.
  fileprivate var formula: String {
    switch self {
    case .buildings: "Number of buildings, each by the share of its area in the place."
    case .dwellings:
      "As given, else floor area ÷ size of a dwelling, fitted to the district's census."
    case .footprint: "The polygon's area, else the field."
    case .floorArea: "As given, else footprint × levels."
    case .heatedArea: "Floor area × heated share of the use."
    case .spaceHeat:
      "A certificate's; else from U-values by TABULA's seasonal method; else heated area × the country's space heat by use and age × climate factor."
    case .hotWater: "Heated area × the country's hot water by use."
    case .applianceElectricity: "Heated area × electricity per m² by use."
    case .coolingElectricity:
      "Heated area × cooled share × final energy for cooling by country, use and age."
    case .emissions: "Final energy × emission factor, summed over carriers."
    case .roofArea: "As given, else the footprint."
    case .suitableRoof: "Roof area × suitable share."
    case .networkHeat:
      "Useful heat in hectares whose network costs at most the ceiling (Persson 2019)."
    case .networkInvestment: "(C1 + C2·d) ÷ linear heat density × useful heat (Persson 2019)."
    case .networkRoute: "Useful heat ÷ linear heat density of the hectare (Persson 2019)."
    }
  }

  fileprivate var defaults: [String] {
    let size = ["level.height", "levels.", "heated-share."]
    return switch self {
    case .buildings, .footprint, .roofArea: []
    case .dwellings: ["dwelling-size.", "levels.", "level.height"]
    case .floorArea: ["level.height", "levels."]
    case .heatedArea: size
    case .spaceHeat: size + ["building-heat.*.space-heat", "envelope.", "season."]
    case .hotWater: size + ["building-heat.*.hot-water"]
    case .coolingElectricity: size + ["building-heat.*.cooling", "cooled-share."]
    case .applianceElectricity: size + ["appliance-electricity."]
    case .emissions:
      size + [
        "building-heat.", "heat-share.", "efficiency.", "appliance-electricity.", "emission.",
      ]
    case .suitableRoof: ["pv.suitable-roof-share"]
    case .networkHeat, .networkInvestment, .networkRoute: size + ["building-heat.", "network."]
    }
  }
}

extension Amount {
  /// How it is computed for an option, then summed over the chosen ones.
  fileprivate var formula: String {
    switch self {
    case .investment:
      "Size, power and pieces at their prices × learning until the middle of the plan × construction index where the action asks for it, and the heat network."
    case .annualCost:
      "Investment × (annuity + running share) + change of the energy bill − generation × its price."
    case .co2:
      "−Σ change of final energy × factor (transport, industry and agriculture at their own) + generation × (factor of electricity − its own) + emissions of other sources avoided + carbon taken up."
    case .energySaved: "−Σ change of final energy over all carriers but the sun's heat."
    case .renewableEnergy: "Electricity generated and heat that collectors add."
    case .land: "Land used × claimed share."
    case .gridPower: "kW of heat pumps at the meter and of generators, added."
    case .jobs: "Investment × jobs per EUR + kW × jobs per kW."
    case .billSavings: "−Σ change of final energy × price + generation × its price."
    }
  }

  fileprivate var defaults: [String] {
    switch self {
    case .investment, .jobs: ["construction-index.", "network."]
    case .annualCost: ["construction-index.", "network.", "price.", "discount-rate"]
    case .co2: ["emission."]
    case .energySaved, .renewableEnergy: ["building-heat.", "efficiency.", "radiation."]
    case .billSavings: ["price."]
    case .land, .gridPower: []
    }
  }
}
