import GEOSBinding
import PlanModel

/// Overlays that never stop a run: when one way fails or loses area, the next is tried.
///
/// The rungs: floating precision, a grid of a hundred-thousandth of the precision grid, the precision grid, a
/// grid ten times coarser, and floating precision again with both sides made valid. GEOS 3.11 in floating
/// precision now and then returns a wrong area for two valid polygons without a word; on a grid it does not,
/// and the finest one moves a border by little more than its last digit. A rung counts only if its area is the
/// expected one, which our own arithmetic knows without any topology, or a possible one where it is not known.
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
  /// - Parameter expected: The area it must have; nil where it is not known: then no more than `a` has.
  func cut(
    _ a: GEOSGeometry, _ b: GEOSGeometry, _ operation: Operation, expected: Double?
  ) -> Result {
    let possible = expected.map { $0...$0 } ?? 0...area(of: a)
    return climb(possible) { rung in
      let left = rung == 4 ? try a.makeValid() : a
      let right = rung == 4 ? try b.makeValid() : b
      return switch operation {
      case .intersection: try left.intersection(right, gridSize: self.grid(rung))
      case .difference: try left.difference(right, gridSize: self.grid(rung))
      }
    }
  }

  /// The union of some polygons.
  ///
  /// - Parameter expected: The area it must have; nil where it is not known: then at least that of the largest
  ///   polygon, and at most that of all.
  func union(_ parts: [GEOSGeometry], expected: Double?) -> Result {
    let areas = expected == nil ? parts.map { area(of: $0) } : []
    let sum = areas.compensatedSum()
    let possible = expected.map { $0...$0 } ?? Swift.min(areas.max() ?? 0, sum)...sum
    return climb(possible) { rung in
      let valid = rung == 4 ? try parts.map { try $0.makeValid() } : parts
      return try self.context.collection(of: valid).unaryUnion(gridSize: self.grid(rung))
    }
  }

  private func grid(_ rung: Int) -> Double {
    switch rung {
    case 1: gridSize * 1e-5
    case 2: gridSize
    case 3: gridSize * 10
    default: 0
    }
  }

  /// The area of a geometry; infinite where GEOS cannot tell, so that nothing is ruled out.
  private func area(of geometry: GEOSGeometry) -> Double { (try? geometry.area()) ?? .infinity }

  private func climb(
    _ possible: ClosedRange<Double>, _ attempt: (Int) throws -> GEOSGeometry
  ) -> Result {
    var best = Result()
    var bestError = Double.infinity
    var cause: String?
    for rung in 0..<5 {
      do {
        let geometry = try attempt(rung).polygons()
        let area = try geometry?.area() ?? 0
        let error = Swift.max(0, possible.lowerBound - area, area - possible.upperBound)
        if error < bestError {
          best = Result(geometry: geometry, area: area)
          bestError = error
        }
        if error <= tolerance(possible.upperBound) {
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
