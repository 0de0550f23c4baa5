import CairoBinding
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
    func add(_ topic: Topic, _ name: String, _ drawing: Drawing?) {
      if let drawing {
        figures.append(Figure(topic: topic, drawing: drawing, path: path + name))
      }
    }
    add(.energy, "energy", try EnergyChart(area)?.chart.drawing(measure))
    add(.path, "emissions-path", try EmissionPathChart(area)?.drawing(measure))
    add(.abatement, "abatement-curve", try AbatementCurve(area)?.drawing(measure))
    add(.payers, "payers", try PayerChart(area)?.chart.drawing(measure))
    add(.ledger, "area-ledger", try LedgerChart(area)?.chart.drawing(measure))
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
          try canvas.writePNG(to: place)
        })
    }
    return files
  }
}

extension OutputFolder {
  /// Writes a file that cairo makes at the path it is given, and gives its size.
  ///
  /// - Throws: `ExportFailure` where nothing can be written there.
  func write(to path: String, drawing body: (String) throws -> Void) throws -> ExportedFile {
    try makeFolder(of: path)
    do {
      try body(Self.path(url(of: path)))
    } catch let error as CairoError {
      throw ExportFailure(
        "Could not write \(path): \(error).",
        remedy: "Free some space or choose another folder with --out.")
    }
    return ExportedFile(path: path, bytes: try size(of: path))
  }
}
