import GDALBinding
import GEOSBinding
import PROJBinding
import PlanModel

/// What became of a row's geometry.
enum GeometryOutcome: UInt8, Sendable {
  /// There is none, or an empty one.
  case missing
  /// A point or several.
  case point
  /// A line or several.
  case line
  /// A polygon or several.
  case polygon
  /// Of a kind that the layer must not have.
  case unwanted
  /// NaN, infinite, outside of what the transformation can take, or nowhere on earth.
  case badCoordinates
  /// Bytes that are no geometry.
  case unreadable
  /// Outside of the extent that was asked for.
  case outside

  /// Whether the row stays in the layer.
  var stays: Bool { rawValue <= GeometryOutcome.polygon.rawValue }
}

/// Some rows of geometry, ready for the model.
struct CleanedChunk: Sendable {
  /// The geometries, one after another; none where `isUnchanged`.
  var bytes: [UInt8] = []
  /// Whether all rows stay, byte for byte as the source gave them.
  var isUnchanged = false
  /// The length of each row.
  var lengths: [Int] = []
  var outcomes: [GeometryOutcome] = []
  var repairs: [(row: Int, repair: Repair)] = []
  /// Rows of mixed collections, of which the highest kind was kept.
  var mixed: [Int] = []
}

/// How the geometries of a layer are taken to the model.
struct GeometryCleaning: Sendable {
  /// Takes coordinates to the plan's CRS; nil where they are in it.
  var transformation: PROJTransformerPool?
  /// Whether the source gives y before x.
  var swapsAxes: Bool
  /// Which kinds may stay.
  var expectation: GeometryExpectation
  /// Rows outside are left out, in the plan's CRS; nil: none.
  var extent: Extent?

  /// The largest coordinate that a projected CRS in metres can mean: the earth is 4 · 10⁷ m around, and false
  /// eastings that carry the number of a zone go up to 6.1 · 10⁷ m.
  private static let reach = 1e8

  /// Cleans some rows of a table.
  func clean(_ table: VectorTable, rows: Range<Int>) throws -> CleanedChunk {
    // Simple polygons in the plan's CRS are let in as they are; only the others are taken apart.
    var isTaken: [Bool] = []
    isTaken.reserveCapacity(rows.count)
    var result = CleanedChunk()
    result.outcomes.reserveCapacity(rows.count)
    result.lengths.reserveCapacity(rows.count)
    var ring = SimpleRing()
    var reader = ShapeReader()
    var isUnchanged = true
    for row in rows {
      let range = table.geometryOffsets[row]..<table.geometryOffsets[row + 1]
      let wkb = unsafe table.geometryBytes.span.bytes.extracting(range)
      let isSimple = takesAsIs && ring.read(wkb, reach: Self.reach) && ring.isCertainlyValid
      isTaken.append(isSimple)
      if isSimple {
        let isInside = extent?.meets(ring.extent) ?? true
        result.outcomes.append(isInside ? .polygon : .outside)
        isUnchanged = isUnchanged && isInside
        continue
      }
      isUnchanged = false
      // Settled below, once all that need it are transformed together.
      result.outcomes.append(.missing)
      if ShapeReader.needsLinearising(wkb) {
        let linear = GDALGeometry.linearised(table.geometryBytes[range])
        // What GDAL cannot read either is left to the reader, which says so.
        let bytes = linear ?? Array(table.geometryBytes[range])
        reader.append(unsafe bytes.span.bytes)
      } else {
        reader.append(wkb)
      }
    }
    if isUnchanged {
      result.isUnchanged = true
      for row in rows {
        result.lengths.append(table.geometryOffsets[row + 1] - table.geometryOffsets[row])
      }
      return result
    }
    try settle(reader.chunk, of: table, rows: rows, isTaken: isTaken, into: &result)
    return result
  }

  /// Whether bytes that are good can stay as they are.
  private var takesAsIs: Bool { transformation == nil && !swapsAxes }

  /// Puts the rows of a table together from those taken as they are and those taken apart.
  private func settle(
    _ shapes: ShapeChunk, of table: VectorTable, rows: Range<Int>, isTaken: [Bool],
    into result: inout CleanedChunk
  ) throws {
    var chunk = shapes
    if swapsAxes {
      swap(&chunk.xs, &chunk.ys)
      swap(&chunk.lostRings.xs, &chunk.lostRings.ys)
    }
    if let transformation {
      try transformation.withTransformer { transformer in
        transformer.transform(xs: &chunk.xs, ys: &chunk.ys)
        transformer.transform(xs: &chunk.lostRings.xs, ys: &chunk.lostRings.ys)
      }
    }
    result.bytes.reserveCapacity(
      table.geometryOffsets[rows.upperBound] - table.geometryOffsets[rows.lowerBound])
    // Made only where a geometry needs it: most chunks of good data never do.
    var context: GEOSContext?
    var next = 0
    for row in rows {
      let start = result.bytes.count
      let position = row - rows.lowerBound
      if isTaken[position] {
        if result.outcomes[position].stays {
          result.bytes +=
            table.geometryBytes[
              table.geometryOffsets[row]..<table.geometryOffsets[row + 1]]
        }
      } else {
        result.outcomes[position] = try settle(
          next, of: chunk, number: row, into: &result, &context)
        next += 1
      }
      result.lengths.append(result.bytes.count - start)
    }
  }

  private func settle(
    _ row: Int, of chunk: ShapeChunk, number: Int, into result: inout CleanedChunk,
    _ context: inout GEOSContext?
  ) throws -> GeometryOutcome {
    let findings = chunk.findings[row]
    if findings.contains(.malformed) { return .unreadable }
    let points = chunk.points(of: row)
    if findings.contains(.notFinite)
      || !points.allSatisfy({
        abs(chunk.xs[$0]) <= Self.reach && abs(chunk.ys[$0]) <= Self.reach
      })
    {
      return .badCoordinates
    }
    if let extent, !extent.meets(chunk.extent(of: row)) { return .outside }
    if findings.contains(.mixed) { result.mixed.append(number) }
    switch chunk.kinds[row] {
    case .missing:
      if findings.contains(.droppedRing) {
        // The border had fewer than three different points: there is no area to keep.
        result.repairs.append((number, Repair.ofRing("Too few points in geometry", chunk, row)))
      }
      return .missing
    case .point:
      if expectation == .polygons { return .unwanted }
      chunk.write(row: row, to: &result.bytes)
      return .point
    case .line:
      if expectation != .any { return .unwanted }
      chunk.write(row: row, to: &result.bytes)
      return .line
    case .polygon:
      if findings.isDisjoint(with: [.closedRing, .droppedRing]), chunk.isCertainlyValid(row) {
        chunk.write(row: row, to: &result.bytes)
        return .polygon
      }
      let geos = try context ?? GEOSContext()
      context = geos
      return repair(row, of: chunk, number: number, into: &result, geos)
    }
  }

  /// Lets GEOS check a polygon and mend it where it is invalid.
  private func repair(
    _ row: Int, of chunk: ShapeChunk, number: Int, into result: inout CleanedChunk,
    _ context: GEOSContext
  ) -> GeometryOutcome {
    let findings = chunk.findings[row]
    var wkb: [UInt8] = []
    chunk.write(row: row, to: &wkb)
    do {
      let geometry = try context.read(wkb: unsafe wkb.span.bytes)
      guard let invalidity = try geometry.invalidity() else {
        if !findings.isDisjoint(with: [.closedRing, .droppedRing]) {
          let reason =
            findings.contains(.closedRing) ? "Ring not closed" : "Too few points in a ring"
          result.repairs.append((number, Repair.ofRing(reason, chunk, row)))
        }
        result.bytes += wkb
        return .polygon
      }
      let mended = try geometry.makeValid().polygons()
      let first = chunk.points(of: row).lowerBound
      result.repairs.append(
        (
          number,
          Repair(
            feature: "", reason: invalidity.reason,
            x: invalidity.x.isFinite ? invalidity.x : chunk.xs[first],
            y: invalidity.y.isFinite ? invalidity.y : chunk.ys[first],
            areaBefore: chunk.area(of: row), areaAfter: try mended?.area() ?? 0)
        ))
      guard let mended else { return .missing }
      result.bytes += try mended.wkb()
      return .polygon
    } catch {
      return .unreadable
    }
  }
}

extension Repair {
  /// The record of a row whose rings were mended while they were read.
  fileprivate static func ofRing(_ reason: String, _ chunk: ShapeChunk, _ row: Int) -> Repair {
    let area = chunk.area(of: row)
    let place: (x: Double, y: Double) =
      if let lost = chunk.lostRings.rows.firstIndex(of: row) {
        (chunk.lostRings.xs[lost], chunk.lostRings.ys[lost])
      } else {
        chunk.points(of: row).first.map { (chunk.xs[$0], chunk.ys[$0]) } ?? (0, 0)
      }
    return Repair(
      feature: "", reason: reason, x: place.x, y: place.y, areaBefore: area, areaAfter: area)
  }
}
