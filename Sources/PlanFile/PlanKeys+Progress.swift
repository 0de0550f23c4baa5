import PlanModel

extension PlanKeys {
  static let progress = YAMLKeys(
    "a state of progress",
    [
      YAMLKey(
        "file", .text, required: true,
        "A table of actions by district or unit: action, district, unit, status, done, measure, spent_EUR, saved_t_per_a, start, end, note."
      ),
      YAMLKey(
        "year", .integer(1990...2150), required: true,
        "The year by whose end the table tells what is done."),
    ])
}

extension PlanParser {
  /// The table of progress; nil after a finding.
  func progress(_ mapping: YAMLMapping) -> ProgressDescription? {
    let file = mapping.value("file").flatMap { path($0) }
    guard let year = mapping.integer("year") else { return nil }
    if let years, year <= years.lowerBound || year > years.upperBound {
      mapping.report(
        "progress-year",
        "The year of progress \(year) is not within the work of the plan, \(years.lowerBound + 1) to \(years.upperBound).",
        remedy: "Write the year by whose end the table tells what is done.", at: "year")
      return nil
    }
    guard let file else { return nil }
    return ProgressDescription(file: file, year: year, line: mapping.line)
  }
}
