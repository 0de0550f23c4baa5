import Foundation
import Layers
import Overlay
import PlanModel
import TestSupport
import Testing

/// Every area against PostGIS, which computes it another way: we add up edges in the window where extents
/// meet and check each cut against that; PostGIS overlays with GEOS and measures with its own formula.
///
/// To run: `apt install postgresql-15-postgis-3`, then `swift test --filter PostGIS`.
///
/// Numbers agree to nine digits: |ours − theirs| ≤ 1e-9 × theirs + 2e-9 m × the border of what is cut. The second
/// term is what coordinates of some thousand kilometres, 1e-9 m apart, leave open of a corner that both
/// compute; it decides only for slivers. Buffers are GEOS's in both, with 16 segments a quarter.
@Suite(
  .enabled(if: PostGISCluster.isInstalled, "PostgreSQL with PostGIS is not installed"), .postGIS)
struct PostGISAgreementTests {
  // MARK: Random hostile layers

  @Test("areas and centroids of hostile shapes", arguments: [1, 3] as [UInt64])
  func hostileMeasures(seed: UInt64) throws {
    let cluster = try PostGISCluster.current()
    var shapes = try HostileShapes(seed: seed)
    let column = try shapes.column(400)
    try cluster.load(column, srid: 3035, into: "measured\(seed)")
    let ours = try measures(of: column, workers: Workers(2))
    let theirs = try cluster.rows(
      """
      SELECT id, ST_Area(geom), ST_X(ST_Centroid(geom)), ST_Y(ST_Centroid(geom)), ST_Perimeter(geom)
      FROM measured\(seed) WHERE geom IS NOT NULL
      """)
    var gauge = Gauge("hostile measures \(seed)")
    for row in theirs {
      let id = try #require(Int(row[0]))
      let values = row.dropFirst().compactMap(Double.init)
      try #require(values.count == 4)
      gauge.compare(ours.area[id], values[0], border: values[3], "area of \(id)")
      // A sliver's moments divide rounding by next to nothing; what is wider than a millimetre has none of that.
      if values[0] < 1e-3 * values[3] { continue }
      #expect(abs(ours.centroidX[id] - values[1]) < 1e-6, "x of \(id)")
      #expect(abs(ours.centroidY[id] - values[2]) < 1e-6, "y of \(id)")
    }
    gauge.report(atLeast: 300)
  }

  @Test("areas that hostile layers share, pair by pair", arguments: [1, 2, 3, 4] as [UInt64])
  func hostilePairs(seed: UInt64) throws {
    let cluster = try PostGISCluster.current()
    var shapes = try HostileShapes(seed: seed)
    let (left, right) = (try shapes.column(90), try shapes.column(90))
    try cluster.load(left, srid: 3035, into: "left\(seed)")
    try cluster.load(right, srid: 3035, into: "right\(seed)")
    let pairs = try sharedAreas(of: left, with: right, gridSize: 0.001, workers: Workers(2))
    var ours: [Pair: Double] = [:]
    for pair in pairs { ours[Pair(pair.feature, pair.area)] = pair.shared }
    let theirs = try cluster.rows(
      """
      SELECT l.id, r.id, ST_Area(ST_Intersection(l.geom, r.geom)),
        ST_Perimeter(l.geom) + ST_Perimeter(r.geom)
      FROM left\(seed) l JOIN right\(seed) r ON l.geom && r.geom
      """)
    var gauge = Gauge("hostile pairs \(seed)")
    for row in theirs {
      let pair = Pair(try #require(Int(row[0])), try #require(Int(row[1])))
      let (area, border) = (try #require(Double(row[2])), try #require(Double(row[3])))
      // Less than a cell of the precision grid is not reported.
      gauge.compare(
        ours.removeValue(forKey: pair) ?? 0, area, border: border, "\(pair)", free: 1e-6)
    }
    #expect(ours.isEmpty, "pairs that PostGIS does not know of")
    gauge.report(atLeast: 500)
  }

  @Test(
    "partitions of hostile districts by overlapping land use and buffered constraints",
    arguments: [3, 4] as [UInt64])
  func hostilePartition(seed: UInt64) throws {
    let cluster = try PostGISCluster.current()
    var shapes = try HostileShapes(seed: seed)
    var ground = Ground(schema: "hostile\(seed)", srid: 3035, units: try shapes.column(6))
    let classes: [LandUseClass?] = [.arable, .forest, nil, .water]
    let landUse = try shapes.column(30)
    ground.landUse = landUseLayer(landUse, (0..<30).map { classes[$0 % 4] })
    ground.constraints = [
      ConstraintLayer(name: "nature", geometry: try shapes.column(12), buffer: 0),
      ConstraintLayer(name: "distance", geometry: try shapes.column(8), buffer: 3.5),
    ]
    try ground.load(into: cluster)
    try comparePartition(ground, cluster, atLeast: 12)
  }

  // MARK: A town

  @Test("what a town's buildings share with its districts, and what its land use does")
  func town() throws {
    let cluster = try PostGISCluster.current()
    let town = try Town()
    let units = town.units
    try cluster.load(units.geometry, srid: 3794, into: "town_districts")
    let areas = try cluster.rows(
      "SELECT ST_Area(geom), ST_Perimeter(geom) FROM town_districts ORDER BY id")
    var gauge = Gauge("districts")
    for (ours, row) in zip(units.area, areas) {
      gauge.compare(
        ours, try #require(Double(row[0])), border: try #require(Double(row[1])), "district")
    }
    gauge.report(atLeast: 11)

    for (name, layer, least) in [
      ("buildings", town.buildings, 2400), ("land", town.landUse, 1000),
    ] {
      let measured = try measures(of: layer.geometry, workers: Workers(2))
      let members = try memberships(
        of: layer.geometry, measures: measured, in: units, gridSize: 0.001, workers: Workers(2))
      try cluster.load(layer.geometry, srid: 3794, into: "town_\(name)")
      var ours: [Pair: Double] = [:]
      var sums = Array(repeating: CompensatedSum(), count: units.count)
      for feature in 0..<layer.count where measured.area[feature] > 0 {
        for entry in members.starts[feature]..<members.starts[feature + 1] {
          let area = members.share[entry] * measured.area[feature]
          ours[Pair(feature, Int(members.unit[entry]))] = area
          sums[Int(members.unit[entry])].add(area)
        }
      }
      let theirs = try cluster.rows(
        """
        SELECT f.id, d.id, ST_Area(ST_Intersection(f.geom, d.geom)), ST_Perimeter(f.geom)
        FROM town_\(name) f JOIN town_districts d ON ST_Intersects(f.geom, d.geom)
        WHERE ST_Dimension(f.geom) = 2
        """)
      var pairs = Gauge("\(name) × districts")
      var theirSums = Array(repeating: CompensatedSum(), count: units.count)
      for row in theirs {
        let pair = Pair(try #require(Int(row[0])), try #require(Int(row[1])))
        let (area, border) = (try #require(Double(row[2])), try #require(Double(row[3])))
        theirSums[pair.right].add(area)
        pairs.compare(ours.removeValue(forKey: pair) ?? 0, area, border: border, "\(name) \(pair)")
      }
      #expect(ours.isEmpty, "pairs that PostGIS does not know of")
      pairs.report(atLeast: least)
      var totals = Gauge("\(name) by district")
      for (mine, other) in zip(sums, theirSums) {
        totals.compare(mine.value, other.value, border: 0, "\(name) in a district")
      }
      totals.report(atLeast: 11)
    }
  }

  @Test("a town's partition, eligible land and ledger, district by district and as a whole")
  func townLedger() throws {
    let cluster = try PostGISCluster.current()
    let town = try Town()
    var ground = Ground(schema: "town", srid: 3794, units: town.units.geometry)
    ground.landUse = town.landUse
    ground.constraints =
      town.constraints + [
        setbackConstraint(
          name: "homes", from: [.built], distance: 150, landUse: town.landUse)
      ]
    try ground.load(into: cluster)
    let partitioning = try comparePartition(ground, cluster, atLeast: 100)

    let actions = [
      LandAction(
        id: "pv", landUse: [.arable, .grassland],
        excludedBy: ["protected areas", "floodplain", "river"]),
      LandAction(
        id: "wind", landUse: [.arable, .forest], excludedBy: ["protected areas", "river", "homes"]),
    ]
    let units = town.units
    let eligible = try eligibility(
      of: actions, in: partitioning, units: units, workers: Workers(2))
    for (action, ours) in zip(actions, eligible) {
      try compareEligibility(action, ours, ground, cluster)
    }

    let ledger = areaLedger(
      of: partitioning, units: units, actions: actions, districts: town.districts,
      districtAreas: units.area,
      topology: try districtTopology(of: units.geometry, workers: Workers(2)))
    try compareLedger(ledger, actions, ground, cluster)
  }
}
