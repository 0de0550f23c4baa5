import Foundation
import Testing

@Suite("`report` from the command line")
struct ReportCommandTests {
  /// A run, made once for all tests; each writes into a folder of its own.
  private static let run = Result { () -> String in
    let folder = try MiniTown().write()
    let done = try Command.run("plan", folder, "--out", folder + "out", "--draws", "0")
    #expect(done.status == 0, "\(done.errors)")
    return folder
  }

  private var folder: String { get throws { try Self.run.get() } }

  /// A copy of the run that a test may spoil.
  private func copy() throws -> String {
    let copy = FileManager.default.temporaryDirectory
      .appending(path: "commonground-\(UUID().uuidString)").path()
    try FileManager.default.copyItem(atPath: try folder + "out", toPath: copy)
    return copy
  }

  private func report(_ run: String, _ arguments: String...) throws -> Command {
    try Command.run(["report", run] + arguments)
  }

  @Test(
    "each format writes its files into the folder that is named, and says where",
    arguments: [
      ("secap", "secap.xlsx"), ("ccc", "action-plan.odt"), ("districts", "districts/W.md"),
      ("capacity", "assessment.odt"),
    ])
  func formats(format: String, file: String) throws {
    let target = try folder + "to-\(format)"
    let done = try report(try folder + "out", "--format", format, "--out", target)
    #expect(done.status == 0 && done.output.contains(target))
    #expect(FileManager.default.fileExists(atPath: target + "/" + file))
    let json = try report(
      try folder + "out", "--format", format, "--out", target, "--json")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect((object["files"] as? [String])?.contains(file) == true)
  }

  @Test("without a folder the documents stand beside the run, which stays as it was")
  func beside() throws {
    let run = try copy()
    let done = try report(run, "--format", "ccc")
    #expect(done.status == 0)
    #expect(FileManager.default.fileExists(atPath: run + "-ccc/commitments.html"))
    #expect(!FileManager.default.fileExists(atPath: run + "/commitments.html"))
  }

  @Test("a folder that is no run and a missing folder are errors", arguments: ["", "nowhere"])
  func noRun(name: String) throws {
    for format in ["secap", "ccc", "districts", "capacity"] {
      let done = try report(try folder + name, "--format", format, "--out", try folder + "none")
      #expect(done.status == 1, "\(format)")
      #expect(done.errors.contains("commonground plan"), "\(done.errors)")
    }
    #expect(!FileManager.default.fileExists(atPath: try folder + "none"))
  }

  @Test(
    "a run whose file is gone is an error that names the file",
    arguments: [
      ("secap", "secap/secap.json"), ("ccc", "ccc/ccc.json"),
      ("capacity", "capacity/assessment.json"),
      ("districts", "districts/E.json"),
    ])
  func missing(format: String, file: String) throws {
    let run = try copy()
    try FileManager.default.removeItem(atPath: run + "/" + file)
    let done = try report(run, "--format", format, "--out", run + "-to")
    #expect(done.status == 1 && done.errors.contains(file), "\(done.errors)")
  }

  @Test(
    "a file of another version, or one that is broken, is not read",
    arguments: [
      ("secap", "secap/secap.json", "commongroundWorkbook"),
      ("ccc", "ccc/ccc.json", "commongroundDocuments"),
      ("capacity", "capacity/assessment.json", "commongroundDocuments"),
    ])
  func version(format: String, file: String, key: String) throws {
    let run = try copy()
    let path = run + "/" + file
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let later = text.replacing("\"\(key)\": 1", with: "\"\(key)\": 2")
    #expect(later != text)
    for content in [later, "{", "[]"] {
      try content.write(toFile: path, atomically: true, encoding: .utf8)
      let done = try report(run, "--format", format, "--out", run + "-to")
      #expect(done.status == 1 && done.errors.contains(file), "\(done.errors)")
    }
  }

  @Test("headings follow the language, and an unknown one is told with those there are")
  func language() throws {
    let target = try folder + "german"
    let done = try report(
      try folder + "out", "--format", "ccc", "--language", "de", "--out", target)
    #expect(done.status == 0 && done.errors.contains("have no label in “de”"))
    let text = try String(contentsOfFile: target + "/action-plan.md", encoding: .utf8)
    #expect(text.contains("### A-2.3 Emissionslücke"))
    #expect(FileManager.default.fileExists(atPath: target + "/labels-missing.csv"))
    for format in ["secap", "ccc", "capacity"] {
      let wrong = try report(
        try folder + "out", "--format", format, "--language", "dee", "--out", target)
      #expect(wrong.status == 1 && wrong.errors.contains("Did you mean de?"), "\(wrong.errors)")
      let noTable = try report(
        try folder + "out", "--format", format, "--language", "fr", "--labels", "nowhere.csv")
      #expect(noTable.status == 1 && noTable.errors.contains("nowhere.csv"))
    }
  }

  @Test("sheets take no language, and a format that does not exist is a matter of usage")
  func usage() throws {
    let sheets = try report(try folder + "out", "--format", "districts", "--language", "de")
    #expect(sheets.status == 2 && sheets.errors.contains("The sheets are English"))
    #expect(try report(try folder + "out", "--format", "sekap").status == 2)
    #expect(try report(try folder + "out").status == 2)
  }

  /// The files below a folder with what stands in them.
  private func contents(_ folder: String) -> [String: Data] {
    let paths = FileManager.default.subpaths(atPath: folder) ?? []
    return Dictionary(
      uniqueKeysWithValues: paths.compactMap { path in
        FileManager.default.contents(atPath: folder + "/" + path).map { (path, $0) }
      })
  }

  @Test(
    "where not all files can be written, none is, and an older report stays whole",
    arguments: ["secap", "ccc", "districts", "capacity"])
  func noRoom(format: String) throws {
    let target = try folder + "room-\(format)"
    #expect(try report(try folder + "out", "--format", format, "--out", target).status == 0)
    let before = contents(target)
    let largest = try #require(before.values.map(\.count).max())
    // As on a full disk only the largest file cannot be written; the system's limit is in blocks of 1,024 bytes.
    let short = "ulimit -f \((largest - 1) / 1024); trap '' XFSZ; exec \"$@\""
    for place in [target, target + "-new/inside"] {
      let process = Process()
      process.executableURL = URL(filePath: "/bin/bash")
      process.arguments = [
        "-c", short, "bash", Command.path, "report", try folder + "out", "--format", format,
        "--out", place,
      ]
      let errors = Pipe()
      process.standardError = errors
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      let told = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 1 && told.contains("Could not write"), "\(told)")
    }
    #expect(contents(target) == before)
    #expect(!FileManager.default.fileExists(atPath: target + "-new"))
  }

  @Test("a target that is a file is an error, and nothing of it is lost")
  func fileInTheWay() throws {
    let file = try folder + "file.txt"
    try "kept".write(toFile: file, atomically: true, encoding: .utf8)
    for format in ["secap", "ccc", "districts", "capacity"] {
      #expect(try report(try folder + "out", "--format", format, "--out", file).status == 1)
    }
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "kept")
  }
}
