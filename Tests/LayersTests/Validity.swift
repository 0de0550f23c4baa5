import Foundation
import GEOSBinding
import PlanModel

/// What GEOS says of each row of a column, row by row and without shortcuts.
func geosValidity(of column: GeometryColumn) throws -> [Bool] {
  let context = try GEOSContext()
  return try (0..<column.count).map { row in
    let geometry = try context.read(wkb: column[row])
    return try geometry.isValid()
  }
}
