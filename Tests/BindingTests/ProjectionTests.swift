import PROJBinding
import Testing

@Suite("Projections")
struct ProjectionTests {
  @Test("x is east and y north on both sides, whatever the authority says")
  func axisOrder() throws {
    // 9° east on the equator is the origin of zone 32: x = 500 000, y = 0.
    let forward = try PROJTransformer(from: "EPSG:4326", to: "EPSG:32632")
    let point = try #require(forward.transform(x: 9, y: 0))
    #expect(abs(point.x - 500_000) < 1e-6 && abs(point.y) < 1e-6)
    // EPSG:31468 names northing first.
    let gauss = try PROJTransformer(from: "EPSG:4326", to: "EPSG:31468")
    let munich = try #require(gauss.transform(x: 11.5, y: 48))
    #expect((4_400_000...4_500_000).contains(munich.x) && munich.y > 5_000_000)
  }

  @Test("points that cannot be taken over are infinite and counted")
  func outOfDomain() throws {
    let transformer = try PROJTransformer(from: "EPSG:4326", to: "EPSG:3035")
    var xs = [10.0, .nan, 10]
    var ys = [50.0, 50, 900]
    #expect(transformer.transform(xs: &xs, ys: &ys) == 2)
    #expect(xs[0].isFinite && xs[1] == .infinity && ys[2] == .infinity)
  }

  @Test("an unknown CRS is an error that carries PROJ's words")
  func unknown() {
    #expect(throws: PROJError.self) { try PROJTransformer(from: "EPSG:4326", to: "EPSG:999999") }
    #expect(throws: PROJError.self) { try PROJReferenceSystem("nothing of the kind") }
  }

  @Test("compound and bound systems are taken to their plane, feet are not metric")
  func horizontal() throws {
    #expect(try PROJReferenceSystem("EPSG:7415").definition == "EPSG:28992")
    #expect(try PROJReferenceSystem("EPSG:4979").definition == "EPSG:4326")
    #expect(try PROJReferenceSystem("EPSG:25832").isMetric)
    #expect(try !PROJReferenceSystem("EPSG:2263").isMetric)
    #expect(try !PROJReferenceSystem("EPSG:4326").isMetric)
  }

  @Test("Web Mercator doubles areas at 45° and zone 32 keeps them")
  func arealScale() throws {
    let mercator = try #require(
      try PROJReferenceSystem("EPSG:3857").arealScale(longitude: 9, latitude: 45))
    #expect(abs(mercator - 2) < 0.02)
    // The scale factor 0.9996 of the central meridian, squared.
    let zone = try #require(
      try PROJReferenceSystem("EPSG:25832").arealScale(longitude: 9, latitude: 45))
    #expect(abs(zone - 0.9996 * 0.9996) < 1e-6)
    // Lambert's conformal cone of Europe, northing first: 6.8 % too small at Aachen; its equal-area sister is true.
    let cone = try #require(
      try PROJReferenceSystem("EPSG:3034").arealScale(longitude: 6.08, latitude: 50.77))
    #expect(abs(cone - 0.932428) < 1e-5)
    let equal = try #require(
      try PROJReferenceSystem("EPSG:3035").arealScale(longitude: 6.08, latitude: 50.77))
    #expect(abs(equal - 1) < 1e-9)
  }
}
