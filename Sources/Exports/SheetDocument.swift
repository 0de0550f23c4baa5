import PlanModel

/// The sheet of a district or of the municipality, as a document.
struct SheetDocument {
  let area: AreaAccount
  let account: PlanAccount
  let words: PlanWords
  let result: PlanResult
  /// The pictures that stand in it.
  private let pictures: [Figure]
  /// More maps of the municipality, by title and path.
  private let maps: [(title: String, path: String)]

  init(
    _ area: AreaAccount, pictures: [Figure] = [], maps: [(title: String, path: String)] = []
  ) {
    self.area = area
    self.pictures = pictures
    self.maps = maps
    account = area.account
    words = PlanWords(area.account)
    result = area.account.result
  }

  /// The sheet's title, what it is about, and what must stand on it.
  var head: Document {
    let description = result.description
    let isDistrict = area.id != nil
    var document = Document(
      title: area.title,
      subtitle: isDistrict
        ? "District \(area.id ?? "") of \(description.name) · data of \(description.baseYear), plan until \(description.targetYear)"
        : "Municipality · data of \(description.baseYear), plan until \(description.targetYear)",
      notice: description.notice)
    document.root = isDistrict ? "../" : ""
    return document
  }

  /// The whole sheet.
  var document: Document {
    let isDistrict = area.id != nil
    var document = head
    document.blocks += [.paragraph(words.decision(of: area)), .figures(figures)]
    document.blocks += picture(.map)
    let whole = MunicipalSections(area)
    if !isDistrict {
      document.section("How good the plan is", whole.certificate)
      document.section("The gap to the target", whole.target + picture(.path))
      document.section("Districts", whole.districts)
    }
    document.section("Chosen actions", chosen + picture(.abatement))
    document.section("Phases", phases)
    document.section("Who must act", actors)
    document.section("Who carries it out", ImplementationSections(area).blocks)
    document.section("Progress", ProgressSections(area).blocks)
    document.section("Who pays", payers + picture(.payers))
    document.section("What stays here", BenefitsSections(area).blocks)
    document.section("Conditions and co-benefits", benefits)
    document.section(isDistrict ? "Why these" : "Why the largest of them", reasons)
    if !isDistrict { document.section("Budgets, targets and other rules", whole.rows) }
    document.section("How sure this is", DrawSections(area).blocks)
    if !isDistrict { document.section("Emission inventory", inventory) }
    document.section("Building stock", stock)
    if !isDistrict { document.section("Beside the country", whole.comparisons) }
    document.section("Energy demand by carrier", carriers + picture(.energy))
    document.section("Beside the buildings", besideBuildings)
    document.section("Potentials", potentials + yields)
    document.section("Climate risk", climateRisk)
    document.section("Vulnerability proxy", vulnerability)
    document.section("Interests and conflicts", interests)
    document.section("What people said and got", SocietySections(area).blocks)
    document.section("Governance", GovernanceSections(area).blocks)
    document.section("What helps and what hinders", FactorSections(area).blocks)
    document.section("Area ledger", ledger + picture(.ledger))
    if !isDistrict {
      document.section("Outside all districts", whole.outside)
      document.section("Checks that the sums close", whole.closures)
      document.section("Findings about the data", whole.diagnostics)
    }
    if !maps.isEmpty { document.section("Maps", [.links(maps)]) }
    document.section("Codes for SECAP and Climate City Contract", codes)
    document.section("Area ledger in full", ledgerInFull)
    document.section("Indicators", indicators)
    document.section("Default numbers this rests on", defaults)
    return document
  }

  private func picture(_ topic: Figure.Topic) -> [Document.Block] {
    pictures.filter { $0.topic == topic }.map(Document.Block.figure)
  }

  /// The key figures.
  var figures: [(name: String, value: String)] {
    let reduction = area.sum(.co2)
    let tonnes = ShownSteps([area.baseline, reduction])
    func emissions(_ value: Double) -> String { tonnes.text(value) + "\u{00A0}t CO2e/a" }
    let row = area.stockRow
    let money = YearlyMoney(cost: area.sum(.annualCost))
    var figures = [
      ("Area", ShownUnit.phrase(area.area, "m²")),
      ("People", area.stock.population[row].grouped(0)),
      ("Buildings", area.stock.total(.buildings, in: row).grouped(0)),
      ("Baseline emissions", emissions(area.baseline)),
    ]
    if account.isDecided {
      figures += [
        ("Reduction by the plan", emissions(reduction)),
        ("Emissions that remain", emissions(tonnes.shown(area.baseline) - tonnes.shown(reduction))),
        ("Investment", ShownUnit.phrase(area.sum(.investment), "EUR")),
        (money.name, money.value),
      ]
    }
    return figures
  }

  private var stock: [Document.Block] {
    let row = area.stockRow
    let sectors = StockSector.allCases.filter { sector in
      StockMeasure.allCases.contains { area.stock[$0, sector, row] != 0 }
    }
    if sectors.isEmpty { return [.paragraph("No buildings are known here.")] }
    let measures: [(String, StockMeasure)] = [
      ("Buildings", .buildings), ("Dwellings", .dwellings), ("Gross floor", .floorArea),
      ("Heated area", .heatedArea), ("Useful space heat", .spaceHeat),
      ("Useful hot water", .hotWater), ("Electricity without heat", .applianceElectricity),
      ("Electricity for cooling", .coolingElectricity),
      ("Emissions", .emissions), ("Roof that suits collectors", .suitableRoof),
    ]
    return [
      .table(
        Document.Table(
          texts: [("Sector", sectors.map(\.title))],
          numbers: measures.map { title, measure in
            (
              title, measure.unit == "m²" ? ShownUnit.floor : measure.unit,
              sectors.map { area.stock[measure, $0, row] }, true
            )
          }, summed: "Sum"))
    ]
  }

  private var potentials: [Document.Block] {
    let row = area.stockRow
    var figures: [(String, String)] = [
      (
        "Roof that suits collectors",
        "\(area.stock.total(.suitableRoof, in: row).aboutThreeDigits)\u{00A0}m²"
      ),
      (
        "Heat in hectares dense enough for a network",
        ShownUnit.phrase(area.stock.total(.networkHeat, in: row), "kWh/a")
      ),
    ]
    if area.stock.radiation[row] > 0 {
      figures.append(
        ("Sun on level ground", "\(area.stock.radiation[row].grouped(0))\u{00A0}kWh/m² a year"))
    }
    if area.stock.windSpeed[row] > 0 {
      figures.append(("Mean wind speed", "\(area.stock.windSpeed[row].grouped(1))\u{00A0}m/s"))
    }
    let land = area.land
    if land.isEmpty { return [.figures(figures)] }
    return [
      .figures(figures),
      .table(
        Document.Table(
          texts: [("Land for", land.map(\.title))],
          numbers: [
            ("Eligible", "m²", land.map(\.eligible), true),
            ("Excluded", "m²", land.map(\.excluded), true),
            ("Unknown", "m²", land.map(\.unknown), true),
          ], summed: nil)),
      .paragraph("One piece of land may be eligible for several actions."),
    ]
  }

  private var ledger: [Document.Block] { [.table(LedgerTable.summary(area.ledger))] + closes }

  private var closes: [Document.Block] {
    let sum = area.ledger.map(\.area).compensatedSum()
    let rest = abs(sum - area.area)
    return [
      .paragraph(
        "The rows add up to \(sum.grouped(2)) m²; the area is \(area.area.grouped(2)) m², "
          + "so \(rest.grouped(3)) m² are \(rest <= result.description.ledgerTolerance * area.area || rest < 0.0005 ? "left over, which is within" : "missing or counted twice, which is beyond") the stated tolerance."
      )
    ]
  }
}
