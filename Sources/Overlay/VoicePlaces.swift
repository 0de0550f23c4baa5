import GEOSBinding
public import PlanModel

/// Where voices are raised: how each place lies in the planning units.
public struct VoicePlaces: Sendable {
  /// Which part of each place lies in which unit; the parts and what lies outside add up to 1.
  public var memberships: Memberships
  /// The area of each place, m²; 0 where there is none.
  public var area: [Double]
  /// The rows whose reach could not be drawn, ascending; they lie outside with all they have.
  public var failed: [Int]
}

/// Draws each place and cuts it against the units.
///
/// A polygon is its own place. A point or line stands for everything within its reach, all of it alike (a uniform
/// kernel, whose circle is drawn by 64 sides).
///
/// - Parameters:
///   - reach: How far each row reaches where it is no polygon, in units of the coordinates; above 0.
///   - gridSize: The precision grid, in units of the coordinates.
/// - Complexity: A buffer a point or line, then O(*places* log *units*) plus the edges near the cut pairs.
public func voicePlaces(
  of features: GeometryColumn, reach: [Double], in units: PlanningUnits, gridSize: Double,
  workers: Workers
) throws -> VoicePlaces {
  precondition(reach.count == features.count, "one reach for each row")
  let own = try measures(of: features, workers: workers).area
  let chunks = try workers.mapChunks(of: features.count, size: 256) { rows in
    let context = try GEOSContext()
    var places: [[UInt8]] = []
    var failed: [Int] = []
    for row in rows {
      if features.isMissing(row) {
        places.append([])
      } else if own[row] > 0 {
        places.append(features.row(row))
      } else {
        do {
          let reached = try context.read(wkb: features[row]).buffer(reach[row])
          places.append(try reached.polygons()?.wkb() ?? [])
        } catch {
          places.append([])
          failed.append(row)
        }
      }
    }
    return (places: places, failed: failed)
  }
  let places = GeometryColumn(rows: chunks.flatMap(\.places))
  let measured = try measures(of: places, workers: workers)
  return VoicePlaces(
    memberships: try memberships(
      of: places, measures: measured, in: units, gridSize: gridSize, workers: workers),
    area: measured.area, failed: chunks.flatMap(\.failed))
}
