import Foundation
import Import
import PlanModel
import Testing

struct CityGMLTests {
  @Test(
    "solids, references in both ways and bare surfaces give the same areas, heights and counts",
    arguments: CityTown.Flavour.allCases, ["1.0", "2.0", "3.0"])
  func flavours(flavour: CityTown.Flavour, version: String) throws {
    let file = try CityFile(CityTown.gml(CityTown.houses, flavour, version: version))
    #expect(file.codes == [])
    #expect(file.columns["id"] == ["DENW01", "DENW02", "DENW03"])
    for (area, expected) in zip(file.areas, CityTown.areas) { #expect(abs(area - expected) < 1e-9) }
    // 9.5 m as measured, not 9 m as drawn; 15 m as drawn; (100 · 12 + 50 · 6) ÷ 150 m of the parts.
    #expect(file.numbers("height") == CityTown.heights)
    #expect(file.columns["height_source"] == ["measuredHeight", "geometry", "parts"])
    // (100 · 4 + 50 · 1) ÷ 150
    #expect(file.numbers("levels") == [3, nil, 3])
    #expect(file.columns["parts"] == ["0", "0", "2"])
    // What the building does not say itself, its largest part says.
    #expect(file.columns["function"] == ["31001_1000", "31001_3021", "31001_2463"])
    #expect(file.columns["yearOfConstruction"] == ["1965", nil, nil])
    #expect(file.columns["roofType"] == ["1000", nil, nil])
    #expect(file.crs == "EPSG:25832")
    let source =
      flavour == .references || flavour == .namedBySurfaces ? "ground surfaces" : "projection"
    #expect(Set(file.columns["footprint_source"] ?? []) == [source])
  }

  @Test("a roof that reaches beyond the walls counts only where nothing says what the ground is")
  func overhang() throws {
    var body = CityPrism.box(0, 0, 10, 8, height: 6)
    body.overhang = 1
    let house = CityHouse(id: "a", body: body)
    let told = try CityFile(CityTown.gml([house], .references))
    #expect(abs(told.areas[0] - 80) < 1e-9)
    let bare = try CityFile(CityTown.gml([house], .plain))
    #expect(abs(bare.areas[0] - 120) < 1e-9)
  }

  @Test("the outline of LoD 0 is the footprint, the edge of the roof only where there is no other")
  func outlines() throws {
    func surface(_ name: String, _ size: Int) -> String {
      """
      <bldg:\(name)><gml:MultiSurface><gml:surfaceMember><gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>0 0 5 \
      \(size) 0 5 \(size) \(size) 5 0 \(size) 5 0 0 5</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>\
      </gml:surfaceMember></gml:MultiSurface></bldg:\(name)>
      """
    }
    let house = CityHouse(id: "a")
    let edge = surface("lod0RoofEdge", 12)
    let both = try CityFile(
      CityTown.gml([house], crs: "EPSG:2056", inside: edge + surface("lod0FootPrint", 10)))
    #expect(both.areas == [100])
    #expect(both.columns["footprint_source"] == ["footprint"])
    let alone = try CityFile(CityTown.gml([house], crs: "EPSG:2056", inside: edge))
    #expect(alone.areas == [144])
    // A flat outline has no height.
    #expect(alone.columns["height"] == nil)
    #expect(alone.codes == ["city.no-height"])
  }

  @Test("attributes, generic ones, heights in other units, addresses and letters are read")
  func attributes() throws {
    let house = CityHouse(
      id: "a", body: .box(0, 0, 10, 10, height: 6),
      attributes: [("usage", "31001_2020"), ("usage", "31001_1000")])
    let inside = """
      <gml:name>Rathaus &amp; &#x42;urg</gml:name>
      <bldg:measuredHeight uom="urn:adv:uom:ft">100</bldg:measuredHeight>
      <gen:stringAttribute name="OBJEKTART"><gen:value><![CDATA[Gebäude]]></gen:value></gen:stringAttribute>
      <gen:genericAttributeSet name="x"><gen:intAttribute name="Geom"><gen:value>7</gen:value></gen:intAttribute></gen:genericAttributeSet>
      <core:externalReference><core:informationSystem>not of the building</core:informationSystem></core:externalReference>
      <bldg:address><core:Address><core:xalAddress><xAL:AddressDetails><xAL:Locality><xAL:LocalityName>Uhyst</xAL:LocalityName>
      <xAL:Thoroughfare><xAL:ThoroughfareNumber>3a</xAL:ThoroughfareNumber><xAL:ThoroughfareName>Straße</xAL:ThoroughfareName></xAL:Thoroughfare>
      <xAL:PostalCode><xAL:PostalCodeNumber>02943</xAL:PostalCodeNumber></xAL:PostalCode></xAL:Locality></xAL:AddressDetails></core:xalAddress></core:Address></bldg:address>
      """
    let text = CityTown.gml([house], inside: inside)
    let latin = try #require(
      text.replacing("encoding=\"UTF-8\"", with: "encoding=\"ISO-8859-1\"")
        .data(using: .isoLatin1))
    for data in [Data(text.utf8), latin] {
      let file = try CityFile([data])
      #expect(file.codes == [])
      #expect(file.columns["function"] == ["31001_2020"])
      #expect(file.columns["name"] == ["Rathaus & Burg"])
      #expect(file.columns["OBJEKTART"] == ["Gebäude"])
      // The layer's own column of shapes keeps its name.
      #expect(file.columns["Geom_attribute"] == ["7"])
      #expect(file.columns["informationSystem"] == nil)
      #expect(file.columns["address"] == ["Straße 3a, 02943 Uhyst"])
      #expect(abs((file.numbers("height")[0] ?? 0) - 30.48) < 1e-9)
    }
  }

  @Test(
    "a CRS is known in the ways in which suppliers write it",
    arguments: [
      ("urn:adv:crs:ETRS89_UTM33*DE_DHHN92_NH", "EPSG:25833"),
      ("urn:adv:crs:DE_DHDN_3GK3", "EPSG:31467"), ("EPSG:2056", "EPSG:2056"),
      ("urn:ogc:def:crs:EPSG::5514", "EPSG:5514"),
      ("urn:ogc:def:crs:EPSG:6.12:25832", "EPSG:25832"),
      ("urn:ogc:def:crs,crs:EPSG::25832,crs:EPSG::5783", "EPSG:25832"),
      ("urn:ogc:def:crs,crs:EPSG:6.12:31467,crs:EPSG:6.12:5783", "EPSG:31467"),
      ("http://www.opengis.net/def/crs/EPSG/0/7415", "EPSG:28992"),
      ("http://www.opengis.net/gml/srs/epsg.xml#25832", "EPSG:25832"),
      ("EPSG:25832+7837", "EPSG:25832"), (" epsg:25832 ", "EPSG:25832"),
    ])
  func systems(name: String, code: String) throws {
    let file = try CityFile(CityTown.gml(crs: name))
    #expect(file.crs == code)
    #expect(file.areas.count == 3)
  }

  @Test("degrees become metres, latitude first where a URN or an address says so")
  func degrees() throws {
    // A hundredth of a second or so: some 10 m by 10 m and 10 m high at 51° N, 10° E.
    func model(_ swaps: Bool) -> String {
      let (dx, dy) = (10 / (111_320 * 0.6293), 10 / 111_250.0)
      let corners = [(10.0, 51.0), (10 + dx, 51.0), (10 + dx, 51 + dy), (10, 51 + dy), (10, 51)]
      let list = corners.map { swaps ? "\($0.1) \($0.0) 0" : "\($0.0) \($0.1) 0" }
      let top = corners.map { swaps ? "\($0.1) \($0.0) 10" : "\($0.0) \($0.1) 10" }
      let polygons = [list, top].map {
        "<gml:surfaceMember><gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>\($0.joined(separator: " "))</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></gml:surfaceMember>"
      }
      return
        "<bldg:lod1MultiSurface><gml:MultiSurface>\(polygons.joined())</gml:MultiSurface></bldg:lod1MultiSurface>"
    }
    for (crs, swaps) in [
      ("http://www.opengis.net/def/crs/EPSG/0/4326", true), ("EPSG:4326", false),
    ] {
      let file = try CityFile(
        CityTown.gml([CityHouse(id: "a")], crs: crs, inside: model(swaps)))
      #expect(file.crs == "EPSG:25832")
      #expect(abs(file.areas[0] - 100) < 0.5, "\(file.areas)")
      #expect(file.numbers("height") == [10])
    }
  }

  @Test(
    "what cannot be read is told with file and reason, and never stops the program",
    arguments: [
      ("", "city.empty"), ("{}", "city.not-citygml"), ("PK\u{3}\u{4}", "city.archive"),
      ("<gml:FeatureCollection></gml:FeatureCollection>", "city.not-citygml"),
      ("<CityModel>", "city.broken"), ("<CityModel></CityModel>", "city.no-buildings"),
      ("<CityModel><Building></CityModel>", "city.broken"),
      ("<CityModel attribute=\"x></CityModel>", "city.broken"),
      ("<?xml version=\"1.0\" encoding=\"EBCDIC\"?><CityModel></CityModel>", "city.encoding"),
      (CityTown.gml(crs: nil), "city.no-crs"), (CityTown.gml(crs: "EPSG:99"), "city.unknown-crs"),
      (CityTown.gml(crs: "urn:adv:crs:nowhere"), "city.unknown-crs"),
      (CityTown.gml(crs: "EPSG:5783"), "city.unknown-crs"),
      ((try? CityTown.json()) ?? "", "city.not-citygml"),
    ])
  func bad(text: String, code: String) throws {
    let file = try CityFile(text, as: .citygml)
    #expect(file.codes.contains(code), "\(file.diagnostics)")
    let told = file.diagnostics.filter { $0.severity == .error }
    #expect(told.count == 1)
    #expect(told.first?.place.file?.hasSuffix("model-0.dat") == true)
    #expect(told.first?.remedy.isEmpty == false)
    #expect(file.areas.isEmpty)
  }

  @Test("a CRS that the file does not say is taken from the profile")
  func declared() throws {
    #expect(try CityFile(CityTown.gml(crs: nil), crs: "EPSG:25832").crs == "EPSG:25832")
    #expect(try CityFile(CityTown.gml(crs: "x"), crs: "EPSG:25832").crs == "EPSG:25832")
    #expect(try CityFile(CityTown.gml(), crs: "EPSG:2056").crs == "EPSG:25832")
  }

  @Test(
    "broken rings, references to nothing and bodies without ground are counted by their building")
  func losses() throws {
    let text = CityTown.gml(CityTown.houses, .solid)
    // The first number of the second house is none: its geometry is not used, and it has no other one.
    let broken = text.replacing("400100 5700000", with: "4001OO 5700000", maxReplacements: 1)
    let file = try CityFile(broken)
    #expect(file.columns["id"] == ["DENW01", "DENW03"])
    #expect(file.codes == ["city.bad-geometry", "city.no-ground"])
    #expect(file.diagnostics.allSatisfy { $0.place.feature == "DENW02" && $0.count == 1 })
    let loose = CityTown.gml(CityTown.houses, .references)
      .replacing("#DENW01_p0\"", with: "#nowhere\"")
    let read = try CityFile(loose)
    #expect(read.codes == ["city.loose-reference"])
    #expect(abs(read.areas[0] - 80) < 1e-9)
  }

  @Test("a file that is cut anywhere is refused, never read as a smaller one")
  func cut() throws {
    let bytes = Array(CityTown.gml(CityTown.houses, .references).utf8)
    for count in stride(from: 0, to: bytes.count - 12, by: 211) {
      let file = try CityFile([Data(bytes.prefix(count))], as: .citygml)
      #expect(file.areas.isEmpty)
      #expect(file.diagnostics.filter { $0.severity == .error }.count == 1)
    }
    // Changed bytes may mean another town, and may mean none.
    for place in stride(from: 3, to: bytes.count, by: 257) {
      var changed = bytes
      changed[place] ^= 0x15
      _ = try CityFile([Data(changed)], as: .citygml)
    }
  }

  @Test("a building in two tiles counts once; another one with its id elsewhere is kept")
  func tiles() throws {
    let first = CityTown.gml(Array(CityTown.houses.prefix(2)))
    let second = CityTown.gml(Array(CityTown.houses.dropFirst()))
    let file = try CityFile(first, second)
    #expect(file.columns["id"] == ["DENW03"])
    #expect(file.codes == ["city.twice"])
    let elsewhere = CityTown.gml([CityHouse(id: "DENW01", body: .box(5_000, 0, 10, 10, height: 3))])
    let other = try CityFile(first, elsewhere)
    #expect(other.columns["id"] == ["DENW01-2"])
    #expect(other.codes == ["city.same-id"])
  }

  @Test("the projection of bodies that overlap at random is what a count of cells says")
  func agreement() throws {
    var random = SystemSeed(state: 7)
    for _ in 0..<40 {
      let parts = (0..<random.next(1, 6)).map { number in
        let body = CityPrism.box(
          random.next(0, 20), random.next(0, 20), random.next(1, 15), random.next(1, 15),
          height: Double(random.next(2, 30)))
        return (id: "p\(number)", body: body, attributes: [(String, String)]())
      }
      let house = CityHouse(id: "a", parts: parts)
      // The slow way: every square metre is looked for in every part.
      var cells = 0
      for x in 0..<40 {
        for y in 0..<40 {
          let isInside = parts.contains { part in
            let ring = part.body.outline[0]
            return ring[0].x <= x && x < ring[2].x && ring[0].y <= y && y < ring[2].y
          }
          if isInside { cells += 1 }
        }
      }
      for flavour in [CityTown.Flavour.plain, .references] {
        let file = try CityFile(CityTown.gml([house], flavour))
        #expect(abs(file.areas[0] - Double(cells)) < 1e-9)
      }
    }
  }
}

/// A random source that gives the same numbers on every machine (SplitMix64).
struct SystemSeed {
  var state: UInt64

  mutating func next(_ low: Int, _ high: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return low + Int(z % UInt64(high - low))
  }
}
