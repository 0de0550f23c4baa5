import PlanModel
import TestSupport
import Testing

@testable import Exports

/// Who carries the plan out, in sheets and in the Covenant workbook.
@Suite("Who carries it out, in sheets and workbook")
struct CarriersSheetTests {
  /// The made-up town with a cooperative that leads roof PV in the north, and pledges.
  private var result: PlanResult {
    var result = MadeUpTown().result
    var coop = Stakeholder(id: "coop", name: "Roof Cooperative")
    coop.leads = ["roof-pv"]
    coop.districts = ["north"]
    result.description.society = SocietyDescription()
    result.description.society?.stakeholders = [coop]
    return result
  }

  /// The cells of a column of a table of the workbook by action.
  private func column(
    _ title: String, of table: String, in exported: Exported
  ) throws -> [String: String] {
    let rows = readCSV(try exported.text("secap/\(table).csv"))
    let column = try #require(rows[0].firstIndex { $0.hasPrefix(title) })
    return Dictionary(
      rows.dropFirst().map { ($0[0], $0[column]) }, uniquingKeysWith: { first, _ in first })
  }

  @Test(
    "an action's responsible bodies are those who lead it, by district, and the role where nobody does"
  )
  func leads() throws {
    var result = result
    let book = SECAPBook(PlanAccount(result))
    let roof = try #require(book.actions.first { $0.action.id == "roof-pv" })
    #expect(PlanAccount(result).leads(of: roof.action) == ["Roof Cooperative", "Municipality"])
    let exported = try Exported(result)
    let bodies = try column("Responsible body", of: "mitigation", in: exported)
    #expect(bodies["roof-pv"] == "Roof Cooperative; Municipality")
    #expect(bodies["renovation"] == "Municipality")
    // What the plan file says itself counts first.
    var entry = SECAPStatement.ActionEntry("roof-pv")
    entry.responsible = "Public works"
    result.description.secap.actions = [entry]
    #expect(SECAPBook(PlanAccount(result)).responsible(of: roof) == "Public works")
    // A single person is told by id.
    result.description.secap.actions = []
    result.description.society?.stakeholders[0].isPerson = true
    #expect(SECAPBook(PlanAccount(result)).responsible(of: roof) == "coop; Municipality")
    // Where everybody's lead is known, no role stands beside it.
    result.description.society?.stakeholders[0].districts = []
    #expect(PlanAccount(result).leads(of: roof.action) == ["coop"])
  }

  @Test(
    "implementation status and money spent come from the table of progress, and the plan file counts first"
  )
  func statuses() throws {
    var result = result
    func line(_ action: Int, _ district: Int, _ status: ProgressStatus, spent: Double)
      -> ProgressLine
    {
      var line = ProgressLine(unplanned: action, in: district)
      line.status = status
      line.options = [0]
      line.entry = ProgressEntry(
        action: "", district: result.districts.ids[district], status: status, line: 2)
      line.actual.investment = spent
      return line
    }
    result.progress = ProgressResult(
      year: 2024,
      lines: [
        line(0, 0, .completed, spent: 1000), line(0, 1, .notStarted, spent: 0),
        line(1, 0, .completed, spent: 300), line(1, 1, .cancelled, spent: 20),
        line(2, 0, .postponed, spent: 0), line(2, 1, .notStarted, spent: 0),
      ], budgets: [], pastRows: [], plannedInvestment: 0)
    let exported = try Exported(result)
    let told = try column("Implementation status", of: "mitigation", in: exported)
    #expect(told["renovation"] == "Ongoing")
    #expect(told["heat-pump"] == "Completed")
    #expect(told["roof-pv"] == "Postponed")
    let spent = try column("Spent so far", of: "mitigation", in: exported)
    #expect(spent["renovation"] == "1000" && spent["heat-pump"] == "320")
    let counts = try column("Actions", of: "statuses", in: exported)
    #expect(counts["Ongoing"] == "1" && counts["Completed"] == "1" && counts["Postponed"] == "1")
    #expect(counts["Not started"] == "0")
    var entry = SECAPStatement.ActionEntry("renovation")
    entry.status = "Cancelled"
    result.description.secap.actions = [entry]
    let book = SECAPBook(PlanAccount(result))
    #expect(
      try book.status(of: #require(book.actions.first { $0.action.id == "renovation" }))
        == "Cancelled")
    // Without a table nothing has started.
    result.progress = nil
    result.description.secap.actions = []
    let plain = SECAPBook(PlanAccount(result))
    #expect(plain.actions.allSatisfy { plain.status(of: $0) == "Not started" })
    #expect(plain.actions.allSatisfy { plain.spent(on: $0) == nil })
  }

  @Test(
    "a pledge for all districts is named so in a district's sheet, beside what the plan asks for there"
  )
  func pledges() throws {
    var result = result
    result.description.society?.pledges = [
      Pledge(by: "coop", action: "roof-pv", promised: (.investment, 90_000)),
      Pledge(
        by: "coop", action: "roof-pv", districts: ["north", "south"], promised: (.investment, 5000)),
      Pledge(by: "coop", action: "roof-pv", districts: ["north"], promised: (.investment, 7000)),
    ]
    let account = PlanAccount(result)
    let parts = account.implementation.pledges[0].plannedByDistrict
    #expect(abs(parts.values.reduce(0, +) - account.implementation.pledges[0].planned) < 1e-6)
    let exported = try Exported(result)
    let whole = try exported.text("municipality.md")
    let north = try exported.text("districts/north.md")
    let all = ShownUnit.phrase(90_000, "EUR")
    #expect(!whole.contains("\(all), for the whole municipality") && whole.contains(all))
    #expect(north.contains("\(all), for the whole municipality"))
    #expect(north.contains("\(ShownUnit.phrase(5000, "EUR")), for 2 districts together"))
    #expect(!north.contains("\(ShownUnit.phrase(7000, "EUR")),"))
    #expect(north.contains("The plan asks for here") && !whole.contains("The plan asks for here"))
    // Of the second unit of the north, twice 37,500 EUR.
    #expect(north.contains("| \(ShownUnit.phrase(75_000, "EUR")) |"))
  }

  @Test("what an action needs first has its name where it is not on offer, and says so")
  func needs() throws {
    var result = result
    result.options.actions[2].requires = ["renovation", "heat-network", "unheard-of"]
    result.namesNotOffered = ["heat-network": "Heat network"]
    let sheet = try Exported(result).text("municipality.md")
    #expect(
      sheet.contains("Renovation; Heat network (not on offer); unheard-of (not on offer)"))
    #expect(!sheet.contains("; heat-network"))
  }
}
