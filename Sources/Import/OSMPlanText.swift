import PlanModel

/// The commented plan file of an import.
struct OSMPlanText {
  let place: OSMPlace
  let crs: String
  let baseYear: Int
  let tables: OSMTables
  let districts: OSMDistricts
  let land: OSMLand

  private var hasPeople: Bool { districts.districts.contains { $0.population != nil } }

  /// The text of `plan.yaml`.
  var text: String {
    """
    # A plan for CommonGround, made from OpenStreetMap. Check it with `commonground check`, run it with `commonground plan`.
    # Every quantity has its unit. A key that is not known is an error. Paths are relative to this file.
    # Lines that begin with `#` and no space behind it are choices: take the `#` away to use them.
    # completeness.md says how much of what a plan needs OpenStreetMap knows here.
    commonground: 1
    name: \(Self.quoted(place.name))
    country: \(place.country)
    notice: "\(OSMGeoPackage.notice)"
    attribution: "© OpenStreetMap contributors, ODbL 1.0"
    # All areas are computed in this grid.
    crs: \(crs)
    # The year that the data describe, and the year that the targets are for.
    years: {base: \(baseYear), target: \(max(2035, baseYear + 10))}

    layers:
      # \(districts.description.first.map { $0.uppercased() } ?? "")\(districts.description.dropFirst()).
      districts:
        source: data/osm.gpkg
        layer: districts
        id: district_id
    \(districtFields)

      # In the plan's words already. `building`, `use_source`, `roof_shape` and `address` are there to look at.
      buildings:
        source: data/osm.gpkg
        layer: buildings
        id: osm_id
        fields:
          use: use
          levels: levels
          height: {field: height, unit: m}
          year: year
          dwellings: dwellings
          name: name

    \(landUse)\(constraints)
    # What is decided on: `districts`, `{squares: 500 m}`, `{hexagons: 300 m}` or a layer of parcels.
    units: districts

    inventory:
      factors: CO2e
    \(inventory)

    problem:
      # leastCost reaches the target at the least annualised cost; mostReduction makes the most of the budgets.
      objective: leastCost
      #budgets:
      #  - {name: municipal budget, amount: investment, atMost: 12 MEUR}
      targets:
        - {name: climate target, amount: co2, atLeast: 20 % of baseline}
      gap: 0.5 %

    """
  }

  private var districtFields: String {
    if !hasPeople {
      return """
            name: name
            # OpenStreetMap does not say how many people live here. Fill the field `population` of the layer, then switch it on.
            #fields: {population: population}
        """
    }
    let note =
      districts.spreads
      ? "    # People of the municipality, spread by floor area of homes: replace by the census.\n"
      : ""
    return note + "    name: name\n    fields: {population: population}"
  }

  private var landUse: String {
    if land.patches.isEmpty {
      return "  # OpenStreetMap has no land use here: the plan has no actions on open land.\n"
    }
    return """
        # The smallest areas come first: where two overlap, the first has the ground.
        landUse:
          source: data/osm.gpkg
          layer: land_use
          id: osm_id
          fields: {class: class}

      """
  }

  private var constraints: String {
    if land.constraints.isEmpty { return "" }
    var lines = [
      "",
      "  # What keeps actions off the land. The buffers are defaults, most of them judgements: put your own rules here.",
      "  constraints:",
    ]
    for (kind, _) in land.constraints {
      lines.append("    # \(kind.source) (\(kind.confidence) confidence).")
      lines.append("    - name: \(kind.name)")
      lines.append("      source: data/osm.gpkg")
      lines.append("      layer: \(kind.layer)")
      lines.append("      id: osm_id")
      if kind.buffer > 0 { lines.append("      buffer: \(Self.number(kind.buffer)) m") }
      if !kind.excludes.isEmpty {
        lines.append("      excludes: [\(kind.excludes.joined(separator: ", "))]")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var inventory: String {
    var lines: [String] = []
    if let proxy = tables.proxies[place.country] {
      lines.append(
        "  # The tables of building defaults do not cover the country; another stands in.")
      lines.append("  proxyCountry: \(proxy)")
    }
    lines.append(
      "  # Beside the buildings: national means a person, until the municipality's own inventory is at hand (`file:`)."
    )
    lines.append(
      hasPeople
        ? "  estimate: [transport, waste]"
        : "  # They need the number of people.\n  #estimate: [transport, waste]")
    return lines.joined(separator: "\n")
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() ? "\(Int(value))" : "\(value)"
  }

  /// A text as a quoted YAML scalar in one line; JSON's quotes are YAML's.
  private static func quoted(_ text: String) -> String {
    JSONValue.string(String(text.map { $0.isNewline ? " " : $0 })).text()
  }
}
