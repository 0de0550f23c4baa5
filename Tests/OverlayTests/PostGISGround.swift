import Foundation
import Layers
import Overlay
import PlanModel
import TestSupport
import Testing

/// Two rows that meet.
struct Pair: Hashable, CustomStringConvertible {
  var left: Int
  var right: Int

  init(_ left: Int, _ right: Int) {
    self.left = left
    self.right = right
  }

  var description: String { "\(left) × \(right)" }
}

/// Compares numbers with those of PostGIS, and counts them.
struct Gauge {
  let name: String
  private(set) var count = 0
  private(set) var largest = 0.0

  init(_ name: String) { self.name = name }

  /// - Parameter border: The length of the borders whose corners both sides compute, in m.
  /// - Parameter free: An area that may be missing altogether, in m².
  mutating func compare(
    _ ours: Double, _ theirs: Double, border: Double, _ what: String, free: Double = 0
  ) {
    let difference = abs(ours - theirs)
    let allowed = 1e-9 * theirs + 2e-9 * border
    if ours == 0 && theirs <= Swift.max(free, allowed) { return }
    count += 1
    if theirs > 1 { largest = Swift.max(largest, difference / theirs) }
    #expect(
      difference <= allowed, "\(name), \(what): \(ours) here, \(theirs) in PostGIS")
  }

  /// Makes sure that enough was compared for the comparison to mean something.
  func report(atLeast least: Int) {
    if ProcessInfo.processInfo.environment["GAUGE"] != nil {
      print("GAUGE", name, count, largest)
    }
    #expect(count >= least, "\(name): only \(count) numbers were compared")
  }
}

/// The example town, as the main job reads it.
struct Town {
  let districts: Layer
  let buildings: Layer
  let landUse: Layer
  let constraints: [ConstraintLayer]
  let units: PlanningUnits

  init() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures/ljutomer/data/town.gpkg").path()
    let crs = CRS(definition: "EPSG:3794", name: "Slovenia 1996", isMetric: true)
    func layer(_ name: String, fields: [FieldSource] = []) throws -> Layer {
      var source = LayerSource(name: name, source: file)
      source.layer = name
      source.fields = fields
      let reading = readLayer(
        source, into: crs, expecting: .any, within: nil, workers: Workers(2))
      return try #require(reading.layer)
    }
    districts = try layer("districts")
    buildings = try layer("buildings")
    landUse = try layer(
      "land_use", fields: [FieldSource(role: "class", field: "class", isNumber: false)])
    constraints = [
      ConstraintLayer(
        name: "protected areas", geometry: try layer("protected_areas").geometry, buffer: 0),
      ConstraintLayer(name: "floodplain", geometry: try layer("floodplain").geometry, buffer: 0),
      ConstraintLayer(name: "river", geometry: try layer("rivers").geometry, buffer: 40),
    ]
    units = try planningUnits(
      .districts, districts: districts, gridSize: 0.001, workers: Workers(2))
  }
}

/// What is partitioned, and how PostGIS partitions it.
struct Ground {
  let schema: String
  let srid: Int
  let units: GeometryColumn
  var landUse = landUseLayer(GeometryColumn(rows: []), [])
  var constraints: [ConstraintLayer] = []

  init(schema: String, srid: Int, units: GeometryColumn) {
    self.schema = schema
    self.srid = srid
    self.units = units
  }

  /// The reach of a constraint's feature `c.geom` as SQL; 16 segments a quarter are ours too.
  func reach(_ constraint: Int) -> String {
    let buffer = constraints[constraint].buffer
    return buffer == 0 ? "c.geom" : "ST_Buffer(c.geom, \(buffer), 'quad_segs=16')"
  }

  /// Loads units, land use and constraints; of land use that overlaps the first feature keeps the area.
  func load(into cluster: PostGISCluster) throws {
    try cluster.run("CREATE SCHEMA \(schema)")
    try cluster.load(units, srid: srid, into: "\(schema).units")
    let words = landUse.texts("class")
    try cluster.load(
      landUse.geometry, classes: (0..<landUse.count).map { words?[$0] }, srid: srid,
      into: "\(schema).claims")
    for (bit, constraint) in constraints.enumerated() {
      try cluster.load(constraint.geometry, srid: srid, into: "\(schema).constraint\(bit)")
    }
    try cluster.run(
      """
      CREATE TABLE \(schema).land AS
      SELECT l.id, l.class, CASE WHEN o.geom IS NULL THEN l.geom ELSE ST_Difference(l.geom, o.geom) END AS geom
      FROM \(schema).claims l LEFT JOIN LATERAL (
        SELECT ST_Union(e.geom) AS geom FROM \(schema).claims e
        WHERE e.id < l.id AND e.geom && l.geom AND ST_Relate(e.geom, l.geom, '2********')) o ON true
      WHERE l.geom IS NOT NULL;
      CREATE INDEX ON \(schema).land USING gist (geom);
      """)
  }

  /// The areas by unit, class and set of constraints: cut one constraint after another, unit by unit.
  func partition(in cluster: PostGISCluster) throws -> [[String]] {
    var sql = """
      SET search_path = \(schema), public;
      CREATE TABLE part0 AS
      SELECT u.id AS unit, l.class, 0 AS set, ST_Intersection(u.geom, l.geom) AS geom
      FROM units u JOIN land l ON ST_Intersects(u.geom, l.geom) WHERE l.class IS NOT NULL
      UNION ALL
      SELECT u.id, NULL, 0, CASE WHEN k.geom IS NULL THEN u.geom ELSE ST_Difference(u.geom, k.geom) END
      FROM units u LEFT JOIN LATERAL (
        SELECT ST_Union(l.geom) AS geom FROM land l WHERE l.geom && u.geom AND l.class IS NOT NULL) k ON true
      WHERE u.geom IS NOT NULL;

      """
    for bit in constraints.indices {
      sql += """
        CREATE TABLE cover\(bit) AS
        SELECT u.id AS unit, ST_Union(\(reach(bit))) AS geom
        FROM units u JOIN constraint\(bit) c ON ST_DWithin(u.geom, c.geom, \(constraints[bit].buffer))
        GROUP BY u.id;
        CREATE TABLE part\(bit + 1) AS
        SELECT unit, class, set | \(1 << bit) AS set, ST_Intersection(p.geom, c.geom) AS geom
        FROM part\(bit) p JOIN cover\(bit) c USING (unit)
        UNION ALL
        SELECT unit, class, set, CASE WHEN c.geom IS NULL THEN p.geom ELSE ST_Difference(p.geom, c.geom) END
        FROM part\(bit) p LEFT JOIN cover\(bit) c USING (unit);

        """
    }
    return try cluster.rows(
      sql + """
        SELECT unit, class, set, sum(ST_Area(geom)), sum(ST_Perimeter(geom))
        FROM part\(constraints.count) GROUP BY unit, class, set HAVING sum(ST_Area(geom)) > 0
        """)
  }
}

/// The rows of our partition against those of PostGIS.
@discardableResult
func comparePartition(
  _ ground: Ground, _ cluster: PostGISCluster, atLeast least: Int
) throws -> AreaPartitioning {
  struct Key: Hashable {
    var unit: Int32
    var landUse: UInt8
    var set: UInt64
  }
  let partitioning = try areaPartition(
    of: districtUnits(ground.units), landUse: ground.landUse, constraints: ground.constraints,
    gridSize: 0.001, workers: Workers(2))
  let partition = partitioning.partition
  var ours: [Key: Double] = [:]
  for row in partition.area.indices {
    let key = Key(
      unit: partition.unit[row], landUse: partition.landUse[row],
      set: partition.sets[Int(partition.constraintSet[row])].number)
    ours[key] = partition.area[row]
  }
  var gauge = Gauge("partition \(ground.schema)")
  for row in try ground.partition(in: cluster) {
    let key = Key(
      unit: try #require(Int32(row[0])),
      landUse: LandUseClass.allCases.first { $0.word == row[1] }?.rawValue
        ?? AreaPartition.unknown,
      set: try #require(UInt64(row[2])))
    // What is smaller than a cell of the precision grid is not cut off.
    gauge.compare(
      ours.removeValue(forKey: key) ?? 0, try #require(Double(row[3])),
      border: try #require(Double(row[4])), "\(key)", free: 1e-6)
  }
  for (key, area) in ours { #expect(area < 1e-6, "\(key) is not in PostGIS") }
  gauge.report(atLeast: least)
  return partitioning
}

/// Our eligible land against land use less the union of all reaches, in one step.
func compareEligibility(
  _ action: LandAction, _ ours: Eligibility, _ ground: Ground, _ cluster: PostGISCluster
) throws {
  let reaches = ground.constraints.indices
    .filter { action.excludedBy.contains(ground.constraints[$0].name) }
    .map { "SELECT \(ground.reach($0)) AS geom FROM constraint\($0) c" }
    .joined(separator: " UNION ALL ")
  let classes = action.landUse.map { "'\($0.word)'" }.joined(separator: ", ")
  let theirs = try cluster.rows(
    """
    SET search_path = \(ground.schema), public;
    CREATE TEMP TABLE reach AS \(reaches);
    CREATE TEMP TABLE wanted AS
    SELECT ST_Difference((SELECT ST_Union(geom) FROM land WHERE class IN (\(classes))),
      (SELECT ST_Union(geom) FROM reach)) AS geom;
    SELECT u.id, ST_Area(ST_Intersection(u.geom, w.geom)), ST_Perimeter(ST_Intersection(u.geom, w.geom))
    FROM units u, wanted w
    """)
  var gauge = Gauge("eligible for \(action.id)")
  for row in theirs {
    let unit = try #require(Int(row[0]))
    let (area, border) = (try #require(Double(row[1])), try #require(Double(row[2])))
    gauge.compare(ours.eligible[unit], area, border: border, "unit \(unit)")
  }
  gauge.report(atLeast: 8)
}

/// Our ledger against one that PostGIS makes for the whole municipality, without going by districts: the
/// land of each class inside a set of constraints and outside the others.
func compareLedger(
  _ ledger: AreaLedger, _ actions: [LandAction], _ ground: Ground, _ cluster: PostGISCluster
) throws {
  let bits = ground.constraints.indices
  func mask(_ action: LandAction) -> Int {
    bits.reduce(0) {
      action.excludedBy.contains(ground.constraints[$1].name) ? $0 | 1 << $1 : $0
    }
  }
  func allows(_ action: LandAction) -> String {
    "coalesce(class IN (\(action.landUse.map { "'\($0.word)'" }.joined(separator: ", "))), false)"
  }
  let free = actions.map { "(\(allows($0)) AND set & \(mask($0)) = 0)" }.joined(separator: " OR ")
  let kept = actions.map { "(\(allows($0)) AND set & \(mask($0)) <> 0)" }
    .joined(separator: " OR ")
  let shut = actions.map { "set & \(mask($0)) <> 0" }.joined(separator: " AND ")
  var sql = """
    SET search_path = \(ground.schema), public;
    CREATE TEMP TABLE whole AS SELECT ST_Union(geom) AS geom FROM units;
    CREATE TEMP TABLE kind AS
    SELECT class, ST_Intersection(ST_Union(l.geom), (SELECT geom FROM whole)) AS geom
    FROM land l WHERE class IS NOT NULL GROUP BY class;
    INSERT INTO kind SELECT NULL, ST_Difference(w.geom, (SELECT ST_Union(geom) FROM kind)) FROM whole w;
    CREATE TEMP TABLE zone (set integer, geom geometry);
    INSERT INTO zone SELECT 0, geom FROM whole;

    """
  for bit in bits {
    sql += """
      CREATE TEMP TABLE all\(bit) AS SELECT ST_Union(\(ground.reach(bit))) AS geom FROM constraint\(bit) c;
      INSERT INTO zone SELECT set | \(1 << bit), ST_Intersection(z.geom, a.geom) FROM zone z, all\(bit) a;
      UPDATE zone SET geom = ST_Difference(zone.geom, a.geom) FROM all\(bit) a WHERE set & \(1 << bit) = 0;

      """
  }
  sql += """
    SELECT CASE WHEN \(free) THEN 'eligible'
      WHEN class IS NULL THEN CASE WHEN \(shut) THEN 'excluded' ELSE 'unknown' END
      WHEN \(kept) THEN 'excluded' ELSE 'inUse' END,
      class, set, ST_Area(ST_Intersection(k.geom, z.geom)), ST_Perimeter(ST_Intersection(k.geom, z.geom))
    FROM kind k, zone z
    """
  func key(_ state: String, _ landUse: String, _ constraints: [String]) -> String {
    "\(state) \(landUse) \(constraints.joined(separator: "+"))"
  }
  var ours: [String: CompensatedSum] = [:]
  for row in ledger.rows where row.district >= 0 {
    ours[
      key(row.state.rawValue, row.landUse?.word ?? "", row.constraints), default: CompensatedSum()
    ].add(row.area)
  }
  var gauge = Gauge("ledger")
  for row in try cluster.rows(sql) {
    let set = try #require(Int(row[2]))
    let names = bits.filter { set & 1 << $0 != 0 }.map { ground.constraints[$0].name }
    let row = (
      key: key(row[0], row[1], names), area: try #require(Double(row[3])),
      border: try #require(Double(row[4]))
    )
    gauge.compare(
      ours.removeValue(forKey: row.key)?.value ?? 0, row.area, border: row.border, row.key,
      free: 1e-6)
  }
  for (key, sum) in ours { #expect(sum.value < 1e-6, "\(key) is not in PostGIS") }
  gauge.report(atLeast: 40)
}
