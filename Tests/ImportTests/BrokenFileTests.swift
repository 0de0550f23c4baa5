import Foundation
import Import
import PlanModel
import Testing

private let shared = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "shared/data")
private let extracts = shared.appending(path: "osm").path()

struct BrokenFileTests {
  @Test(
    "what is no OpenStreetMap file gets one message",
    arguments: [
      ("", "osm.empty"), ("<!DOCTYPE html><html><body>404</body></html>", "osm.not-osm"),
      ("PK\u{3}\u{4}", "osm.not-osm"), ("<osm version=\"0.6\">", "osm.broken"),
      ("<osm version=\"0.6\"><node id=\"1\" lat=\"45", "osm.broken"),
      ("<osm version=\"0.6\"><node lat=\"45\" lon=\"10\"/></osm>", "osm.broken"),
      ("<osm version=\"0.6\"></osm>", "osm.empty"), ("<osm version=0.6></osm>", "osm.broken"),
      ("<osm><!-- </osm>", "osm.broken"), ("\u{1f}", "osm.not-osm"),
    ])
  func broken(text: String, code: String) throws {
    let failure = #expect(throws: PlanningFailure.self) { try Imported(Data(text.utf8)) }
    #expect(failure?.diagnostics.map(\.code) == [code])
  }

  @Test("places that are no numbers, and nodes that are not there, stop nothing")
  func oddPlaces() throws {
    let text = """
      <osm><node id="1" lat="x" lon="10"/><node id="2" lat="45" lon="10"/><node id="3" lat="999" lon="999"/>
      <node id="2" lat="46" lon="10"/><node id="4" lat="45.01" lon="10.01"/><node id="-5" lat="45.01" lon="10"/>
      <way id="1"><nd ref="1"/><nd ref="2"/><nd ref="4"/><nd ref="1"/><tag k="building" v="yes"/></way>
      <way id="2"><nd ref="2"/><nd ref="77"/><nd ref="4"/><nd ref="2"/><tag k="building" v="yes"/></way>
      <way id="3"><nd ref="2"/><nd ref="4"/><nd ref="-5"/><nd ref="2"/><tag k="building" v="yes"/></way></osm>
      """
    let made = try Imported(Data(text.utf8)) { $0.country = "IT" }
    #expect(try made.column("buildings", "osm_id") == ["way/3"])
    #expect(made.findings("osm.missing-nodes").first?.count == 1)
    #expect(made.text("completeness.csv").contains("elements with an id that was there before,1"))
  }

  @Test(
    "a binary file that is cut or changed anywhere is refused or read, never a crash",
    .enabled(
      if: FileManager.default.fileExists(atPath: extracts), "no extracts beside this checkout"))
  func cutBinary() throws {
    let path = extracts + "/rome_esquilino_2026.osm.pbf"
    let bytes = try Data(contentsOf: URL(filePath: path))
    for share in [0.0001, 0.01, 0.1, 0.5, 0.9, 0.9999] {
      let cut = bytes.prefix(Int(Double(bytes.count) * share))
      let failure = #expect(throws: PlanningFailure.self) { try Imported(cut) }
      #expect(failure?.diagnostics.count == 1)
      #expect(["osm.broken", "osm.not-osm"].contains(failure?.diagnostics.first?.code))
    }
    for position in stride(from: 3, to: bytes.count, by: bytes.count / 40) {
      var changed = bytes
      changed[position] ^= 0x55
      do { _ = try Imported(changed) } catch let failure as PlanningFailure {
        #expect(!failure.diagnostics.isEmpty)
      }
    }
  }

  @Test(
    "small files that unpack to a thousand times their size are refused before they fill the memory"
  )
  func bombs() throws {
    let xml =
      Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3])
      + PackedZeros.deflated(Array("<osm version=\"0.6\">".utf8), zeros: 70 << 20)
    let failure = #expect(throws: PlanningFailure.self) { try Imported(xml) }
    #expect(failure?.diagnostics.map(\.code) == ["osm.broken"])
    #expect(failure?.diagnostics.first?.message.contains("more than 67108864 bytes") == true)
    // One block may hold 32 MiB: here a field of no meaning.
    let size = 32 << 20
    let field: [UInt8] = [0x1A] + Protobuf.varint(UInt64(size - 5))
    let packed = PackedZeros.zlib(field, zeros: size - field.count)
    let blob = [0x10] + Protobuf.varint(UInt64(size)) + Protobuf.bytes(3, packed)
    var file = Protobuf.block("OSMHeader", Protobuf.bytes(1, Protobuf.bytes(4, "DenseNodes".utf8)))
    for _ in 0..<3 { file += Protobuf.block("OSMData", blob) }
    let second = #expect(throws: PlanningFailure.self) { try Imported(Data(file)) }
    #expect(second?.diagnostics.map(\.code) == ["osm.broken"])
    #expect(second?.diagnostics.first?.message.contains("a hundred times its size") == true)
    // A block that says it holds more than the format allows.
    let large = [0x10] + Protobuf.varint(1 << 40) + Protobuf.bytes(3, packed)
    let third = #expect(throws: PlanningFailure.self) {
      try Imported(Data(Protobuf.block("OSMHeader", large)))
    }
    #expect(third?.diagnostics.map(\.code) == ["osm.broken"])
  }

  @Test("entities that refer to entities are never filled in")
  func entities() throws {
    let layers = (1...30).map { "<!ENTITY e\($0) \"&e\($0 - 1);&e\($0 - 1);\">" }.joined()
    var town = OSMTown.withBoundary()
    town.box(10, 1, 1, 0.1, 0.1, ["building": "house", "name": "ENTITY"])
    let text = town.xml.replacingOccurrences(of: "ENTITY", with: "&e30; &#x41;&amp;")
      .replacingOccurrences(of: "<osm", with: "<!DOCTYPE osm [<!ENTITY e0 \"ha\">]>\n<osm")
    let made = try Imported(Data(text.utf8))
    #expect(try made.column("buildings", "name") == ["&e30; A&"])
    let failure = #expect(throws: PlanningFailure.self) {
      try Imported(Data("<!DOCTYPE osm [\(layers)]><osm>&e30;</osm>".utf8))
    }
    #expect(failure?.diagnostics.count == 1)
  }

  @Test(
    "a packed file that is cut off gets one message",
    .enabled(
      if: FileManager.default.fileExists(atPath: extracts), "no extracts beside this checkout"))
  func cutPacked() throws {
    let bytes = try Data(contentsOf: URL(filePath: extracts + "/north_bayreuth_2014.osm.gz"))
    for share in [0.001, 0.1, 0.6, 0.99] {
      let failure = #expect(throws: PlanningFailure.self) {
        try Imported(bytes.prefix(Int(Double(bytes.count) * share)))
      }
      #expect(failure?.diagnostics.map(\.code) == ["osm.broken"])
    }
  }

  @Test(
    "no file of the folders of broken inputs is taken for OpenStreetMap",
    .enabled(
      if: FileManager.default.fileExists(atPath: shared.appending(path: "suites").path()),
      "no suites beside this checkout"))
  func suites() throws {
    let folder = shared.appending(path: "suites")
    let files = try #require(FileManager.default.enumerator(atPath: folder.path()))
    var count = 0
    for case let file as String in files {
      let url = folder.appending(path: file)
      guard let bytes = try? Data(contentsOf: url) else { continue }
      count += 1
      #expect(throws: PlanningFailure.self, "\(file)") { try Imported(bytes) }
    }
    #expect(count > 100)
  }
}
