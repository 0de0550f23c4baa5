import PlanModel

/// The look of each action, the same on every map, chart and page of every run, as a place in the palette (see ``Palette/mark(_:)``).
///
/// The look belongs to the action's id: two plans, two districts or two towns side by side show an action alike. Actions of one kind have
/// one colour and are told apart by their hatching, so that a reader guesses right without the legend: suns are yellow, plants green, heat
/// networks red. Only actions that the built-in catalogue does not hold must look for a place, and only they may have another in another plan.
struct ActionLooks {
  /// By action.
  let mark: [Int]

  /// - Parameters:
  ///   - used: The actions that are the main one somewhere.
  ///   - chosen: The chosen options of each unit.
  init(_ table: OptionTable, used: [Int], chosen: [[Int]]) {
    var done = Set(used)
    for option in chosen.joined() { done.formUnion(table.packages[Int(table.package[option])]) }
    var mark = table.actions.map(Self.place)
    let strangers = table.actions.indices.filter { Self.own[table.actions[$0].id] == nil }
    // What is planned looks for a place before what is only on offer; each in the order of the catalogue.
    let order = strangers.filter(done.contains) + strangers.filter { !done.contains($0) }
    let taken = done.filter { Self.own[table.actions[$0].id] != nil }.map { mark[$0] }
    let found = Self.apart(order.map { mark[$0] }, besides: Set(taken))
    for (action, own) in zip(order, found) { mark[action] = own }
    self.mark = mark
  }

  /// The places of the classes of one map: each its own where no class before it has it, else its colour with the next hatching that none
  /// has, else the next colour.
  ///
  /// - Parameter besides: The places that are not free.
  static func apart(_ wanted: [Int], besides: Set<Int> = []) -> [Int] {
    let hues = Palette.colours.count
    let hatches = Palette.hatches
    var taken = besides
    return wanted.map { place in
      let (hue, hatch) = (place % hues, place / hues % hatches)
      let own = (0..<hatches).map { hue + (hatch + $0) % hatches * hues }
      let others = (1..<hues).flatMap { step in
        (0..<hatches).map { (hue + step) % hues + (hatch + $0) % hatches * hues }
      }
      let next = (own + others).first { !taken.contains($0) } ?? own[0]
      taken.insert(next)
      return next
    }
  }

  /// The place of an action: its own where the built-in catalogue holds it, else the first of its kind.
  static func place(of action: Action) -> Int {
    own[action.id] ?? Palette.place(kind(of: action), hatch: 1)
  }

  /// The colour of an action that the built-in catalogue does not hold: by what it acts on.
  private static func kind(of action: Action) -> Palette.Hue {
    if action.activities.contains(where: \.isTransport) { return .road }
    if action.activities.contains(.agriculture) { return .earth }
    if action.activities.contains(.industry) { return .saving }
    switch action.source {
    case .land: return .plant
    case .wastewater: return .air
    case .waste, .industrialProcesses, .fugitive, .other: return .earth
    case nil: break
    }
    return switch action.effect {
    case .saveSpaceHeat: .house
    case .saveElectricity, .saveAppliances, .saveEnergy, .saveActivity, .reduceEmissions: .saving
    case .supplyHeat(let carrier, _, _, _):
      action.cost.includesNetwork || carrier == .districtHeat ? .network : .heatPump
    case .switchActivity: .heatPump
    case .solarThermal, .photovoltaic: .sun
    case .wind, .adapt: .air
    case .green, .sequester: .plant
    }
  }

  /// The actions of the built-in catalogue by colour, the most common first.
  ///
  /// `hatch` is that of the first which has one. It differs between colours that are neighbours in grey, so that a print without colours is
  /// read; where `isPlain`, the first has none, and no two of those are neighbours in grey. Colours without a plain first have it last.
  private static let kinds: [(hue: Palette.Hue, isPlain: Bool, hatch: Int, actions: [String])] = [
    (
      .sun, true, 1,
      ["roof-pv", "roof-pv-all", "ground-pv", "parking-pv", "agri-pv", "solar-thermal"]
    ),
    (
      .plant, true, 2,
      [
        "afforestation", "urban-trees", "hedges-agroforestry", "green-roof", "peat-rewetting",
        "desealing",
      ]
    ),
    (
      .network, true, 2,
      [
        "district-heating", "heat-network-biomass", "heat-network-waste-heat",
        "municipal-network", "biomass-boiler", "fire-belts",
      ]
    ),
    (
      .heatPump, true, 1,
      [
        "heat-pump-air", "heat-pump-ground", "municipal-heat-pump", "industrial-heat-pumps",
        "farm-electrification", "refrigerants",
      ]
    ),
    (
      .house, true, 3,
      [
        "renovation-medium", "renovation-light", "renovation-deep", "municipal-renovation",
        "industry-buildings", "school-shading",
      ]
    ),
    (
      .road, true, 1,
      [
        "electric-cars", "electric-road-transport", "public-transport", "mobility-plan",
        "electric-buses", "electric-fleet",
      ]
    ),
    (
      .path, false, 4,
      [
        "cycling-walking", "car-sharing", "freight-consolidation", "eco-driving-30",
        "fleet-management", "gas-leaks",
      ]
    ),
    (
      .air, false, 4,
      [
        "wind", "rain-retention", "flood-protection", "drought-planting", "wastewater-plant",
        "heat-health-plan",
      ]
    ),
    (
      .saving, false, 4,
      [
        "street-lighting", "efficient-appliances", "tertiary-efficiency", "energy-management",
        "energy-advice", "industrial-efficiency",
      ]
    ),
    (
      .earth, false, 3,
      [
        "biowaste-collection", "waste-prevention", "farm-efficiency", "manure-and-fertiliser",
        "biowaste-digestion", "landfill-gas",
      ]
    ),
  ]

  /// By colour the hatching of the first action of its kind that has one.
  static let firstHatches: [Int] = Palette.Hue.allCases.map { hue in
    kinds.first { $0.hue == hue }?.hatch ?? 1
  }

  /// The place of each action of the built-in catalogue, by id.
  static let own: [String: Int] = Dictionary(
    uniqueKeysWithValues: kinds.flatMap { kind in
      let hatched = (0..<Palette.hatches - 1).map {
        (kind.hatch - 1 + $0) % (Palette.hatches - 1) + 1
      }
      return zip(kind.actions, kind.isPlain ? [0] + hatched : hatched + [0]).map {
        ($0, Palette.place(kind.hue, hatch: $1))
      }
    })
}
