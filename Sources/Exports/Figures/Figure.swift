import CairoBinding
import GDALBinding
import PlanModel

/// A picture of a result and where its files lie.
struct Figure: Sendable {
  /// What part of a sheet it belongs to.
  enum Topic: String, Sendable {
    case map
    case energy
    case path
    case abatement
    case payers
    case ledger
  }
  var topic: Topic
  var drawing: Drawing
  /// The path of its files in the result's folder, without extension.
  var path: String
  /// The most height on paper, in points; nil: what suits a chart.
  var pageHeight: Double?

  /// Whether it is small enough to stand in a page itself.
  var isLight: Bool { drawing.pointCount <= 20_000 }

  /// The charts of an area.
  ///
  /// - Parameter path: What the files' names begin with.
  static func charts(
    of area: AreaAccount, path: String, _ measure: TextMeasure
  ) throws(CairoError) -> [Figure] {
    var figures: [Figure] = []
    // Charts are copied out of their page, so what must stand on every page stands on each of them.
    let notice = area.account.result.description.notice
    func add(_ topic: Topic, _ name: String, _ drawing: Drawing?) throws(CairoError) {
      if var drawing {
        if let notice { try drawing.addFoot(notice, measure) }
        figures.append(Figure(topic: topic, drawing: drawing, path: path + name))
      }
    }
    try add(.energy, "energy", EnergyChart(area)?.chart.drawing(measure))
    try add(.path, "emissions-path", EmissionPathChart(area)?.drawing(measure))
    try add(.abatement, "abatement-curve", AbatementCurve(area)?.drawing(measure))
    try add(.payers, "payers", PayerChart(area)?.chart.drawing(measure))
    try add(.ledger, "area-ledger", LedgerChart(area)?.chart.drawing(measure))
    return figures
  }

  /// Writes the picture as SVG and, for documents that hold no SVG, as PNG with three pixels for two of the screen.
  func write(
    into folder: OutputFolder, isAlsoPNG: Bool, _ measure: TextMeasure
  ) throws -> [ExportedFile] {
    var files = [try folder.write(drawing.svg(name: "g"), to: "\(path).svg")]
    if isAlsoPNG {
      files.append(
        try folder.write(to: "\(path).png") { place in
          let canvas = try CairoCanvas(imageOf: drawing.width, by: drawing.height, scale: 1.5)
          try drawing.paint(on: canvas, measure.fonts)
          let (columns, pixels) = try canvas.pixels()
          try writePNG(PaletteImage(columns: columns, pixels: pixels).indexed, to: place)
        })
    }
    return files
  }
}

extension OutputFolder {
  /// Writes a file that a library makes at the path it is given, and gives its size.
  ///
  /// - Throws: `ExportFailure` where nothing can be written there.
  func write(to path: String, drawing body: (String) throws -> Void) throws -> ExportedFile {
    try makeFolder(of: path)
    do {
      try body(Self.path(url(of: path)))
    } catch let error where error is CairoError || error is GDALError {
      throw ExportFailure(
        "Could not write \(path): \(error).",
        remedy: "Free some space or choose another folder with --out.")
    }
    return ExportedFile(path: path, bytes: try size(of: path))
  }
}
