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
    try write("ours", to: folder.path("index.html"))
    try first.add(["index.html"])
    let second = OwnFiles(in: folder.path)
    try second.refuseForeign(["index.html"])
    #expect(throws: ExportFailure.self) { try second.refuseForeign(["municipality.md"]) }
    try second.add(["changes.csv"])
    try write("ours", to: folder.path("changes.csv"))
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
    try ours.add(["secap.xlsx"])
    #expect(!FileManager.default.fileExists(atPath: folder.path("secap/.commonground-files")))
    #expect(throws: ExportFailure.self) { try ours.refuseForeign(["notes.csv"]) }
    // The next run would refuse a folder with a file more than it wrote.
    #expect(throws: ExportFailure.self) {
      try OwnFiles(in: folder.path).refuseForeign(["changes.csv"])
    }
  }
}
