import PlanModel

extension MapStyles {
  /// Maps of numbers: what the plan does, what it brings, what is there today, what the place could give, and climate risk.
  ///
  /// Titles, classes and colours are those of the drawings.
  var numbers: [Style] {
    let themes = MapThemes(account)
    let drawn = themes.effects + themes.benefits + themes.densities
    let own = [workToBuild, emissionsToday].compactMap { $0 } + potentials
    return (drawn + own).compactMap { theme in
      place(of: theme).map { style(of: theme, on: $0) }
    } + themes.risks.indices.compactMap { risk(at: $0, themes.risks[$0]) }
  }

  /// Where the numbers of a theme stand in the GeoPackage.
  private struct Source {
    var layer: String
    var measure: MapMeasure
    var group: String
  }

  private func place(of theme: MapTheme) -> Source? {
    let perHectare = MapMeasure.perHectare
    func unit(_ field: String, _ factor: Double, _ group: String) -> Source {
      Source(layer: "units", measure: perHectare(field, factor), group: group)
    }
    func benefit(_ measure: MapMeasure) -> Source {
      Source(layer: "benefits", measure: measure, group: "What it brings")
    }
    switch theme.name {
    case "investment": return unit(MapLayers.columnName(of: .investment), 1, "Effects of the plan")
    case "emissions-avoided": return unit(MapLayers.columnName(of: .co2), 1, "Effects of the plan")
    case "local-value": return benefit(perHectare("local_value_EUR_per_a", 1))
    case "bill-savings":
      return benefit(MapMeasure("household_bill_savings_EUR_per_person_a"))
    case "energy-poverty-relief": return benefit(perHectare("people_reached_by_relief", 1))
    case Self.work: return benefit(perHectare("job_years", 1))
    case "heat-demand":
      return indicator("useful-heat").map { unit(MapLayers.columnName(of: $0), 0.001, "Today") }
    case "solar-potential":
      return indicator("pv-potential").map {
        unit(MapLayers.columnName(of: $0), 0.001, "Potentials")
      }
    case "emissions-today":
      return indicator("emissions").map { unit(MapLayers.columnName(of: $0), 1, "Today") }
    case "energy-poverty":
      let shares = ["vulnerability-cost-share", "vulnerability-cost"]
      let table = result.districtIndicators
      let told = shares.compactMap { id in table.indicators.firstIndex { $0.id == id } }
      let districts = 0..<result.districts.count
      return told.first { position in districts.contains { table.values[position][$0] != nil } }
        .map {
          Source(
            layer: "districts",
            measure: MapMeasure(MapLayers.columnName(of: table.indicators[$0])), group: "Today")
        }
    default:
      return indicator(theme.name).map {
        unit(MapLayers.columnName(of: $0), 0.001, "Potentials")
      }
    }
  }

  private func indicator(_ id: String) -> Indicator? {
    result.unitIndicators.indicators.first { $0.id == id }
  }

  /// The numbers of an indicator by hectare of each unit; nil where it is nowhere above 0.
  private func theme(
    _ name: String, of id: String, title: String? = nil, times factor: Double, unit: String
  ) -> MapTheme? {
    guard let position = result.unitIndicators.indicators.firstIndex(where: { $0.id == id })
    else { return nil }
    let indicator = result.unitIndicators.indicators[position]
    let values = result.unitIndicators.values[position]
    return graduated(
      name, title: title ?? indicator.title, note: indicator.method, unit: unit,
      result.units.ids.indices.map { factor * (values[$0] ?? 0) })
  }

  private func graduated(
    _ name: String, title: String, note: String, unit: String, _ amounts: [Double],
    rest: String = "none or unknown"
  ) -> MapTheme? {
    MapTheme.graduated(
      name, title: title, note: note, unit: "\(unit) per ha",
      values: zip(amounts, result.units.area).map { $1 > 0 ? $0 / ($1 / 10_000) : 0 },
      geometry: result.units.geometry, area: result.units.area, rest: rest)
  }

  private static let work = "work-to-build"

  private var workToBuild: MapTheme? {
    guard account.isDecided, let benefits = result.benefits else { return nil }
    return graduated(
      Self.work, title: "Work to build", note: "Wherever the workers live.", unit: "job-years",
      benefits.units.jobYears, rest: "none")
  }

  private var emissionsToday: MapTheme? {
    theme(
      "emissions-today", of: "emissions", title: "Emissions of today", times: 1, unit: "t CO2e/a")
  }

  /// Energy that the place could give, beside that of roofs.
  private var potentials: [MapTheme] {
    [
      "solar-thermal-potential", "ground-pv-potential", "agri-pv-potential", "wind-potential",
      "biomass-potential", "geothermal-borehole-potential", "geothermal-collector-potential",
    ].compactMap { theme($0, of: $0, times: 0.001, unit: "MWh/a") }
  }

  /// The class of a climate risk by district.
  private func risk(at position: Int, _ theme: MapTheme) -> Style? {
    let risks = (result.climateRisk?.risks ?? []).filter { risk in
      risk.level.prefix(result.districts.count).contains { $0 != nil }
    }
    guard risks.indices.contains(position) else { return nil }
    let field = "risk-class-\(risks[position].hazard.slug)"
    guard
      let indicator = result.districtIndicators.indicators.first(where: { $0.id == field })
    else { return nil }
    let classes = HazardLevel.allCases.reversed().compactMap { level -> MapClass? in
      guard let kind = theme.classes.first(where: { $0.label == "risk \(level.word)" }) else {
        return nil
      }
      return MapClass(
        value: "\(level.rawValue + 1)", label: kind.label, symbol: .fill(kind.fill.colour))
    }
    return Style(
      layer: "districts", name: theme.title.lowercasedFirst,
      drawing: .categories(
        MapLayers.columnName(of: indicator),
        classes + [
          MapClass(value: "", label: theme.rest ?? "none", symbol: .fill(Palette.none))
        ]), isDefault: false, description: theme.note, group: "Climate risk",
      fileName: theme.name)
  }

  /// The style of a graduated theme: the highest class first, what has none last.
  private func style(of theme: MapTheme, on source: Source) -> Style {
    // Numbers at the ends of the legend, which the program that draws computes again.
    let slack = 1e-9
    var limits = theme.limits
    limits[0] *= 1 - slack
    limits[limits.count - 1] *= 1 + slack
    let ranges = theme.classes.enumerated().map { place, kind in
      MapRange(
        lower: limits[place], upper: limits[place + 1], label: kind.label,
        symbol: .fill(kind.fill.colour))
    }
    let rest = MapRange(
      lower: -1e15, upper: 0, label: theme.rest ?? "none", symbol: .fill(Palette.none),
      holdsMissing: true)
    return Style(
      layer: source.layer, name: theme.title.lowercasedFirst,
      drawing: MapDrawing(.ranges(of: source.measure, ranges.reversed() + [rest])),
      isDefault: theme.name == "local-value", description: theme.note, group: source.group,
      fileName: theme.name)
  }
}
