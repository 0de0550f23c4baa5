import PlanModel

/// One decision that differs between two runs.
public struct ChangeLine: Sendable {
  /// The unit's id.
  public var unit: String
  /// The district's id.
  public var district: String
  /// The slot's name.
  public var slot: String
  /// What was chosen before, in words.
  public var before: String
  /// What is chosen now, in words.
  public var after: String
  /// Why, in words.
  public var reason: String
  /// The row whose price is the reason; empty: none.
  public var row: String
  /// What the new choice bears more than the old one, one number an `Amount`; NaN where it is not known.
  public var amounts: [Double]

  /// Creates a line.
  public init(
    unit: String, district: String, slot: String, before: String, after: String, reason: String,
    row: String, amounts: [Double]
  ) {
    self.unit = unit
    self.district = district
    self.slot = slot
    self.before = before
    self.after = after
    self.reason = reason
    self.row = row
    self.amounts = amounts
  }
}

/// The decisions that differ between two runs, as a table.
public func changesCSV(_ lines: [ChangeLine]) -> String {
  var table = CSVTable(
    header: ["unit", "district", "slot", "before", "after", "because", "rule"]
      + Amount.allCases.map { "\($0.rawValue)_change_\(CSVUnit.word($0.unit))" }, notice: nil)
  for line in lines {
    table.add(
      [
        .text(line.unit), .text(line.district), .text(line.slot), .text(line.before),
        .text(line.after), .text(line.reason), .text(line.row),
      ] + line.amounts.map { .number($0) })
  }
  return table.text
}
