import PlanModel

extension MapLayers {
  /// What is planned, done and spent in each district, and how many actions are late; nothing without a table of progress.
  func progress(_ districts: Int) -> [(role: String, column: Column)] {
    guard let progress = account.result.progress else { return [] }
    var lines = Array(repeating: [ProgressLine](), count: districts)
    for line in progress.lines { lines[line.district].append(line) }
    func column(_ value: (ProgressLine) -> Double) -> [Double] {
      lines.map { $0.map(value).compensatedSum() }
    }
    let planned = column(\.planned.investment)
    let done = column { $0.done * $0.planned.investment }
    return [
      ("progress_planned_EUR", finite(planned)), ("progress_done_EUR", finite(done)),
      (
        "progress_done_share",
        finite(zip(done, planned).map { $1 > 0 ? $0 / $1 : nil })
      ), ("progress_spent_EUR", finite(column(\.actual.investment))),
      ("progress_late", finite(column { $0.isLate(in: progress.year) ? 1 : 0 })),
    ]
  }

  /// Where the planned actions of each unit stand, as in `roof-pv ongoing, wind cancelled`.
  func states(_ progress: ProgressResult) -> Column {
    let result = account.result
    var words = Array(repeating: [String](), count: result.units.count)
    for line in progress.lines {
      let word = "\(result.options.actions[line.action].id) \(line.status.rawValue.lowercased())"
      let units =
        line.unit.map { [$0] }
        ?? Set(
          line.options.map { Int(result.options.unit[$0]) }
        ).sorted()
      for unit in units { words[unit].append(word) }
    }
    return .text(TextColumn(words.map { $0.isEmpty ? nil : $0.joined(separator: ", ") }))
  }
}
