import Foundation
import GEOSBinding
import Import
import PlanModel
import Testing

struct ImportOSMTests {
  @Test("a boundary of two ways is the municipality, and only its buildings are in the plan")
  func boundary() throws {
    var town = OSMTown.withBoundary(["population": "1 234"])
    town.box(10, 1, 1, 0.1, 0.1, ["building": "house"])
    town.box(11, 5, 1, 0.1, 0.1, ["building": "house"])
    let made = try Imported(town)
    #expect(made.result.name == "Testovo")
    #expect(made.result.country == "SI")
    #expect(made.result.crs == "EPSG:25832", "10° E is no place of the Slovene grid")
    #expect(try made.column("buildings", "osm_id") == ["way/10"])
    #expect(try made.column("buildings", "use") == ["singleFamily"])
    #expect(made.result.population == 1234)
    #expect(
      made.count("buildings left out", "outside of the municipality") == 1)
  }

  @Test("a building with a courtyard has the courtyard cut out")
  func innerRing() throws {
    var town = OSMTown.withBoundary()
    town.box(10, 1, 1, 0.4, 0.4)
    town.box(11, 1.1, 1.1, 0.2, 0.2)
    town.relation(
      7, [(10, "outer"), (11, "inner")], ["type": "multipolygon", "building": "apartments"])
    town.box(12, 2, 1, 0.4, 0.4, ["building": "yes"])
    let made = try Imported(town)
    #expect(try made.column("buildings", "osm_id") == ["relation/7", "way/12"])
    let context = try GEOSContext()
    let areas = try made.shapes("buildings").map { try context.read(wkb: $0).area() }
    // The hole is a quarter of the whole, whatever the roles say.
    #expect(abs(areas[0] / areas[1] - 0.75) < 1e-3)
  }

  @Test("a relation that misses a member, and one that does not close, are left out and named")
  func brokenRelations() throws {
    var town = OSMTown.withBoundary()
    town.way(10, [(1, 1), (1.4, 1), (1.4, 1.4)])
    town.relation(7, [(10, "outer"), (99, "outer")], ["type": "multipolygon", "building": "yes"])
    town.relation(8, [(10, "outer")], ["type": "multipolygon", "landuse": "forest"])
    let made = try Imported(town)
    #expect(made.result.buildings == 0)
    let missing = try #require(made.findings("osm.missing-members").first)
    #expect(missing.message.contains("relation/7") && missing.count == 1)
    let open = try #require(made.findings("osm.open-relations").first)
    #expect(open.message.contains("relation/8") && open.count == 1)
    #expect(made.findings("osm.no-buildings").count == 1)
  }

  @Test(
    "tags in many spellings are numbers in the layer; what cannot be read is counted and listed")
  func spellings() throws {
    var town = OSMTown.withBoundary()
    town.box(
      10, 1, 1, 0.1, 0.1,
      ["building": "yes", "building:levels": "3;2", "height": "12,5 m", "start_date": "~1905"])
    town.box(
      11, 2, 1, 0.1, 0.1,
      ["building": "yes", "building:levels": "2.5", "height": "40'", "start_date": "C19"])
    town.box(
      12, 3, 1, 0.1, 0.1,
      [
        "building": "yes", "building:levels": "many", "height": "tall <&\"", "start_date": "1890s",
        "building:use": "office",
      ])
    let made = try Imported(town)
    #expect(try made.column("buildings", "levels") == ["3.0", "2.5", nil])
    #expect(try made.column("buildings", "height") == ["12.5", "12.192", nil])
    #expect(try made.column("buildings", "year") == ["1905", "1850", "1895"])
    #expect(try made.column("buildings", "use") == [nil, nil, "office"])
    #expect(made.findings("osm.unread-value").map(\.count) == [1, 1])
    #expect(made.text("completeness.csv").contains("values not read,building:levels,1,,"))
    #expect(made.text("completeness.md").contains("`tall ‹&\"` (1)"))
  }

  @Test("a building counts once: not again as a part, an outline, or a house drawn into it")
  func countsOnce() throws {
    var town = OSMTown.withBoundary()
    // The outline has the tags of the relation.
    town.box(10, 1, 1, 0.4, 0.4, ["building": "apartments"])
    town.relation(7, [(10, "outer")], ["type": "multipolygon", "building": "apartments"])
    // Two parts of one building of unknown levels: 1 over a quarter of the parts' ground, 5 over the rest.
    town.box(20, 2, 1, 0.4, 0.1, ["building": "office"])
    town.box(21, 2, 1, 0.1, 0.1, ["building:part": "yes", "building:levels": "1"])
    town.box(22, 2.1, 1, 0.3, 0.1, ["building:part": "yes", "building:levels": "5"])
    // A tower inside a large building.
    town.box(30, 1, 2, 0.4, 0.4, ["building": "yes"])
    town.box(31, 1.1, 2.1, 0.1, 0.1, ["building": "tower"])
    let made = try Imported(town)
    #expect(try made.column("buildings", "osm_id") == ["relation/7", "way/20", "way/30"])
    let levels = try #require(made.column("buildings", "levels")[1].flatMap { Double($0) })
    #expect(abs(levels - 4) < 1e-3)
    #expect(made.findings("osm.repeated-outlines").first?.count == 1)
    #expect(made.findings("osm.inside-others").first?.message.contains("way/31") == true)
  }

  @Test("what is planned, gone or open is no building; points and crossed outlines are")
  func oddBuildings() throws {
    var town = OSMTown.withBoundary()
    town.box(10, 1, 1, 0.1, 0.1, ["building": "construction"])
    town.box(11, 1.5, 1, 0.1, 0.1, ["building": "no"])
    town.way(12, [(2, 1), (2.1, 1), (2.1, 1.1)], ["building": "yes"])
    let point = town.node(3, 1, ["building": "house"])
    // A bow tie: its two halves stay.
    town.way(14, [(3, 2), (3.2, 2.2), (3.2, 2), (3, 2.2), (3, 2)], ["building": "yes"])
    town.way(15, [(1, 3), (1, 3)], ["building": "yes"])
    let made = try Imported(town)
    #expect(try made.column("buildings", "osm_id") == ["way/14", "node/\(point)"])
    #expect(made.findings("osm.open-buildings").first?.count == 1)
    #expect(made.findings("osm.mended").first?.count == 1)
    #expect(made.findings("osm.too-few-nodes").first?.count == 1)
    #expect(made.count("buildings left out", "does not stand") == 2)
    #expect(made.unaccounted == 0)
  }

  @Test("the use is that of the tags, else that of the smallest ground around")
  func useOfGround() throws {
    var town = OSMTown.withBoundary()
    town.box(10, 0.5, 0.5, 3, 3, ["landuse": "industrial"])
    town.box(11, 1, 1, 1, 1, ["amenity": "school"])
    town.box(20, 1.1, 1.1, 0.1, 0.1, ["building": "yes"])
    town.box(21, 3, 3, 0.1, 0.1, ["building": "yes"])
    town.box(22, 1.5, 1.5, 0.1, 0.1, ["building": "yes", "shop": "bakery"])
    town.box(23, 0.1, 0.1, 0.1, 0.1, ["building": "yes"])
    let made = try Imported(town)
    #expect(
      try made.column("buildings", "use") == ["education", "industrial", "trade", nil])
    #expect(try made.column("buildings", "use_source") == ["ground", "ground", "shop", nil])
    // The smaller area comes first, so that it has the ground that both claim.
    #expect(try made.column("land_use", "class") == ["built", "industrial"])
  }

  @Test(
    "boundaries inside that cover all are the districts, and people are spread by floor of homes")
  func districts() throws {
    var town = OSMTown.withBoundary(["population": "100"])
    for (id, x) in [(100, 0.0), (101, 2.0)] {
      town.box(id, x, 0, 2, 4)
      town.relation(
        id, [(id, "outer")],
        [
          "type": "boundary", "boundary": "administrative", "admin_level": "9", "name": "Q\(id)",
        ])
    }
    town.box(10, 1, 1, 0.1, 0.1, ["building": "house", "building:levels": "3"])
    town.box(11, 3, 1, 0.1, 0.1, ["building": "house", "building:levels": "1"])
    town.box(12, 3, 2, 0.5, 0.5, ["building": "warehouse", "building:levels": "1"])
    let made = try Imported(town)
    #expect(made.result.districtKind == "boundaries of admin level 9")
    #expect(try made.column("districts", "name") == ["Q100", "Q101"])
    #expect(try made.column("districts", "population") == ["75", "25"])
    #expect(made.findings("osm.population-spread").count == 1)
    #expect(made.text("plan.yaml").contains("\n  estimate: [transport, waste]"))
  }

  @Test(
    "districts that cover most get one more for the rest; those that cover little give way to squares"
  )
  func partsOfAMunicipality() throws {
    var town = OSMTown.withBoundary()
    for (id, y) in [(100, 0.0), (101, 1.0)] {
      town.box(id, 0, y, 3, 1, ["place": "suburb", "name": "S\(id)"])
    }
    let squares = try Imported(town)
    #expect(squares.result.districtKind.hasPrefix("squares of "))
    let wanted = try Imported(town) { $0.districts = .suburbs }
    #expect(try wanted.column("districts", "name") == ["S100", "S101", "Rest of Testovo"])
    let context = try GEOSContext()
    for made in [squares, wanted] {
      let areas = try made.shapes("districts").map { try context.read(wkb: $0).area() }
      let whole = try context.read(wkb: made.shapes("municipality")[0]).area()
      // The suburbs' corners are no corners of the boundary, whose straight side in metres passes a hand's breadth beside them.
      let tolerance = made === squares ? 1e-9 : 1e-5
      #expect(abs(areas.reduce(0, +) / whole - 1) < tolerance)
    }
    #expect(throws: PlanningFailure.self) { try Imported(town) { $0.districts = .boundaries } }
  }

  @Test("a county is divided into its municipalities, whatever lies between")
  func county() throws {
    var town = OSMTown()
    func boundary(_ id: Int, _ level: String, _ x: Double, _ width: Double) {
      town.box(id, x, 0, width, 4)
      town.relation(
        id, [(id, "outer")],
        [
          "type": "boundary", "boundary": "administrative", "admin_level": level,
          "name": "B\(id)", "ISO3166-2": "SI-0",
        ])
    }
    boundary(60, "6", 0, 8)
    for (id, x) in [(70, 0.0), (71, 4)] { boundary(id, "7", x, 4) }
    for (id, x) in [(80, 0.0), (81, 2), (82, 4), (83, 6)] { boundary(id, "8", x, 2) }
    // A village speaks for the municipality of its name, and for no other.
    _ = town.node(1, 1, ["place": "village", "name": "B80", "population": "300"])
    _ = town.node(3, 1, ["place": "town", "name": "Elsewhere", "population": "900"])
    let made = try Imported(town) { $0.municipality = .named("B60") }
    #expect(made.result.districtKind == "boundaries of admin level 8")
    #expect(try made.column("districts", "population") == ["300", nil, nil, nil])
    #expect(made.result.population == 300)
    let half = try Imported(town) { $0.municipality = .named("B71") }
    #expect(try half.column("districts", "name") == ["B82", "B83"])
    #expect(half.result.population == nil)
  }

  @Test("ground that no metric grid fits is refused with what to do")
  func tooLarge() throws {
    var town = OSMTown()
    town.box(10, 0, 0, 0.1, 0.1, ["building": "house"])
    town.box(11, 30_000, 0, 0.1, 0.1, ["building": "house"])
    let failure = #expect(throws: PlanningFailure.self) { try Imported(town) { $0.country = "IT" } }
    #expect(failure?.diagnostics.map(\.code) == ["osm.too-large"])
    let part = try Imported(town) {
      $0.country = "IT"
      $0.municipality = .extent(Extent(minX: 9, minY: 44, maxX: 11, maxY: 46))
    }
    #expect(try part.column("buildings", "osm_id") == ["way/10"])
  }

  @Test("every element that says building is in the plan or left out for one reason")
  func account() throws {
    var town = OSMTown.withBoundary()
    town.box(10, 1, 1, 0.4, 0.4, ["building": "apartments"])
    town.relation(7, [(10, "outer")], ["type": "multipolygon", "building": "apartments"])
    town.box(11, 2, 1, 0.4, 0.4, ["building": "yes"])
    town.relation(8, [(11, "outer")], ["type": "multipolygon"])
    town.box(12, 2, 2, 0.4, 0.4, ["building": "yes", "area": "no"])
    town.relation(9, [(12, "outline")], ["type": "building", "building": "yes"])
    town.relation(13, [(99, "outer")], ["type": "multipolygon", "building": "yes"])
    town.way(14, [(3, 1), (3.2, 1), (3.2, 1.2)], ["building": "yes"])
    town.way(15, [(1, 3), (1, 3)], ["building": "yes"])
    town.box(16, 9, 9, 0.1, 0.1, ["building": "yes"])
    town.box(17, 2.1, 2.1, 0.1, 0.1, ["building": "yes"])
    town.box(18, 3, 3, 0.1, 0.1, ["building": "construction"])
    let made = try Imported(town)
    #expect(
      try made.column("buildings", "osm_id") == ["relation/7", "relation/8", "way/12"])
    #expect(made.count("file", "closed ways with building") == 6)
    #expect(made.count("file", "other ways with building") == 2)
    #expect(made.count("file", "relations with building") == 3)
    #expect(made.count("buildings left out", "relation that is no area") == 1)
    #expect(made.count("buildings left out", "repeats the tags of its relation") == 2)
    #expect(made.unaccounted == 0)
  }

  @Test("without people the plan says so and leaves estimates per person out")
  func noPeople() throws {
    let made = try Imported(OSMTown.withBoundary())
    #expect(made.findings("osm.no-population").count == 1)
    #expect(made.result.population == nil)
    #expect(made.text("plan.yaml").contains("\n  #estimate: [transport, waste]"))
  }

  @Test("a municipality is named by name or id; an unknown name lists those that there are")
  func naming() throws {
    var town = OSMTown.withBoundary()
    town.box(50, 5, 0, 6, 6)
    town.relation(
      2, [(50, "outer")],
      [
        "type": "boundary", "boundary": "administrative", "admin_level": "8", "name": "Velikovo",
        "ISO3166-2": "SI-998",
      ])
    #expect(try Imported(town).result.name == "Velikovo", "the largest")
    #expect(try Imported(town) { $0.municipality = .named("testovo") }.result.name == "Testovo")
    #expect(try Imported(town) { $0.municipality = .named("1") }.result.name == "Testovo")
    #expect(try Imported(town) { $0.municipality = .named("relation/2") }.result.name == "Velikovo")
    let failure = #expect(throws: PlanningFailure.self) {
      try Imported(town) { $0.municipality = .named("Testow") }
    }
    let finding = try #require(failure?.diagnostics.first { $0.severity == .error })
    #expect(finding.code == "osm.no-municipality")
    #expect(finding.remedy.contains("Did you mean Testovo?"))
    #expect(finding.remedy.contains("Velikovo (level 8)"))
  }

  @Test("a boundary that is cut off is never closed by guessing")
  func cutBoundary() throws {
    var town = OSMTown()
    town.way(1, [(0, 0), (4, 0), (4, 4)])
    town.relation(
      1, [(1, "outer")],
      ["type": "boundary", "boundary": "administrative", "admin_level": "8", "name": "Halfway"])
    town.box(10, 1, 1, 0.1, 0.1, ["building": "house", "addr:country": "IT"])
    let made = try Imported(town)
    #expect(made.findings("osm.no-boundary").first?.severity == .warning)
    #expect(made.result.country == "IT")
    #expect(made.text("completeness.md").contains("- Halfway (admin level 8, relation/1)"))
    let failure = #expect(throws: PlanningFailure.self) {
      try Imported(town) { $0.municipality = .named("Halfway") }
    }
    #expect(failure?.diagnostics.last?.code == "osm.boundary-open")
  }

  @Test("a country that nobody states is asked for")
  func noCountry() throws {
    var town = OSMTown()
    town.box(10, 1, 1, 0.1, 0.1, ["building": "house"])
    let failure = #expect(throws: PlanningFailure.self) { try Imported(town) }
    #expect(failure?.diagnostics.last?.code == "osm.no-country")
    #expect(try Imported(town) { $0.country = "it" }.result.country == "IT")
  }

  @Test("lines, areas and what they keep off are layers; what runs in a tunnel is not")
  func constraints() throws {
    var town = OSMTown.withBoundary()
    town.way(10, [(0, 1), (4, 1)], ["highway": "primary"])
    town.way(11, [(0, 2), (4, 2)], ["railway": "rail", "tunnel": "yes"])
    town.way(12, [(0, 3), (4, 3)], ["power": "line"])
    town.box(13, 1, 1, 1, 1, ["leisure": "nature_reserve", "name": "Moor"])
    let made = try Imported(town)
    #expect(made.result.constraints == 3)
    #expect(try made.column("roads", "tag") == ["highway=primary"])
    #expect(try made.column("protected_areas", "name") == ["Moor"])
    #expect(
      made.text("plan.yaml").contains("layer: power_lines\n      id: osm_id\n      buffer: 30 m"))
  }

  @Test("relations of the old kind have the tags of their outer ways, which count once")
  func oldStyle() throws {
    var town = OSMTown.withBoundary()
    town.box(10, 1, 1, 1, 1, ["landuse": "forest"])
    town.box(11, 1.2, 1.2, 0.2, 0.2)
    town.relation(7, [(10, "outer"), (11, "inner")], ["type": "multipolygon"])
    let made = try Imported(town)
    #expect(try made.column("land_use", "osm_id") == ["relation/7"])
    #expect(try made.column("land_use", "class") == ["forest"])
  }

  @Test("the same file gives the same bytes")
  func sameBytes() throws {
    var town = OSMTown.withBoundary(["population": "100"])
    town.box(10, 1, 1, 0.1, 0.1, ["building": "house"])
    town.box(11, 1, 1, 1, 1, ["landuse": "meadow"])
    let (first, second) = (try Imported(town), try Imported(town))
    #expect(try first.bytes() == second.bytes())
    #expect(first.result.texts.map(\.text) == second.result.texts.map(\.text))
  }
}
