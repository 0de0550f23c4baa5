import Foundation
import PlanModel
import TestSupport
import Testing

@testable import Layers

/// Squares of 0.1° side by side along the parallel of 50.1°, as GeoJSON; `extra` is further members of the collection.
private func towns(_ count: Int, population: Int = 100, extra: String = "") -> String {
  let features = (0..<count).map { number in
    let west = 8 + 0.1 * Double(number)
    let corners = [(0.0, 0.0), (0.1, 0.0), (0.1, 0.1), (0.0, 0.1), (0.0, 0.0)].map {
      "[\(west + $0.0), \(50.1 + $0.1)]"
    }
    return
      "{\"type\": \"Feature\", \"id\": \(number + 1), \"properties\": {\"name\": \"T\(number)\", \"population\": \(population + number)}, \"geometry\": {\"type\": \"Polygon\", \"coordinates\": [[\(corners.joined(separator: ", "))]]}}"
  }
  return
    "{\"type\": \"FeatureCollection\", \(extra)\"features\": [\(features.joined(separator: ", "))]}"
}

private let crs = CRS(definition: "EPSG:25832", name: "ETRS89 / UTM zone 32N", isMetric: true)

private func source(_ address: String, _ cache: Folder?, offline: Bool = false) -> LayerSource {
  var source = LayerSource(
    address,
    fields: [
      FieldSource(role: "population", field: "population", isNumber: true),
      FieldSource(role: "name", field: "name", isNumber: false),
    ])
  source.web = WebAccess(cache: cache?.path, isOffline: offline)
  return source
}

/// Layers of services on the web, served by a program of this test.
@Suite(.enabled(if: WebService.isInstalled, "Python 3 is not installed"))
struct WebServiceTests {
  @Test(
    "features of all pages are read, and again without the service from what was kept",
    arguments: ["OAPIF", "WFS"])
  func offline(kind: String) throws {
    let service = try WebService(towns(5))
    let folder = try Folder()
    let address = kind == "OAPIF" ? "OAPIF:\(service.address)/ogc" : "WFS:\(service.address)/wfs"
    let first = read(source(address, folder), into: crs)
    #expect(first.layer?.count == 5, "\(first.diagnostics)")
    let people = first.layer?.numbers("population").map { column in
      (0..<5).compactMap { column[$0] }.sorted()
    }
    #expect(people == [100, 101, 102, 103, 104])
    #expect(!first.diagnostics.containError)
    service.stop()
    let again = read(source(address, folder, offline: true), into: crs)
    #expect(isSame(again.layer, first.layer), "\(again.diagnostics)")
    #expect(again.report.sha256 == first.report.sha256 && again.report.sha256.count == 64)
    #expect(again.codes == first.codes)
    // Without what was kept, the service's silence is one error that says what to do.
    let down = read(source(address, folder), into: crs)
    #expect(down.layer == nil && down.codes == ["layer.service-fails"], "\(down.diagnostics)")
    #expect(down.diagnostics.first?.remedy.contains("--offline") == true)
    let empty = try Folder()
    let missing = read(source(address, empty, offline: true), into: crs)
    #expect(missing.layer == nil && missing.codes == ["layer.not-kept"], "\(missing.diagnostics)")
  }

  @Test("a kept answer that was changed on the disk is not taken for the service's")
  func damaged() throws {
    let service = try WebService(towns(3))
    let folder = try Folder()
    let address = "OAPIF:\(service.address)/ogc"
    #expect(read(source(address, folder), into: crs).layer?.count == 3)
    let web = folder.path + "/web"
    for name in try FileManager.default.contentsOfDirectory(atPath: web)
    where name.hasSuffix("body") {
      let text = try String(contentsOfFile: web + "/" + name, encoding: .utf8)
      try text.replacing("\"population\": 100", with: "\"population\": 999")
        .write(toFile: web + "/" + name, atomically: true, encoding: .utf8)
    }
    let again = read(source(address, folder, offline: true), into: crs)
    #expect(again.layer == nil && again.codes == ["layer.not-kept"], "\(again.diagnostics)")
  }

  @Test("other features than before are told, a new time stamp alone is not")
  func changed() throws {
    let service = try WebService(towns(3))
    let folder = try Folder()
    let address = "OAPIF:\(service.address)/ogc"
    for _ in 0..<2 {
      #expect(!read(source(address, folder), into: crs).codes.contains("layer.changed"))
    }
    try service.serve(towns(3, population: 200))
    #expect(read(source(address, folder), into: crs).codes.contains("layer.changed"))
    #expect(!read(source(address, folder), into: crs).codes.contains("layer.changed"))
  }

  @Test("only the host of the plan is asked, wherever pages or redirections lead")
  func otherHosts() throws {
    let other = try WebService(towns(9))
    let service = try WebService(towns(5, extra: "\"nextHost\": \"\(other.address)\", "))
    let reading = read(source("OAPIF:\(service.address)/ogc", nil), into: crs)
    #expect(reading.codes.contains("layer.other-host"), "\(reading.diagnostics)")
    #expect(other.log.isEmpty)
    // Half a layer is none.
    #expect(reading.layer == nil)
    try service.serve(towns(1, extra: "\"redirect\": \"\(other.address)/ogc\", "))
    let moved = read(source("OAPIF:\(service.address)/moved", nil), into: crs)
    #expect(moved.layer == nil)
    #expect(moved.codes.contains("layer.other-host"), "\(moved.diagnostics)")
  }

  @Test("nothing of an answer from elsewhere is used, and user and password stay with their host")
  func redirections() throws {
    let other = try WebService(towns(9))
    let service = try WebService(towns(3))
    func moved(to target: String) throws -> LayerReading {
      try service.serve(towns(3, extra: "\"redirect\": \"\(target)\", "))
      return read(source("OAPIF:http://me:s3cret@127.0.0.1:\(service.port)/moved", nil), into: crs)
    }
    // From /back the other host leads on by an address without a host, which hides that it was asked.
    for target in ["/ogc", "/back", "/moved"] {
      let reading = try moved(to: other.address + target)
      #expect(reading.layer == nil, "\(target)")
      #expect(target == "/back" || reading.codes.contains("layer.other-host"), "\(target)")
    }
    #expect(!other.log.isEmpty)
    #expect(!service.secrets.isEmpty && other.secrets.isEmpty)
    // At the same host it is followed, with a host and without, and signed in as before.
    for target in [service.address + "/ogc", "/ogc"] {
      let before = service.secrets.count
      let reading = try moved(to: target)
      #expect(reading.layer?.count == 3, "\(target): \(reading.diagnostics)")
      #expect(service.secrets.count > before)
    }
    let round = try moved(to: "/moved")
    #expect(round.layer == nil && round.codes.contains("layer.service-fails"))
  }

  @Test("the service is asked for the extent only")
  func extent() throws {
    let service = try WebService(towns(5))
    var west = source("OAPIF:\(service.address)/ogc", nil)
    west.idField = "name"
    let all = read(west, into: crs)
    let place = try #require(all.layer).geometry
    var reader = ShapeReader()
    reader.append(place[3])
    let around = reader.chunk.extent(of: 0).expanded(by: -1000)
    let before = service.log.count
    let some = read(west, into: crs, within: around)
    #expect(some.layer?.ids == ["T3"], "\(some.diagnostics)")
    #expect(service.log.dropFirst(before).contains { $0.contains("bbox=") })
  }

  @Test("an answer that breaks off does not take the place of the good ones that are kept")
  func cut() throws {
    let service = try WebService(towns(5))
    let folder = try Folder()
    let address = "OAPIF:\(service.address)/ogc"
    // As a run does it: the CRS is looked for first, then the layer is read.
    func run(offline: Bool = false) -> LayerReading {
      _ = planCRS(declared: nil, districts: source(address, folder, offline: offline))
      return read(source(address, folder, offline: offline), into: crs)
    }
    let good = run()
    #expect(good.layer?.count == 5, "\(good.diagnostics)")
    try service.serve(towns(5, population: 900, extra: "\"cut\": true, "))
    let broken = run()
    #expect(broken.diagnostics.containError)
    let kept = run(offline: true)
    #expect(isSame(kept.layer, good.layer), "\(kept.diagnostics)")
    // The next good run has what the last good one had, so nothing has changed.
    try service.serve(towns(5))
    #expect(!run().codes.contains("layer.changed"))
    try service.serve(towns(5, population: 200))
    #expect(run().codes.contains("layer.changed"))
    #expect(run(offline: true).layer?.numbers("population")?[0] == 200)
  }

  @Test("a link to the next page that leads back ends with an error, not never")
  func circle() throws {
    let service = try WebService(towns(5, extra: "\"circle\": true, "))
    let reading = read(source("OAPIF:\(service.address)/ogc", nil), into: crs)
    #expect(reading.codes.contains("layer.service-fails"), "\(reading.diagnostics)")
    #expect(reading.diagnostics.contains { $0.message.contains("lead back to a page") })
    #expect(service.log.count < 100)
  }

  @Test("a service is asked for a thousand features at a time")
  func pages() throws {
    let service = try WebService(towns(2))
    _ = read(source("OAPIF:\(service.address)/ogc", nil), into: crs)
    #expect(service.log.contains { $0.contains("limit=1000") }, "\(service.log)")
  }

  @Test("keys in addresses stand in no finding and no report")
  func keys() throws {
    let service = try WebService(towns(2))
    let address = "OAPIF:\(service.address)/ogc?api_key=s3cretPW"
    let reading = read(source(address, nil), into: crs)
    service.stop()
    let silent = read(source(address, nil), into: crs)
    #expect(!"\(reading.report) \(reading.diagnostics) \(silent)".contains("s3cretPW"))
    #expect(reading.codes.contains("layer.password-in-plan"))
  }

  @Test("passwords in addresses stand in nothing that is kept")
  func secrets() throws {
    let service = try WebService(towns(2))
    let folder = try Folder()
    let address = "OAPIF:http://me:s3cret@127.0.0.1:\(service.port)/ogc"
    _ = read(source(address, folder), into: crs)
    let index = try String(contentsOfFile: folder.path + "/web/answers.csv", encoding: .utf8)
    #expect(!index.contains("s3cret"), "\(index)")
  }
}
