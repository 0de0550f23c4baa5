import PlanModel

/// The layers as files: GeoJSON, the forms that the plan asks for, their styles, and the QGIS project over the GeoPackage.
struct LayerFiles {
  private let account: PlanAccount
  private let layers: [Layer]
  private var outputs: OutputsDescription { account.result.description.outputs }

  /// - Parameter layers: The layers as they are written.
  init(_ account: PlanAccount, _ layers: [Layer]) {
    self.account = account
    self.layers = layers
  }

  /// The paths of all files, in the order they are written.
  static func paths(of account: PlanAccount) -> [String] {
    let formats = account.result.description.outputs.formats
    let names = MapLayers.names(of: account.result)
    return names.map { "layers/\($0).geojson" }
      + (formats.contains(.csv)
        ? names.flatMap { name in ["csv", "csvt", "prj"].map { "layers/\(name).\($0)" } } : [])
      + (formats.contains(.flatGeobuf) ? names.map { "layers/\($0).fgb" } : [])
      + (formats.contains(.sld) ? styleFiles(MapStyles(account, [])).map(\.path) : [])
      + ["plan.qgz"]
  }

  /// The styles and the files they are written to.
  private static func styleFiles(
    _ styles: MapStyles
  ) -> [(path: String, style: MapStyles.Style)] {
    let all = styles.all
    let names = FileName.names(
      of: all.map {
        "\($0.layer)-\($0.fileName ?? $0.name)".split(whereSeparator: { $0 == " " || $0 == ":" })
          .joined(
            separator: "-")
      })
    return zip(names, all).map { ("styles/\($0).sld", $1) }
  }

  /// Writes all of them.
  func write(in folder: OutputFolder, workers: Workers) throws -> [ExportedFile] {
    let notice = account.result.description.notice
    var files: [ExportedFile] = []
    let borders = try outputs.simplify.map {
      try SimplifiedBorders.all(of: layers, tolerance: $0)
    }
    for (place, layer) in layers.enumerated() {
      files.append(
        try GeoJSONWriter(layer, notice: notice, simplified: borders?[place]).write(
          to: "layers/\(layer.name).geojson", in: folder, workers: workers))
    }
    if outputs.formats.contains(.csv) {
      files += try workers.mapChunks(of: layers.count, size: 1) { place in
        let layer = layers[place.lowerBound]
        let table = LayerCSV(layer, notice: notice)
        return [
          try folder.write(table.text(), to: "layers/\(layer.name).csv"),
          try folder.write(table.kinds, to: "layers/\(layer.name).csvt"),
          try folder.write(table.crs(), to: "layers/\(layer.name).prj"),
        ]
      }.joined()
    }
    if outputs.formats.contains(.flatGeobuf) {
      for layer in layers {
        files.append(
          try FlatGeobufWriter(layer, notice: notice).write(
            to: "layers/\(layer.name).fgb", in: folder))
      }
    }
    if outputs.formats.contains(.sld) {
      let styles = MapStyles(account, layers)
      for (path, style) in Self.styleFiles(styles) {
        files.append(
          try folder.write(
            SLD.document(of: style, ofPoints: styles.pointLayers.contains(style.layer)), to: path))
      }
    }
    files.append(try folder.write(try QGISProject(account, layers).archive, to: "plan.qgz"))
    return files
  }
}
