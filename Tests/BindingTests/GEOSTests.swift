import GEOSBinding
import PlanModel
import TestSupport
import Testing

private func read(_ bytes: [UInt8], in context: GEOSContext) throws -> GEOSGeometry {
  try context.read(wkb: bytes)
}

@Suite struct GEOSTests {
  @Test("two unit squares that share a half have an intersection of a half and a union of 1.5")
  func overlay() throws {
    let context = try GEOSContext()
    let a = try read(Shapes.rectangle(0, 0, 1, 1), in: context)
    let b = try read(Shapes.rectangle(0.5, 0, 1.5, 1), in: context)
    for grid in [0, 0.5] {
      #expect(try a.intersection(b, gridSize: grid).area() == 0.5)
      #expect(try a.difference(b, gridSize: grid).area() == 0.5)
      #expect(try a.union(b, gridSize: grid).area() == 1.5)
    }
    #expect(try context.collection(of: [a, b]).unaryUnion().area() == 1.5)
  }

  @Test("squares that only touch share a line, which has no polygons")
  func touching() throws {
    let context = try GEOSContext()
    let a = try read(Shapes.rectangle(0, 0, 1, 1), in: context)
    let b = try read(Shapes.rectangle(1, 0, 2, 1), in: context)
    let shared = try a.intersection(b)
    #expect(shared.kind == .lineString)
    #expect(try shared.polygons() == nil)
    #expect(try shared.length() == 1)
  }

  @Test("what is written is what was read")
  func roundTrip() throws {
    let context = try GEOSContext()
    let hole = Shapes.polygon(Shapes.corners(0, 0, 9, 9), Shapes.corners(2, 2, 3, 3))
    for shape in [
      Shapes.point(1, 2), Shapes.line([(0, 0), (1, 2)]), hole, Shapes.multiPolygon([hole]),
      Shapes.multiPoint([(0, 0), (1, 1)]), Shapes.collection([Shapes.point(0, 0), hole]),
    ] {
      #expect(try read(shape, in: context).wkb() == shape)
    }
  }

  @Test("a bow tie is invalid at its crossing, and its repair keeps both wings")
  func bowTie() throws {
    let context = try GEOSContext()
    let tie = try read(Shapes.polygon([(0, 0), (2, 2), (2, 0), (0, 2)]), in: context)
    let invalidity = try #require(try tie.invalidity())
    #expect(invalidity.reason == "Self-intersection")
    #expect(invalidity.x == 1 && invalidity.y == 1)
    let repaired = try tie.makeValid()
    #expect(try repaired.isValid())
    #expect(repaired.kind == .multiPolygon)
    #expect(try repaired.area() == 2)
  }

  @Test("the repair of a ring that collapses is empty, and of a polygon with a spike the polygon")
  func collapsed() throws {
    let context = try GEOSContext()
    let flat = try read(Shapes.polygon([(0, 0), (1, 0), (2, 0)]), in: context)
    #expect(try flat.makeValid().isEmpty())
    let spike = try read(
      Shapes.polygon([(0, 0), (1, 0), (1, 1), (1, 5), (1, 1), (0, 1)]), in: context)
    #expect(try spike.makeValid().polygons()?.area() == 1)
  }

  @Test("a valid polygon has no invalidity, and an empty one no point on its surface")
  func valid() throws {
    let context = try GEOSContext()
    let square = try read(Shapes.rectangle(0, 0, 2, 2), in: context)
    #expect(try square.invalidity() == nil)
    let inside = try #require(try square.pointOnSurface())
    #expect(try square.contains(context.point(x: inside.x, y: inside.y)))
    #expect(try square.difference(square).pointOnSurface() == nil)
    #expect(try square.difference(square).centroid() == nil)
  }

  @Test("a prepared square contains what lies in it and meets what touches it")
  func prepared() throws {
    let context = try GEOSContext()
    let square = try GEOSPrepared(context.box(minX: 0, minY: 0, maxX: 2, maxY: 2))
    let inner = try context.box(minX: 0.5, minY: 0.5, maxX: 1, maxY: 1)
    let neighbour = try context.box(minX: 2, minY: 0, maxX: 3, maxY: 1)
    #expect(try square.contains(inner))
    #expect(try !square.contains(neighbour))
    #expect(try square.intersects(neighbour))
    #expect(try !square.intersects(context.point(x: 5, y: 5)))
  }

  @Test("a ring without its hole covers the hole, and a buffer adds the border strip")
  func holesAndBuffer() throws {
    let context = try GEOSContext()
    let ring = try read(
      Shapes.polygon(Shapes.corners(0, 0, 4, 4), Shapes.corners(1, 1, 2, 2)), in: context)
    #expect(try ring.withoutHoles().area() == 16)
    let square = try context.box(minX: 0, minY: 0, maxX: 1, maxY: 1)
    // The corners are quarter circles of 16 segments each: together a 64-gon of radius 1.
    let corners = 64 / 2 * 0.0980171403295606
    #expect(abs(try square.buffer(1).area() - (1 + 4 + corners)) < 1e-12)
  }

  @Test(
    "broken bytes are an error with the name of the call",
    arguments: [
      [], [1], [1, 3, 0, 0, 0], [1, 3, 0, 0, 0, 255, 255, 255, 255], [9, 9, 9, 9, 9, 9],
    ] as [[UInt8]])
  func brokenBytes(bytes: [UInt8]) throws {
    let context = try GEOSContext()
    let error = #expect(throws: GEOSError.self) { try context.read(wkb: bytes) }
    #expect("\(error!)".hasPrefix("GEOSWKBReader_read_r: "))
    #expect(!error!.message.isEmpty)
  }
}
