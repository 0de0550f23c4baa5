import Exports
import Foundation
import PlanModel
import TestSupport
import Testing

/// One town in which every kind of part stands: a lead of one district, a lead of all, somebody else who does the work, a role
/// that nobody fills, and a role that somebody fills.
@Suite("Who leads, who is responsible and who takes part is told alike everywhere")
struct WhoLeadsTests {
  private static let renovation = 0
  private static let heatPump = 1
  private static let roofs = 2

  private static var result: PlanResult {
    var result = MadeUpTown().result
    var town = Stakeholder(id: "town", name: "Town of Test")
    town.leads = ["renovation", "roof-pv"]
    town.partners = ["heat-pump"]
    var roofs = Stakeholder(id: "coop", name: "Roof cooperative")
    roofs.districts = ["north"]
    roofs.leads = ["roof-pv"]
    var guild = Stakeholder(id: "guild", name: "Guild of craftspeople")
    guild.roles = ["Craftspeople"]
    var society = SocietyDescription()
    society.stakeholders = [town, roofs, guild]
    society.governance = GovernanceDescription()
    result.description.society = society
    var governance = GovernanceResult()
    for district in 0..<3 {
      governance.rows.append(
        RACIRow(
          action: renovation, district: district, responsible: ["Task force"],
          accountable: ["Council"], consulted: [], informed: [], responsibleOrigin: .action,
          accountableOrigin: .decides, bodies: []))
    }
    result.governance = governance
    return result
  }

  private let exported: Exported

  init() throws { exported = try Exported(Self.result) }

  private func table(_ path: String) throws -> [[String: String]] {
    let rows = readCSV(try exported.text(path))
    let header = try #require(rows.first)
    return rows.dropFirst().map {
      Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first })
    }
  }

  @Test(
    "the sheets name the plan's stakeholder, by district, and a role only where nobody is named")
  func sheets() throws {
    let north = try exported.text("districts/north.md")
    let south = try exported.text("districts/south.md")
    #expect(north.contains("| Roof PV | Roof cooperative | "))
    #expect(south.contains("| Roof PV | Town of Test | "))
    for sheet in [north, south] {
      #expect(sheet.contains("| Heat pump | nobody yet, usually municipality | "))
      #expect(!sheet.contains("| Roof PV | Municipality | "))
      // Lead, who does the work, who answers for it.
      #expect(sheet.contains("| Renovation | Town of Test | Task force | Council | "))
    }
    #expect(
      try exported.text("municipality.md").contains(
        "| Roof PV | Roof cooperative (1 district); Town of Test (2 districts) | "))
    let json = try exported.json("districts/north.json")["actions"].array
    #expect(json.first { $0["id"].string == "roof-pv" }?["leadActor"].string == "Roof cooperative")
  }

  @Test("who fills a role of the catalogue is named in the role's place")
  func roles() throws {
    for path in ["implementation.csv", "actions.csv", "districts/north.md", "secap/actors.csv"] {
      let text = try exported.text(path)
      #expect(!text.contains("Craftspeople"), "\(path)")
      #expect(text.contains("Guild of craftspeople") && text.contains("Owners"), "\(path)")
    }
    let actors = try table("secap/actors.csv")
    let guild = actors.first { $0["Actor"] == "Guild of craftspeople" }
    #expect(guild?["Leads actions [1]"] == "0" && guild?["Takes part in [1]"] == "3")
    let town = actors.first { $0["Actor"] == "Town of Test" }
    // It leads renovation and roofs, and is a partner in heat pumps, and in the north, where the cooperative leads, in roofs.
    #expect(town?["Leads actions [1]"] == "2" && town?["Takes part in [1]"] == "2")
  }

  @Test("the tables of options and of lines agree with the sheets, row by row")
  func tables() throws {
    let lines = try table("implementation.csv")
    for line in lines {
      switch line["action"] {
      case "renovation":
        #expect(line["lead"] == "Town of Test" && line["responsible"] == "Task force")
        #expect(line["accountable"] == "Council")
      case "roof-pv":
        let lead = line["district"] == "north" ? "Roof cooperative" : "Town of Test"
        #expect(line["lead"] == lead && line["responsible"] == lead)
        #expect(line["accountable"] == "")
      default: #expect(line["lead"] == "Municipality" && line["lead_is"] == "role")
      }
    }
    for row in try table("actions.csv") {
      let leads = (row["actions"] ?? "").components(separatedBy: "; ").compactMap { id in
        lines.first { $0["action"] == id && $0["district"] == row["district"] }?["lead"]
      }
      #expect(row["lead_actors"]?.components(separatedBy: "; ") == leads, "\(row)")
    }
  }

  @Test(
    "the page knows who leads in each district, and who is responsible where that is somebody else")
  func page() throws {
    let page = try exported.text("index.html")
    let start = try #require(page.range(of: "id=\"plan-data\">"))
    let end = try #require(page.range(of: "</script>", range: start.upperBound..<page.endIndex))
    let data = JSON(
      try JSONSerialization.jsonObject(
        with: Data(page[start.upperBound..<end.lowerBound].utf8)))
    let names = data["names"].array.compactMap(\.string)
    func part(_ place: Int, of action: Int, in district: Int) -> [String] {
      let line = data["carriers"][district].array.first { $0[0].number == Double(action) }
      return (line?[place].array ?? []).compactMap { $0.number.map { names[Int($0)] } }
    }
    #expect(part(1, of: Self.roofs, in: 0) == ["Roof cooperative"])
    #expect(part(1, of: Self.roofs, in: 1) == ["Town of Test"])
    #expect(part(3, of: Self.roofs, in: 1) == [])
    #expect(part(1, of: Self.renovation, in: 0) == ["Town of Test"])
    #expect(part(3, of: Self.renovation, in: 0) == ["Task force"])
    #expect(part(1, of: Self.heatPump, in: 2) == ["nobody yet, usually municipality"])
    #expect(
      part(2, of: Self.heatPump, in: 2) == ["Town of Test", "Guild of craftspeople", "Owners"])
  }

  @Test(
    "workbook and contract say responsible of whom the governance names, and list the lead beside")
  func documents() throws {
    let rows = try table("secap/mitigation.csv")
    let renovation = rows.first { $0["Action"] == "renovation" }
    #expect(renovation?["Responsible body"] == "Task force")
    #expect(renovation?["Stakeholders"] == "Town of Test; Guild of craftspeople; Owners")
    let roofs = rows.first { $0["Action"] == "roof-pv" }
    #expect(roofs?["Responsible body"] == "Roof cooperative; Town of Test")
    let plan = try exported.text("ccc/action-plan.md")
    #expect(plan.contains("| Responsible | Task force |"))
    #expect(plan.contains("| Responsible | Roof cooperative; Town of Test |"))
    #expect(plan.contains("| Responsible | Municipality, a role that nobody fills yet |"))
    // Whoever leads nothing that is chosen signs nothing.
    let commitments = try exported.text("ccc/commitments.md")
    #expect(commitments.contains("Leads: Roof PV (from the plan, to be confirmed)"))
    #expect(!commitments.contains("Guild of craftspeople"))
  }

  @Test("whoever fills the role that leads an action signs for it, as the action plan says")
  func fillRole() throws {
    var result = Self.result
    var works = Stakeholder(id: "works", name: "Municipal works")
    works.roles = ["Municipality"]
    works.engagement = .collaborate
    var school = Stakeholder(id: "school", name: "School board")
    school.roles = ["Municipality"]
    result.description.society?.stakeholders += [works, school]
    let exported = try Exported(result)
    let commitments = try exported.text("ccc/commitments.md")
    for name in ["Municipal works", "School board"] {
      #expect(
        commitments.contains("| \(name) | Leads: Heat pump (from the plan, to be confirmed) |"))
    }
    let plan = try exported.text("ccc/action-plan.md")
    #expect(plan.contains("| Municipal works | not stated | Heat pump |"))
    #expect(plan.contains("| Responsible | Municipal works, School board |"))
  }

  @Test(
    "what the plan file calls the responsible body in the Covenant's report, the contract repeats")
  func stated() throws {
    var result = Self.result
    var entry = SECAPStatement.ActionEntry("renovation")
    entry.responsible = "Housing office"
    result.description.secap.actions = [entry]
    let exported = try Exported(result)
    #expect(try exported.text("secap/mitigation.csv").contains("Housing office"))
    #expect(try exported.text("ccc/action-plan.md").contains("| Responsible | Housing office |"))
  }

  @Test("a plan that names nobody tells the catalogue's roles, as roles")
  func nobody() throws {
    let exported = try Exported()
    #expect(
      try exported.text("districts/north.md").contains(
        "| Roof PV | Municipality | Owners, Craftspeople | "))
    #expect(
      try exported.text("ccc/action-plan.md").contains(
        "| Responsible | Municipality, a role that nobody fills yet |"))
  }

  @Test("what a fund pays, what other funds pay and what others bring add up to the investment")
  func funds() throws {
    var result = Self.result
    var first = Fund(id: "a", name: "Fund A", level: .european, rate: 0.5)
    first.actions = ["renovation", "roof-pv"]
    var second = Fund(id: "b", name: "Fund B", level: .national, rate: 0.3)
    second.actions = ["roof-pv"]
    result.description.funds = FundsDescription(builtIn: false)
    result.description.funds?.funds = [first, second]
    let exported = try Exported(result)
    let rows = readCSV(try exported.text("funds.csv"))
    let header = try #require(rows.first)
    var drawn = 0.0
    for row in rows.dropFirst() {
      func number(_ name: String) throws -> Double {
        let column = try #require(header.firstIndex(of: name))
        return try #require(Double(row[column]))
      }
      let parts =
        try number("drawn_EUR") + number("other_funds_EUR") + number("co_financing_EUR")
      #expect(abs(try number("investment_EUR") - parts) < 1e-6, "\(row)")
      drawn += try number("other_funds_EUR")
    }
    #expect(drawn > 0)
    let sheet = try exported.text("municipality.md")
    #expect(sheet.contains("Of that other funds, EUR | Others than funds bring, EUR"))
    #expect(
      try exported.text("ccc/investment-plan.md").contains("Pays at most, % of the investment"))
  }
}
