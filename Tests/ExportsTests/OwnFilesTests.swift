import Foundation
import TestSupport
import Testing

@testable import Exports

@Suite("Files of ours in a folder of others")
struct OwnFilesTests {
  private func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path))
  }

  @Test("a file that no command of ours wrote is not replaced; one of ours is, and others stay")
  func foreign() throws {
    let folder = try TemporaryFolder()
    try write("mine", to: folder.path("municipality.md"))
    let first = OwnFiles(in: folder.path)
    let failure = #expect(throws: ExportFailure.self) {
      try first.refuseForeign(["index.html", "municipality.md"])
    }
    #expect(failure?.message.contains("municipality.md") == true)
    try first.refuseForeign(["index.html", "districts/D01.md"])
    try first.write([("index.html", Array("ours".utf8))])
    let second = OwnFiles(in: folder.path)
    try second.refuseForeign(["index.html"])
    #expect(throws: ExportFailure.self) { try second.refuseForeign(["municipality.md"]) }
    try second.write([("changes.csv", Array("ours".utf8))])
    try OwnFiles(in: folder.path).refuseForeign(["changes.csv", "index.html"])
  }

  @Test(
    "what a run lists as its own may be replaced in its folder and in those below, and leaves no list there"
  )
  func ofRun() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path("secap"), withIntermediateDirectories: true)
    try write(
      #"{"commongroundRun": 1, "files": ["secap/secap.xlsx"]}"#, to: folder.path("run.json"))
    try write("ours", to: folder.path("secap/secap.xlsx"))
    try write("mine", to: folder.path("secap/notes.csv"))
    let ours = OwnFiles(in: folder.path("secap"))
    try ours.refuseForeign(["secap.xlsx"])
    try ours.write([("secap.xlsx", Array("ours".utf8))])
    #expect(!FileManager.default.fileExists(atPath: folder.path("secap/.commonground-files")))
    #expect(throws: ExportFailure.self) { try ours.refuseForeign(["notes.csv"]) }
    // The next run would refuse a folder with a file more than it wrote.
    #expect(throws: ExportFailure.self) {
      try OwnFiles(in: folder.path).refuseForeign(["changes.csv"])
    }
  }

  @Test("what a killed command left is removed, and a file that it had set aside comes back")
  func killed() throws {
    let folder = try TemporaryFolder()
    // No process has a number beyond the system's largest, 4,194,304.
    let left = ".commonground-new-9999999"
    for path in ["\(left)/new/districts", "\(left)/old/districts", "districts"] {
      try FileManager.default.createDirectory(
        atPath: folder.path(path), withIntermediateDirectories: true)
    }
    try write("half", to: folder.path("\(left)/new/index.html"))
    try write("old", to: folder.path("\(left)/old/districts/D01.md"))
    try OwnFiles(in: folder.path).write([("index.html", Array("new".utf8))])
    #expect(try String(contentsOfFile: folder.path("districts/D01.md"), encoding: .utf8) == "old")
    #expect(try String(contentsOfFile: folder.path("index.html"), encoding: .utf8) == "new")
    #expect(!FileManager.default.fileExists(atPath: folder.path(left)))
  }

  @Test("files in folders are written all or none, and folders made for them go with a failure")
  func whole() throws {
    let folder = try TemporaryFolder()
    try write("old", to: folder.path("a.md"))
    // A folder stands where the last file is to be, which only shows once the others are there.
    try FileManager.default.createDirectory(
      atPath: folder.path("b.md"), withIntermediateDirectories: true)
    let files = [("a.md", "new"), ("deep/er/c.md", "new"), ("b.md", "new")]
    #expect(throws: ExportFailure.self) {
      try writeWholeFiles(files.map { (name: $0.0, text: $0.1) }, into: folder.path)
    }
    #expect(try String(contentsOfFile: folder.path("a.md"), encoding: .utf8) == "old")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["a.md", "b.md"])
    try writeWholeFiles(files.dropLast().map { (name: $0.0, text: $0.1) }, into: folder.path)
    #expect(try String(contentsOfFile: folder.path("a.md"), encoding: .utf8) == "new")
    #expect(try String(contentsOfFile: folder.path("deep/er/c.md"), encoding: .utf8) == "new")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
        "a.md", "b.md", "deep",
      ])
  }
}
