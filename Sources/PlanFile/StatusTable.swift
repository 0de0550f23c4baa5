public import PlanModel

/// A table of where actions stand: comma-separated text with the columns `action` and `status`, and any of `district`,
/// `investment_EUR`, `reduction_t_CO2e`, `date`, `note`.
///
/// An empty district means the whole municipality; an empty number was not reported. Statuses are the Covenant of Mayors':
/// Not started, Ongoing, Completed, Postponed, Cancelled.
///
/// - Returns: The rows in the order of the table, and everything that is wrong with it; wrong rows are left out.
public func readStatusTable(
  text: String, file: String
) -> (rows: [ActionStatus], diagnostics: [Diagnostic]) {
  let records = CSVRecords(text)
  var found: [Diagnostic] = []
  func report(
    _ code: String, _ message: String, _ remedy: String, line: Int?, field: String? = nil
  ) {
    found.append(
      Diagnostic(
        .error, "statuses.\(code)", message, remedy: remedy,
        at: Place(file: file, line: line, field: field)))
  }
  let known = [
    "action", "district", "status", "investment_EUR", "reduction_t_CO2e", "date", "note",
  ]
  let header = records.rows.first ?? []
  for name in ["action", "status"] where !header.contains(name) {
    report(
      "missing-column", "The table has no column `\(name)`.",
      "Name the columns in the first line: \(known.joined(separator: ", ")).", line: 1)
  }
  for name in header where !known.contains(name) {
    let nearest = name.nearest(among: known).map { "Did you mean `\($0)`? " } ?? ""
    report(
      "unknown-column", "The table has an unknown column `\(name.shortened)`.",
      "\(nearest)The columns are \(known.joined(separator: ", ")).", line: 1)
  }
  if !found.isEmpty { return ([], found) }
  var rows: [ActionStatus] = []
  for (fields, line) in zip(records.rows, records.lines).dropFirst() {
    guard fields.count == header.count else {
      report(
        "bad-row", "A row has \(fields.count) fields where the header has \(header.count).",
        "Put texts with commas in quotes.", line: line)
      continue
    }
    func text(_ name: String) -> String {
      header.firstIndex(of: name).map { fields[$0].trimmed } ?? ""
    }
    func number(_ name: String) -> Double?? {
      let text = text(name)
      if text.isEmpty { return .some(nil) }
      guard let number = Double(plain: text) else {
        report(
          "not-a-number", "`\(text.shortened)` is no number.",
          "Write digits with a decimal point, or leave the cell empty.", line: line, field: name)
        return nil
      }
      return number
    }
    let words = ActionStatus.Status.allCases.map(\.rawValue)
    let status = ActionStatus.Status.allCases.first {
      $0.rawValue.lowercased() == text("status").lowercased()
    }
    if status == nil {
      let nearest = text("status").nearest(among: words).map { "Did you mean “\($0)”? " } ?? ""
      report(
        "unknown-status", "The status “\(text("status").shortened)” is not known.",
        "\(nearest)The statuses are \(words.joined(separator: ", ")).", line: line, field: "status")
    }
    if text("action").isEmpty {
      report(
        "no-action", "The row names no action.", "Write the action's id.", line: line,
        field: "action")
    }
    guard let investment = number("investment_EUR"), let reduction = number("reduction_t_CO2e"),
      let status, !text("action").isEmpty
    else { continue }
    var row = ActionStatus(
      action: text("action"), district: text("district").isEmpty ? nil : text("district"),
      status: status, investment: investment, reduction: reduction)
    row.date = text("date")
    row.note = text("note")
    row.place = Place(file: file, line: line)
    rows.append(row)
  }
  return (rows, found)
}
