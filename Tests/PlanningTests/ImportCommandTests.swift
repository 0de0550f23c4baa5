import Foundation
import TestSupport
import Testing

/// `commonground import osm` as a user starts it.
@Suite struct ImportCommandTests {
  /// A village of nine houses on a meadow, with a boundary.
  private static var village: String {
    var nodes = ""
    var ways = ""
    var count = 0
    func box(_ id: Int, _ x: Double, _ y: Double, _ side: Double, _ tags: String) {
      var refs = ""
      for (dx, dy) in [(0.0, 0.0), (1, 0), (1, 1), (0, 1)] {
        count += 1
        nodes +=
          "<node id=\"\(count)\" lon=\"\(10 + x + dx * side)\" lat=\"\(45 + y + dy * side)\"/>"
        refs += "<nd ref=\"\(count)\"/>"
      }
      ways += "<way id=\"\(id)\">\(refs)<nd ref=\"\(count - 3)\"/>\(tags)</way>"
    }
    box(1, 0, 0, 0.01, "")
    box(2, 0.0005, 0.0005, 0.009, "<tag k=\"landuse\" v=\"meadow\"/>")
    for house in 0..<9 {
      box(
        10 + house, 0.001 + Double(house % 3) * 0.001, 0.001 + Double(house / 3) * 0.001, 0.0002,
        "<tag k=\"building\" v=\"house\"/><tag k=\"building:levels\" v=\"2\"/>")
    }
    let tags = [
      "type": "boundary", "boundary": "administrative", "admin_level": "8", "name": "Novo",
      "ISO3166-2": "IT-00", "population": "30",
    ].map { "<tag k=\"\($0)\" v=\"\($1)\"/>" }.joined()
    return "<osm version=\"0.6\">\(nodes)\(ways)<relation id=\"1\">"
      + "<member type=\"way\" ref=\"1\" role=\"outer\"/>\(tags)</relation></osm>"
  }

  @Test("what is imported can be checked and planned at once, and says its licence")
  func wholeWay() throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/novo.osm"
    try Self.village.write(toFile: file, atomically: true, encoding: .utf8)
    let made = try Command.run("import", "osm", file, "--into", folder.path + "/novo")
    #expect(made.status == 0, "\(made.errors)")
    #expect(made.output.contains("Novo, IT: 9 buildings, 30 people"))
    let check = try Command.run("check", folder.path + "/novo")
    #expect(check.status == 0, "\(check.output)\(check.errors)")
    let plan = try Command.run("plan", folder.path + "/novo", "--out", folder.path + "/out")
    #expect(plan.status == 0, "\(plan.errors)")
    #expect(plan.output.contains("© OpenStreetMap contributors"))
    // A folder that holds something is never written over.
    let again = try Command.run("import", "osm", file, "--into", folder.path + "/novo")
    #expect(again.status == 1 && again.errors.contains("not empty"))
  }

  @Test("a file that is no map ends with 1 and one message, and leaves no folder")
  func noMap() throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/town.osm.pbf"
    try "<html><body>Not found</body></html>".write(
      toFile: file, atomically: true, encoding: .utf8)
    let made = try Command.run("import", "osm", file, "--into", folder.path + "/town")
    #expect(made.status == 1)
    #expect(made.errors.contains("no OpenStreetMap file"))
    #expect(made.output.isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["town.osm.pbf"])
  }
}
