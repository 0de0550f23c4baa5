import PlanModel

/// `tiles/plan.mbtiles` and `tiles/plan.pmtiles`: the layers of a result as vector tiles for web maps and QGIS; a style beside them.
///
/// The layers are those of the GeoJSON files. Tiles of the deepest zoom hold every attribute, others those that a map is
/// coloured and labelled by; buildings and eligible land begin where they can be told apart.
struct PlanTiles {
  /// The paths, in the order they are written.
  static let paths = ["tiles/plan.mbtiles", "tiles/plan.pmtiles", "tiles/style.json"]

  private let account: PlanAccount
  private let workers: Workers

  init(_ account: PlanAccount, workers: Workers) {
    self.account = account
    self.workers = workers
  }

  /// Writes the files and gives what was written.
  ///
  /// - Parameter shapes: The geometries of the layers, in their order.
  func write(
    _ layers: [Layer], _ shapes: [TileShapes], in folder: OutputFolder
  ) throws -> [ExportedFile] {
    var box = TileBox()
    for shape in shapes { box.extend(shape.box) }
    let zooms = TilePyramid.zooms(around: box)
    let tiled = zip(layers, shapes).filter { $0.0.count > 0 }.map { layer, shapes in
      TileLayer(
        name: layer.name, shapes: shapes, fields: fields(of: layer),
        fromZoom: Self.fromZoom(of: layer.name, zooms),
        dropsSmall: !["districts", "units"].contains(layer.name))
    }
    let pyramid = try TilePyramid(tiled, zooms: zooms, box: box, workers: workers)
    let description = account.result.description
    let metadata = TileMetadata(
      name: description.name, description: "Area-based energy and climate plan",
      attribution: [description.attribution, description.notice].compactMap { $0 }
        .joined(separator: " "), layers: tiled, zooms: zooms, box: box)
    return [
      try MBTilesWriter(pyramid: pyramid, metadata: metadata).write(to: Self.paths[0], in: folder),
      try PMTilesWriter(pyramid: pyramid, metadata: metadata).write(to: Self.paths[1], in: folder),
      try folder.write(
        TileStyle(account: account, metadata: metadata).text, to: Self.paths[2]),
    ]
  }

  /// The zoom from which a layer is in the tiles.
  static func fromZoom(of layer: String, _ zooms: ClosedRange<Int>) -> Int {
    // A house of 10 m is a pixel at 13 and two at 14; eligible land is of the size of fields.
    let wanted = ["buildings": 13, "eligibility": 11][layer] ?? zooms.lowerBound
    return min(max(wanted, zooms.lowerBound), zooms.upperBound)
  }

  private func fields(of layer: Layer) -> [TileLayer.Field] {
    let table = account.result.options
    let slots = Set(table.slots + table.slots.map { "\($0)_phase" })
    let early =
      Set([
        "name", "district", "main_action", "action", "action_name", "stance", "group", "topic",
        "sector", "use", "verdict", "acceptability", "class", "ratio", "area_m2", "population",
        MapLayers.columnName(of: .co2), MapLayers.columnName(of: .investment),
      ]).union(slots)
    // GeoJSON has the id beside the attributes; a tile's own id is a number.
    let id = TileLayer.Field(name: "id", column: .text(TextColumn(layer.ids)))
    return [id]
      + layer.fields.map { field in
        TileLayer.Field(
          name: field.role, column: field.column,
          fromZoom: early.contains(field.role) ? 0 : TileGrid.deepest)
      }
  }
}
