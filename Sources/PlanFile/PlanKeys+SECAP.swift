import Frameworks
import PlanModel

extension PlanKeys {
  static let secap = YAMLKeys(
    "a statement for the Covenant of Mayors",
    [
      YAMLKey("vision", .text, "The long-term vision, in a sentence or two."),
      YAMLKey(
        "organisation", .text, "How the work is organised and coordinated in the administration."),
      YAMLKey("monitoring", .text, "How, how often and by whom the plan is monitored."),
      YAMLKey("adaptationOptions", .text, "How options of adaptation were assessed."),
      YAMLKey("extremeEvents", .text, "What is done in the case of extreme climate events."),
      YAMLKey(
        "targets", .list(of: .mapping(secapTarget)), "What has been committed to, by pillar."),
      YAMLKey(
        "underWay",
        .table(
          of: .quantity(.emissions, 0...1e12), among: SourceSector.allCases.map(\.rawValue)),
        "Yearly reductions by other plans that are under way, by source sector, for example {transport: 12 kt}."
      ),
      YAMLKey(
        "population", .number(1...1e9), "Inhabitants expected in the target year, as a number."),
      YAMLKey(
        "staff", .list(of: .mapping(secapStaff)), "Who works on it, in full-time equivalents."),
      YAMLKey(
        "stakeholders", .list(of: .mapping(secapStakeholder)),
        "Which kinds of stakeholders take part, and how far."),
      YAMLKey(
        "adaptationScoreboard",
        .table(of: .word(SECAP.grades.map(\.word)), among: SECAP.adaptationSteps.map(\.word)),
        "How far each step of the adaptation cycle is: A complete, B advancing, C moving forward, D not started."
      ),
      YAMLKey("hazards", .list(of: .mapping(secapHazard)), "What is judged of climate hazards."),
      YAMLKey(
        "adaptiveCapacity",
        .table(
          of: .word(SECAP.hazardLevels.terms), among: SECAP.capacityFactors.terms),
        "How well the municipality can adapt, by factor."),
      YAMLKey("energyPoverty", .mapping(secapEnergyPoverty), "The goal and measured indicators."),
      YAMLKey(
        "actions", .list(of: .mapping(secapAction)), "What is to be said of actions of the plan."),
      YAMLKey(
        "monitoringInventory", .mapping(secapMonitoring),
        "A later inventory, to compare with the base year."),
      YAMLKey(
        "language", .text,
        "The language of the workbook's labels by its two letters, for example it; English without it."
      ),
      YAMLKey(
        "labels", .text,
        "A table of labels of the city's own: id, en and a column for each language."),
    ])

  static let secapTarget = YAMLKeys(
    "a target",
    [
      YAMLKey(
        "pillar", .word(SECAPStatement.Pillar.allCases.map(\.rawValue)), required: true,
        "mitigation, adaptation or energyPoverty."),
      YAMLKey("year", .integer(2020...2150), required: true, "The year by which."),
      YAMLKey(
        "reduction", .share, "The reduction of emissions against the base year, for example 55 %."),
      YAMLKey(
        "kind", .word(["absolute", "perCapita"]),
        "Whether the reduction is of all emissions or of those per inhabitant; absolute without it."
      ),
      YAMLKey("goal", .text, "The target in words."),
    ])

  static let secapStaff = YAMLKeys(
    "an entry of staff",
    [
      YAMLKey(
        "of", .word(SECAP.staffBodies.terms), required: true, "Whose people they are."),
      YAMLKey("mitigation", .number(0...10_000), "Full-time equivalents for mitigation."),
      YAMLKey("adaptation", .number(0...10_000), "Full-time equivalents for adaptation."),
      YAMLKey("energyPoverty", .number(0...10_000), "Full-time equivalents for energy poverty."),
    ])

  static let secapStakeholder = YAMLKeys(
    "a kind of stakeholders",
    [
      YAMLKey("type", .word(SECAP.stakeholders.terms), required: true, "The kind."),
      YAMLKey(
        "level", .word(SECAP.engagementLevels.terms), required: true, "How far they take part."),
      YAMLKey("purpose", .text, "What for."),
    ])

  static let secapHazard = YAMLKeys(
    "a judgement of a hazard",
    [
      YAMLKey(
        "hazard", .word(ClimateHazard.allCases.map(\.rawValue)), required: true, "The hazard."),
      YAMLKey("probability", .word(SECAP.hazardLevels.terms), "The current probability."),
      YAMLKey("impact", .word(SECAP.hazardLevels.terms), "The current impact."),
      YAMLKey("intensity", .word(SECAP.changes.terms), "The expected change in intensity."),
      YAMLKey("frequency", .word(SECAP.changes.terms), "The expected change in frequency."),
      YAMLKey("timeframe", .word(SECAP.timeframes.terms), "When it is expected."),
      YAMLKey(
        "sectors", .list(of: .word(SECAP.vulnerableSectors.terms)), "The sectors that it hits."),
      YAMLKey(
        "groups", .list(of: .word(SECAP.vulnerableGroups.terms)), "The people it hits most."),
    ])

  static let secapEnergyPoverty = YAMLKeys(
    "a statement on energy poverty",
    [
      YAMLKey("goal", .text, "The goal, in a sentence."),
      YAMLKey(
        "indicators", .list(of: .mapping(secapIndicator)),
        "Measured indicators, for example of the Energy Poverty Advisory Hub's list."),
    ])

  static let secapIndicator = YAMLKeys(
    "an indicator of energy poverty",
    [
      YAMLKey("name", .text, required: true, "What is measured."),
      YAMLKey(
        "area", .word(SECAP.energyPovertyAreas.terms), required: true, "The macro-area."),
      YAMLKey("value", .number(-1e12...1e12), required: true, "The value."),
      YAMLKey("unit", .text, required: true, "Its unit, in words."),
      YAMLKey("year", .integer(1990...2100), required: true, "The year it was measured in."),
      YAMLKey("source", .text, "Where it was read."),
    ])

  static let secapAction = YAMLKeys(
    "an entry of an action",
    [
      YAMLKey("action", .text, required: true, "The action, by id."),
      YAMLKey("status", .word(SECAP.statuses.terms), "Where it stands; not started without it."),
      YAMLKey("responsible", .text, "The body that is responsible."),
      YAMLKey("start", .text, "The month it starts in, as 2027-03."),
      YAMLKey("end", .text, "The month it ends in, as 2030-12."),
      YAMLKey("spent", .amount(.money), "What has been spent so far, for example 200 kEUR."),
      YAMLKey("origin", .word(SECAP.origins.terms), "Where the action comes from."),
      YAMLKey("barriers", .list(of: .word(SECAP.barriers.terms)), "What stands in its way."),
      YAMLKey("key", .flag, "Whether it is a key action; false without it."),
    ])

  static let secapMonitoring = YAMLKeys(
    "a monitoring inventory",
    [
      YAMLKey(
        "file", .text, required: true, "The table, in the form of `inventory: file:`."),
      YAMLKey("year", .integer(1990...2100), required: true, "The year it describes."),
    ])
}
