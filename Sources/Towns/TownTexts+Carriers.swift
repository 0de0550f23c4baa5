/// Who carries out the plan of an example town and what pays for it: made up, as all of the town.
extension TownTexts {
  /// The ids of the two districts of most people beside the first, where the energy community works.
  var community: [String] {
    communityRows.map { TownLayers.districtID($0 + 1, of: frame.districtCount) }
  }

  private var communityRows: [Int] {
    people.indices.dropFirst().sorted { (people[$1], $0) < (people[$0], $1) }.prefix(2).sorted()
  }

  private var communityPeople: Double {
    Double(communityRows.map { people[$0] }.reduce(0, +))
  }

  /// What the community can connect in a year: judged, more than half of what the roofs there could hold until the target year.
  private var communityPower: String {
    Self.twoDigits(Swift.max(1, communityPeople * Self.powerPerPerson))
  }

  /// The money that the community can raise: judged, less than all of these roofs cost.
  private var communityCapital: String {
    Self.twoDigits(Swift.max(1, communityPeople * Self.capitalPerPerson / 1e3))
  }

  /// A judgement, for an example only, kW a person and year.
  private static let powerPerPerson = 0.15
  /// A judgement, for an example only, EUR a person.
  private static let capitalPerPerson = 2000.0

  /// One in four people of these districts, and never fewer than a cooperative needs.
  var communityMembers: Int { Swift.max(7, Int((communityPeople / 4).rounded())) }

  /// Swiss towns get no money of the European Union.
  var isInUnion: Bool { frame.specification.country != "CH" }

  /// The keys under `society`: stakeholders of the four groups, and what two of them pledge.
  var carriers: String {
    let area = community.joined(separator: ", ")
    return """
        # Who carries the plan out. Where the plan has an action that nobody here leads, `commonground plan` says so. `roles` are
        # words of the catalogue: outputs name the stakeholder in their place.
        stakeholders:
          - id: town
            name: Municipality of \(frame.specification.name)
            group: public
            engagement: empower
            interest: high
            influence: high
            leads: [municipal-renovation, municipal-heat-pump, energy-management, street-lighting, urban-trees, cycling-walking, eco-driving-30, mobility-plan, public-transport, electric-buses, fleet-management, electric-fleet, desealing, school-shading, heat-health-plan, rain-retention, drought-planting, flood-protection]
            roles: [Local authority]
            skills: [spatial planning, public procurement]
          - id: utility
            name: Municipal utility
            group: public
            engagement: collaborate
            interest: high
            influence: high
            leads: [district-heating, heat-network-biomass, waste-prevention, biowaste-collection, biowaste-digestion, wastewater-plant, gas-leaks]
            roles: [Municipal utility]
            partners: [electric-fleet]
            skills: [pipes and heat networks, meters]
          # The cooperative owns the roofs' modules in two districts, as far as its craftspeople and its money reach.
          - id: community
            name: Energy community
            group: civil
            engagement: empower
            interest: high
            influence: medium
            area: [\(area)]
            leads: [roof-pv, roof-pv-all]
            roles: [Energy communities]
            partners: [parking-pv, ground-pv, agri-pv, energy-advice]
            members: \(communityMembers)
            skills: [planning of roofs, shares and contracts]
            capacity:
              - {amount: gridPower, atMost: \(communityPower) kW, per: year}
            capital: \(communityCapital) kEUR
          - id: owners
            name: Association of home owners
            group: civil
            engagement: involve
            interest: medium
            influence: medium
            leads: [renovation-light, renovation-medium, renovation-deep, heat-pump-air, heat-pump-ground, biomass-boiler, solar-thermal, roof-pv, roof-pv-all, green-roof, electric-cars]
            roles: [Building owners]
            partners: [efficient-appliances, energy-advice]
          - id: cyclists
            name: Cyclists and walkers
            group: civil
            engagement: consult
            interest: high
            influence: low
            partners: [cycling-walking, eco-driving-30, mobility-plan]
            roles: [Cycling associations]
          - id: firms
            name: Association of firms
            group: business
            engagement: collaborate
            interest: medium
            influence: high
            leads: [tertiary-efficiency, industry-buildings, industrial-efficiency, industrial-heat-pumps, parking-pv, ground-pv, wind, car-sharing, freight-consolidation, electric-road-transport, refrigerants]
          - id: farmers
            name: Agricultural cooperative
            group: business
            engagement: involve
            interest: medium
            influence: medium
            leads: [agri-pv, afforestation, hedges-agroforestry, farm-efficiency, farm-electrification, manure-and-fertiliser]
            roles: [Farmers]
            partners: [biomass-boiler, heat-network-biomass]
          - id: grid
            name: Grid operator
            group: business
            engagement: consult
            interest: low
            influence: high
            partners: [roof-pv, roof-pv-all, heat-pump-air, heat-pump-ground, electric-road-transport]
            roles: [Grid operator]
          - id: institute
            name: Energy institute of the university
            group: academia
            engagement: collaborate
            interest: high
            influence: low
            leads: [efficient-appliances, energy-advice]
            roles: [Universities]
            partners: [renovation-medium, renovation-deep, energy-management]
            skills: [measuring, advice to households]
        # What is promised, held against what the plan asks for.
        pledges:
          - {by: community, action: roof-pv-all, districts: [\(area)], amount: \(communityCapital) kEUR}
          - {by: farmers, action: afforestation, amount: \(Swift.max(1, landCap / 2)) ha}
      """
  }

  /// The keys `funds` and `adoption`.
  var money: String {
    """
    # The money of others: in this order each fund pays up to its rate of the investment, as far as its payers in the catalogue
    # leave it to the state and the Union and no earlier fund pays, for the years of work until its deadline. What a fund that is
    # `required` pays for is done with its money or not at all; of another, whoever builds pays what a cap leaves.
    # The caps are made up; what else is left out is the built-in table's.
    funds:
      builtIn: false
      list:
        - {id: national-renovation}\(unionFunds)
        - {id: national-climate, name: National climate programme, level: national, cap: \(fundCap(isInUnion ? 300 : 900)), rate: 60 %, required: true, sectors: [Municipal buildings, Public lighting, Residential buildings, "Tertiary (non municipal) buildings, equipment/facilities", Industry, Transport, Local electricity production, Local heat/cold production, Waste, Other], source: made up for the example}

    # How fast people take an action up; a judgement, to be replaced by a survey.
    adoption:
      roof-pv-all: {ceiling: 90 %, midpoint: 2028, steepness: 0.45, source: a judgement for the example}

    """
  }

  private var unionFunds: String {
    if !isInUnion { return "" }
    return """

          - {id: erdf, cap: \(fundCap(500)), required: true}
          - {id: scf, cap: \(fundCap(600)), required: true}
      """
  }

  /// So many euros a person, rounded to two digits.
  private func fundCap(_ perPerson: Double) -> String {
    "\(Self.twoDigits(Double(frame.population) * perPerson / 1e3)) kEUR"
  }
}
