public import PlanModel

/// What helps and what hinders in several municipalities, or in several years, side by side.
public struct FactorBoard: Sendable, Hashable {
  /// What the answers of one run to the questions of one dimension come to.
  public struct Score: Sendable, Hashable {
    /// The mean of the answers, 0…1; nil where nothing was answered.
    public var mean: Double?
    /// How many questions were answered.
    public var answered: Int
    /// How many were asked.
    public var asked: Int

    /// Creates a score.
    public init(mean: Double?, answered: Int, asked: Int) {
      self.mean = mean
      self.answered = answered
      self.asked = asked
    }
  }

  /// A dimension, a capacity or all, in each run.
  public struct Line: Sendable, Hashable {
    /// The name for people.
    public var title: String
    /// Its key in run records.
    public var key: String
    /// The scores in the order of the runs; nil where a run did not ask.
    public var scores: [Score?]

    /// Creates a line.
    public init(title: String, key: String, scores: [Score?]) {
      self.title = title
      self.key = key
      self.scores = scores
    }
  }

  /// What the runs are called, each once.
  public var names: [String]
  /// The lines: all, the capacities, then the dimensions.
  public var lines: [Line]
  /// How many early warnings each run has for the municipality as a whole; nil where it did not ask.
  public var warnings: [Int?]
  /// A sentence of each run that must stand on its outputs, in the order of the runs, each once.
  public var notices: [String]

  /// Creates a board.
  public init(names: [String], lines: [Line], warnings: [Int?], notices: [String]) {
    self.names = names
    self.lines = lines
    self.warnings = warnings
    self.notices = notices
  }

  /// `factors-comparison.csv`: a row a dimension, and for each run its mean and how many questions were answered and asked.
  public var csv: String {
    var table = CSVTable(
      header: ["dimension"] + names.flatMap { [$0, "\($0): answered", "\($0): asked"] },
      notice: notice)
    for line in lines {
      table.add(
        [.text(line.key)]
          + line.scores.flatMap { score -> [CSVTable.Cell] in
            [
              .number(score?.mean), .number(score.map { Double($0.answered) }),
              .number(score.map { Double($0.asked) }),
            ]
          })
    }
    table.add(
      [.text("warnings")]
        + warnings.flatMap { [.number($0.map(Double.init)), .number(nil), .number(nil)] })
    return table.text
  }

  /// `factors-comparison.html`: the same for people.
  public var page: String {
    var document = Document(
      title: "What helps and what hinders", subtitle: names.joined(separator: ", "),
      notice: notice)
    document.blocks = [
      .paragraph(
        "The mean of the answers from 0 % (none) to 100 % (monitored), and how many of the questions were answered. A question without an answer counts as unanswered, not as none."
      ),
      .table(
        Document.Table(
          [Document.Table.text("Dimension")] + names.map { Document.Table.number($0) },
          rows: rows)),
      .paragraph(
        "A high mean of few answers says little; the sheets of each run say what stands behind it, and what can be done."
      ),
    ]
    return HTMLRenderer.page(document, home: nil)
  }

  /// The lines as text, those that nobody asked left out, and the warnings last.
  public var rows: [[String]] {
    lines.filter { $0.scores.contains { $0 != nil } }.map { line in
      [line.title]
        + line.scores.map { score in
          guard let score else { return "not asked" }
          let mean = score.mean.map { "\(($0 * 100).grouped(0)) %" } ?? "–"
          return "\(mean) (\(score.answered) of \(score.asked))"
        }
    } + [["Early warnings"] + warnings.map { $0.map { "\($0)" } ?? "not asked" }]
  }

  /// For machines.
  public var json: JSONValue {
    .object([
      ("runs", .array(names.map { .string($0) })),
      (
        "dimensions",
        .array(
          lines.map { line in
            .object([
              ("dimension", .string(line.key)),
              (
                "scores",
                .array(
                  line.scores.map { score in
                    guard let score else { return .null }
                    return .object([
                      ("score", score.mean.map { .published($0) } ?? .null),
                      ("answered", .integer(score.answered)), ("asked", .integer(score.asked)),
                    ])
                  })
              ),
            ])
          })
      ), ("warnings", .array(warnings.map { $0.map { .integer($0) } ?? .null })),
    ])
  }

  private var notice: String? { notices.isEmpty ? nil : notices.joined(separator: " ") }
}
