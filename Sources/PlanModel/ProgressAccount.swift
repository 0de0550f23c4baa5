/// Holds a table of progress against a plan, action by action and place by place.
public struct ProgressAccount: Sendable {
  /// The lines, in the order of `ProgressResult`.
  public private(set) var lines: [ProgressLine] = []
  /// What of the table does not fit the plan.
  public private(set) var diagnostics: [Diagnostic] = []

  private struct Key: Hashable, Comparable {
    var district: Int
    var action: Int
    /// `Int.max` stands for the rest of the district.
    var unit: Int

    static func < (lhs: Key, rhs: Key) -> Bool {
      (lhs.district, lhs.action, lhs.unit) < (rhs.district, rhs.action, rhs.unit)
    }
  }

  /// Holds the entries against the chosen options of a plan.
  ///
  /// - Parameters:
  ///   - progress: The entries; their actions and places are known to exist.
  ///   - chosen: The options of the plan that is being carried out.
  ///   - years: The years of work where the options have no phases.
  public init(
    _ progress: ProgressDescription, options: OptionTable, chosen: [Int], units: PlanningUnits,
    districts: [String], years: ClosedRange<Int>
  ) {
    var entries: [Key: ProgressEntry] = [:]
    for entry in progress.entries {
      guard let action = options.actions.firstIndex(where: { $0.id == entry.action }) else {
        continue
      }
      let unit = entry.unit.flatMap { units.ids.firstIndex(of: $0) }
      let district =
        unit.map { units.district[$0] }
        ?? entry.district.flatMap { districts.firstIndex(of: $0) }
      guard let district else { continue }
      entries[Key(district: district, action: action, unit: unit ?? .max)] = entry
    }
    var planned: [Key: [Int]] = [:]
    for option in chosen {
      let unit = Int(options.unit[option])
      for action in options.packages[Int(options.package[option])] {
        let own = Key(district: units.district[unit], action: action, unit: unit)
        let key =
          entries[own] == nil ? Key(district: own.district, action: action, unit: .max) : own
        planned[key, default: []].append(option)
      }
    }
    for key in Set(entries.keys).union(planned.keys).sorted() {
      add(
        key, entry: entries[key], options: (planned[key] ?? []).sorted(), in: options,
        progress: progress, years: years)
    }
  }

  private mutating func add(
    _ key: Key, entry: ProgressEntry?, options own: [Int], in options: OptionTable,
    progress: ProgressDescription, years: ClosedRange<Int>
  ) {
    let planned = ProgressLine.Amounts(
      investment: own.map { options.amount(.investment, of: $0, by: key.action) }.compensatedSum(),
      reduction: own.map { options.amount(.co2, of: $0, by: key.action) }.compensatedSum())
    let spans = own.map { option in
      options.phases.isEmpty
        ? years
        : options.phases[options.phase(of: option)]
          .first...options.phases[
            options.phase(of: option)
          ].last
    }
    var line = ProgressLine(
      action: key.action, district: key.district, unit: key.unit == .max ? nil : key.unit,
      status: entry?.status ?? .notStarted, entry: entry, options: own,
      units: Set(own.map { options.unit[$0] }).count, planned: planned, doneShare: 0, dueShare: 0,
      years: spans.isEmpty
        ? nil : spans.map(\.lowerBound).min()!...spans.map(\.upperBound).max()!,
      actual: ProgressLine.Amounts())
    line.dueShare = Self.dueShare(spans, by: progress.year)
    if let entry { tell(entry, of: &line, in: options, file: progress.file) }
    lines.append(line)
  }

  /// The share of the years of work that have ended, over all options alike.
  private static func dueShare(_ spans: [ClosedRange<Int>], by year: Int) -> Double {
    if spans.isEmpty { return 0 }
    return spans.map { span in
      min(1, max(0, Double(year - span.lowerBound + 1) / Double(span.count)))
    }.compensatedSum() / Double(spans.count)
  }

  /// Puts what the table says into a line.
  private mutating func tell(
    _ entry: ProgressEntry, of line: inout ProgressLine, in options: OptionTable, file: String
  ) {
    func report(_ code: String, _ message: String, _ remedy: String, _ severity: Severity) {
      diagnostics.append(
        Diagnostic(
          severity, "progress.\(code)", message, remedy: remedy,
          at: Place(file: file, line: entry.line)))
    }
    let place = entry.unit ?? entry.district ?? ""
    if line.options.isEmpty {
      if entry.status == .ongoing || entry.status == .completed {
        report(
          "not-planned",
          "`\(entry.action)` is \(entry.status.rawValue.lowercased()) for `\(place)`, where the plan does not have it; it counts as new.",
          "Write `New`, or check action and place.", .warning)
      }
      line.status = entry.status == .cancelled ? .cancelled : .new
      line.doneShare = 1
      line.actual = ProgressLine.Amounts(
        investment: entry.spent ?? entry.done(in: .investment) ?? 0,
        reduction: entry.saved ?? entry.done(in: .co2) ?? 0)
      return
    }
    var share = entry.done ?? (entry.status == .completed ? 1 : 0)
    if let done = entry.done, entry.measure != .share {
      let whole =
        entry.measure.amount.map { amount in
          line.options.map { options.amount(amount, of: $0, by: line.action) }.compensatedSum()
        } ?? Double(line.units)
      guard whole > 0 else {
        report(
          "other-measure",
          "`\(entry.action)` is planned for `\(place)` in no \(entry.measure.rawValue).",
          "Write what is done in percent of the plan.", .error)
        return
      }
      share = done / whole
    }
    if entry.status == .new {
      report(
        "planned-already",
        "`\(entry.action)` is new for `\(place)`, where the plan has it; it counts as \(share < 1 && entry.done != nil ? "ongoing" : "completed").",
        "Write `Ongoing` or `Completed`.", .warning)
      if entry.done == nil { share = 1 }
      line.status = share < 1 ? .ongoing : .completed
    }
    line.doneShare = share
    line.actual = ProgressLine.Amounts(
      investment: entry.spent ?? share * line.planned.investment,
      reduction: entry.saved ?? share * line.planned.reduction)
  }
}
