import GEOSBinding
import Overlay
import PlanModel
import TestSupport
import Testing

@Suite struct NeighbourTests {
  private func shared(
    _ rows: [[UInt8]], tolerance: Double = 0.001, workers: Int = 2
  ) throws -> Neighbours {
    try neighbours(
      of: GeometryColumn(rows: rows), tolerance: tolerance, workers: Workers(workers))
  }

  @Test("two squares share one side, and keep three each")
  func twoSquares() throws {
    let found = try shared([Shapes.rectangle(0, 0, 10, 10), Shapes.rectangle(10, 0, 20, 10)])
    #expect(found == Neighbours(left: [0], right: [1], length: [10], outer: [30, 30]))
  }

  @Test("the way rings are written does not matter, and a hole's filling shares the whole hole")
  func hole() throws {
    let hole = Shapes.corners(2, 2, 5, 6)
    for inner in [hole, hole.reversed()] {
      let found = try shared([
        Shapes.polygon(Shapes.corners(0, 0, 10, 10), inner), Shapes.rectangle(2, 2, 5, 6),
      ])
      #expect(found == Neighbours(left: [0], right: [1], length: [14], outer: [40, 0]))
    }
  }

  @Test("at a T-junction each neighbour has its part of the long side")
  func junction() throws {
    let found = try shared([
      Shapes.rectangle(10, 4, 20, 10), Shapes.rectangle(0, 0, 10, 10),
      Shapes.rectangle(10, 0, 20, 4),
    ])
    #expect(found.left == [0, 0, 1] && found.right == [1, 2, 2])
    #expect(found.length == [6, 10, 4])
    #expect(found.outer == [16, 30, 14])
  }

  @Test("corners that touch share nothing, be they square or as sharp as wedges")
  func corners() throws {
    let squares = try shared([Shapes.rectangle(0, 0, 10, 10), Shapes.rectangle(10, 10, 20, 20)])
    #expect(squares.count == 0 && squares.outer == [40, 40])
    let wedges = try shared([
      Shapes.polygon([(0, 0), (-100, 10), (-100, 0)]),
      Shapes.polygon([(0, 0), (100, 40), (100, 30)]),
    ])
    #expect(wedges.count == 0)
  }

  @Test(
    "a border with a gap or an overlap within the tolerance counts once; a wider one does not",
    arguments: [(-0.0008, 10.0), (0.0008, 10), (-0.005, 0), (0.005, 0)])
  func slivers(gap: Double, length: Double) throws {
    let found = try shared([
      Shapes.rectangle(0, 0, 10, 10),
      // Its corners are elsewhere, and it reaches beyond.
      Shapes.polygon([(10 + gap, -5), (20, -5), (20, 15), (10 + gap, 15), (10 + gap, 3)]),
    ])
    #expect(abs(found.length.reduce(0, +) - length) < 1e-9)
    #expect(abs(found.outer[0] + length - 40) < 1e-9)
    #expect(abs(found.outer[1] + length - (60 - 2 * gap)) < 1e-9)
  }

  @Test("of three polygons on one line, the first two have the border; no metre counts twice")
  func threefold() throws {
    let found = try shared([
      Shapes.rectangle(0, 0, 10, 10), Shapes.rectangle(10, 0, 20, 10),
      Shapes.rectangle(10, 0, 15, 10),
    ])
    #expect(found.length[0] == 10 && found.outer[0] == 30)
    #expect(found.left.first == 0 && found.right.first == 1)
  }

  @Test("parts of one polygon, points, lines and missing rows are no neighbours")
  func oddRows() throws {
    let found = try shared([
      Shapes.multiPolygon([Shapes.rectangle(0, 0, 5, 5), Shapes.rectangle(5, 0, 10, 5)]), [],
      Shapes.point(5, 5), Shapes.line([(10, 0), (10, 5)]), Shapes.rectangle(10, 0, 15, 5),
    ])
    #expect(found.left == [0] && found.right == [4] && found.length == [5])
    #expect(found.outer == [25, 0, 0, 0, 15])
  }

  @Test("no polygon at all has no neighbour")
  func none() throws {
    #expect(try shared([]) == Neighbours(left: [], right: [], length: [], outer: []))
  }

  @Test("a grid cut by districts has whole sides across them", arguments: [true, false])
  func gridSides(hexagonal: Bool) throws {
    // A border that runs through cells, far from the origin, where coordinates have few digits left.
    let (x, y) = (4_321_000.0, 2_710_000.0)
    let bend = (x: x + 333.3, y: y + 251.7)
    let districts = Shapes.column(
      Shapes.polygon([(x, y), (x + 300, y), bend, (x + 310, y + 600), (x, y + 600)]),
      Shapes.polygon([
        (x + 300, y), (x + 600, y), (x + 600, y + 600), (x + 310, y + 600), bend,
      ]))
    let kind: UnitsDescription = hexagonal ? .hexagons(width: 20) : .squares(side: 20)
    let units = try planningUnits(
      kind, districts: plainLayer(districts), gridSize: 0.001, workers: Workers(2))
    let found = try neighbours(of: units.geometry, workers: Workers(2))
    let side = hexagonal ? 20 / 3.0.squareRoot() : 20
    let whole = found.length.filter { abs($0 - side) < 1e-8 }.count
    #expect(Double(whole) > 1.7 * Double(units.count))
    let across = (0..<found.count).filter {
      units.district[Int(found.left[$0])] != units.district[Int(found.right[$0])]
    }
    let border =
      (33.3 * 33.3 + 251.7 * 251.7).squareRoot()
      + (23.3 * 23.3 + 348.3 * 348.3).squareRoot()
    #expect(abs(across.reduce(0) { $0 + found.length[$1] } - border) < 0.02)
    #expect(abs(found.outer.reduce(0, +) - 2400) < 0.05)
  }

  @Test(
    "the border with each neighbour is that of GEOS, and all borders add up to the perimeter",
    arguments: 0..<8 as Range<UInt64>)
  func agreement(seed: UInt64) throws {
    let rows = Self.partition(seed: seed, pieces: 60)
    let found = try shared(rows)
    let context = try GEOSContext()
    let shapes = try rows.map { try context.read(wkb: $0) }
    let borders = try shapes.map { try $0.boundary() }
    var sums = found.outer
    var slow: [String] = []
    for left in rows.indices {
      for right in rows.indices where right > left {
        if try !shapes[left].intersects(shapes[right]) { continue }
        let length = try borders[left].intersection(borders[right]).length()
        if length > 1e-6 { slow.append("\(left) \(right) \((length * 1e4).rounded())") }
      }
    }
    let fast = (0..<found.count).map {
      "\(found.left[$0]) \(found.right[$0]) \((found.length[$0] * 1e4).rounded())"
    }
    if seed % 4 != 3 { #expect(fast == slow) }
    for pair in 0..<found.count {
      sums[Int(found.left[pair])] += found.length[pair]
      sums[Int(found.right[pair])] += found.length[pair]
    }
    // In a wedge of 11° two borders stay within the tolerance for five times its length.
    let tolerance = seed % 4 == 3 ? 0.02 : 1e-7
    for row in rows.indices { #expect(abs(sums[row] - (try borders[row].length())) < tolerance) }
    let again = try shared(rows, workers: 4)
    #expect(again == found)
    let alone = try shared(rows, workers: 1)
    #expect(alone == found)
  }

  @Test(
    "cells of hostile districts: shared and outer borders add up to the perimeter",
    arguments: 0..<4 as Range<UInt64>)
  func hostile(seed: UInt64) throws {
    var shapes = try HostileShapes(seed: seed)
    let districts = try shapes.column(4)
    let units = try planningUnits(
      .squares(side: 9), districts: plainLayer(districts), gridSize: 0.001, workers: Workers(2))
    // Each district's own units do not overlap.
    for district in 0..<districts.count {
      let rows = (0..<units.count).filter { units.district[$0] == district }
        .map { units.geometry.row($0) }
      let found = try shared(rows)
      var sums = found.outer
      for pair in 0..<found.count {
        sums[Int(found.left[pair])] += found.length[pair]
        sums[Int(found.right[pair])] += found.length[pair]
      }
      for row in rows.indices {
        let perimeter = try shapes.context.read(wkb: rows[row]).boundary().length()
        // A spike thinner than the tolerance has two sides that are one border of the unit with itself.
        #expect(sums[row] <= perimeter + 0.01)
      }
    }
  }

  /// A rectangle cut at random into rectangles with corners on whole numbers, sheared so that borders slant.
  private static func partition(seed: UInt64, pieces: Int) -> [[UInt8]] {
    var random = Seeded(seed)
    var boxes = [(x0: 0, y0: 0, x1: 400, y1: 300)]
    while boxes.count < pieces {
      let place = Int.random(in: boxes.indices, using: &random)
      let box = boxes[place]
      if Bool.random(using: &random), box.x1 - box.x0 > 3 {
        let cut = Int.random(in: box.x0 + 1..<box.x1, using: &random)
        boxes[place].x1 = cut
        boxes.append((cut, box.y0, box.x1, box.y1))
      } else if box.y1 - box.y0 > 3 {
        let cut = Int.random(in: box.y0 + 1..<box.y1, using: &random)
        boxes[place].y1 = cut
        boxes.append((box.x0, cut, box.x1, box.y1))
      }
    }
    let skew: (x: Double, y: Double) =
      switch seed % 4 {
      case 1: (1, -1)
      case 3: (2, 2)
      default: (0, 0)
      }
    return boxes.map { box in
      Shapes.polygon(
        Shapes.corners(Double(box.x0), Double(box.y0), Double(box.x1), Double(box.y1)).map {
          (x: 3 * $0.x + skew.x * $0.y, y: $0.y * 2 + skew.y * $0.x)
        })
    }
  }
}
