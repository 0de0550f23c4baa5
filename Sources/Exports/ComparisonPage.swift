public import Foundation
import PlanModel

/// The page of a comparison: both plans on one map with a line to draw across, what moved and why as colours, and beside
/// the map totals, rules and every decision that differs.
public struct ComparisonPage {
  /// The page's name in the folder of a comparison.
  public static let path = "changes.html"

  /// What is told beside the map.
  public struct Account {
    /// What the two runs are called.
    public var titles: (before: String, after: String)
    /// The address of the later run's folder as seen from the page; empty or with a slash at its end.
    public var base: String
    /// What must stand on every page of the later run.
    public var notice: String?
    /// Sums: title, before, after, change, as text.
    public var totals: [[String]]
    /// Rules whose limit or price moved: name, limit before and after, price before and after, as text.
    public var rules: [[String]]
    /// What else differs, one sentence each.
    public var notes: [String]
    /// How many decisions both runs could have taken.
    public var decisions: Int
    /// The decisions that differ.
    public var changes: [ChangeLine]

    /// Creates an account.
    public init(
      titles: (before: String, after: String), base: String, notice: String?, totals: [[String]],
      rules: [[String]], notes: [String], decisions: Int, changes: [ChangeLine]
    ) {
      self.titles = titles
      self.base = base
      self.notice = notice
      self.totals = totals
      self.rules = rules
      self.notes = notes
      self.decisions = decisions
      self.changes = changes
    }
  }

  private let before: PackedMap
  private let after: PackedMap
  private let account: Account
  private let parts: WebMapParts

  /// Creates the page of two runs from the maps that each wrote.
  public init(before: PackedMap, after: PackedMap, _ account: Account, _ parts: WebMapParts) {
    self.before = before
    self.after = after
    self.account = account
    self.parts = parts
  }

  /// The page.
  public var bytes: Data {
    let frame = WebMapFrame(
      name: after.name, title: "\(after.name): what moved between two plans",
      ownHeading: "\(after.name): what moved",
      line: "Left of the line \(account.titles.before), right of it \(account.titles.after)",
      report: account.base + "index.html", notice: account.notice, ground: after.ground)
    var page = Data((frame.head(parts) + frame.body).utf8)
    func add(_ kind: String, _ id: String, _ part: Data) {
      page += Data("<script type=\"\(kind)\" id=\"\(id)\">".utf8)
      page += part
      page += Data("</script>\n".utf8)
    }
    add("application/json", "plan-data", after.data)
    add("text/plain", "plan-tiles", after.tiles)
    add("text/plain", "plan-units", after.units)
    add("application/json", "before-data", before.data)
    add("text/plain", "before-units", before.units)
    add("application/json", "comparison", Data(MapData.escaped(comparison).utf8))
    page += Data(frame.end(parts).utf8)
    return page
  }

  private var comparison: JSONValue {
    func texts(_ rows: [[String]]) -> JSONValue {
      .array(rows.map { .array($0.map { .string($0) }) })
    }
    let areas = ChangedArea.all(of: account.changes)
    return .object([
      ("base", .string(account.base)), ("before", .string(account.titles.before)),
      ("after", .string(account.titles.after)), ("totals", texts(account.totals)),
      ("rules", texts(account.rules)), ("notes", .array(account.notes.map { .string($0) })),
      ("decisions", .integer(account.decisions)),
      (
        "changes",
        .array(
          account.changes.map { change in
            .array(
              [change.unit, change.slot, change.before, change.after, change.reason].map {
                .string($0)
              }
                + [Amount.co2, .investment, .annualCost].map {
                  .published(change.amounts[$0.index])
                })
          })
      ),
      ("units", .array(areas.map { .string($0.unit) })),
      (
        "themes",
        .array(
          ChangedArea.themes(of: areas).map { theme in
            .object([
              ("theme", theme.json), ("values", .array(theme.values.map { .integer(Int($0)) })),
            ])
          })
      ),
    ])
  }
}
