import PlanModel

/// The commented plan file that `init` writes.
///
/// Lines that begin with `#` and no space behind it are keys to switch on by taking the `#` away. The data files that
/// it names do not exist yet; apart from them it reads without an error.
///
/// - Parameters:
///   - name: The municipality's name.
///   - country: The country as two letters of ISO 3166.
public func planTemplate(name: String, country: String) -> String {
  """
  # A plan for CommonGround. Check it with `commonground check`, run it with `commonground plan`.
  # Every quantity has its unit. A key that is not known is an error. Paths are relative to this file.
  # Lines that begin with `#` and no space behind it are choices: take the `#` away to use them.
  commonground: 1
  name: \(quoted(name))
  country: \(quoted(country))
  # The projected CRS in metres to plan in; without it, it is derived from the districts.
  #crs: EPSG:3035
  # The year that the data describe, and the year that the targets are for.
  years: {base: 2024, target: 2035}
  # A sentence that stands on every output.
  #notice: Draft for the council's committee.

  # Each layer is a file or connection that GDAL reads: GeoPackage, FlatGeobuf, GeoJSON, Shapefile, GML,
  # /vsizip/archive.zip/file.shp, PG:dbname=town, WFS:https://…
  # `fields` says which field of yours means what; `values` what your words mean in the plan's words.
  layers:
    # Required: the areas that people name and that reports are about.
    districts:
      source: data/districts.gpkg
      id: code
      name: name
      fields:
        population: inhabitants
        #medianIncome: {field: income, unit: EUR/household}
        #lowIncomeShare: {field: poor, unit: "%"}
        #elderlyShare: {field: old, unit: "%"}

    # Whatever is known of the buildings; what is missing is taken from defaults, and marked so.
    buildings:
      source: data/buildings.gpkg
      id: id
      #layer: buildings
      #filter: "status <> 'planned'"
      fields:
        # The plan's words: \(words(BuildingUse.allCases.map(\.word), indent: 8))
        use: {field: use, values: {house: singleFamily, flats: multiFamily}, otherwise: otherNonResidential}
        levels: floors
        height: {field: height, unit: m}
        year: {field: built, missing: [9999, 0]}
        #dwellings: dwellings
        #floorArea: {field: area, unit: m²}
        #roofArea: {field: roof, unit: m²}
        #owner: {field: owner, values: {town: municipal}, otherwise: private}

    # Without land use, the plan has no actions on open land.
    landUse:
      source: data/landuse.gpkg
      fields:
        # The plan's words: \(words(LandUseClass.allCases.map(\.word), indent: 8))
        class: {field: class, values: {residential: built, fields: arable, meadow: grassland}, otherwise: other}

    # What forbids or limits the use of land, and how far around.
    constraints:
      - {name: protected areas, source: data/protected.gpkg}
      - {name: river, source: data/rivers.gpkg, buffer: 50 m, excludes: [ground-pv, wind]}

    # Rasters of what sun and wind offer; without them, the country's defaults are used.
    potentials:
      - {name: sun, kind: radiation, source: data/radiation.tif, unit: kWh/m²}
      #- {name: wind speed, kind: windSpeed, source: data/wind.tif, unit: m/s}
      #- {name: surface, kind: elevation, source: data/surface.tif, unit: m}
      #- {name: modules, kind: photovoltaicYield, source: data/pvout.tif, unit: kWh/kWp}
      #- {name: sealing, kind: imperviousness, source: data/imperviousness.tif, unit: "%"}

    # Where climate hazards strike. The plan's words: \(words(ClimateHazard.allCases.map(\.rawValue), indent: 4))
    #hazards:
    #  - name: flood zones
    #    hazard: flood
    #    source: data/flood.gpkg
    #    fields: {level: {field: class, values: {rare: low, frequent: high}, otherwise: moderate}}

    # Points where heat is left over.
    #wasteHeat:
    #  source: data/wasteheat.gpkg
    #  fields: {energy: {field: heat, unit: MWh}, temperature: degrees, name: plant}

    # Areas that people or departments claim, support or oppose.
    #interests:
    #  - name: town talks
    #    source: data/interests.gpkg
    #    fields: {group: who, stance: {field: stance, values: {"yes": support, "no": oppose}}, topic: topic}

  # What is decided on: `districts`, `{squares: 500 m}`, `{hexagons: 300 m}`, or the features of a layer such as
  # `{layer: {source: data/parcels.gpkg, id: number}}`; cut by the districts.
  units: districts

  inventory:
    # CO2, CO2e or LCA.
    factors: CO2e
    #emissionFactors: {electricity: 285 kg/MWh}
    #heatCarriers: {naturalGas: 60 %, heatingOil: 25 %, biomass: 15 %}
    #prices: {electricity: 240 EUR/MWh, naturalGas: 90 EUR/MWh}
    #discountRate: 3.5 %
    #climateFactor: 1.05
    #proxyCountry: AT
    # What the city knows; the buildings are made to agree with it.
    #energy:
    #  residential: {electricity: 22 GWh, naturalGas: 10 GWh, coal: NO, liquidGas: NE}
    #  transport: {diesel: 70 GWh, gasoline: 25 GWh}
    #emissions: {waste: 4000 t, land: -9000 t}
    #localElectricity: {photovoltaics: 6 GWh, wind: 2 GWh}

  # The built-in catalogue, and catalogue files of your own.
  actions:
    builtIn: true
    #files: [actions.yaml]
    #without: [wind]

  problem:
    # leastCost reaches the targets at the least annualised cost; mostReduction makes the most of the budgets.
    objective: leastCost
    budgets:
      - {name: municipal budget, amount: investment, atMost: 12 MEUR}
    targets:
      - {name: climate target, amount: co2, atLeast: 20 % of baseline}
    # What each district gets at least, as a sum or as a share of the plan.
    #floors:
    #  - {name: fair start, amount: investment, per: district, atLeast: 100 kEUR}
    # What may be used at the most.
    #caps:
    #  - {name: land, amount: land, atMost: 20 ha}
    #  - {name: substations, amount: gridPower, per: district, atMost: 5 MW}
    #shares:
    #  - {name: every district counts, amount: investment, per: district, atLeast: 2 %}
    # Decisions that were taken already.
    #locks:
    #  - {district: "1", action: wind, decision: out, reason: "council, 12 May", bends: never}
    # Steps in time; budgets and targets may then have a limit for each: `atMost: {first: 5 MEUR, second: 7 MEUR}`.
    #phases:
    #  - {name: first, years: 2025-2030}
    #  - {name: second, years: 2031-2035}
    # In one unit, roofs wait for the envelope.
    #sequence:
    #  - {first: renovation-deep, then: roof-pv}
    gap: 0.1 %

  """
}

/// A text as a quoted YAML scalar in one line; JSON's quotes are YAML's.
private func quoted(_ text: String) -> String {
  let line = String(text.map { $0.isNewline ? " " : $0 })
  return JSONValue.string(line).text()
}

/// Words in comment lines that fit the page.
private func words(_ words: [String], indent: Int) -> String {
  var lines = [""]
  for (position, word) in words.enumerated() {
    let part = word + (position + 1 < words.count ? ", " : "")
    if lines[lines.count - 1].count + part.count > 76 { lines.append("") }
    lines[lines.count - 1] += part
  }
  return lines.map { $0.trimmed }.joined(separator: "\n\(String(repeating: " ", count: indent))# ")
}
