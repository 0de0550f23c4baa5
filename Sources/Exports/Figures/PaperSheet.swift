import CairoBinding
import PlanModel

/// What a council gets on paper: a district on one page, the municipality on a few.
///
/// A choice from the sheet, by the same sums; the whole sheet is the HTML and Markdown file beside it.
struct PaperSheet {
  private let area: AreaAccount
  private let account: PlanAccount
  private let words: PlanWords
  private let sheet: SheetDocument
  private let pictures: [Figure]
  /// Draws the area's map so that it fills a height, in pixels of a drawing as wide as `MapSheet.Layout.part`.
  private let map: (Double) throws(CairoError) -> Drawing

  init(
    _ area: AreaAccount, pictures: [Figure],
    map: @escaping (Double) throws(CairoError) -> Drawing
  ) {
    self.area = area
    account = area.account
    words = PlanWords(area.account)
    sheet = SheetDocument(area)
    self.pictures = pictures
    self.map = map
  }

  /// Writes the PDF file of the area.
  func write(to path: String, _ fonts: TextSetter) throws(CairoError) {
    try pages(fonts).write(to: path)
  }

  /// The pages: exactly one for a district.
  func pages(_ fonts: TextSetter) throws(CairoError) -> PDFPages {
    guard area.id != nil else { return try PDFPages(municipality(), fonts) }
    // Fewer lines where all do not fit, until the map has its room; the map then takes what is left.
    let trust = self.trust
    let amounts = [(8, 4), (7, 3), (6, 2), (5, 2), (5, 1), (4, 1), (3, 1), (2, 0), (1, 0)]
    for (position, (actions, reasons)) in amounts.enumerated() {
      var document = start
      let place = document.blocks.count
      document.blocks += district(actions: actions, reasons: reasons) + [.paragraph(trust)]
      let left = PDFPages.bottom - (try PDFPages(document, fonts, isEndless: true).end) - 8
      if left < Self.leastMap, position < amounts.count - 1 { continue }
      // Names of a hundred letters can leave no room at all; then the page is text alone.
      if left >= Self.leastMap / 2 {
        document.blocks.insert(try mapBlock(height: min(left, 400)), at: place)
      }
      return try PDFPages(document, fonts)
    }
    preconditionFailure("the last choice returns")
  }

  /// The least height of the map on a district's page, in points.
  private static let leastMap = 210.0

  private func mapBlock(height: Double) throws(CairoError) -> Document.Block {
    let scale = PDFPages.textWidth / MapSheet.Layout.part(height: 0).width
    var figure = Figure(topic: .map, drawing: try map(height / scale - 4), path: "")
    figure.pageHeight = height
    return .figure(figure)
  }

  private var start: Document {
    var document = sheet.head
    document.blocks = [.paragraph(words.decision(of: area)), .figures(sheet.figures)]
    return document
  }

  private func picture(_ topic: Figure.Topic) -> [Document.Block] {
    pictures.filter { $0.topic == topic }.map(Document.Block.figure)
  }

  private func district(actions: Int, reasons: Int) -> [Document.Block] {
    var document = sheet.head
    document.section("What is done, and who must act", chosen(most: actions))
    if !account.isDecided { document.section("Why there is no plan", [.list(words.conflict)]) }
    document.section("Why", self.reasons(most: reasons))
    document.section("Who wants something here", interests(most: 3))
    return document.blocks
  }

  private func municipality() throws(CairoError) -> Document {
    var document = start
    let whole = MunicipalSections(area)
    document.section("How good the plan is", whole.certificate)
    document.blocks.append(try mapBlock(height: 400))
    document.section("The gap to the target", whole.target + picture(.path))
    document.section("What is done, and who must act", chosen(most: 20))
    document.section("What a tonne costs", picture(.abatement))
    document.section("Who pays", picture(.payers))
    document.section("Energy", picture(.energy))
    document.section("Districts", whole.districts)
    document.section("Why the largest choices", reasons(most: 3))
    document.section("Who wants something here", interests(most: 8))
    document.blocks.append(.paragraph(trust))
    return document
  }

  /// The actions with the largest reduction, and all others in one line, so that the sum is that of the sheet.
  private func chosen(most: Int) -> [Document.Block] {
    let lines = area.linesByReduction
    guard account.isDecided, !lines.isEmpty else { return [] }
    let actions = account.result.options.actions
    let shown = lines.count <= most + 1 ? lines : Array(lines.prefix(most))
    let rest = lines.dropFirst(shown.count)
    func column(_ amount: Amount) -> [Double] {
      shown.map { $0[amount] } + (rest.isEmpty ? [] : [rest.map { $0[amount] }.compensatedSum()])
    }
    let carriers = ImplementationSections(area)
    let actors = shown.map { carriers.actors(of: $0.action) }
    let others = rest.isEmpty ? [] : ["\(rest.count.counted("further action")) (in the full sheet)"]
    return [
      .table(
        Document.Table(
          texts: [
            ("Action", shown.map { actions[$0.action].name } + others),
            (
              "Who leads",
              actors.map(\.lead) + others.map { _ in "" }
            ),
            (
              "Who must act as well",
              actors.map { $0.others.prefix(3).joined(separator: ", ") } + others.map { _ in "" }
            ),
          ],
          numbers: [
            ("Reduction", "t CO2e/a", column(.co2), true),
            ("Investment", "EUR", column(.investment), true),
            (YearlyMoney.column, "EUR/a", column(.annualCost), true),
          ], summed: "Sum"))
    ]
  }

  private func reasons(most: Int) -> [Document.Block] {
    guard account.isDecided, most > 0 else { return [] }
    let largest = sheet.largestReasons.prefix(most)
    return largest.isEmpty ? [] : [.list(largest.map(sheet.sentence))]
  }

  private func interests(most: Int) -> [Document.Block] {
    guard account.result.interests != nil else { return [] }
    let lines = area.interests.filter { $0.area >= InterestSummary.sliver }
      .enumerated().sorted { ($1.element.area, $0.offset) < ($0.element.area, $1.offset) }
      .map(\.element)
    if lines.isEmpty {
      return [.paragraph("Nobody has claimed, supported or opposed anything here.")]
    }
    let told = lines.prefix(most).map { line in
      let group = line.group.isEmpty ? "" : ", \(line.group)"
      return "\(line.name)\(group): \(line.stance), \(ShownUnit.phrase(line.area, "m²"))"
    }
    let more = lines.count > told.count ? ["and \(lines.count - told.count) more"] : []
    let contested =
      area.contestedArea >= InterestSummary.sliver
      ? " Support and opposition meet on \(ShownUnit.phrase(area.contestedArea, "m²"))." : ""
    return [.paragraph((told + more).joined(separator: "; ") + "." + contested)]
  }

  /// How far the numbers can be trusted, and where the rest is.
  private var trust: String {
    let whole =
      area.id == nil ? "" : "Of the plan of the whole municipality: \(words.certificate) "
    let low = area.defaults.filter { $0.confidence == .low }.count
    return
      "\(whole)The numbers rest on \(area.defaults.count.counted("default number")), \(low.grouped) of low confidence; all stand with their sources in run.json. Full sheet: the HTML file of the same name."
  }
}
