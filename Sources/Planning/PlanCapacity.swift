import Foundation
import Frameworks
import PlanFile
import PlanModel
import Reference

extension PlanDescription {
  /// The questionnaire of the climate-neutral cities.
  static func capacityQuestions() throws -> [CapacityQuestion] {
    let folder = try resourceFolder(of: "Frameworks", holding: "questionnaires and labels")
    let name = "capacity-questionnaire.csv"
    return try CapacityQuestionnaire.read(
      text: try resourceText(at: "\(folder)/\(name)"), file: name)
  }

  /// Reads the answers that the plan names; of the municipality's own, the latest year comes first.
  ///
  /// - Returns: The assessment, without answers where the plan names none, and everything that is wrong with the files.
  func readCapacity() throws -> (assessment: CapacityAssessment, diagnostics: [Diagnostic]) {
    let questions = try Self.capacityQuestions()
    var found: [Diagnostic] = []
    var all: [CapacityAnswers] = []
    for source in capacity {
      let reading = readCapacityAnswers(
        path: source.file, questions: questions, municipality: name)
      found += reading.diagnostics
      guard var answers = reading.answers else { continue }
      answers.year = source.year ?? answers.year
      if all.contains(where: { $0.title == answers.title }) {
        found.append(
          Diagnostic(
            .error, "capacity.repeated", "The answers of \(answers.title) are named twice.",
            remedy: "Give each file its own year or municipality.", at: Place(file: source.file)))
        continue
      }
      all.append(answers)
    }
    let own = all.filter { $0.municipality == name }
      .sorted { ($0.year ?? 0) > ($1.year ?? 0) }
    return (
      CapacityAssessment(
        questions: questions, answers: own + all.filter { $0.municipality != name }),
      found
    )
  }
}

extension CapacityAssessment {
  /// Adds what the plan itself tells, where the municipality's latest answers leave a question open.
  ///
  /// What the plan shows counts as planned, because a plan is no policy in force; each answer says what it was read from.
  mutating func fill(from result: PlanResult) {
    if answers.first?.municipality != result.description.name {
      answers.insert(
        CapacityAnswers(
          municipality: result.description.name, year: result.description.baseYear,
          population: nil, answers: [:]), at: 0)
    }
    if answers[0].population == nil {
      let people = result.districtStock.population.compensatedSum()
      answers[0].population = people > 0 ? people : nil
    }
    for (question, items, evidence) in Self.told(by: result)
    where !items.isEmpty && answers[0].answers[question] == nil
      && questions.contains(where: { $0.id == question })
    {
      answers[0].answers[question] = CapacityAnswer(
        items: items, maturity: .planned, evidence: "Read from the plan: \(evidence)",
        isFromPlan: true)
    }
  }

  private static func told(
    by result: PlanResult
  ) -> [(question: String, items: [String], evidence: String)] {
    var inventory: [String] = []
    // Energy that was estimated per person is no inventory of the municipality's.
    if let known = result.inventory, !result.description.inventory.statement.isEmpty {
      inventory = ["inventory", "scope-1-2"]
      if let year = known.year, result.description.baseYear - year <= 5 {
        inventory.append("inventory-recent")
      }
    }
    let share = result.description.contract.target
    let hasTarget =
      share != nil
      || result.description.problem.rows.contains { $0.amount == .co2 && $0.sense == .atLeast }
    var target = hasTarget ? ["target"] : []
    if let share, share >= 0.8 { target.append("target-80") }
    if result.description.contract.texts[.vision] != nil { target.append("vision") }
    if result.description.contract.texts[.residual] != nil { target.append("residual") }
    let chosen = Set(
      result.plan.chosen.flatMap { result.options.packages[Int(result.options.package[$0])] })
    let actions = result.options.actions.indices.filter(chosen.contains)
      .map { result.options.actions[$0] }
    var energy = items(of: energyAreas, in: actions)
    if actions.contains(where: \.cost.includesNetwork), !energy.contains("district-heating") {
      energy.append("district-heating")
    }
    let transport = items(of: transportAreas, in: actions)
    // The groups that any contribution came from.
    var helix: [String] = []
    if let society = result.society, let groups = result.description.society?.groups,
      groups.count >= 4,
      groups.indices.allSatisfy({ group in
        society.published.municipality.contains { ($0.groups[group]?.people ?? 0) > 0 }
      })
    {
      helix.append("helix")
    }
    func names(_ actions: [Action]) -> String { actions.map(\.name).joined(separator: ", ") }
    return [
      ("emissions-inventory", inventory, "an emission inventory"),
      ("target", target, "target and texts of the plan file"),
      ("energy-areas", energy, "chosen actions: \(names(told(energyAreas, by: actions)))"),
      (
        "transport-areas", transport,
        "chosen actions: \(names(told(transportAreas, by: actions)))"
      ),
      ("finance", ["needs"], "the investment of the chosen actions"),
      ("knowledge", ["data", "tools"], "layers of buildings and energy, and this planning tool"),
      ("participation", helix, "groups that were heard on the map"),
    ]
  }

  /// The Covenant's policy areas as items of the question on energy.
  private static let energyAreas = [
    "Building envelope": "energy-renovation-below-that-standard",
    "Renewable energy for space heating and hot water": "renewable-energy-in-buildings",
    "Energy efficient electrical appliances": "efficient-appliances",
    "Energy efficient lighting systems": "street-lighting",
    "Photovoltaics": "res-nearby", "Wind power": "res-local", "Hydroelectric power": "res-local",
    "District heating cooling plant": "district-heating",
    "District heating cooling network": "district-heating",
    "Tree planting in urban areas": "heat-islands", "Urban regeneration": "urban-regeneration",
    "Behavioural changes": "behavioural-changes",
    "Information and communication technologies": "digitalisation-and-smart-city",
  ]

  /// The same of the question on transport.
  private static let transportAreas = [
    "Cleaner efficient vehicles": "cleaner-vehicles", "Electric vehicles": "electric-vehicles",
    "Modal shift to walking and cycling": "walking-and-cycling",
    "Car sharing pooling": "car-sharing",
    "Improvement of logistics and urban freight transport": "logistics",
    "Road network optimisation": "optimisation-of-the-road-network",
    "Modal shift to public transport": "accessible-transit", "Eco driving": "eco-driving",
  ]

  /// The actions whose policy area is an item.
  private static func told(_ areas: [String: String], by actions: [Action]) -> [Action] {
    actions.filter { areas[$0.codes.policyArea] != nil }
  }

  /// The items, each once, in the order of the actions.
  private static func items(of areas: [String: String], in actions: [Action]) -> [String] {
    var items: [String] = []
    for action in actions {
      if let item = areas[action.codes.policyArea], !items.contains(item) { items.append(item) }
    }
    return items
  }
}
