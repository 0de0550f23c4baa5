import PlanModel

/// What people want where, and what the plan does there.
extension SheetDocument {
  /// The interests with what is planned on each, and where support and opposition meet.
  var interests: [Document.Block] { claims + contention }

  /// How much land farming, nature and energy all want, or two of them.
  private var contention: [Document.Block] {
    guard let land = result.landContention else { return [] }
    let own = result.units.ids.indices.filter { area.districts.contains(result.units.district[$0]) }
    func hectares(_ degree: String) -> Double {
      own.map { land.degree[$0] == degree ? result.units.area[$0] : 0 }.compensatedSum()
    }
    let (major, moderate) = (hectares("major"), hectares("moderate"))
    guard major + moderate > 0 else {
      return [.paragraph("Farming, nature and energy do not contend for the same land here.")]
    }
    return [
      .paragraph(
        "Farming, nature and energy contend for the land in units of \(ShownUnit.phrase(major + moderate, "m²")): "
          + "all three alike on \(ShownUnit.phrase(major, "m²")), two of them on \(ShownUnit.phrase(moderate, "m²")) (LUCIS, by what the land suits)."
      )
    ]
  }

  private var claims: [Document.Block] {
    guard result.interests != nil else { return [] }
    let lines = area.interests.filter { $0.area >= InterestSummary.sliver }
    if lines.isEmpty {
      return [.paragraph("Nobody has claimed, supported or opposed anything here.")]
    }
    let meets = area.contestedArea >= InterestSummary.sliver
    return [
      .table(
        Document.Table(
          texts: [
            ("Interest", lines.map(\.name)), ("Group", lines.map(\.group)),
            ("Stance", lines.map(\.stance)), ("Topic", lines.map(\.topic)),
          ] + (lines.contains { !$0.force.isEmpty } ? [("Force", lines.map(\.force))] : []),
          numbers: [("Area here", "m²", lines.map(\.area), true)], summed: nil)),
      .paragraph(
        meets
          ? "Support and opposition meet on \(ShownUnit.phrase(area.contestedArea, "m²"))."
          : "Support and opposition do not meet here."),
    ] + planned(lines)
  }

  private func planned(_ lines: [AreaAccount.InterestLine]) -> [Document.Block] {
    guard account.isDecided else { return [] }
    let sentences = lines.filter { !$0.planned.isEmpty }.map { line in
      let actions = line.planned.map { result.options.actions[$0].name.lowercasedFirst }
      return
        "\(line.name): Planned here: \(actions.joined(separator: ", ")) (\(Self.word(line.stance)))."
    }
    if sentences.isEmpty {
      return [.paragraph("Nothing is planned that these interests are about.")]
    }
    return [
      .list(sentences),
      .paragraph(
        "“Here” are the areas that an interest touches by at least 100 m² and a hundredth of the smaller of the two; where in an area an action stands is not decided."
      ),
    ]
  }

  /// A stance as what was done to the thing planned.
  private static func word(_ stance: String) -> String {
    switch stance {
    case "oppose": "opposed"
    case "support": "supported"
    case "claim": "the land is claimed"
    default: stance.isEmpty ? "no stance given" : stance
    }
  }
}
