public import PlanModel

/// The numbers that stand in where a plan says nothing, each with unit, year, source, licence and confidence.
///
/// Every number is in the internal unit of its dimension (kWh, m², EUR, t, shares of one), whatever unit its file
/// uses. A country is two capital letters of ISO 3166 (`GR` for Greece). Where a table has no row for a country, the
/// row of the EU stands in, with low confidence and with that said in its source.
public struct ReferenceData: Sendable {
  /// The countries that have numbers of their own, in alphabetical order of their codes.
  public let countries: [String]
  /// The table to borrow building stock from, for countries that have none: `CH` borrows from `AT`.
  let proxies: [String: String]
  let numbers: [String: SourcedNumber]
  let stock: StockTable
  /// The world whose numbers these are; nil: the defaults themselves.
  var draw: NumberDraw?

  /// The mark of an unknown age band; the mean over the country's stock then stands in.
  public static let unknownBand = 255

  /// The number of a name, for example `pv.module-density`.
  ///
  /// - Precondition: The name is one of `names`.
  public func number(_ name: String) -> SourcedNumber {
    guard let number = numbers[name] else {
      preconditionFailure("no default number is named \(name)")
    }
    return number
  }

  /// The same in another possible world.
  public func drawn(_ draw: NumberDraw) -> ReferenceData {
    var world = ReferenceData(
      countries: countries, proxies: proxies, numbers: numbers.mapValues { $0.drawn(draw) },
      stock: stock)
    world.draw = draw
    return world
  }

  /// The names of all numbers, sorted.
  public var names: [String] { numbers.keys.sorted() }

  /// Emission factors by carrier, t/kWh of final energy, all carriers.
  ///
  /// Fuels: IPCC 2006 and the Covenant of Mayors' guidebook. Electricity: the national factor, which is the same
  /// in every set because no other is at hand.
  public func emissionFactors(
    _ set: EmissionFactorSet, country: String
  ) -> [Carrier: SourcedNumber] {
    var factors: [Carrier: SourcedNumber] = [:]
    for carrier in Carrier.allCases {
      factors[carrier] =
        carrier == .electricity
        ? national("emission.electricity", country: country)
        : number("emission.\(set.rawValue).\(carrier.rawValue)")
    }
    if set == .lifeCycle, let factor = factors[.electricity] {
      factors[.electricity] = factor.changed(
        confidence: .low, note: "no life-cycle factor is at hand, the activity factor stands in")
    }
    return factors
  }

  /// What a generated kWh of electricity emits itself, t/kWh: the making of modules and turbines counts in the life-cycle set
  /// only.
  ///
  /// - Returns: nil for the other sets, where it is nothing.
  public func generationEmissions(
    _ set: EmissionFactorSet
  ) -> (photovoltaics: SourcedNumber, wind: SourcedNumber)? {
    guard set == .lifeCycle else { return nil }
    return (number("emission.LCA.photovoltaics"), number("emission.LCA.wind"))
  }

  /// How useful heat is supplied today, as shares of carriers that add up to 1; carriers of no share are left out.
  public func heatCarriers(country: String) -> [Carrier: SourcedNumber] {
    var shares: [Carrier: SourcedNumber] = [:]
    let isKnown = Carrier.allCases.contains {
      numbers["heat-share.\(country).\($0.rawValue)"] != nil
    }
    for carrier in Carrier.allCases {
      if isKnown {
        shares[carrier] = numbers["heat-share.\(country).\(carrier.rawValue)"]
      } else {
        shares[carrier] = numbers["heat-share.EU27.\(carrier.rawValue)"]?.standingIn(for: country)
      }
    }
    return shares
  }

  /// Prices of energy without value-added tax, EUR/kWh, all carriers.
  public func prices(country: String) -> [Carrier: SourcedNumber] {
    var prices: [Carrier: SourcedNumber] = [:]
    for carrier in Carrier.allCases {
      prices[carrier] = national("price", country: country, suffix: ".\(carrier.rawValue)")
    }
    return prices
  }

  /// Construction cost level; 1 is Germany's.
  public func constructionIndex(country: String) -> SourcedNumber {
    national("construction-index", country: country)
  }

  /// Global horizontal irradiation, kWh/m² and year.
  public func radiation(country: String) -> SourcedNumber {
    national("radiation", country: country)
  }

  /// Heating degree days of a country's long-term mean, K·d.
  public func degreeDays(country: String) -> SourcedNumber {
    national("degree-days", country: country)
  }

  /// Final energy of a country's households, kWh a person and year: to compare with, never to compute from.
  public func householdsEnergy(country: String) -> SourcedNumber {
    national("households-energy", country: country)
  }

  /// Means of a country's dwellings, to compare with: useful space heat in kWh/m² and heated area of a dwelling in m².
  ///
  /// - Returns: nil where there is no building stock for the country.
  public func dwellingMeans(
    country: String, proxy: String?
  ) -> (spaceHeat: Double, heatedArea: Double)? {
    guard let table = stockCountry(of: country, proxy: proxy) else { return nil }
    func value(_ measure: StockTable.Measure) -> Double {
      stock.value(measure, country: table, use: "residential", band: StockTable.bands)
    }
    let dwellings = value(.dwellings)
    guard dwellings > 0 else { return nil }
    return (value(.spaceHeat), value(.heatedArea) / dwellings)
  }

  /// A country's heating season as TABULA has it: days, mean temperature in °C, and radiation on vertical planes to
  /// the east, south, west and north in kWh/m².
  public func heatingSeason(country: String) -> [SourcedNumber] {
    ["days", "temperature"].map { national("season", country: country, suffix: ".\($0)") }
      + ["east", "south", "west", "north"].map {
        national("season", country: country, suffix: ".radiation.\($0)")
      }
  }

  /// The part of the heated area that is cooled: of a country's dwellings, or of services anywhere.
  public func cooledShare(country: String, isResidential: Bool) -> SourcedNumber {
    isResidential
      ? national("cooled-share", country: country) : number("cooled-share.services")
  }

  /// Distance of wind turbines from dwellings, m. No legal minimum in it is verified.
  public func windSetback(country: String) -> SourcedNumber {
    national("wind-setback", country: country)
  }

  /// The row of a country, or the EU's in its place.
  func national(_ name: String, country: String, suffix: String = "") -> SourcedNumber {
    numbers["\(name).\(country)\(suffix)"]
      ?? number("\(name).EU27\(suffix)").standingIn(for: country)
  }
}

extension ReferenceData {
  /// The useful space heat and hot water, and the electricity for cooling, of a m² of heated area, kWh/m² and year.
  ///
  /// MODERATE EU27 Building Stock 2020: calculated, not measured. Industrial buildings take the row of other
  /// non-residential buildings; unheated ones have none. An unknown age gives the country's mean over all bands,
  /// weighted by heated area.
  ///
  /// - Parameter band: 0 before 1945 … 6 since 2011, or `unknownBand`.
  /// - Parameter proxy: The country to borrow from where the table has none; nil: the stated one (`AT` for `CH`).
  /// - Returns: nil where neither the country nor a proxy is in the table.
  public func buildingHeat(
    country: String, use: BuildingUse, band: Int, proxy: String?
  ) -> (spaceHeat: SourcedNumber, hotWater: SourcedNumber, cooling: SourcedNumber)? {
    precondition(
      (0..<StockTable.bands).contains(band) || band == Self.unknownBand, "no age band \(band)")
    guard let table = stockCountry(of: country, proxy: proxy) else { return nil }
    let isKnown = band != Self.unknownBand
    let row = isKnown ? band : StockTable.bands
    let number = { (measure: StockTable.Measure, name: String) -> SourcedNumber in
      guard use != .unheated else {
        return SourcedNumber(
          name: "building-heat.unheated.\(name)", value: 0, unit: "kWh/m²", year: 2020,
          source: "by definition of the use", confidence: .high)
      }
      var source = "MODERATE EU27 Building Stock 2020 v1.2, doi 10.5281/zenodo.10655098"
      if !isKnown { source += "; mean over all age bands, weighted by heated area" }
      if use == .industrial { source += "; other non-residential buildings stand in for industry" }
      if table != country { source += "; \(table) stands in for \(country)" }
      let isProxy = table != country || use == .industrial
      let number = SourcedNumber(
        name: "building-heat.\(table).\(use.word).\(isKnown ? "\(band)" : "all").\(name)",
        value: stock.value(
          measure, country: table,
          use: use == .industrial ? BuildingUse.otherNonResidential.word : use.word, band: row),
        unit: "kWh/m²", year: 2020, source: source, licence: "CC BY 4.0",
        confidence: isProxy || !isKnown ? .low : .medium)
      return draw.map { number.drawn($0) } ?? number
    }
    return (
      number(.spaceHeat, "space-heat"), number(.hotWater, "hot-water"),
      number(.finalCooling, "cooling")
    )
  }

  /// The country whose building stock stands for a country's: itself, the given proxy, the stated one; or nil.
  public func stockCountry(of country: String, proxy: String?) -> String? {
    [country, proxy ?? proxies[country] ?? ""].first { stock.holds($0) }
  }
}

extension SourcedNumber {
  /// The number as it is in a possible world.
  func drawn(_ draw: NumberDraw) -> SourcedNumber {
    SourcedNumber(
      name: name, value: draw.value(of: self), unit: unit, year: year, source: source,
      licence: licence, confidence: confidence, range: range)
  }

  /// The number with a lower confidence and a note in its source.
  func changed(confidence: Confidence, note: String) -> SourcedNumber {
    SourcedNumber(
      name: name, value: value, unit: unit, year: year, source: "\(source); \(note)",
      licence: licence, confidence: confidence)
  }

  /// The EU's number in place of a country's.
  func standingIn(for country: String) -> SourcedNumber {
    changed(confidence: .low, note: "the EU stands in for \(country)")
  }
}
