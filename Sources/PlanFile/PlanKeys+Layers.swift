import PlanModel

/// What a field of a layer may mean.
struct FieldRole: Sendable {
  /// What the values are.
  enum Kind: Sendable {
    /// Any text.
    case text
    /// Words of a list.
    case words([String])
    /// Numbers without a unit.
    case plainNumber
    /// Numbers of a dimension.
    case measure(Dimension)
  }
  /// The role, as the model names it.
  let name: String
  /// What the values are.
  let kind: Kind
  /// What it means, for people.
  let about: String

  /// Declares a role.
  init(_ name: String, _ kind: Kind, _ about: String) {
    self.name = name
    self.kind = kind
    self.about = about
  }

  /// Whether the plan needs numbers of it.
  var isNumber: Bool {
    switch kind {
    case .text, .words: false
    case .plainNumber, .measure: true
    }
  }

  /// What a value of the plan's may be, as the target of a value mapping.
  var meaning: YAMLShape {
    switch kind {
    case .text: .text
    case .words(let words): .word(words)
    case .plainNumber, .measure: .number(-1e15...1e15)
    }
  }

  /// The keys of the long form of the field.
  var keys: YAMLKeys {
    var keys = [
      YAMLKey("field", .text, "The field's name in the source."),
      YAMLKey("constant", meaning, "The value of every feature, where there is no field."),
    ]
    if case .measure(let dimension) = kind {
      keys.append(
        YAMLKey(
          "unit", .word(Unit.symbols(of: dimension)),
          dimension == .share
            ? "The unit of the source's numbers; shares of one without it."
            : "The unit of the source's numbers; \(Unit.internal(dimension).symbol) without it."))
    }
    keys += [
      YAMLKey(
        "values", .table(of: meaning, among: nil),
        "What the source's words mean, as `source: meaning`."),
      YAMLKey(
        "otherwise", meaning,
        "What words mean that `values` does not list; without it they stay as they are."),
      YAMLKey(
        "missing", .list(of: .text),
        "Words or numbers that mean that nothing is known, for example [9999]."),
    ]
    return YAMLKeys("the field `\(name)`", keys)
  }

  /// The key under `fields`.
  var key: YAMLKey { YAMLKey(name, .either([.text, .mapping(keys)]), about) }
}

extension PlanKeys {
  static let layers = YAMLKeys(
    "a set of layers",
    [
      YAMLKey(
        "districts", .mapping(districts), required: true,
        "Polygons that people name and reports are about, with an id."),
      YAMLKey("buildings", .mapping(buildings), "Buildings as polygons or points."),
      YAMLKey("landUse", .mapping(landUse), "Land use as polygons with a class."),
      YAMLKey(
        "population", .mapping(population),
        "A grid of people as polygons or raster, shared among buildings by residential floor area."),
      YAMLKey(
        "constraints", .list(of: .mapping(constraint)), "What forbids or limits the use of land."),
      YAMLKey(
        "potentials", .list(of: .mapping(potential)),
        "Rasters of what sun and wind offer, and of the ground."),
      YAMLKey("hazards", .list(of: .mapping(hazard)), "Where climate hazards strike."),
      YAMLKey("wasteHeat", .mapping(wasteHeat), "Points where heat is left over."),
      YAMLKey(
        "interests", .list(of: .mapping(interest)),
        "Areas that people or departments claim, support or oppose."),
    ])

  static let districtRoles =
    [
      FieldRole("name", .text, "The district's name."),
      FieldRole("population", .measure(.count), "The number of inhabitants."),
      FieldRole(
        "dwellings", .measure(.count),
        "The number of dwellings by the census; dwellings that no building states are fitted to it."
      ),
    ] + socialRoles

  static let buildingRoles = [
    FieldRole("use", .words(BuildingUse.allCases.map(\.word)), "What the building is used for."),
    FieldRole(
      "sector", .words(StockSector.allCases.map(\.word)),
      "The sector of the inventory; it follows from owner and use without it."),
    FieldRole("levels", .plainNumber, "Levels above ground."),
    FieldRole(
      "height", .measure(.length), "Height; levels are derived from it where they are missing."),
    FieldRole("year", .plainNumber, "The year of construction."),
    FieldRole("dwellings", .measure(.count), "The number of dwellings."),
    FieldRole("floorArea", .measure(.area), "Gross floor area."),
    FieldRole("footprint", .measure(.area), "The footprint of buildings that are points."),
    FieldRole("roofArea", .measure(.area), "Roof area in plan view."),
    FieldRole(
      "specificHeat", .measure(.energyPerArea),
      "Useful space heat per heated area, for example from energy certificates."),
    FieldRole("uRoof", .measure(.transmittance), "U-value of the roof."),
    FieldRole("uWall", .measure(.transmittance), "U-value of the outer walls."),
    FieldRole("uFloor", .measure(.transmittance), "U-value of the lowest floor."),
    FieldRole(
      "uWindow", .measure(.transmittance),
      "U-value of the windows; where all four are known, space heat follows from them."),
    FieldRole("owner", .words(["municipal", "public", "private"]), "Who owns the building."),
    FieldRole("carrier", .words(Carrier.allCases.map(\.rawValue)), "The carrier of its heat."),
    FieldRole("name", .text, "The building's name or address."),
  ]

  static let landUseRoles = [
    FieldRole("class", .words(LandUseClass.allCases.map(\.word)), "What the land is used for."),
    FieldRole("name", .text, "The area's name."),
  ]

  static let populationRoles = [FieldRole("people", .measure(.count), "The people in the cell.")]

  static let constraintRoles = [FieldRole("name", .text, "The area's name.")]

  static let interestRoles = [
    FieldRole("group", .text, "The group that voices the interest."),
    FieldRole(
      "stance", .words(["support", "oppose", "claim"]),
      "Whether it supports, opposes or claims the area."),
    FieldRole("topic", .text, "What it is about: an action's id, a theme, or any word."),
    FieldRole(
      "force", .words(InterestForce.allCases.map(\.rawValue)),
      "The legal force of a claim: binding takes the land away, weighty must be answered, wish is heard."
    ),
    FieldRole("name", .text, "The area's name."),
  ]

  static let districts = layer(
    "the layer of districts", roles: districtRoles,
    extra: [
      YAMLKey("name", .text, "The field with the district's name; short for `fields: {name: …}`.")
    ])
  /// The registers of which the program knows fields and words.
  static let profiles = ["osm", "inspire", "catastro", "eubucco", "bag", "ruian"]

  static let buildings = layer(
    "the layer of buildings", roles: buildingRoles,
    extra: [
      YAMLKey(
        "profile", .word(profiles),
        "The register whose fields and words the source has; `fields` goes before it.")
    ])
  static let landUse = layer("the layer of land use", roles: landUseRoles)
  static let population = layer(
    "the grid of people", roles: populationRoles,
    extra: [
      YAMLKey(
        "band", .integer(1...65_535),
        "The band of a raster whose cells hold people, counted from 1; 1 without it.")
    ])
  static let unitLayer = layer("the layer of units", roles: [])

  static let constraint = layer(
    "a constraint", roles: constraintRoles,
    first: [
      YAMLKey("name", .text, required: true, "The constraint's name in the ledger and on maps.")
    ],
    extra: [
      YAMLKey(
        "buffer", .quantity(.length, 0...100_000),
        "How far around its features the constraint reaches."),
      YAMLKey(
        "excludes", .list(of: .text), "The land actions it excludes, by id; all without it."),
      YAMLKey("legalBasis", .text, "The law or plan that it stands in, shown as the reason."),
      YAMLKey(
        "conditions", .list(of: .text), "What it asks of actions that it does not exclude."),
    ])

  static let interest = layer(
    "an interest", roles: interestRoles,
    first: [YAMLKey("name", .text, required: true, "The name in tables and on maps.")])

  static let potential = YAMLKeys(
    "a potential",
    [
      YAMLKey("name", .text, required: true, "The potential's name."),
      YAMLKey(
        "kind", .word(PotentialSource.Kind.allCases.map(\.rawValue)), required: true,
        "What the raster holds: radiation (global horizontal irradiation of a year), windSpeed (mean at hub height), elevation (of the surface with its roofs), photovoltaicYield (of a kWp and year) or imperviousness (sealed share)."
      ),
      YAMLKey("source", .text, required: true, "The raster's path or GDAL connection string."),
      YAMLKey("band", .integer(1...65_535), "The band, counted from 1; 1 without it."),
      YAMLKey(
        "unit",
        .word(PotentialSource.Kind.allCases.flatMap { Unit.symbols(of: $0.dimension) }),
        required: true,
        "The unit of the raster's cells: kWh/m² or kWh/m²/d for radiation, m/s for windSpeed, m for elevation, kWh/kWp for photovoltaicYield, % for imperviousness."
      ),
      YAMLKey("crs", .text, "The CRS to assume where the raster has none."),
    ])

  /// The keys of a layer of features.
  static func layer(
    _ title: String, roles: [FieldRole], first: [YAMLKey] = [], extra: [YAMLKey] = []
  ) -> YAMLKeys {
    YAMLKeys(
      title,
      first + [
        YAMLKey(
          "source", .text, required: true,
          "A path relative to this file, or a GDAL connection string such as `PG:…` or `/vsizip/…`."
        ),
        YAMLKey("layer", .text, "The layer in the source; its only layer without it."),
        YAMLKey(
          "crs", .text, "The CRS to assume where the source has none, or instead of a wrong one."),
        YAMLKey("id", .text, "The field with the feature's id; the feature number without it."),
        YAMLKey("filter", .text, "A condition in OGR SQL, for example \"status <> 'planned'\"."),
        YAMLKey(
          "encoding", .text,
          "The encoding of text where the source does not say, for example CP1250."),
      ] + extra
        + (roles.isEmpty
          ? []
          : [
            YAMLKey(
              "fields", .mapping(YAMLKeys("the fields of \(title)", roles.map(\.key))),
              "What the source's fields mean, as `meaning: field`.")
          ]))
  }
}
