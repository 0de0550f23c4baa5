import GEOSBinding
import PlanModel
import TestSupport
import Testing

@testable import Exports

/// Two districts side by side with winding borders, and units cut out of them on a grid of 1 mm, as a plan has them.
private struct CutTown {
  let districts: GeometryColumn
  let units: GeometryColumn
  /// The district of each unit.
  let district: [Int]

  init() throws {
    let steps = 60
    func winding(_ seed: UInt64) -> [Double] {
      var state = seed
      return (0...steps).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 40) / Double(1 << 24) * 12 - 6
      }
    }
    // Steps of 17.3 m, so that no cut at hundreds of metres meets a corner.
    func upwards(_ x: Double, _ seed: UInt64) -> [Shapes.Corner] {
      zip(0...steps, winding(seed)).map { (x + $1, Double($0) * 17.3) }
    }
    let (left, middle, right) = (upwards(0, 1), upwards(1000, 2), upwards(2000, 3))
    let rows = [
      Shapes.polygon(Array(middle) + left.reversed()),
      Shapes.polygon(Array(right) + middle.reversed()),
    ]
    districts = GeometryColumn(rows: rows)
    let context = try GEOSContext()
    var units: [[UInt8]] = []
    var district: [Int] = []
    for (number, row) in rows.enumerated() {
      let whole = try context.read(wkb: row)
      for column in 0..<6 {
        for line in 0..<4 {
          let box = Shapes.rectangle(
            Double(column) * 400 - 100, Double(line) * 300 - 50, Double(column + 1) * 400 - 100,
            Double(line + 1) * 300 - 50)
          let part = try whole.intersection(context.read(wkb: box), gridSize: 0.001)
          if try part.area() < 1 { continue }
          units.append(try part.wkb())
          district.append(number)
        }
      }
    }
    self.units = GeometryColumn(rows: units)
    self.district = district
  }
}

/// A border between two corners, whichever way it is run.
private struct Side: Hashable {
  let corners: [[Double]]

  init(_ a: Shapes.Corner, _ b: Shapes.Corner) {
    corners = [[a.x, a.y], [b.x, b.y]].sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
  }
}

private func sides(of column: GeometryColumn, _ row: Int) throws -> [Side] {
  var sides: [Side] = []
  var cursor = WKBCursor(column, row: row)
  try cursor.rings { x, y in
    let places = zip(x, y).map { (x: $0, y: $1) }
    sides += zip(places, places.dropFirst()).map { Side($0, $1) }
  }
  return sides
}

/// The sides that only one of the units of a district has.
private func outerSides(of units: GeometryColumn, _ town: CutTown, _ district: Int) throws -> Set<
  Side
> {
  var count: [Side: Int] = [:]
  for unit in town.district.indices where town.district[unit] == district {
    for side in try sides(of: units, unit) { count[side, default: 0] += 1 }
  }
  return Set(count.filter { $0.value == 1 }.keys)
}

private func distance(_ p: [Double], from side: Side) -> Double {
  let (a, b) = (side.corners[0], side.corners[1])
  let (dx, dy) = (b[0] - a[0], b[1] - a[1])
  let share = max(0, min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy)))
  let (ex, ey) = (p[0] - a[0] - share * dx, p[1] - a[1] - share * dy)
  return (ex * ex + ey * ey).squareRoot()
}

@Suite("Borders that layers share")
struct SharedBorderTests {
  @Test("a district ends where its units end, corner by corner", arguments: [0.01, 1, 5, 50])
  func outerBorder(tolerance: Double) throws {
    let town = try CutTown()
    let after = try BorderSimplifier.simplified(
      together: [town.districts, town.units], tolerance: tolerance)
    for district in 0..<2 {
      let whole = Set(try sides(of: after[0], district))
      #expect(try outerSides(of: after[1], town, district) == whole)
      if tolerance > 1 { #expect(whole.count < 100) }
    }
    // Each layer on its own does not know of the other's corners.
    if tolerance > 1 {
      let alone = try BorderSimplifier.simplified(town.districts, tolerance: tolerance)
      let units = try BorderSimplifier.simplified(town.units, tolerance: tolerance)
      #expect(try outerSides(of: units, town, 0) != Set(sides(of: alone, 0)))
    }
  }

  @Test(
    "no corner of either layer lies farther from its borders than the tolerance",
    arguments: [0.01, 5])
  func deviation(tolerance: Double) throws {
    let town = try CutTown()
    let before = [town.districts, town.units]
    let after = try BorderSimplifier.simplified(together: before, tolerance: tolerance)
    for (former, now) in zip(before, after) {
      for row in 0..<former.count {
        let borders = try sides(of: now, row)
        for corner in try sides(of: former, row).flatMap(\.corners) {
          #expect(borders.contains { distance(corner, from: $0) <= tolerance })
        }
      }
    }
  }

  @Test("a border takes in every corner that lies on it, told by trying all pairs")
  func corners() throws {
    let town = try CutTown()
    let graph = try BorderGraph([town.districts, town.units], snap: BorderSimplifier.snap)
    var added = 0
    for path in graph.paths {
      let own = graph.order[path.range].map(Int.init)
      added += path.range.count
      for (a, b) in zip(own, own.dropFirst() + own.prefix(1)) {
        let side = Side((graph.x[a], graph.y[a]), (graph.x[b], graph.y[b]))
        // The grid moves a corner by 0.71 mm; what is farther than twice that is another place.
        let isMissed = graph.x.indices.contains { corner in
          corner != a && corner != b
            && distance([graph.x[corner], graph.y[corner]], from: side) <= 0.001
        }
        #expect(!isMissed)
      }
    }
    let plain = try BorderGraph([town.districts, town.units])
    #expect(added > plain.order.count && graph.x.count < plain.x.count)
  }

  @Test("layers that were not cut from each other are simplified as each alone")
  func apart() throws {
    func wavy(from x: Double) -> GeometryColumn {
      var ring: [Shapes.Corner] = []
      for step in 0..<20 { ring.append((x + Double(step), Double(step % 3) * 0.2)) }
      ring.append((x + 19, 10))
      ring.append((x, 10))
      return Shapes.column(Shapes.polygon(ring))
    }
    let (here, there) = (wavy(from: 0), wavy(from: 100))
    let both = try BorderSimplifier.simplified(together: [here, there], tolerance: 0.5)
    let slack = 2 * BorderSimplifier.snap
    #expect(try both[0].bytes == BorderSimplifier.simplified(here, tolerance: 0.5 - slack).bytes)
    #expect(try both[1].bytes == BorderSimplifier.simplified(there, tolerance: 0.5 - slack).bytes)
    #expect(both[0].bytes.count < here.bytes.count)
  }

  @Test("the district's border is its units' border in the GeoJSON files too")
  func files() throws {
    let town = MadeUpTown()
    var result = town.result
    let (x, y) = (town.origin.x, town.origin.y)
    // The north of the town winds by 2 m; the district has no corner where its two units meet.
    var top: [Shapes.Corner] = []
    for step in 0...20 {
      let (along, out) = (Double(step) * 100, Double(step % 2) * 2)
      top.append((x + 2000 - along, y + 2000 + out))
    }
    let low: [Shapes.Corner] = [(x, y + 1000), (x + 1050, y + 1000), (x + 2000, y + 1000)]
    let knot: Shapes.Corner = (x + 1050, y + 2001)
    let north = Shapes.polygon([low[0], low[2]] + top)
    let left = Shapes.polygon([low[0], low[1], knot] + Array(top[10...]))
    let right = Shapes.polygon([low[1], low[2]] + Array(top[..<10]) + [knot])
    result.districts.geometry = GeometryColumn(joining: [
      Shapes.column(north), result.districts.geometry.selecting([1, 2]),
    ])
    result.units.geometry = GeometryColumn(joining: [
      Shapes.column(left, right), result.units.geometry.selecting([2, 3, 4, 5]),
    ])
    result.description.outputs.simplify = 5
    let exported = try Exported(result)
    func corners(_ layer: String, _ rows: Range<Int>) throws -> Set<[Double]> {
      let features = try exported.json("layers/\(layer).geojson")["features"]
      return Set(
        rows.flatMap { row in
          features[row]["geometry"]["coordinates"][0].array.map { $0.array.compactMap(\.number) }
        })
    }
    let district = try corners("districts", 0..<1)
    #expect(try corners("units", 0..<2) == district)
    #expect(district.count < 10)
  }
}
