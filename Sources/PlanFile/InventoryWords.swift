import PlanModel

/// The words that cities' tables use for sectors, carriers and sources, and what they mean here.
///
/// Words are compared without case, spaces and signs: `district_heating`, `District heating` and `districtHeating` are one.
enum InventoryWords {
  /// What a carrier's word means.
  struct Fuel: Sendable {
    /// The column.
    var carrier: Carrier
    /// The fuel inside it; empty: the carrier itself.
    var name = ""
    /// Whether the word covers more than the column, so that a reader must judge.
    var isBroad = false
  }

  /// A word without what does not count.
  static func plain(_ word: String) -> String {
    String(
      word.lowercased().unicodeScalars.filter {
        $0.properties.isAlphabetic || $0.properties.numericType != nil
      })
  }

  /// The carrier that a word means, or nil.
  static func fuel(_ word: String) -> Fuel? { fuels[plain(word)] }

  /// The sectors that a word means: one, or several together; nil where it is none.
  static func sectors(_ word: String) -> [InventorySector]? { sectorWords[plain(word)] }

  /// The source of emissions that a word means, or nil.
  static func source(_ word: String) -> EmissionSource? {
    let word = plain(word)
    if word.hasPrefix("fugitive") { return .fugitive }
    return sourceWords[word]
  }

  /// Every word of a carrier, sorted, to suggest one.
  static var carrierWords: [String] { fuels.keys.sorted() }

  private static let fuels: [String: Fuel] = {
    var words: [String: Fuel] = [:]
    for carrier in Carrier.allCases { words[plain(carrier.rawValue)] = Fuel(carrier: carrier) }
    let others: [(Carrier, String, [String])] = [
      (.electricity, "", ["power", "electricenergy"]),
      (.districtHeat, "", ["districtheating", "heat", "heatcold", "districtheatingcooling"]),
      (.naturalGas, "", ["methane", "gas", "cng", "fossilgas"]),
      (.liquidGas, "", ["lpg", "liquefiedpetroleumgas", "propane"]),
      (.heatingOil, "", ["gasoil", "lightfueloil"]),
      (.heatingOil, "fuelOil", ["fueloil"]),
      (.diesel, "", ["dieselroad", "roaddiesel", "dieselfuel"]),
      (.gasoline, "", ["petrol", "motorgasoline", "petrolroad", "gasolineroad"]),
      (.lignite, "", ["browncoal"]),
      (.coal, "", ["hardcoal", "bituminouscoal"]),
      (.coal, "anthracite", ["anthracite"]),
      (.otherFossil, "", ["otherfossilfuels", "residualfueloil", "heavyfueloil"]),
      (.otherFossil, "peat", ["peat"]),
      (.plantOil, "", ["vegetableoil"]),
      (.biofuel, "", ["biofuels"]),
      (.biofuel, "biogas", ["biogas", "biomethane"]),
      (.biofuel, "biodiesel", ["biodiesel", "organicdiesel"]),
      (.biofuel, "bioethanol", ["bioethanol", "organicgasoline", "organicpetrol"]),
      (.biomass, "", ["otherbiomass", "wood", "solidbiomass"]),
      (.biomass, "pellets", ["pellets", "woodpellets"]),
      (.solarThermal, "", ["solarhotwater", "solarheat"]),
      (.geothermal, "ambientHeat", ["ambientheat", "environmentalheat"]),
    ]
    for (carrier, name, list) in others {
      for word in list { words[word] = Fuel(carrier: carrier, name: name) }
    }
    for word in ["otherrenewables", "renewables", "otherrenewable"] {
      words[word] = Fuel(carrier: .biomass, name: "otherRenewables", isBroad: true)
    }
    return words
  }()

  private static let sectorWords: [String: [InventorySector]] = {
    var words: [String: [InventorySector]] = [:]
    for sector in InventorySector.allCases { words[plain(sector.word)] = [sector] }
    let others: [([InventorySector], [String])] = [
      ([.municipal], ["municipalbuildings", "publicbuildings"]),
      ([.tertiary], ["services", "commercial", "tertiarybuildings", "commerce"]),
      ([.residential], ["households", "housing", "dwellings", "residentialbuildings"]),
      ([.publicLighting], ["streetlighting", "lighting"]),
      ([.industry], ["industrynonets", "manufacturing"]),
      ([.agriculture], ["agricultureforestryfisheries", "agricultureforestry"]),
      ([.publicTransport], ["publictransit"]),
      ([.privateTransport], ["privateandcommercialtransport", "commercialtransport", "cars"]),
      ([.transport], ["mobility", "traffic"]),
      (
        [.buildings],
        ["buildingsindustry", "stationary", "stationaryenergy", "buildingsandindustry"]
      ),
      ([.tertiary, .municipal], ["tertiaryinclmunicipal", "tertiarymunicipal"]),
      ([.industry, .agriculture], ["industryagriculture", "industryandagriculture"]),
    ]
    for (sectors, list) in others { for word in list { words[word] = sectors } }
    return words
  }()

  private static let sourceWords: [String: EmissionSource] = {
    var words: [String: EmissionSource] = [:]
    for source in EmissionSource.allCases { words[plain(source.word)] = source }
    let others: [(EmissionSource, [String])] = [
      (.waste, ["wastemanagement", "solidwaste"]),
      (.wastewater, ["wastewatermanagement", "sewage"]),
      (
        .industrialProcesses,
        ["ippu", "otherippu", "processes", "industrialprocessesandproductuse"]
      ),
      (.land, ["afolu", "lulucf", "landuse", "agricultureforestryandotherlanduse"]),
    ]
    for (source, list) in others { for word in list { words[word] = source } }
    return words
  }()
}
