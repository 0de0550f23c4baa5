import GDALBinding
import PlanModel

/// Writes what was imported into one GeoPackage.
struct OSMGeoPackage {
  /// The sentence that the licence asks for.
  static let notice =
    "Contains information from OpenStreetMap, © OpenStreetMap contributors, made available under the Open Database License (ODbL) 1.0."

  let crs: String
  let writer: VectorWriter

  private func write(
    _ name: String, _ kind: VectorWriter.GeometryKind, _ shapes: [[UInt8]],
    _ fields: [(OutputField, OutputColumn)]
  ) throws {
    let layer = try writer.createLayer(
      name, crs: crs, geometry: kind, fields: fields.map(\.0),
      options: [("DESCRIPTION", Self.notice)])
    let column = GeometryColumn(rows: shapes)
    try writer.append(
      VectorRows(
        geometryBytes: column.bytes, geometryOffsets: column.offsets, columns: fields.map(\.1)),
      to: layer)
  }

  private func whole(_ values: [Double?]) -> OutputColumn {
    .integers(values.map { Int64($0 ?? 0) }, present: values.map { $0 == nil ? 0 : 1 })
  }

  private func real(_ values: [Double?]) -> OutputColumn {
    .reals(values.map { $0 ?? 0 }, present: values.map { $0 == nil ? 0 : 1 })
  }

  /// The districts and the municipality around them.
  func write(_ found: OSMDistricts, _ place: OSMPlace, ground: [UInt8]) throws {
    let districts = found.districts
    try write(
      "districts", .any, districts.map(\.shape),
      [
        (OutputField("district_id", .text), .texts(districts.map(\.id))),
        (OutputField("name", .text), .texts(districts.map(\.name))),
        (OutputField("population", .integer), whole(districts.map(\.population))),
        (
          OutputField("population_source", .text),
          .texts(
            districts.map {
              $0.population == nil
                ? nil : found.spreads ? "spread by floor area of homes" : "population tag"
            })
        ),
      ])
    try write(
      "municipality", .any, [ground],
      [
        (OutputField("osm_id", .text), .texts([place.boundary?.id])),
        (OutputField("name", .text), .texts([place.name])),
        (OutputField("population", .integer), whole([place.population])),
      ])
  }

  /// The buildings, in the plan's words and with what the tags said.
  func write(_ buildings: [OSMBuilding]) throws {
    try write(
      "buildings", .any, buildings.map(\.shape),
      [
        (OutputField("osm_id", .text), .texts(buildings.map(\.id))),
        (OutputField("building", .text), .texts(buildings.map(\.word))),
        (OutputField("use", .text), .texts(buildings.map(\.use))),
        (OutputField("use_source", .text), .texts(buildings.map(\.useSource))),
        (OutputField("levels", .real), real(buildings.map(\.levels))),
        (OutputField("roof_levels", .real), real(buildings.map(\.roofLevels))),
        (OutputField("height", .real), real(buildings.map(\.height))),
        (OutputField("roof_shape", .text), .texts(buildings.map(\.roofShape))),
        (OutputField("year", .integer), whole(buildings.map { $0.year.map(Double.init) })),
        (
          OutputField("dwellings", .integer), whole(buildings.map { $0.dwellings.map(Double.init) })
        ),
        (OutputField("address", .text), .texts(buildings.map(\.address))),
        (OutputField("name", .text), .texts(buildings.map(\.name))),
      ])
  }

  /// Land use and constraints.
  func write(_ land: OSMLand) throws {
    try write(
      "land_use", .any, land.patches.map(\.shape),
      [
        (OutputField("osm_id", .text), .texts(land.patches.map(\.id))),
        (OutputField("class", .text), .texts(land.patches.map(\.landUse.word))),
        (OutputField("tag", .text), .texts(land.patches.map(\.tag))),
        (OutputField("name", .text), .texts(land.patches.map(\.name))),
      ])
    for (kind, features) in land.constraints {
      try write(
        kind.layer, .any, features.map(\.shape),
        [
          (OutputField("osm_id", .text), .texts(features.map(\.id))),
          (OutputField("tag", .text), .texts(features.map(\.tag))),
          (OutputField("name", .text), .texts(features.map(\.name))),
        ])
    }
  }
}
