import Exports
import Foundation
import PlanModel
import TestSupport
import Testing

/// More than Linux ever counts to, so no process has it.
private let noProcess = 99_999_999

@Suite("Writing beside and swapping in")
struct OutputFolderTests {
  @Test("every promised file is written, with the size that is reported, and no other")
  func files() throws {
    let exported = try Exported(MadeUpTown())
    let layers = ["districts", "units", "eligibility", "interests", "buildings", "benefits"]
    let sheets = ["districts/north", "districts/south", "districts/east", "municipality"]
    let pictures = [
      "main-action", "actions-heat", "actions-roof", "investment", "emissions-avoided",
      "heat-demand", "eligible-roof-pv", "interests", "energy", "emissions-path",
      "abatement-curve", "payers", "area-ledger", "districts/north-actions",
      "districts/south-actions", "districts/east-actions",
    ]
    let charts = ["energy", "emissions-path", "abatement-curve", "payers", "area-ledger"]
    let tables = try exported.json("secap/secap.json")["sheets"].array
      .flatMap(\.["tables"].array).compactMap(\.["id"].string)
    var promised = [
      "plan.gpkg", "plan.qgz", "actions.csv", "ledger.csv", "exclusions.csv", "implementation.csv",
      "diagnostics.csv", "index.html", "run.json", "secap/secap.xlsx", "secap/secap.json",
      "tiles/plan.mbtiles", "tiles/plan.pmtiles", "tiles/style.json",
    ]
    promised += layers.map { "layers/\($0).geojson" }
    for sheet in sheets { promised += ["md", "html", "json", "pdf"].map { "\(sheet).\($0)" } }
    for picture in pictures { promised += ["svg", "png"].map { "figures/\(picture).\($0)" } }
    for name in ["north", "south", "east"] {
      promised += charts.map { "figures/districts/\(name)-\($0).svg" }
    }
    promised += tables.map { "secap/\($0).csv" }
    for name in ["commitments", "action-plan", "investment-plan"] {
      promised += ["md", "html", "odt"].map { "ccc/\(name).\($0)" }
    }
    promised += ["ccc/ccc.json", "ccc/emissions.svg"]
    #expect(exported.files.map(\.path).sorted() == promised.sorted())
    for file in exported.files { #expect(try exported.bytes(file.path).count == file.bytes) }
    let found = try FileManager.default.subpathsOfDirectory(atPath: exported.folder.path("out"))
    #expect(
      found.filter { $0.contains(".") && !$0.hasSuffix("/") }.sorted() == promised.sorted())
    #expect(
      try exported.json("run.json")["files"].array.compactMap(\.string).sorted()
        == promised.sorted())
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: exported.folder.path) == ["out"])
  }

  @Test("the same result gives the same bytes, with one worker and with four")
  func determinism() throws {
    let one = try Exported(MadeUpTown(), workers: 1)
    let four = try Exported(MadeUpTown(), workers: 4)
    #expect(one.files == four.files)
    for file in one.files {
      #expect(try one.bytes(file.path) == four.bytes(file.path), "\(file.path)")
    }
  }

  @Test("timings and memory change nothing but their own keys of the run record")
  func timings() throws {
    var result = MadeUpTown().result
    let before = try Exported(result)
    result.record.timings = [("read", 99)]
    result.record.peakMemory = 1
    result.plan.seconds = 7
    let after = try Exported(result)
    for file in before.files where file.path != "run.json" {
      #expect(try before.bytes(file.path) == after.bytes(file.path), "\(file.path)")
    }
    var (a, b) = (
      try before.json("run.json").value as? [String: Any] ?? [:],
      try after.json("run.json").value as? [String: Any] ?? [:]
    )
    for key in ["timings", "peakMemory"] {
      a[key] = nil
      b[key] = nil
    }
    #expect(a as NSDictionary == b as NSDictionary)
  }

  @Test("a new result takes the place of an earlier one, files that are gone included")
  func replaces() throws {
    let exported = try Exported(MadeUpTown())
    var town = MadeUpTown()
    town.ids = ["north", "south", "west"]
    _ = try export(town.result, to: exported.folder.path("out"), workers: Workers(2))
    let names = try FileManager.default.contentsOfDirectory(
      atPath: exported.folder.path("out/districts"))
    #expect(names.contains("west.md") && !names.contains("east.md"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: exported.folder.path) == ["out"])
  }

  @Test("a failure midway leaves the earlier result as it was and nothing beside it")
  func failureMidway() throws {
    let exported = try Exported(MadeUpTown())
    let before = try exported.files.map { try exported.bytes($0.path) }
    var broken = MadeUpTown().result
    // Well-known binary that ends too early: found while the units are written, after the districts are.
    broken.units.geometry = GeometryColumn(
      rows: (0..<6).map { $0 == 5 ? [1, 3, 0, 0, 0, 1] : broken.units.geometry.row($0) })
    #expect(throws: ExportFailure.self) {
      try export(broken, to: exported.folder.path("out"), workers: Workers(2))
    }
    #expect(try exported.files.map { try exported.bytes($0.path) } == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: exported.folder.path) == ["out"])
  }

  @Test("a folder that is no result of ours is refused and left alone")
  func foreignFolder() throws {
    let folder = try TemporaryFolder()
    try Data("mine".utf8).write(to: URL(filePath: folder.path("notes.txt")))
    let failure = #expect(throws: ExportFailure.self) {
      try export(MadeUpTown().result, to: folder.path, workers: Workers(1))
    }
    #expect(failure?.message.contains("notes.txt") == true)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["notes.txt"])
  }

  @Test("a file that the user put into a result is never removed")
  func foreignFileInResult() throws {
    let exported = try Exported(MadeUpTown())
    try Data("mine".utf8).write(to: URL(filePath: exported.folder.path("out/layers/council.qgz")))
    let failure = #expect(throws: ExportFailure.self) {
      try export(MadeUpTown().result, to: exported.folder.path("out"), workers: Workers(1))
    }
    #expect(failure?.message.contains("layers/council.qgz") == true)
    #expect(try exported.text("layers/council.qgz") == "mine")
  }

  @Test("what QGIS leaves beside an open GeoPackage does not stop a new result")
  func leftovers() throws {
    let exported = try Exported(MadeUpTown())
    try Data().write(to: URL(filePath: exported.folder.path("out/plan.gpkg-wal")))
    _ = try export(MadeUpTown().result, to: exported.folder.path("out"), workers: Workers(1))
  }

  @Test("an empty folder is filled, and folders above it are made")
  func emptyAndNew() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path("empty"), withIntermediateDirectories: true)
    _ = try export(MadeUpTown().result, to: folder.path("empty"), workers: Workers(1))
    _ = try export(MadeUpTown().result, to: folder.path("a/b/c/"), workers: Workers(1))
    #expect(FileManager.default.fileExists(atPath: folder.path("empty/run.json")))
    #expect(FileManager.default.fileExists(atPath: folder.path("a/b/c/run.json")))
  }

  @Test("results that a killed run left between its two renames are put back first")
  func killedBetweenRenames() throws {
    let exported = try Exported(MadeUpTown())
    try FileManager.default.moveItem(
      atPath: exported.folder.path("out"),
      toPath: exported.folder.path(".out.commonground-old-\(noProcess).1"))
    try FileManager.default.createDirectory(
      atPath: exported.folder.path(".out.commonground-new-\(noProcess).1"),
      withIntermediateDirectories: true)
    var broken = MadeUpTown().result
    broken.units.geometry = GeometryColumn(rows: (0..<6).map { _ in [9] })
    #expect(throws: ExportFailure.self) {
      try export(broken, to: exported.folder.path("out"), workers: Workers(1))
    }
    #expect(try exported.json("run.json")["name"].string == "Made-up Town")
    #expect(try FileManager.default.contentsOfDirectory(atPath: exported.folder.path) == ["out"])
  }

  @Test("what a run that was killed while writing left is cleared away by the next")
  func killedWhileWriting() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path(".out.commonground-new-\(noProcess).1/layers"),
      withIntermediateDirectories: true)
    _ = try export(MadeUpTown().result, to: folder.path("out"), workers: Workers(1))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out"])
  }

  @Test("two runs into one folder at once both end well, and leave one whole result")
  func twoAtOnce() async throws {
    let folder = try TemporaryFolder()
    let out = folder.path("out")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<2 {
        group.addTask { _ = try export(MadeUpTown().result, to: out, workers: Workers(1)) }
      }
      try await group.waitForAll()
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out"])
    try checkDestination(out)
  }

  @Test("the root of the file system is refused at once, by its first entry")
  func root() {
    let failure = #expect(throws: ExportFailure.self) { try checkDestination("/") }
    #expect(failure?.message.contains("is no result of an earlier run") == true)
  }

  @Test("a folder of folders that is no result is refused without looking into them")
  func foreignFolders() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path("out/photos/summer"), withIntermediateDirectories: true)
    let failure = #expect(throws: ExportFailure.self) { try checkDestination(folder.path("out")) }
    #expect(failure?.message.contains("holds photos and is no result") == true)
  }

  @Test(
    "a place that cannot be written is a sentence with a way out",
    arguments: ["/proc/commonground/out", "/dev/null/out", "/dev/null"])
  func unwritable(path: String) {
    let failure = #expect(throws: ExportFailure.self) {
      try export(MadeUpTown().result, to: path, workers: Workers(1))
    }
    #expect(failure?.message.contains("/") == true && failure?.message.hasSuffix(".") == true)
    #expect(failure?.remedy.isEmpty == false)
  }

  @Test(
    "a full disk is said to be full",
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs Linux's /dev/full"))
  func fullDisk() throws {
    let folder = try TemporaryFolder()
    let output = try OutputFolder(replacing: folder.path("out"))
    // The device that is always full stands in for a full disk.
    try FileManager.default.createSymbolicLink(
      atPath: output.url(of: "units.geojson").path(), withDestinationPath: "/dev/full")
    var sink = try FileSink(at: "units.geojson", in: output)
    let failure = #expect(throws: ExportFailure.self) { try sink.write([1, 2, 3]) }
    #expect(failure?.message.hasPrefix("The disk is full") == true)
    output.discard()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }
}
