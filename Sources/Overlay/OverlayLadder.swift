import GEOSBinding
import PlanModel

/// Overlays that never stop a run: when one way fails or loses area, the next is tried.
///
/// The rungs: floating precision, the precision grid, a grid ten times coarser, and floating precision again
/// with both sides made valid. A rung counts only if its area is the expected one, which our own arithmetic
/// knows without any topology.
struct OverlayLadder {
  /// What to cut out.
  enum Operation { case intersection, difference }

  /// What came out of the ladder.
  struct Result {
    /// The polygons; nil where nothing has an area, or every rung failed.
    var geometry: GEOSGeometry?
    /// The area of the polygons.
    var area = 0.0
    /// Whether the area is the expected one.
    var isExact = false
    /// What the first rung that failed said.
    var cause: String?
  }

  let context: GEOSContext
  /// The precision grid, in units of the coordinates.
  let gridSize: Double

  init(gridSize: Double) throws {
    context = try GEOSContext()
    self.gridSize = gridSize
  }

  /// An area below which a difference is rounding: one cell of the grid, or 1e-10 of what is measured.
  func tolerance(_ area: Double) -> Double { Swift.max(gridSize * gridSize, 1e-10 * area) }

  /// The part of `a` inside or outside `b`, as polygons.
  ///
  /// - Parameter expected: The area it must have; nil where it is not known: then the first rung that
  ///   succeeds is taken.
  func cut(
    _ a: GEOSGeometry, _ b: GEOSGeometry, _ operation: Operation, expected: Double?
  ) -> Result {
    climb(expected: expected) { rung in
      let left = rung == 3 ? try a.makeValid() : a
      let right = rung == 3 ? try b.makeValid() : b
      return switch operation {
      case .intersection: try left.intersection(right, gridSize: self.grid(rung))
      case .difference: try left.difference(right, gridSize: self.grid(rung))
      }
    }
  }

  /// The union of some polygons.
  func union(_ parts: [GEOSGeometry], expected: Double?) -> Result {
    climb(expected: expected) { rung in
      let valid = rung == 3 ? try parts.map { try $0.makeValid() } : parts
      return try self.context.collection(of: valid).unaryUnion(gridSize: self.grid(rung))
    }
  }

  private func grid(_ rung: Int) -> Double {
    rung == 1 ? gridSize : rung == 2 ? 10 * gridSize : 0
  }

  private func climb(expected: Double?, _ attempt: (Int) throws -> GEOSGeometry) -> Result {
    var best = Result()
    var bestError = Double.infinity
    var cause: String?
    for rung in 0..<4 {
      do {
        let geometry = try attempt(rung).polygons()
        let area = try geometry?.area() ?? 0
        let error = expected.map { abs(area - $0) } ?? 0
        if error < bestError {
          best = Result(geometry: geometry, area: area)
          bestError = error
        }
        if error <= tolerance(expected ?? 0) {
          best.isExact = true
          break
        }
        if cause == nil { cause = "the area differs by \(error)" }
      } catch {
        if cause == nil { cause = "\(error)" }
      }
    }
    best.cause = cause
    return best
  }
}
