import GDALBinding
import PlanModel

/// The buildings of a city model as a layer: what was measured, and the attributes of the file as texts.
struct CityLayer {
  let crs: String
  let records: [CityRecord]

  /// The most attributes that are kept; SQLite takes no more than 2,000 columns.
  private static let mostAttributes = 500
  /// The names that the layer itself uses.
  private static let own = [
    "id", "height", "levels", "address", "function", "parts", "lod", "footprint_source",
    "height_source",
  ]
  private static let reserved = Set(own + ["fid", "geom", "ogc_fid", "rowid"])

  /// Writes the layer.
  func write(with writer: VectorWriter) throws(GDALError) {
    var fields: [(OutputField, OutputColumn)] = [
      (OutputField("id", .text), .texts(records.map(\.id))),
      (OutputField("parts", .integer), .integers(records.map { Int64($0.parts) }, present: [])),
      (OutputField("lod", .real), .reals(records.map(\.lod), present: [])),
      (OutputField("footprint_source", .text), .texts(records.map(\.footprintSource))),
    ]
    // What no building knows has no column, so that a profile may look for it under another name.
    for (name, values) in [("height", records.map(\.height)), ("levels", records.map(\.levels))]
    where values.contains(where: { $0 != nil }) {
      fields.append((OutputField(name, .real), reals(values)))
    }
    let functions = records.map { record in
      record.attributes.first { $0.name == "function" }?.value
    }
    for (name, values) in [
      ("height_source", records.map(\.heightSource)), ("address", records.map(\.address)),
      ("function", functions),
    ] where values.contains(where: { $0 != nil }) {
      fields.append((OutputField(name, .text), .texts(values)))
    }
    fields += columns.map { (OutputField($0.name, .text), .texts($0.values)) }
    let layer = try writer.createLayer(
      CityTiles.layer, crs: crs, geometry: .any, fields: fields.map(\.0))
    let shapes = GeometryColumn(rows: records.map(\.shape))
    let rows = VectorRows(
      geometryBytes: shapes.bytes, geometryOffsets: shapes.offsets,
      columns: fields.map(\.1))
    try writer.append(rows, to: layer)
  }

  private func reals(_ values: [Double?]) -> OutputColumn {
    .reals(values.map { $0 ?? 0 }, present: values.map { $0 == nil ? 0 : 1 })
  }

  /// The attributes in the order in which they first occur; names that the layer uses itself get an ending.
  private var columns: [(name: String, values: [String?])] {
    var position: [String: Int] = [:]
    var columns: [(name: String, values: [String?])] = []
    // SQLite takes names that differ in case alone for one.
    var taken = Self.reserved
    for (row, record) in records.enumerated() {
      for (name, value) in record.attributes where name != "function" {
        if position[name] == nil {
          guard columns.count < Self.mostAttributes, name.utf8.count <= 200,
            !name.unicodeScalars.contains(where: { $0.value < 32 })
          else { continue }
          var free = name
          while !taken.insert(free.lowercased()).inserted { free += "_attribute" }
          position[name] = columns.count
          columns.append((free, Array(repeating: nil, count: records.count)))
        }
        if let column = position[name] { columns[column].values[row] = value }
      }
    }
    return columns
  }
}
