public import PlanModel

/// The questionnaire of the capacity assessment for the mission's 100 climate-neutral cities.
///
/// It is a data file: one row for each item of each answer list, with the dimension that it counts for and where the list
/// was read. Lists that were recalled or judged say so by low confidence.
public enum CapacityQuestionnaire {
  private static let columns = [
    "part", "theme", "dimension", "question", "text", "kind", "item", "title", "source",
    "confidence",
  ]

  /// Reads the questionnaire.
  ///
  /// - Parameters:
  ///   - text: Comma-separated text with a header.
  ///   - file: The file's name, for messages.
  /// - Throws: `PlanningFailure` that names each line that does not fit.
  public static func read(text: String, file: String) throws -> [CapacityQuestion] {
    let records = CSVRecords(text, separator: UInt8(ascii: ","))
    var found: [Diagnostic] = []
    func fault(_ message: String, _ line: Int?) {
      found.append(
        Diagnostic(
          .error, "capacity.bad-questionnaire", message,
          remedy: "Install the program again with its data folders.",
          at: Place(file: file, line: line)))
    }
    guard records.rows.first == columns else {
      fault(
        "The questionnaire does not start with the columns \(columns.joined(separator: ", ")).", 1)
      throw PlanningFailure(found)
    }
    var questions: [CapacityQuestion] = []
    for (row, line) in zip(records.rows, records.lines).dropFirst() {
      guard row.count == columns.count, let part = Int(row[0]),
        let confidence = Confidence(rawValue: row[9]), ["list", "hindrance"].contains(row[5])
      else {
        fault("A line of the questionnaire has no part, kind or confidence that is known.", line)
        continue
      }
      let item = CapacityQuestion.Item(id: row[6], title: row[7])
      if let position = questions.firstIndex(where: { $0.id == row[3] }) {
        if questions[position].items.contains(where: { $0.id == item.id }) {
          fault("The item \(item.id) stands twice under \(row[3]).", line)
        }
        questions[position].items.append(item)
        continue
      }
      questions.append(
        CapacityQuestion(
          id: row[3], part: part, theme: row[1], dimension: row[2], text: row[4],
          isHindrance: row[5] == "hindrance", source: row[8], confidence: confidence,
          items: [item]))
    }
    if !found.isEmpty { throw PlanningFailure(found) }
    return questions
  }
}
