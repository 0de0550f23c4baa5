import Foundation
import PlanModel

/// What a run wrote, as far as two runs are compared by it.
struct ComparedRun {
  /// One row with what it sums.
  struct Row {
    var name: String
    var lhs: Double
    var sense: RowSense
    var rhs: Double
    /// 0 where there is none.
    var price: Double
    var unit: String
    /// The amount that it sums; nil: not a row of the plan file.
    var amount: Amount?
    var actions: Set<String>
    var districts: Set<String>
    /// The share of the plan's own sum that it asks for; nil: none.
    var share: Double?
    /// The name for people; nil: as it is.
    var title: String?
    /// What both sides leave out.
    var constant = 0.0
  }
  /// What a unit does in one slot.
  struct Choice: Equatable {
    /// The ids of the actions, joined.
    var actions: String
    var title: String
    /// When it begins; nil in a run without phases.
    var phase: String?

    /// What is chosen, and when it begins.
    var words: String { phase.map { "\(title) (\($0))" } ?? title }
  }
  /// What a chosen option bears.
  struct Option {
    var amounts: [Double]
    var actions: Set<String>
    /// The decision that fixes it; empty: none.
    var lockedBy: String
  }
  /// A decision by unit and slot.
  struct Decision: Hashable {
    var unit: String
    var slot: String
  }

  let directory: String
  let record: [String: Any]
  var certificate: [String: Any] { record["certificate"] as? [String: Any] ?? [:] }
  private(set) var rows: [Row] = []
  /// The ids of the units, in the order of the layer.
  private(set) var units: [String] = []
  private(set) var district: [String: String] = [:]
  /// The geometry of each unit.
  private(set) var geometry: [String: Any] = [:]
  /// The slots of any unit, by name.
  private(set) var slots: [String] = []
  /// What is chosen; a slot where nothing is chosen is not in it.
  private(set) var choices: [Decision: Choice] = [:]
  private(set) var options: [Decision: Option] = [:]

  /// Whether there is a plan.
  var isDecided: Bool {
    certificate["status"] as? String != PlanStatus.infeasible.rawValue
  }
  /// 1 where the objective is minimised, −1 where it is maximised.
  var sign: Double {
    certificate["sense"] as? String == OptimisationSense.maximise.rawValue ? -1 : 1
  }
  /// The unit of the objective.
  var objectiveUnit: String { certificate["unit"] as? String ?? "" }
  /// The amount that was made best.
  var objective: Amount {
    objectiveUnit == Amount.annualCost.unit ? .annualCost : .co2
  }
  /// A total by its key; nil where the run has none.
  func total(_ key: String) -> Double? {
    number((record["totals"] as? [String: Any])?[key])
  }

  /// Reads the folder of a run.
  ///
  /// - Throws: `PlanningFailure` where it is none.
  init(at directory: String) throws {
    self.directory = directory
    record = try runObject(directory + "/run.json")
    readRows()
    readUnits(try runObject(directory + "/layers/units.geojson"))
    try readOptions(directory + "/actions.csv")
  }

  private mutating func readRows() {
    rows = (record["rows"] as? [[String: Any]] ?? []).map { row in
      Row(
        name: row["name"] as? String ?? "", lhs: number(row["lhs"]) ?? .nan,
        sense: (row["sense"] as? String).flatMap { RowSense(rawValue: $0) } ?? .atMost,
        rhs: number(row["rhs"]) ?? .nan, price: number(row["price"]) ?? 0,
        unit: row["unit"] as? String ?? "",
        amount: (row["amount"] as? String).flatMap { Amount(rawValue: $0) },
        actions: Set(row["actions"] as? [String] ?? []),
        districts: Set(row["districts"] as? [String] ?? []), share: number(row["share"]),
        title: row["title"] as? String, constant: number(row["constant"]) ?? 0)
    }
  }

  private mutating func readUnits(_ layer: [String: Any]) {
    var known: Set<String> = []
    for feature in layer["features"] as? [[String: Any]] ?? [] {
      guard let properties = feature["properties"] as? [String: Any],
        let unit = properties["id"] as? String
      else { continue }
      units.append(unit)
      district[unit] = properties["district"] as? String ?? ""
      geometry[unit] = feature["geometry"]
      for key in properties.keys where key.hasSuffix("_actions") {
        let slot = String(key.dropLast("_actions".count))
        guard properties[slot] != nil else { continue }
        known.insert(slot)
        if let title = properties[slot] as? String, let actions = properties[key] as? String {
          choices[Decision(unit: unit, slot: slot)] = Choice(
            actions: actions, title: title, phase: properties["\(slot)_phase"] as? String)
        }
      }
    }
    slots = known.sorted()
  }

  private mutating func readOptions(_ path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw PlanningFailure([
        Diagnostic(
          .error, "compare.no-actions", "The table of chosen actions cannot be read.",
          remedy: "Name a folder that `commonground plan` wrote and nobody changed.",
          at: Place(file: path))
      ])
    }
    let table = CSVRecords(String(decoding: data, as: UTF8.self), separator: UInt8(ascii: ","))
    guard let header = table.rows.first else { return }
    func column(_ name: String) -> Int? { header.firstIndex(of: name) }
    // The unit is part of the name: the first column of an amount is the amount itself, later ones are ratios of it.
    let amounts = Amount.allCases.map { amount in
      header.firstIndex { $0.hasPrefix(amount.rawValue + "_") }
    }
    guard let unit = column("unit"), let slot = column("slot"), let actions = column("actions")
    else { return }
    let lock = column("locked_by")
    for row in table.rows.dropFirst() {
      func text(_ column: Int?) -> String {
        guard let column, row.indices.contains(column) else { return "" }
        return Self.unguarded(row[column])
      }
      options[Decision(unit: text(unit), slot: text(slot))] = Option(
        amounts: amounts.map { Double(text($0)) ?? 0 },
        actions: Set(text(actions).split { "+; ".contains($0) }.map(String.init)),
        lockedBy: text(lock))
    }
  }

  /// A cell as it was before it was guarded against spreadsheets.
  private static func unguarded(_ cell: String) -> String {
    guard cell.first == "'", let next = cell.dropFirst().first, "=+-@\t\r\n".contains(next) else {
      return cell
    }
    return String(cell.dropFirst())
  }
}
