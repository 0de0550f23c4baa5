import CairoBinding
import PlanModel

/// Writes the sheets of districts and municipality with their maps and charts, several at once.
struct SheetWriter {
  /// One piece of work for one worker.
  private enum Job {
    case municipality
    case district(Int)
    case map(Int)
  }
  private let account: PlanAccount
  private let whole: AreaAccount
  private let themes: [MapTheme]
  private let main: MapTheme

  init(_ account: PlanAccount, _ whole: AreaAccount) {
    self.account = account
    self.whole = whole
    let source = MapThemes(account)
    themes = source.all
    main = source.main
  }

  /// Writes everything, in the order: districts, municipality, further maps.
  ///
  /// - Throws: `ExportFailure` where something cannot be written.
  func write(into folder: OutputFolder, workers: Workers) throws -> [ExportedFile] {
    let further = themes.indices.filter { themes[$0].name != main.name }
    // The largest piece first, so that it does not run alone at the end.
    let jobs =
      [Job.municipality] + further.map(Job.map) + account.fileNames.indices.map(Job.district)
    let written = try workers.mapChunks(
      of: jobs.count, size: 1,
      desk: {
        do { return try TextMeasure() } catch {
          throw ExportFailure(
            "No text can be set: \(error).",
            remedy: "Install a font, for example fonts-dejavu-core.")
        }
      },
      body: { measure, range in try write(jobs[range.lowerBound], into: folder, measure) })
    let districts = written.dropFirst(1 + further.count)
    return districts.flatMap { $0 } + written[0] + written[1...further.count].flatMap { $0 }
  }

  private func write(
    _ job: Job, into folder: OutputFolder, _ measure: TextMeasure
  ) throws -> [ExportedFile] {
    let maps = MapSheet(account, measure)
    switch job {
    case .map(let theme):
      return try Figure(
        topic: .map, drawing: maps.municipality(themes[theme]), path: path(themes[theme])
      ).write(into: folder, isAlsoPNG: true, measure)
    case .municipality:
      let pictures =
        [Figure(topic: .map, drawing: try maps.municipality(main), path: path(main))]
        + (try Figure.charts(of: whole, path: "figures/", measure))
      var files = try sheet(
        whole, pictures: pictures, maps: themes.map { ($0.title, path($0) + ".svg") },
        to: "municipality", home: "index.html", in: folder, measure)
      for picture in pictures {
        files += try picture.write(into: folder, isAlsoPNG: true, measure)
      }
      return files
    case .district(let row):
      let area = AreaAccount(.district(row), of: account)
      let name = account.fileNames[row]
      let stem = "figures/districts/\(name)-"
      let pictures =
        [
          Figure(
            topic: .map, drawing: try maps.district(row, main), path: stem + "actions")
        ] + (try Figure.charts(of: area, path: stem, measure))
      var files = try sheet(
        area, pictures: pictures, maps: [], to: "districts/\(name)", home: "../index.html",
        in: folder, measure)
      for picture in pictures {
        files += try picture.write(
          into: folder, isAlsoPNG: picture.topic == .map, measure)
      }
      return files
    }
  }

  private func path(_ theme: MapTheme) -> String { "figures/\(theme.name)" }

  /// Writes the sheet of one area as Markdown, HTML, JSON and PDF.
  private func sheet(
    _ area: AreaAccount, pictures: [Figure], maps: [(title: String, path: String)],
    to path: String, home: String, in folder: OutputFolder, _ measure: TextMeasure
  ) throws -> [ExportedFile] {
    let document = SheetDocument(area, pictures: pictures, maps: maps).document
    return [
      try folder.write(MarkdownRenderer.text(document), to: "\(path).md"),
      try folder.write(HTMLRenderer.page(document, home: home), to: "\(path).html"),
      try folder.write(sheetJSON(of: area).text() + "\n", to: "\(path).json"),
      try folder.write(to: "\(path).pdf") { place in
        let sheet = PaperSheet(area, pictures: pictures) { height throws(CairoError) in
          let maps = MapSheet(account, measure, .part(height: height))
          return switch area.scope {
          case .municipality: try maps.municipality(main)
          case .district(let row): try maps.district(row, main)
          }
        }
        try sheet.write(to: place, measure.fonts)
      },
    ]
  }
}
