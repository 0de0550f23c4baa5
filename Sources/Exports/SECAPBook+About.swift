import Frameworks
import PlanModel

extension SECAPBook {
  /// What the workbook is, what is certain in it, and how to read it.
  func about(of book: Workbook) -> Workbook.Sheet {
    Workbook.Sheet(
      id: "about", title: "About",
      about:
        "A working document in the form of the Covenant of Mayors' reporting template, filled from a plan. MyCovenant is the only official channel. Energy stands in MWh, emissions in tonnes, money in EUR without VAT; decimals are written with a point in CSV and JSON.",
      tables: [facts, legend, contents(of: book), certainty, openQuestions])
  }

  private var facts: Workbook.Table {
    let description = result.description
    var table = Workbook.Table(
      "about", "The plan", [.init("Field", "", .calculated), .init("Value", "", .calculated)])
    table.add([.term("Municipality"), .text(description.name)])
    table.add([.term("Country"), .text(description.country)])
    table.add([.term("Base year"), .text("\(description.baseYear)")])
    table.add([.term("Target year"), .text("\(description.targetYear)")])
    table.add([.term("Districts"), .text("\(result.districts.count)")])
    table.add([
      .term("State of the plan"),
      .text(
        account.isDecided
          ? "decided; \(result.plan.status.rawValue), within \((100 * result.plan.gap).rounded(toDecimals: 3)) % of the best"
          : "no choice meets all rules: see run.json; tables of actions are empty"),
    ])
    table.add([.term("Written by"), .text("CommonGround \(result.record.version)")])
    table.add([.term("Plan file, SHA-256"), .text(result.record.planSHA256)])
    if let notice = description.notice { table.add([.term("Notice"), .text(notice)]) }
    return table
  }

  private var legend: Workbook.Table {
    var table = Workbook.Table(
      "legend", "How to read the cells",
      [
        .init("Mandatory"), .init("Optional", "", .optional),
        .init("Calculated", "", .calculated), .init("To be written"), .init("No number"),
      ])
    table.add([
      .text("asked for by the template"), .text("taken by the template"),
      .text("from other cells or from the plan's model"), .toWrite("guidance."),
      .reason("the reason why"),
    ])
    return table
  }

  private func contents(of book: Workbook) -> Workbook.Table {
    var table = Workbook.Table(
      "contents", "Sheets",
      [.init("Sheet", "", .calculated), .init("What it holds", "", .calculated)])
    for sheet in book.sheets { table.add([.term(sheet.title), .text(sheet.about)]) }
    return table
  }

  private var certainty: Workbook.Table {
    var table = Workbook.Table(
      "certainty", "What is certain of the form, and what is recalled",
      note: "Recalled parts were not read in a source. Check them once against your template.",
      [
        .init("Part", "", .calculated), .init("Certain", "", .calculated),
        .init("Source", "", .calculated),
      ])
    for (part, isSourced, source) in SECAP.certainty {
      table.add([.text(part), .term(isSourced ? "sourced" : "recalled"), .text(source)])
    }
    return table
  }

  private var openQuestions: Workbook.Table {
    var table = Workbook.Table(
      "model-limits", "What the numbers do not say",
      [.init("Limit", "", .calculated)])
    table.add([
      .text(
        "Costs, effects and payers of actions are defaults of a catalogue with sources and confidence; each number stands in run.json. They are no offers and no promises."
      )
    ])
    table.add([
      .text(
        "Local electricity is credited once, as the saving of the action that makes it, at the factor of electricity before the plan; it does not lower the factor of table C as well."
      )
    ])
    if let draws = result.draws {
      table.add([
        .text("The plan was asked again in \(draws.count) possible worlds; see robustness.csv.")
      ])
    }
    return table
  }
}
