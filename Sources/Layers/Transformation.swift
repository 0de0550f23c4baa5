import PROJBinding
public import PlanModel

/// The geometries in another CRS, row by row; x and y order as everywhere.
///
/// The same column where the CRSs are equal. Vertices are transformed, edges stay straight; a row with a vertex that
/// cannot be taken to the target becomes a missing geometry.
///
/// - Throws: `PlanningFailure` where PROJ knows no way between the two.
/// - Complexity: O(*n*) in coordinates, shared between the workers.
public func transformed(
  _ geometry: GeometryColumn, from source: CRS, to target: CRS, workers: Workers
) throws -> GeometryColumn {
  if source.definition == target.definition { return geometry }
  let pool: PROJTransformerPool
  do {
    pool = try PROJTransformerPool(from: source.definition, to: target.definition)
  } catch {
    throw PlanningFailure([
      Diagnostic(
        .error, "layer.no-transformation",
        "PROJ knows no way from \(source.name) to \(target.name): \(sentence(error.message))",
        remedy: "Declare another CRS for the plan.")
    ])
  }
  let chunks = try workers.mapChunks(of: geometry.count, size: 4096) { rows in
    var reader = ShapeReader()
    for row in rows { reader.append(geometry[row]) }
    var chunk = reader.chunk
    try pool.withTransformer { _ = $0.transform(xs: &chunk.xs, ys: &chunk.ys) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(geometry.offsets[rows.upperBound] - geometry.offsets[rows.lowerBound])
    var ends: [Int] = []
    for row in 0..<chunk.count {
      let isFinite = chunk.points(of: row).allSatisfy {
        chunk.xs[$0].isFinite && chunk.ys[$0].isFinite
      }
      if isFinite { chunk.write(row: row, to: &bytes) }
      ends.append(bytes.count)
    }
    return (bytes, ends)
  }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(geometry.bytes.count)
  var offsets = [0]
  offsets.reserveCapacity(geometry.offsets.count)
  for (part, ends) in chunks {
    let start = bytes.count
    bytes += part
    offsets.append(contentsOf: ends.lazy.map { start + $0 })
  }
  return GeometryColumn(bytes: bytes, offsets: offsets)
}
