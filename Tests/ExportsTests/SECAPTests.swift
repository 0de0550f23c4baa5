import Foundation
import Frameworks
import PlanModel
import TestSupport
import Testing

@testable import Exports

/// The tables of a written workbook, read back from comma-separated text.
private struct Tables {
  let exported: Exported

  /// A table's rows, the header first.
  func rows(_ id: String) throws -> [[String]] { readCSV(try exported.text("secap/\(id).csv")) }

  /// A column of numbers by the beginning of its head; words count as nothing.
  func numbers(_ id: String, _ head: String) throws -> [Double] {
    let rows = try rows(id)
    let column = try #require(rows[0].firstIndex { $0.hasPrefix(head) }, "\(head) of \(id)")
    return rows.dropFirst().map { Double($0[column]) ?? 0 }
  }

  func workbook() throws -> Workbook {
    try #require(Workbook(json: exported.bytes("secap/secap.json")))
  }
}

@Suite("The Covenant workbook")
struct SECAPTests {
  private let tables: Tables

  init() throws { tables = Tables(exported: try Exported()) }

  @Test("every tab of the template has a sheet, with About before and Checks behind")
  func sheets() throws {
    #expect(
      try tables.workbook().sheets.map(\.title) == [
        "About", "Strategy", "Baseline inventory", "Monitoring inventory", "Mitigation actions",
        "Mitigation report", "Adaptation scoreboard", "Risks & vulnerabilities",
        "Adaptation actions", "Adaptation report", "Energy poverty", "Monitoring", "Checks",
      ])
  }

  @Test("every table has a file, and all are in the run record")
  func files() throws {
    let listed = try tables.exported.json("run.json")["files"].array.compactMap(\.string)
    for table in try tables.workbook().tables {
      #expect(listed.contains("secap/\(table.id).csv"))
    }
    #expect(listed.contains("secap/secap.xlsx") && listed.contains("secap/secap.json"))
  }

  @Test("no table is empty, no cell is empty in a row of its own, no number is without a unit")
  func filled() throws {
    let workbook = try tables.workbook()
    for table in workbook.tables {
      #expect(!table.rows.isEmpty, "\(table.id)")
      for (row, cells) in table.rows.enumerated() {
        #expect(
          cells.contains { Workbook.words(of: $0) != "" }, "row \(row) of \(table.id)")
        for (column, cell) in zip(table.columns, cells) where column.unit.isEmpty {
          switch cell {
          case .number, .formula:
            // Tables of unlike numbers have a column that tells the unit of each row.
            #expect(
              table.columns.contains { $0.title == "Unit" } || table.id == "bei-head",
              "\(column.title) of \(table.id)")
          case .text, .terms, .toWrite, .reason: break
          }
        }
      }
    }
  }

  @Test("sums are right in the files: a last row that says Total is the sum of those above")
  func sums() throws {
    for (id, heads) in [
      ("mitigation", ["GHG reduction in 2030", "Investment cost", "Energy savings in 2030"]),
      ("mitigation-districts", ["GHG reduction in 2030", "Investment cost"]),
      ("mitigation-sectors", ["GHG reduction in 2030", "Investment cost", "Actions"]),
      ("budget", ["Investment"]), ("bei-districts", ["Emissions"]),
      ("statuses", ["Investment cost", "GHG reduction"]),
      ("gap", ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "Remaining", "Missing"]),
    ] {
      #expect(try tables.rows(id).last?[0] == "Total" || id == "bei-districts")
      for head in heads {
        let column = try tables.numbers(id, head)
        #expect(
          abs(column.dropLast().reduce(0, +) - column.last!) < 1e-6 * max(1, abs(column.last!)),
          "\(head) of \(id)")
      }
    }
  }

  @Test("the reduction of all actions is the plan's, 0.125 t a unit, stage and step")
  func reduction() throws {
    let town = MadeUpTown().result
    let total = town.plan.chosen.map { town.options.amount(.co2, of: $0) }.reduce(0, +)
    #expect(try tables.numbers("mitigation", "GHG reduction in 2030").last == total)
    #expect(try tables.numbers("gap", "(5)").last == total)
  }

  @Test("table D is table A times table C in each cell")
  func product() throws {
    let energy = try tables.rows("bei-a")
    let factors = try tables.rows("bei-c")
    let emissions = try tables.rows("bei-d")
    var cells = 0
    for row in 1..<factors.count {
      for column in 1..<factors[0].count {
        guard let amount = Double(energy[row][column]), let factor = Double(factors[row][column])
        else { continue }
        cells += 1
        #expect(abs(amount * factor - Double(emissions[row][column])!) < 1e-9)
      }
    }
    #expect(cells > 0)
  }

  @Test("what people must write is marked with guidance, and counted")
  func toWrite() throws {
    let vision = try tables.rows("vision")
    #expect(vision[1][1].hasPrefix(Workbook.toWriteBegins))
    let open = try tables.numbers("open-cells", "Open cells").reduce(0, +)
    let cells = try tables.workbook().tables.filter { $0.id != "legend" }.flatMap(\.rows).joined()
    #expect(
      Int(open)
        == cells.filter { if case .toWrite = $0 { true } else { false } }.count)
  }

  @Test("what the plan file states stands in its place")
  func stated() throws {
    var town = MadeUpTown().result
    town.description.secap.vision = "A town that needs no coal."
    var target = SECAPStatement.Target(.mitigation, year: 2030)
    target.reduction = 0.55
    town.description.secap.targets = [target]
    town.description.secap.scoreboard = [.init(step: "assessing", grade: "B")]
    var entry = SECAPStatement.ActionEntry("roof-pv")
    entry.status = "Ongoing"
    entry.start = "2024-03"
    entry.spent = 1000
    town.description.secap.actions = [entry]
    let tables = Tables(exported: try Exported(town))
    #expect(try tables.rows("vision")[1][1] == "A town that needs no coal.")
    #expect(try tables.numbers("commitments", "Reduction asked for [%]")[0] == 55)
    #expect(try tables.rows("scoreboard")[2][1] == "B – advancing")
    let action = try #require(try tables.rows("mitigation").first { $0[0] == "roof-pv" })
    #expect(action.contains("Ongoing") && action.contains("2024-03"))
    #expect(try tables.numbers("statuses", "Spent so far")[1] == 1000)
  }

  @Test("a plan that cannot be met has the workbook too, and its empty tables say why")
  func noPlan() throws {
    var town = MadeUpTown()
    town.isFeasible = false
    let tables = Tables(exported: try Exported(town))
    #expect(try tables.rows("mitigation")[1][0].contains("no choice meets all rules"))
  }

  @Test("a text that looks like a formula stays text in spreadsheet and file")
  func hostile() throws {
    var town = MadeUpTown()
    town.names = ["=1+1", "+cmd", "South"]
    let tables = Tables(exported: try Exported(town))
    #expect(try tables.rows("bei-districts").contains { $0[1] == "'=1+1" })
    #expect(try tables.workbook().table("bei-districts").rows[0][1] == .text("=1+1"))
  }

  @Test("a number that was changed in the file is found when sums are computed again")
  func changed() throws {
    var workbook = SECAPBook(PlanAccount(MadeUpTown().result)).workbook
    let before = workbook.disagreements.map(\.message)
    let sheet = try #require(workbook.sheets.firstIndex { $0.id == "mitigation" })
    let parts = try #require(
      workbook.sheets[sheet].tables.firstIndex { $0.id == "mitigation-districts" })
    let column = try #require(
      workbook.sheets[sheet].tables[parts].columns.firstIndex { $0.title == "Investment cost" })
    workbook.sheets[sheet].tables[parts].rows[0][column] = .number(1)
    let found = workbook.disagreements.map(\.message).filter { !before.contains($0) }
    #expect(found.contains { $0.hasPrefix("Actions and investment: all actions, and who pays") })
    #expect(found.contains { $0.hasPrefix("District north: investment by action") })
  }

  @Test("defaults that a plan changes are flagged with both values")
  func changedDefaults() throws {
    var town = MadeUpTown().result
    town.changedDefaults = [
      ChangedDefault(
        title: "Emission factor: Electricity", stated: 0.2,
        standard: SourcedNumber(
          name: "emission.electricity.SI", value: 0.4, unit: "t/MWh", year: 2013, source: "JRC",
          confidence: .medium))
    ]
    let row = try Tables(exported: try Exported(town)).rows("changed-defaults")[1]
    #expect(
      row.prefix(6)
        == ["Emission factor: Electricity", "0.2", "0.4", "t/MWh", "50", "2013"])
  }

  @Test("a run's workbook is written again in another language, from its JSON alone")
  func again() throws {
    let folder = tables.exported.folder.path("out")
    let written = try WrittenSECAP(ofRunAt: folder)
    let labels = Labels.read(
      language: "it",
      tables: [(text: "id,en,it\na,Baseline inventory,Inventario di base\n", file: "l.csv")]
    ).labels
    let target = tables.exported.folder.path("again")
    let result = try written.write(into: target, labels: labels)
    #expect(result.files.contains("secap.xlsx") && result.files.contains("labels-missing.csv"))
    #expect(result.missing.contains("Strategy") && !result.missing.contains("Baseline inventory"))
    // The JSON stays English, so that any language can be had from it.
    let old = try String(contentsOfFile: folder + "/secap/secap.json", encoding: .utf8)
    #expect(try String(contentsOfFile: target + "/secap.json", encoding: .utf8) == old)
    let english = tables.exported.folder.path("english")
    _ = try written.write(into: english, labels: Labels())
    for file in ["secap.xlsx", "mitigation.csv"] {
      #expect(
        try Data(contentsOf: URL(filePath: english + "/" + file))
          == Data(contentsOf: URL(filePath: folder + "/secap/" + file)))
    }
  }

  @Test("of staff that nobody stated there is no sum; of what is stated there is")
  func staff() {
    func totals(_ staff: [SECAPStatement.Staff]) -> [Workbook.Cell] {
      var result = MadeUpTown().result
      result.description.secap.staff = staff
      let book = SECAPBook(PlanAccount(result)).workbook
      return book.tables.first { $0.id == "staff" }?.rows.last ?? []
    }
    let nothing = Workbook.Cell.reason("nothing is stated yet")
    #expect(totals([]) == [.term("Total"), nothing, nothing, nothing, nothing])
    let some = totals([.init(body: SECAP.staffBodies.terms[0], fullTime: [1.5, nil, nil])])
    #expect(some[2] == nothing && some[3] == nothing)
    if case .formula = some[1], case .formula = some[4] {} else { Issue.record("no sum") }
  }

  @Test("the plan's own partners are among stakeholders and actors, each once")
  func partners() {
    var result = MadeUpTown().result
    var riders = Stakeholder(id: "riders", name: "Riders")
    riders.partners = ["roof-pv"]
    var owners = Stakeholder(id: "owners", name: "Owners")
    owners.partners = ["roof-pv"]
    result.description.society = SocietyDescription()
    result.description.society?.stakeholders = [riders, owners]
    let account = PlanAccount(result)
    let action = result.options.actions[2]
    #expect(account.partners(of: action) == ["Riders", "Owners", "Craftspeople"])
    let book = SECAPBook(account).workbook
    let actors = book.tables.first { $0.id == "actors" }?.rows ?? []
    #expect(actors.contains { $0.first == .text("Riders") && $0[2] == .number(1) })
  }
}
