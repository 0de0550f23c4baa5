import Foundation
import Frameworks
import PlanModel
import TestSupport
import Testing

@testable import Exports

/// The made-up town with a target and what people write.
private func town(_ change: (inout ContractStatement) -> Void = { _ in }) -> PlanResult {
  var result = MadeUpTown().result
  result.description.contract.target = 0.8
  result.description.contract.existing = [
    ExistingReduction(sector: "Transport", reduction: 3, plan: "Bus plan")
  ]
  change(&result.description.contract)
  return result
}

private let documents = ["ccc/commitments", "ccc/action-plan", "ccc/investment-plan"]

/// A number of a cell as people read it; nil: no number.
private func number(_ cell: String) -> Double? {
  let plain = cell.filter { $0 != "\u{202F}" && $0 != "\u{00A0}" }
    .replacingOccurrences(of: "−", with: "-").replacingOccurrences(of: " %", with: "")
  return Double(plain)
}

@Suite("The Climate City Contract")
struct ContractTests {
  @Test("each document is there as text, page and OpenDocument, and its blocks as JSON")
  func files() throws {
    let exported = try Exported.shared("contract") { town() }
    let paths = Set(exported.files.map(\.path))
    for document in documents {
      for ending in ["md", "html", "odt"] { #expect(paths.contains("\(document).\(ending)")) }
    }
    #expect(paths.contains("ccc/emissions.svg"))
    let json = try exported.json("ccc/ccc.json")
    #expect(json["documents"].array.compactMap(\.["path"].string) == documents)
  }

  @Test("every table has rows, and its total is the sum of its rows")
  func sums() throws {
    let json = try Exported.shared("contract") { town() }.json("ccc/ccc.json")
    var checked = 0
    for document in json["documents"].array {
      for block in document["blocks"].array where !block["rows"].isNull {
        let title = block["text"].string ?? ""
        #expect(!block["rows"].array.isEmpty, "\(title)")
        guard !block["total"].isNull else { continue }
        let rows = block["rows"].array.map { $0.array.map { $0.string ?? "" } }
        let total = block["total"].array.map { $0.string ?? "" }
        for (column, cell) in total.enumerated() {
          guard let whole = number(cell) else { continue }
          let heading = block["columns"][column].string ?? ""
          // Ratios have a total that is no sum.
          if cell.hasSuffix("%") || heading.contains("per ") || heading.contains("÷") { continue }
          let parts = rows.compactMap { number($0[column]) }
          // Each number is rounded by itself.
          let slack = 0.5 * Double(parts.count + 1)
          #expect(abs(parts.reduce(0, +) - whole) <= slack, "\(title): \(heading)")
          checked += 1
        }
      }
    }
    #expect(checked > 20)
  }

  @Test("every column of numbers says its unit, in its heading or its table's title")
  func units() throws {
    let units = ["EUR", "t CO2e", "MWh", "kWh", "%", "GWh", "unit", "people", "t/MWh", "km²", "1"]
    let contract = try Exported.shared("contract") { town() }.json("ccc/ccc.json")
    for document in contract["documents"].array {
      for block in document["blocks"].array where !block["rows"].isNull {
        let title = block["text"].string ?? ""
        for (column, isNumber) in block["numbers"].array.enumerated()
        where (isNumber.value as? Bool) == true {
          let heading = block["columns"][column].string ?? ""
          let cells = block["rows"].array.compactMap { $0.array[column].string }
          let isTold =
            (units + ["Unit"]).contains { heading.contains($0) || title.contains($0) }
            || block["columns"].array.contains { $0.string == "Unit" }
            || cells.allSatisfy { cell in
              number(cell) == nil || units.contains { cell.contains($0) }
            }
          #expect(isTold, "\(title): \(heading)")
        }
      }
    }
  }

  @Test("the gap is that of the Covenant workbook, sector by sector")
  func gap() throws {
    let account = PlanAccount(town())
    let contract = ContractAccount(account)
    let gap = try #require(contract.gap)
    let book = SECAPBook(account).gapAccount.gap(target: 0.8)
    #expect(gap == book)
    #expect(abs(gap.total.actions - account.total(.co2)) < 1e-9)
    let transport = try #require(gap.rows.first { $0.title == "Transport" })
    #expect(transport.existing == 3)
    #expect(abs(gap.total.gap - (gap.total.target - 3)) < 1e-9)
  }

  @Test("what is booked to source sectors adds up to each action's reduction")
  func booking() {
    let contract = ContractAccount(PlanAccount(town()))
    #expect(!contract.lines.isEmpty)
    for line in contract.lines {
      #expect(abs(line.bySector.reduce(0, +) - line[.co2]) < 1e-9, "\(line.action.id)")
      #expect(abs(line.payments.reduce(0, +) - line[.investment]) < 1e-6, "\(line.action.id)")
    }
    #expect(
      abs(contract.total(.investment) - PlanAccount(town()).total(.investment)) < 1e-6)
  }

  @Test("supply of electricity is split by the sectors' use of it, 3 to 1 where they use 3 and 1")
  func electricity() {
    var result = town()
    var inventory = Inventory(year: 2021, population: nil, factorSet: .co2e)
    for (sector, energy) in [(InventorySector.residential, 3000.0), (.privateTransport, 1000)] {
      inventory.rows.append(
        InventoryRow(
          sector: sector, carrier: .electricity, energy: energy, origin: .stated, factor: 0.0002,
          factorSource: "test"))
    }
    result.inventory = inventory
    let contract = ContractInventory(of: result)
    let shares = contract.electricityShares
    #expect(shares[SourceSector.buildings.index] == 0.75)
    #expect(shares[SourceSector.transport.index] == 0.25)
    #expect(shares.reduce(0, +) == 1)
    #expect(contract.emissions(.transport, scope: 2) == 0.2)
    #expect(contract.emissions(.transport, scope: 1) == 0)
  }

  @Test("cost per lifetime tonne is cost per yearly tonne over the years of life")
  func costs() throws {
    let contract = ContractAccount(PlanAccount(town()))
    let line = try #require(contract.lines.first { $0.perYearlyTonne != nil })
    let yearly = line[.investment] / line[.co2]
    #expect(abs(try #require(line.perYearlyTonne) - yearly) < 1e-9)
    #expect(
      abs(try #require(line.perLifetimeTonne) - yearly / line.action.cost.lifetime) < 1e-9)
  }

  @Test("what nobody wrote is marked with guidance and its key, what was written stands there")
  func texts() throws {
    let without = try Exported.shared("contract") { town() }.text("ccc/commitments.md")
    #expect(without.contains("To be written by the municipality: Vision"))
    #expect(without.contains("(Plan file: ccc.vision)"))
    let with = try Exported(town { $0.texts[.vision] = "A town of short ways." })
      .text("ccc/commitments.md")
    #expect(with.contains("A town of short ways."))
    #expect(!with.contains("ccc.vision"))
  }

  @Test("the two generations of the template order their modules as cities print them")
  func templates() throws {
    func modules(_ template: ContractTemplate) throws -> [String] {
      try Exported(town { $0.template = template }).text("ccc/action-plan.md")
        .split(separator: "\n").filter { $0.hasPrefix("### ") }.map { String($0.dropFirst(4)) }
    }
    #expect(try modules(.v1)[1].hasPrefix("A-1.2 Emission factors"))
    #expect(try modules(.v2)[1].hasPrefix("A-1.2 Greenhouse gas emissions"))
    #expect(try modules(.v1).count == modules(.v2).count)
  }

  @Test("where no plan can meet the rules the documents say so in place of tables")
  func infeasible() throws {
    var town = MadeUpTown()
    town.isFeasible = false
    let exported = try Exported(town)
    for document in documents {
      #expect(try exported.text("\(document).md").contains("No plan can meet all rules"))
    }
  }

  @Test("documents read back from their JSON are the same bytes")
  func again() throws {
    let exported = try Exported.shared("contract") { town() }
    let written = try WrittenDocuments.contract(ofRunAt: exported.folder.path("out"))
    let out = exported.folder.path("again")
    let paths = try written.write(into: out)
    #expect(paths.contains("action-plan.odt") && paths.contains("emissions.svg"))
    for path in paths {
      #expect(
        try Data(contentsOf: URL(filePath: out + "/" + path)) == exported.bytes("ccc/" + path),
        "\(path)")
    }
  }

  @Test("a path that leads out of the folder is refused")
  func outside() throws {
    let exported = try Exported(town())
    let file = exported.folder.path("out/ccc/ccc.json")
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try text.replacing("ccc/commitments", with: "../../evil").write(
      toFile: file, atomically: true, encoding: .utf8)
    #expect(throws: ExportFailure.self) {
      try WrittenDocuments.contract(ofRunAt: exported.folder.path("out"))
    }
  }

  @Test("without phases work is spread evenly: 2025 and 2027 have their part, and dates stand")
  func evenly() throws {
    let result = town()
    #expect(result.options.phases.isEmpty)
    let (base, target) = (result.description.baseYear, result.description.targetYear)
    let contract = ContractAccount(PlanAccount(result))
    let whole = contract.total(.co2)
    for year in [base, base + 1, target - 1, target, target + 5] {
      let share = min(1, Double(year - base) / Double(target - base))
      #expect(
        abs(contract.value(by: year) { result.options.amount(.co2, of: $0) } - share * whole) < 1e-9
      )
    }
    #expect(contract.time(of: contract.lines[0]) == "\(base + 1)–\(target)")
    let plan = try Exported(result).text("ccc/action-plan.md")
    #expect(!plan.contains("not planned") && !plan.contains("not dated"))
  }

  @Test("a stakeholder leads what is chosen of its actions; the rest is a number")
  func leads() {
    var coop = Stakeholder(id: "coop", name: "Roof cooperative")
    coop.leads = ["roof-pv", "wind", "ground-pv"]
    var windmillers = Stakeholder(id: "windmillers", name: "Windmillers")
    windmillers.leads = ["wind"]
    let quiet = Stakeholder(id: "quiet", name: "Quiet firm")
    var result = town()
    result.description.society = SocietyDescription()
    result.description.society?.stakeholders = [coop, windmillers, quiet]
    let contract = ContractAccount(PlanAccount(result))
    #expect(contract.leads(of: coop) == "Roof PV (could lead 2 more)")
    #expect(contract.leads(of: windmillers) == "nothing in this plan (could lead 1 more)")
    #expect(contract.leads(of: quiet) == "nothing in this plan")
    let words = ContractWords(contract: contract)
    #expect([0.25, 0.5, 0.75, 0.6].map(words.level) == ["low", "medium", "high", "60.0 %"])
  }
}
