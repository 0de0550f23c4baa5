import PlanModel

/// What helps and what hinders a plan in an area, for people.
struct FactorSections {
  private let area: AreaAccount
  private let result: PlanResult

  init(_ area: AreaAccount) {
    self.area = area
    result = area.account.result
  }

  /// The row of the district; nil: the municipality.
  private var district: Int? { area.id == nil ? nil : area.districts.first }

  /// The whole section; empty where the plan does not ask.
  var blocks: [Document.Block] {
    guard let factors = result.factors else { return [] }
    let profile = district.map { factors.districts[$0] } ?? factors.municipality
    return scores(profile) + warnings(factors) + answers(factors.library, profile)
      + (district == nil ? comparison(factors) : [])
  }

  private static func share(_ value: Double?) -> String {
    value.map { "\(($0 * 100).grouped(0)) %" } ?? "–"
  }

  private func scores(_ profile: FactorProfile) -> [Document.Block] {
    func row(_ title: String, _ score: FactorScore) -> [String] {
      [
        title, Self.share(score.score), score.inForce.grouped,
        "\(score.answered.grouped) of \(score.asked.grouped)",
      ]
    }
    if profile.all.answered == 0 {
      return [
        .paragraph(
          "None of the \(profile.all.asked.counted("question")) about success and failure has an answer here, so there is no score."
        )
      ]
    }
    let asked = zip(FactorDimension.allCases, profile.dimensions).filter { $0.1.asked > 0 }
    return [
      .table(
        Document.Table(
          [
            Document.Table.text("Dimension"), Document.Table.number("Score"),
            Document.Table.number("In force"), Document.Table.number("Answered"),
          ], rows: asked.map { row($0.0.title, $0.1) }, total: row("All", profile.all))),
      .paragraph(
        "The score is the mean of the answers: 0 % none, 33 % planned, 67 % in force, 100 % monitored. What has no answer counts neither for nor against."
      ),
    ]
  }

  private func warnings(_ factors: FactorsResult) -> [Document.Block] {
    let own = factors.warnings.filter { $0.district == district }
    if own.isEmpty { return [] }
    return [
      .paragraph("Early warnings from the data of this plan:"),
      .list(
        own.map { warning in
          let steps = warning.factor.map { factors.library[$0].mitigation } ?? []
          return "\(warning.kind.title): \(warning.words)" + Self.steps(steps)
        }),
    ]
  }

  private static func steps(_ steps: [String]) -> String {
    steps.isEmpty ? "" : " What can be done: \(steps.joined(separator: "; "))."
  }

  private func answers(
    _ library: [SuccessFactor], _ profile: FactorProfile
  ) -> [Document.Block] {
    func factors(_ belongs: (FactorLevel) -> Bool) -> [Int] {
      library.indices.filter { profile.isAsked[$0] && (profile.levels[$0].map(belongs) ?? false) }
    }
    let lacking = factors { $0 == .none }
    let coming = factors { $0 == .planned }
    let there = factors { $0.rawValue >= FactorLevel.inForce.rawValue }
    var blocks: [Document.Block] = []
    if !lacking.isEmpty {
      blocks += [
        .paragraph("What hinders, because it is not there:"),
        .list(
          lacking.map { position in
            let factor = library[position]
            return "\(factor.question) No. \(factor.evidence)" + Self.steps(factor.mitigation)
          }),
      ]
    }
    func sentence(_ noun: String, _ positions: [Int]) {
      if positions.isEmpty { return }
      blocks += [.paragraph(noun), .list(positions.map { library[$0].question })]
    }
    sentence("What is planned and helps once it is there:", coming)
    sentence("What helps, because it is in force or monitored:", there)
    let open = library.indices.filter { profile.isAsked[$0] && profile.levels[$0] == nil }
    if !open.isEmpty, profile.all.answered > 0 {
      blocks.append(
        .folded(
          "Questions without an answer (\(open.count.grouped))",
          Document.Table(
            [Document.Table.text("Dimension"), Document.Table.text("Question")],
            rows: open.map { [library[$0].dimension.title, library[$0].question] })))
    }
    return blocks
  }

  /// The districts side by side, those with any answer.
  private func comparison(_ factors: FactorsResult) -> [Document.Block] {
    let answered = factors.districts.indices.filter { factors.districts[$0].all.answered > 0 }
    if answered.isEmpty { return [] }
    return [
      .table(
        Document.Table(
          [Document.Table.text("District")]
            + FactorDimension.Capacity.allCases.map { Document.Table.number($0.title) }
            + [
              Document.Table.number("All"), Document.Table.number("Answered"),
              Document.Table.number("Early warnings"),
            ],
          rows: answered.map { row in
            let profile = factors.districts[row]
            return [area.account.name(of: row)] + profile.capacities.map { Self.share($0.score) }
              + [
                Self.share(profile.all.score),
                "\(profile.all.answered.grouped) of \(profile.all.asked.grouped)",
                factors.warnings.count { $0.district == row }.grouped,
              ]
          }))
    ]
  }
}
