/// What people of an example town write for the Climate City Contract, and what the town answers about itself: made up.
extension TownTexts {
  /// The keys `ccc` and `capacity`.
  var contract: String {
    let town = frame.specification
    return """
      # What people write for the Climate City Contract; ccc/ marks what is still to be written.
      ccc:
        vision: A town where homes are warm at little cost, most short ways are walked or cycled, and the roofs' electricity belongs to those who live below them.
        ambition: Emissions fall by at least \(Self.text(town.target)) % until 2035 with what can be built and paid for here; more takes a cleaner grid and rules of the state.
        participation: Whoever lives or works here speaks on the map each spring; the Living Lab works actions out, the council decides, and every voice gets an answer.
        socialInnovation: The energy community builds on roofs of \(community.joined(separator: " and ")) and offers shares to tenants; the institute of the university advises it.

      # The town's answers to the questionnaire of the climate-neutral cities.
      capacity:
        - {file: capacity.yaml, year: \(town.populationYear)}

      """
  }

  /// The file `capacity.yaml`.
  var capacity: String {
    """
    # Made-up answers to the questionnaire of the climate-neutral cities. \(TownLayers.notice(frame.specification))
    # maturity: 0 none, 1 planned, 2 in force, 3 monitored. The assessment lists the questions that stand open.
    commongroundCapacity: 1
    population: \(frame.population)
    answers:
      target: {items: [target, vision, council], maturity: 2, evidence: The council has decided on the target of this plan}
      organisation: {items: [task-force, steering, levels], maturity: 2, evidence: Decree on the steering group and the task force}
      knowledge: {items: [data, science, tools], maturity: 1, evidence: Agreement with the energy institute of the university}
      instruments: {items: [incentives, agreements], maturity: 1, evidence: Draft agreement with the energy community}
      leadership: {items: [mayor, communication], maturity: 2, evidence: The mayor presents the plan each spring}
      assets: {items: [initiatives, volunteers, places, capital], maturity: 2, evidence: Energy community with \(communityMembers) members}
      participation: {items: [helix, regular, councils], maturity: 2, evidence: Spring dialogue on the map}
      finance: {items: [needs, own-budget, programmes], maturity: 1, evidence: Funds and caps of this plan}
      barriers: {items: [financial-process, costs], maturity: 1, evidence: Talks with banks and the state have begun}
      organisation-governance: {items: [body, roles], maturity: 2, evidence: Rules of the Living Lab}
      methods-tools: {items: [mapping], maturity: 2, evidence: Spring dialogue on the map}
      monitoring: {items: [indicators, responsible], maturity: 1, evidence: Task force}

    """
  }
}
