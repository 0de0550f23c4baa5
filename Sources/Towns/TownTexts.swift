import PlanModel

/// The texts of a town's folder: the plan file and the README.
struct TownTexts {
  let frame: TownFrame
  /// The people of each district.
  let people: [Int]

  private var town: TownSpecification { frame.specification }
  private var notice: String { TownLayers.notice(town) }

  /// What is decided on: squares that hold a turbine where there is wind and land for it, and not too many of them.
  private var units: String {
    frame.area < 120e6 ? "{squares: 1 km}" : frame.area < 1200e6 ? "{squares: 2 km}" : "districts"
  }

  /// The budget, rounded to two digits.
  private var budget: String {
    "\(Self.twoDigits(Double(frame.population) * town.budgetPerPerson / 1e6)) MEUR"
  }

  /// The most electricity that may be generated, rounded to two digits.
  private var generation: String {
    "\(Self.twoDigits(Double(frame.population) * town.generationPerPerson / 1e6)) GWh"
  }

  /// What it is worth that all are heard, rounded to two digits: some euros a person.
  private var worth: String {
    "\(Self.twoDigits(Double(frame.population) * Self.worthPerPerson / 1e3)) kEUR"
  }

  /// A judgement, for an example only, EUR/a.
  private static let worthPerPerson = 20.0

  static func twoDigits(_ amount: Double) -> String {
    var step = 0.1
    while amount / step >= 100 { step *= 10 }
    return text((amount / step).rounded() * step)
  }

  /// The plan file.
  var plan: String {
    """
    # An example plan for CommonGround. \(notice)
    #
    #   commonground check .          lists what is wrong or doubtful
    #   commonground plan . --out run writes the plan, its maps and its district sheets
    #
    # To see what a decision costs: change the budget below, run again, and compare.
    commonground: 1
    name: \(town.name)
    country: \(town.country)
    notice: "\(notice)"
    attribution: "Made-up town by CommonGround, CC0 1.0"
    # The country's own grid; all areas are computed in it.
    crs: \(town.crs)
    years: {base: \(town.populationYear), target: 2035}

    layers:
      districts:
        source: data/town.gpkg
        layer: districts
        id: district_id
        fields:
          name: name
          population: population

      # The building register, with the gaps that registers have: use is missing for 15 % of the buildings, the year
      # for 30 %, levels for 45 %. A few have a point or nothing for a geometry, a few a polygon that crosses itself.
      buildings:
        source: data/town.gpkg
        layer: buildings
        id: building_id
        fields:
          # Left the register's word, right what it means in the plan.
          use:
            field: use
            values:
    \(values(TownUse.allCases.map { ($0.word, $0.planWord) }, indent: 10))
            otherwise: otherNonResidential
          # The register writes 9999 where the year is not known.
          year: {field: year, missing: [9999]}
          levels: levels
          height: {field: height, unit: m}
          dwellings: dwellings
          owner: {field: owner, values: {state: public}}
          carrier:
            field: heating
            values:
    \(values(TownBuildings.heatings.map { ($0.word, $0.carrier.rawValue) }, indent: 10))

      # The survey covers most of the municipality; what it leaves out is a row of its own in the area ledger.
      landUse:
        source: data/town.gpkg
        layer: land_use
        id: land_use_id
        fields: {class: class}

      # What keeps actions off the land. Protected areas overlap each other; their area is counted once.
      constraints:
        - name: protected areas
          source: data/town.gpkg
          layer: protected_areas
          id: site_id
        - name: floodplain
          source: data/town.gpkg
          layer: floodplain
          id: reach
        - name: river
          source: data/town.gpkg
          layer: rivers
          buffer: 40 m

      potentials:
        - {name: radiation, kind: radiation, source: data/radiation.tif, unit: kWh/m²}
        - {name: wind speed, kind: windSpeed, source: data/wind.tif, unit: m/s}

      # Where the climate strikes: exposed people, buildings and floor area stand in the sheets and in risk.csv.
      hazards:
        - {name: flooded land, hazard: flood, source: data/town.gpkg, layer: floodplain, id: reach}

      # What citizens, business, public authorities and academia want where.
      interests:
        - name: town talks
          source: data/town.gpkg
          layer: interests
          id: site_id
          fields: {group: helix_group, stance: stance, topic: topic, name: name}

    # What is decided on, place by place.
    units: \(units)

    inventory:
      factors: CO2e
      # Of a recent year: the Covenant's default is of 2013, and solar power would be credited with coal long gone.
      # \(town.electricitySource).
      emissionFactors: {electricity: \(Self.text(town.electricityFactor)) kg/MWh}
      # Beside the buildings: the country's means a person, until the town's own inventory is at hand (`file:`).
      estimate: [transport, waste]
    \(proxy)
    actions:
      # The town's own buildings wait until it is decided where a heat network is built.
      without: [municipal-network]

    # How sure the plan is: asked again with every default number drawn from its range.
    uncertainty: {draws: \(frame.buildings < 100_000 ? 100 : 10)}

    # Who is heard, and what follows from it. The weights of the groups are all alike: a choice of the council.
    society:
      themes:
        solar roofs: [roof-pv, roof-pv-all]
        solar fields: [ground-pv, agri-pv]
        heat networks: [district-heating, heat-network-biomass]
        renovation: [renovation-light, renovation-medium, renovation-deep]
      contributions:
        - name: spring dialogue
          source: data/town.gpkg
          layer: voices
          id: voice_id
          # A pin speaks about everything within so many metres.
          reach: 300 m
          fields:
            group: {field: helix_group, values: {citizens: civil, public authority: public}}
            stance: stance
            subject: subject
            condition: condition
            strength: {field: strength_percent, unit: "%"}
            # What is the same in all voices of one person; it is never written out.
            person: person
            date: said_on
            district: district
      # Those who ask for it count as support, because the plan fulfils it.
      conditionsMet: [citizens own a share]
      # What it is worth in a year that all groups get all they asked for. Set it to 0 and compare.
      worth: \(worth)
      # Each group gets at least this share of what its best possible plan would give it.
      fairness: 55 %
    \(carriers)
    \(governance)

    \(money)
    \(contract)
    problem:
      # leastCost: reach the target at the least yearly cost. mostReduction: make the most of the budget.
      objective: leastCost
      budgets:
        # THE LINE TO CHANGE: what the municipality, its people and its firms may invest until the target year.
        - {name: investment budget, amount: investment, atMost: \(budget)}
      targets:
        - {name: climate target, amount: co2, atLeast: \(Self.text(town.target)) % of baseline}
    \(floors)
      caps:
        - {name: land for energy, amount: land, atMost: \(landCap) ha}
        # What the grid takes up: less than the electricity that is used here.
        - name: local electricity
          amount: renewableEnergy
          actions: [agri-pv, ground-pv, parking-pv, roof-pv, roof-pv-all, wind]
          atMost: \(generation)
      gap: 0.5 %

    """
  }

  /// The floor of each district; none in towns of many districts or few buildings, where some districts are fields with
  /// nothing to invest in.
  private var floors: String {
    frame.districtCount > 40 || frame.buildings < 50 * frame.districtCount
      ? "  # No floor for each district: some are fields with nothing to invest in."
      : """
        # Nobody is left out: every district gets something.
        floors:
          - {name: every district, amount: investment, per: district, atLeast: 1 kEUR}
      """
  }

  /// At most 0.1 % of the municipality, in whole hectares.
  var landCap: Int { Int((Swift.max(1, frame.area * 0.001 / 10_000)).rounded()) }

  /// Switzerland is not in the table of building defaults.
  private var proxy: String {
    town.country == "CH"
      ? "  # The table of building defaults covers the European Union; Austria stands in.\n  proxyCountry: AT\n"
      : ""
  }

  private func values(_ pairs: [(String, String)], indent: Int) -> String {
    pairs.map { String(repeating: " ", count: indent) + "\($0.0): \($0.1)" }
      .joined(separator: "\n")
  }

  /// The README.
  ///
  /// - Parameter year: The year of a second inventory; nil: there is none.
  func readme(monitored year: Int?) -> String {
    let second =
      year.map {
        """


        `plan-monitored.yaml` is the same plan with a second inventory of \($0) and the statuses of its actions (`monitoring/`): `commonground plan plan-monitored.yaml --out run` writes `monitoring/report` beside all else.
        """
      } ?? ""
    let growth = frame.population == town.population ? "" : ", in proportion to the buildings"
    return """
      # \(town.name), made up

      \(notice)

      CommonGround drew this town as an example (seed \(frame.givenSeed)). Streets, buildings, fields, people's wishes and protected
      areas are invented; no feature stands for a real one. The data are given away under CC0 1.0.

      What it rests on:

      | | value | source | confidence |
      | --- | --- | --- | --- |
      | population | \(frame.population)\(growth) (published: \(town.population), \(town.populationYear)) | \(town.source) | \(town.confidence.rawValue) |
      | area | \(Self.text(frame.area / 1e6)) km² (published: \(Self.text(town.areaKm2)) km²) | the same | \(town.confidence.rawValue) |
      | horizontal irradiation | \(Self.text(town.radiation)) kWh/m² a year in the mean | Global Solar Atlas (CC BY 4.0), 0.25° | medium |
      | wind speed | \(Self.text(town.windSpeed)) m/s in the mean | Global Wind Atlas (CC BY 4.0), 0.25° | medium |
      | climate | \(town.climate) (Köppen–Geiger) | recalled | low |
      | CRS | \(town.crs) | EPSG registry | high |
      | all else | drawn | judgement | low |

      | layer of `data/town.gpkg` | content |
      | --- | --- |
      | `municipality` | the outline |
      | `districts` | \(frame.districtCount) districts, an exact partition of the municipality; people add up to the population |
      | `buildings` | \(frame.buildings) records with the gaps of real registers: use missing for 15 %, year 30 % (and 9999 for some), levels 45 %, height 35 %, dwellings 20 %, heating for most; one in \(TownBuildings.pointEvery) is a point, one in \(TownBuildings.nullEvery) has no geometry, one in \(TownBuildings.crossedEvery) crosses itself, one in \(TownBuildings.doubledEvery) is there twice |
      | `land_use` | land use; it ends short of the border in the east, and up to \(TownLayers.sliverCount) slivers overlap their neighbours |
      | `protected_areas` | protected areas, overlapping each other |
      | `rivers`, `floodplain` | the \(town.river) with two brooks, and the land it floods |
      | `interests` | what groups of the quadruple helix claim, support or oppose |
      | `voices` | what made-up people of the four groups said on the map: pins, lines, areas, and votes about a district |
      | `streets` | streets and roads |

      `capacity.yaml` holds what the town answers about itself. Stakeholders, funds, pledges and texts of the plan are made up too.

      `data/radiation.tif` and `data/wind.tif` have no value in their north-western corner.

      Run `commonground plan .` in this folder; then change the budget in `plan.yaml` and run again.\(second)

      """
  }

  /// The licence of the folder.
  var licence: String {
    """
    \(notice)

    To the extent possible under law, whoever makes this folder with CommonGround waives all copyright and related or
    neighbouring rights to it: CC0 1.0 Universal, https://creativecommons.org/publicdomain/zero/1.0/

    """
  }

  /// A number without needless zeros.
  static func text(_ value: Double) -> String {
    let rounded = (value * 100).rounded() / 100
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }
}
