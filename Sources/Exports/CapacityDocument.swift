import PlanModel

/// The capacity assessment for the mission of the climate-neutral cities.
struct CapacityDocument {
  let assessment: CapacityAssessment
  let description: PlanDescription

  private var own: CapacityAnswers { assessment.answers[0] }

  /// The whole document.
  var document: Document {
    var document = Document(
      title: "\(own.municipality): capacity for climate neutrality",
      subtitle:
        "Self-assessment after the questionnaire of the mission's 100 cities\(own.year.map { " · \($0)" } ?? "")",
      notice: description.notice)
    document.hasContents = true
    document.section("How to read this", [.paragraph(Self.method), .paragraph(origin)])
    document.section("Eligibility", [.paragraph(eligibility)])
    document.section("Scores by dimension", drawing + [scores])
    document.section("Gaps", gaps)
    if assessment.answers.count > 1 {
      document.section("Comparison of municipalities and years", comparison)
    }
    document.section("Answers with evidence", answers)
    return document
  }

  private static let method =
    "A question's score is the share of its items that are there × maturity ÷ 3, with maturity 0 none, 1 planned, 2 in force, 3 monitored; of barriers, the absent ones count. A dimension's score is the mean of its answered questions; a question without an answer is left out and told, not counted as 0. The score was made for this checklist and is no result of the mission's own evaluation, and a mean hides gaps: read them below."

  private var origin: String {
    let marks = assessment.questions.map(mark)
    func count(_ mark: String) -> Int { marks.count { $0 == mark } }
    return
      "Of \(marks.count) questions, \(count("")) have the answer lists that cities quote from the questionnaire. Of \(count(" [recalled]")) the theme is known and the wording recalled, and \(count(" [judged]")) were made for this checklist after the project's own dimensions; both are marked below, and confidence in them is low."
  }

  /// How sure the wording of a question is, as it stands behind it; empty where cities quote it.
  private func mark(_ question: CapacityQuestion) -> String {
    guard question.confidence == .low else { return "" }
    return question.source.hasPrefix("judged") ? " [judged]" : " [recalled]"
  }

  private var eligibility: String {
    let people = own.population.map { "\($0.grouped(0)) inhabitants" }
    let rule =
      "The call of 2021 asked for at least \(50_000.0.grouped(0)) inhabitants, or \(10_000.0.grouped(0)) in member states with few such cities."
    let judged =
      switch CapacityAssessment.Eligibility(population: own.population) {
      case .yes: "With \(people!), the municipality is of the size that was asked for."
      case .exception:
        "With \(people!), the municipality is below \(50_000.0.grouped(0)) and could be eligible only under the exception."
      case .no: "With \(people!), the municipality is too small for the call."
      case .unknown: "The number of inhabitants is not known."
      }
    return
      "\(rule) \(judged) This is information: the assessment is as useful to a municipality that cannot apply."
  }

  /// The radar of all answers that can be drawn.
  var radar: RadarChart {
    RadarChart(
      title: "Scores by dimension", dimensions: assessment.dimensions,
      series: assessment.answers.map { answers in
        (answers.title, assessment.scores(of: answers).map(\.value))
      })
  }

  private var drawing: [Document.Block] {
    let radar = self.radar
    let hidden = assessment.answers.count - RadarChart.mostSeries
    return [.drawing(svg: radar.svg, file: "radar.svg", summary: radar.alternative)]
      + (hidden > 0
        ? [
          .paragraph(
            "The drawing shows the first \(RadarChart.mostSeries) of \(assessment.answers.count); the table of the comparison holds all."
          )
        ] : [])
  }

  private func text(_ value: Double?) -> String {
    value.map { ($0 * 100).grouped(0) } ?? "no answer"
  }

  private var scores: Document.Block {
    .numbered(
      "Scores of \(own.title)",
      Document.Table(
        [
          Document.Table.text("Dimension"), Document.Table.number("Score, %"),
          Document.Table.number("Questions answered"), Document.Table.number("Questions"),
        ],
        rows: assessment.scores(of: own).map {
          [$0.dimension, text($0.value), "\($0.answered)", "\($0.questions)"]
        }))
  }

  /// What is missing, the lowest score first.
  var gaps: [Document.Block] {
    let judged = assessment.questions.enumerated().compactMap { position, question in
      own.answers[question.id].map { answer in
        (position, question, answer, CapacityAssessment.score(answer, of: question))
      }
    }.filter { $0.3 < 1 }.sorted { ($0.3, $0.0) < ($1.3, $1.0) }
    let open = assessment.questions.filter { own.answers[$0.id] == nil }
    var blocks: [Document.Block] = []
    if judged.isEmpty {
      blocks.append(.paragraph("No answered question shows a gap."))
    } else {
      blocks.append(.list(judged.map { gap(of: $0.1, $0.2) }))
    }
    if !open.isEmpty {
      blocks.append(.paragraph("\(open.count.counted("question")) without an answer:"))
      blocks.append(.list(open.map { "\($0.dimension): \($0.text) (\($0.id))" }))
    }
    return blocks
  }

  private func gap(of question: CapacityQuestion, _ answer: CapacityAnswer) -> String {
    let isThere: (CapacityQuestion.Item) -> Bool = { answer.items.contains($0.id) }
    let missing = question.items.filter { question.isHindrance ? isThere($0) : !isThere($0) }
    let next: String? =
      switch answer.maturity {
      case .none: question.isHindrance ? "nothing is done about it" : "nothing is planned yet"
      case .planned: "planned, not in force"
      case .inForce: "in force, not monitored"
      case .monitored: nil
      }
    let what =
      missing.isEmpty
      ? ""
      : "\(question.isHindrance ? "in the way" : "missing"): \(missing.map(\.title).joined(separator: ", "))"
    return "\(question.dimension): \(question.text) "
      + [what, next ?? ""].filter { !$0.isEmpty }.joined(separator: "; ").capitalisedFirst + "."
  }

  private var comparison: [Document.Block] {
    let all = assessment.answers.map { assessment.scores(of: $0) }
    return [
      .numbered(
        "Scores, %",
        Document.Table(
          [Document.Table.text("Dimension")]
            + assessment.answers.map { Document.Table.number($0.title) },
          rows: assessment.dimensions.enumerated().map { position, dimension in
            [dimension] + all.map { text($0[position].value) }
          })),
      .paragraph(
        "Scores of different people who answer are alike only as far as they judge alike; read evidence before ranks."
      ),
    ]
  }

  private var answers: [Document.Block] {
    let parts = [
      1: "Part 1: emissions and goal", 2: "Part 2: policies and participation",
      3: "Part 3: finance, barriers and capacity", 4: "Part 4: co-creation and monitoring",
    ]
    return Set(assessment.questions.map(\.part)).sorted().flatMap { part -> [Document.Block] in
      [
        .subheading(parts[part] ?? "Part \(part)"),
        .numbered(
          "Answers of \(own.title), \(parts[part] ?? "part \(part)")",
          Document.Table(
            [
              Document.Table.text("Question"), Document.Table.text("There"),
              Document.Table.text("Not there"), Document.Table.text("Maturity"),
              Document.Table.number("Score, %"), Document.Table.text("Evidence"),
            ],
            rows: assessment.questions.filter { $0.part == part }.map(row))),
      ]
    }
  }

  private func row(_ question: CapacityQuestion) -> [String] {
    let title = question.text + mark(question)
    guard let answer = own.answers[question.id] else {
      return [title, "no answer", "no answer", "no answer", "no answer", "none"]
    }
    func names(_ isThere: Bool) -> String {
      let items = question.items.filter { answer.items.contains($0.id) == isThere }
      return items.isEmpty ? "none" : items.map(\.title).joined(separator: ", ")
    }
    return [
      title, names(true), names(false), answer.maturity.word,
      text(CapacityAssessment.score(answer, of: question)),
      answer.evidence.isEmpty ? "none is named" : answer.evidence,
    ]
  }

  /// The same for machines; scores 0…1.
  ///
  /// - Parameter documents: The document, from which it can be written again.
  func json(documents: JSONValue) -> JSONValue {
    .object([
      ("commongroundCapacity", .integer(1)),
      (
        "assessments",
        .array(
          assessment.answers.map { answers in
            .object([
              ("municipality", .string(answers.municipality)),
              ("year", answers.year.map { .integer($0) } ?? .null),
              ("population", answers.population.map { .published($0) } ?? .null),
              (
                "eligibility",
                .string("\(CapacityAssessment.Eligibility(population: answers.population))")
              ),
              (
                "scores",
                .array(
                  assessment.scores(of: answers).map {
                    .object([
                      ("dimension", .string($0.dimension)),
                      ("score", $0.value.map { .published($0) } ?? .null),
                      ("answered", .integer($0.answered)), ("questions", .integer($0.questions)),
                    ])
                  })
              ),
              (
                "answers",
                .array(
                  assessment.questions.compactMap { question in
                    answers.answers[question.id].map { answer in
                      .object([
                        ("question", .string(question.id)),
                        ("items", .array(answer.items.map { .string($0) })),
                        ("maturity", .integer(answer.maturity.rawValue)),
                        (
                          "score", .published(CapacityAssessment.score(answer, of: question))
                        ),
                        ("evidence", .string(answer.evidence)),
                        ("fromPlan", .bool(answer.isFromPlan)),
                      ])
                    }
                  })
              ),
            ])
          })
      ),
      ("report", documents),
    ])
  }
}
