import Foundation
import PlanModel

@testable import PlanFile

/// A temporary folder with empty data files, which goes away with the object.
final class PlanFolder {
  /// The folder's path.
  let path: String

  /// Makes the folder and the files that the complete plan names.
  init(files: [String] = PlanFolder.files) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "plan-\(UUID().uuidString)")
    path = folder.path()
    for file in files {
      let url = folder.appending(path: file)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data().write(to: url)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// What the complete plan names.
  static let files = [
    "data/town.gpkg", "data/sun.tif", "data/wind.tif", "data/archive.zip", "own-actions.yaml",
    "mei.csv", "labels.csv", "cap.yaml", "statuses.csv", "progress.csv",
    "factors.csv",
  ]

  /// Reads a text as the plan of this folder.
  func read(_ text: String) -> (plan: PlanDescription?, diagnostics: [Diagnostic]) {
    readPlan(text: text, file: "plan.yaml", folder: path)
  }

  /// Reads the least plan with a society, whose keys are indented by two.
  func read(society keys: String) -> (society: SocietyDescription?, diagnostics: [Diagnostic]) {
    let reading = read(
      """
      commonground: 1
      name: Oslo
      country: NO
      years: {base: 2020, target: 2030}
      layers: {districts: {source: data/town.gpkg, id: code}}
      society:
      \(keys)
      """)
    return (reading.plan?.society, reading.diagnostics)
  }

  /// A plan with every key that is used.
  static let completePlan = """
    commonground: 1
    name: Ljutomer
    country: SI
    crs: EPSG:3794
    years: {base: 2021, target: 2030}
    notice: The geometry is made up.
    layers:
      districts: {source: data/town.gpkg, layer: districts, id: code, name: title, fields: {population: inhabitants}}
      buildings:
        source: data/town.gpkg
        layer: buildings
        id: id
        crs: EPSG:4326
        encoding: CP1250
        filter: "status <> 'planned'"
        fields:
          use: {field: function, values: {house: singleFamily, 12: multiFamily}, otherwise: otherNonResidential}
          levels: floors
          height: {field: h, unit: cm}
          year: {field: built, missing: [9999, 0]}
          owner: {constant: private}
      landUse:
        source: data/town.gpkg
        fields:
          class: {field: clc, values: {"112": built, "211": arable}}
      population: {source: data/wind.tif, band: 2, fields: {people: {field: TOT_P_2021, missing: [-9999]}}}
      constraints:
        - name: river
          source: data/town.gpkg
          layer: river
          buffer: 50 m
          excludes: [ground-pv, wind]
        - {name: reserve, source: "PG:dbname=town", layer: reserve}
      potentials:
        - {name: sun, kind: radiation, source: data/sun.tif, unit: kWh/m²/d}
        - {name: wind speed, kind: windSpeed, source: data/wind.tif, unit: m/s, band: 2, crs: EPSG:4326}
      interests:
        - name: town talks
          source: /vsizip/data/archive.zip/talks.shp
          fields: {group: who, stance: {field: stance, values: {"yes": support, "no": oppose}}, topic: about}
    units: {squares: 0.5 km}
    inventory:
      factors: LCA
      emissionFactors: {electricity: 285 kg/MWh}
      heatCarriers: {naturalGas: 60 %, heatingOil: 25 %, biomass: 15 %}
      prices: {electricity: 240 EUR/MWh, naturalGas: 0.09 EUR/kWh}
      discountRate: 3.5 %
      climateFactor: 1.05
      proxyCountry: AT
    actions:
      builtIn: true
      files: [own-actions.yaml]
      without: [wind-park]
    problem:
      objective: mostReduction
      budgets:
        - {name: town budget, amount: investment, atMost: 12 MEUR, districts: [A, B]}
        - {name: yearly, amount: annualCost, atMost: 300 kEUR/a}
        - {name: own money, atMost: 8 MEUR, netOfFunds: true}
      targets:
        - {name: climate, atLeast: 40 % of baseline}
        - {name: roofs, amount: renewableEnergy, atLeast: 2 GWh, actions: [roof-pv]}
      floors:
        - {name: fair, per: district, atLeast: 100 kEUR}
      caps:
        - {name: land, amount: land, atMost: 20 ha}
        - {name: substations, amount: gridPower, per: district, atMost: 5 MW}
      shares:
        - {name: each counts, per: district, atLeast: 2 %}
        - {name: not only the centre, amount: jobs, districts: [A], atMost: 50 %}
      locks:
        - {district: A, action: wind, decision: out, reason: "council, 12 May"}
        - {unit: B/3-4, action: ground-pv, decision: in}
      equity:
        - {name: fair part, group: deprived districts, atLeastShare: population share}
      gap: 0.2 %
    society:
      groups: [{id: business, weight: 1}]
      factors:
        answers: {steering-body: 3, staff-time: planned, political-mandate: in force}
        districts: {A: {local-organisations: none}}
        file: factors.csv
        turnout: 8
      governance:
        bodies:
          - id: board
            name: Steering group
            kind: steering group
            level: municipality
            group: business
            members: [coop, the mayor]
            mandate: Decides by phase.
            decides: [all]
            districts: [A]
          - {id: forestry, kind: agency, level: state, group: [business]}
        links: [{from: board, to: forestry, kind: consults}]
        raci:
          all: {accountable: board}
          roof-pv: {responsible: [coop], consulted: [forestry], informed: [board]}
        agreements:
          - {body: forestry, landUse: [forest], constraints: [reserve], topics: [wind], districts: [A], actions: [wind]}
      stakeholders:
        - id: coop
          name: Roof cooperative
          group: business
          engagement: collaborate
          interest: high
          influence: 40 %
          area: [A]
          leads: [roof-pv]
          partners: [heat-pump]
          roles: [Energy communities]
          members: 120
          skills: [planning of roofs]
          capacity:
            - {amount: gridPower, atMost: 500 kW, per: year, bends: 2}
            - {atMost: 2 MEUR}
          capital: 300 kEUR
          person: false
      pledges:
        - {by: coop, action: roof-pv, districts: [A], amount: 200 kEUR}
        - {by: coop, action: roof-pv, amount: 300 kW}
        - {by: coop, action: heat-pump}
    funds:
      builtIn: false
      list:
        - {id: green, name: Green fund, level: regional, cap: 3 MEUR, rate: 40 %, deadline: 2029, actions: [roof-pv], sectors: [Residential buildings], payers: [households], minimum: 10 kEUR, maximum: 500 kEUR, required: true, notWith: [erdf], source: by-law}
        - {id: erdf, cap: 1 MEUR}
    adoption:
      roof-pv: {ceiling: 60 %, midpoint: 2028, steepness: 0.4, source: survey 2025}
      heat-pump-air: {ceiling: 50 %, start: 2020, innovation: 0.03, imitation: 0.38, source: survey 2025, bends: never}
    benefits: {owners: {wind: citizen}, localShare: {installation: 60 %, operation: 80 %, external: 10 %}}
    progress: {file: progress.csv, year: 2026}
    secap:
      vision: A town that needs no coal by 2040.
      organisation: The energy office coordinates, the council decides twice a year.
      monitoring: The energy office, every second spring.
      adaptationOptions: Compared by a working group.
      extremeEvents: The fire brigade leads.
      targets:
        - {pillar: mitigation, year: 2030, reduction: 55 %, kind: perCapita}
        - {pillar: adaptation, year: 2030, goal: Shade in every schoolyard}
      underWay: {transport: 1.2 kt, land: 10 t}
      population: 11000
      staff: [{of: Local authority, mitigation: 1.5, adaptation: 0.5}]
      stakeholders: [{type: Citizens, level: High, purpose: co-design}]
      adaptationScoreboard: {preparing: A, assessing: B}
      hazards:
        - {hazard: flood, probability: High, impact: Moderate, intensity: Increase, frequency: No change, timeframe: Current, sectors: [Water, Buildings], groups: [Elderly]}
      adaptiveCapacity: {Access to services: Moderate}
      energyPoverty:
        goal: Nobody is cut off.
        indicators: [{name: arrears on utility bills, area: Socio-economic aspects, value: 7.5, unit: "%", year: 2022, source: statistical office}]
      actions:
        - {action: roof-pv, status: Ongoing, responsible: energy office, start: 2024-03, end: 2029-12, spent: 200 kEUR, origin: Local authority, barriers: [Financial], key: true}
      monitoringInventory: {file: mei.csv, year: 2025}
      language: it
      labels: labels.csv
    ccc:
      template: v1
      target: 80 %
      indicatorPath: linear
      existing: [{sector: Transport, reduction: 1.2 kt/a, plan: Regional mobility plan}]
      budgets: [{year: 2020, total: 20 MEUR, climate: 900 kEUR}]
      fieldBudgets: [{year: 2020, field: Energy systems, amount: 700 kEUR}]
      income: [{name: Property tax, amount: 4 MEUR}]
      activityCosts: [{name: One-stop shop, amount: 80 kEUR}]
      introduction: What is said of introduction.
      vision: What is said of vision.
      ambition: What is said of ambition.
      exclusions: What is said of exclusions.
      process: What is said of process.
      commitments: What is said of commitments.
      emissionsAssessment: What is said of emissionsAssessment.
      policiesAssessment: What is said of policiesAssessment.
      systems: What is said of systems.
      participation: What is said of participation.
      pathways: What is said of pathways.
      residual: What is said of residual.
      governance: What is said of governance.
      socialInnovation: What is said of socialInnovation.
      finance: What is said of finance.
      capitalPlanning: What is said of capitalPlanning.
      priorities: [{name: the name, description: the description}]
      policies: [{type: the type, level: the level, name: the name, description: the description, relevance: the relevance, need: the need}]
      stakeholders: [{system: the system, stakeholders: the stakeholders, networks: the networks, influence: the influence, interest: the interest}]
      barriers: [{system: the system, barrier: the barrier, opportunity: the opportunity, affected: the affected}]
      governanceInterventions: [{name: the name, description: the description, responsible: the responsible, stakeholders: the stakeholders, impact: the impact, coBenefits: the coBenefits}]
      innovationInterventions: [{name: the name, description: the description, responsible: the responsible, stakeholders: the stakeholders, impact: the impact, coBenefits: the coBenefits}]
      signatories: [{name: the name, sector: the sector, legalForm: the legalForm, person: the person, position: the position, commitment: the commitment}]
      capitalSources: [{type: the type, range: the range, level: the level, description: the description}]
      investmentBarriers: [{barrier: the barrier, kind: the kind, description: the description, affected: the affected}]
      economicIndicators: [{field: the field, indicator: the indicator, unit: the unit, baseline: the baseline, target: the target}]
      climatePolicies: [{policy: the policy, status: the status, description: the description, outcome: the outcome}]
      risks: [{field: the field, project: the project, risk: the risk, description: the description, priority: the priority, mitigation: the mitigation}]
      engagement: [{stakeholder: the stakeholder, engagement: the engagement}]
    capacity: [{file: cap.yaml, year: 2024}]
    monitoring: [{year: 2025, inventory: mei.csv, statuses: statuses.csv}]
    outputs:
      folder: results/2030
      language: en
      formats: [csv, flatgeobuf, sld]
      simplify: 5 m
      basemap: https://tiles.example.org/{z}/{x}/{y}.png
      attribution: © Example
    precision: {overlay: 2 mm, ledger: 0.001 %}
    seed: 7
    attribution: Made-up town, CC0 1.0
    """
}
