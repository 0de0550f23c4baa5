import PlanModel

/// `index.html`: one page with map, reasons and tables that needs no other file and no network.
struct IndexPage {
  private let whole: AreaAccount
  private let account: PlanAccount
  private let result: PlanResult

  init(_ whole: AreaAccount) {
    self.whole = whole
    account = whole.account
    result = whole.account.result
  }

  /// The page.
  var text: String {
    let description = result.description
    let words = PlanWords(account)
    let title = HTMLRenderer.escaped(description.name)
    let notice =
      description.notice.map { "<p class=\"notice\">\(HTMLRenderer.escaped($0))</p>" } ?? ""
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title): area-based energy and climate plan</title>
      <style>
      \(PageStyle.common)
      \(PageStyle.map)
      </style>
      </head>
      <body>
      <header>
      <h1>\(title)</h1> <p class="subtitle">Area-based energy and climate plan · data of \(description.baseYear), plan until \(description.targetYear)</p>
      \(notice)
      \(account.isDecided ? "<p class=\"lead\">\(HTMLRenderer.escaped(words.decision(of: whole)))</p>" : "")
      <p class="certificate\(account.isDecided ? "" : " bad")">\(HTMLRenderer.escaped(words.certificate))</p>
      \(HTMLRenderer.body(conflict(words) + [.figures(figures)]))
      </header>
      \(mapLink)\(MapFigure(whole).html)
      <main class="tables">
      \(HTMLRenderer.body(document.blocks))
      \(links)
      </main>
      <script type="application/json" id="plan-data">\(MapData(account).text)</script>
      <script>
      \(PageScript.text(hasPhases: !whole.account.result.options.phases.isEmpty))
      </script>
      </body>
      </html>

      """
  }

  private var mapLink: String {
    account.webMap == nil
      ? ""
      : "<p class=\"to-map\"><a href=\"\(WebMap.path)\">Open the large map: all layers, swipe, search</a></p>\n"
  }

  private func conflict(_ words: PlanWords) -> [Document.Block] {
    words.conflict.isEmpty ? [] : [.list(words.conflict)]
  }

  private var figures: [(name: String, value: String)] {
    let gap = TargetGap(account)
    let t = "t CO2e/a"
    guard account.isDecided else {
      return [("Emissions today", ShownUnit.phrase(gap.baseline, t))]
    }
    let money = YearlyMoney(cost: account.total(.annualCost))
    let share = gap.baseline > 0 ? "\((gap.reduction / gap.baseline * 100).grouped(1)) %" : "–"
    var figures = [("Emissions cut", share)]
    if let asked = gap.asked, let missing = gap.missing {
      // Rounding in the sums is no missing tonne.
      let isMet = missing <= asked * 1e-9
      figures.append(
        (
          "Target of \(ShownUnit.phrase(asked, t))",
          isMet ? "met" : "\(ShownUnit.phrase(missing, t)) missing"
        ))
    }
    return figures + [
      ("Investment", ShownUnit.phrase(account.total(.investment), "EUR")),
      (money.name, money.value),
      ("Energy saved", ShownUnit.phrase(account.total(.energySaved), "kWh/a")),
      ("Renewable energy", ShownUnit.phrase(account.total(.renewableEnergy), "kWh/a")),
    ]
  }

  private var document: Document {
    let sections = MunicipalSections(whole)
    var document = Document(title: "", subtitle: "")
    document.section("How good the plan is", sections.certificate)
    document.section("The gap to the target", sections.target)
    document.section("Budgets, targets and other rules", sections.rows)
    document.section("How sure this is", DrawSections(whole).blocks)
    document.section("Districts", sections.districts)
    document.section("What stays here", BenefitsSections(whole).blocks)
    document.section("Governance", GovernanceSections(whole).blocks)
    document.section(
      "Area ledger of all districts", [.table(LedgerTable.summary(whole.ledger))])
    document.section("Outside all districts", sections.outside)
    document.section("Checks that the sums close", sections.closures)
    document.section("Findings about the data", sections.diagnostics)
    return document
  }

  private var links: String {
    let sheets = result.districts.ids.indices.map { row in
      let path = HTMLRenderer.escaped("districts/\(account.fileNames[row]).html")
      return "<li><a href=\"\(path)\">\(HTMLRenderer.escaped(account.name(of: row)))</a></li>"
    }
    let written = Set(OutputPaths(account).all)
    let files =
      ([
        (WebMap.path, "Large map with layers, swipe and search"),
        ("municipality.html", "Sheet of the municipality"),
        ("secap/secap.xlsx", "Covenant of Mayors workbook (XLSX)"),
        ("actions.csv", "Actions (CSV)"),
        ("inventory.csv", "Emission inventory (CSV)"), ("risk.csv", "Climate risk (CSV)"),
        ("benefits.csv", "What stays here (CSV)"),
        ("raci.csv", "Who answers for what (CSV)"), ("governance.svg", "Governance (SVG)"),
        ("agreements.csv", "Who must agree where (CSV)"),
        ("factors.csv", "What helps and what hinders (CSV)"),
        ("robustness.csv", "In how many possible worlds (CSV)"),
        ("ledger.csv", "Area ledger (CSV)"),
        ("exclusions.csv", "Who excludes what (CSV)"), ("diagnostics.csv", "Findings (CSV)"),
        ("plan.gpkg", "All layers with styles (GeoPackage for QGIS)"),
        (PlanTiles.paths[0], "Vector tiles (MBTiles)"),
        (PlanTiles.paths[1], "Vector tiles (PMTiles)"),
        ("run.json", "Run record (JSON)"),
      ].filter { written.contains($0.0) }).map { "<li><a href=\"\($0)\">\($1)</a></li>" }
    return """
      <section><h2>Sheets and files</h2>
      <ul class="files">\(files.joined())</ul>
      <h3>District sheets</h3>
      <ul class="files">\(sheets.joined(separator: "\n"))</ul></section>
      """
  }
}
