import Foundation
import Testing

/// LibreOffice without a window, as tests use it.
enum Office {
  /// Whether its Writer is installed.
  static let hasWriter =
    FileManager.default.fileExists(atPath: "/usr/lib/libreoffice/program/libswlo.so")
    && FileManager.default.isExecutableFile(atPath: "/usr/bin/soffice")

  /// Lets it convert a file, and gives the bytes of the result.
  static func converted(_ file: String, to filter: String, _ ending: String, in folder: String)
    throws -> Data
  {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "soffice", "--headless", "--norestore", "-env:UserInstallation=file://\(folder)/profile",
      "--convert-to", filter, "--outdir", folder, file,
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let name = URL(filePath: file).deletingPathExtension().lastPathComponent
    return try Data(contentsOf: URL(filePath: "\(folder)/\(name).\(ending)"))
  }
}

/// The tables of an HTML page as rows of texts; enough for pages of ours and of LibreOffice.
enum HTMLTables {
  static func read(_ page: String) -> [[[String]]] {
    elements("table", in: page[...]).map { table in
      elements("tr", in: table).map { row in cells(row).map(text) }
    }
  }

  /// What stands between the tags of an element, for elements that are not inside their like.
  private static func elements(_ name: String, in page: Substring) -> [Substring] {
    var found: [Substring] = []
    var rest = page
    while let start = rest.range(of: "<\(name)", options: .caseInsensitive),
      let open = rest[start.upperBound...].firstIndex(of: ">"),
      let end = rest[open...].range(of: "</\(name)>", options: .caseInsensitive)
    {
      // <table and <tr are beginnings of <tablet and <track as well.
      if rest[start.upperBound] == ">" || rest[start.upperBound].isWhitespace {
        found.append(rest[rest.index(after: open)..<end.lowerBound])
        rest = rest[end.upperBound...]
      } else {
        rest = rest[start.upperBound...]
      }
    }
    return found
  }

  private static func cells(_ row: Substring) -> [Substring] {
    var found: [Substring] = []
    var rest = row
    while true {
      let starts = ["th", "td"].flatMap { name in
        [">", " ", "\n"].compactMap {
          rest.range(of: "<\(name)\($0)", options: .caseInsensitive).map { ($0, name) }
        }
      }
      guard let (start, name) = starts.min(by: { $0.0.lowerBound < $1.0.lowerBound }),
        let open = rest[rest.index(before: start.upperBound)...].firstIndex(of: ">"),
        let end = rest[open...].range(of: "</\(name)>", options: .caseInsensitive)
      else { return found }
      found.append(rest[rest.index(after: open)..<end.lowerBound])
      rest = rest[end.upperBound...]
    }
  }

  /// A cell's text without its tags.
  private static func text(_ cell: Substring) -> String {
    var text = ""
    var isTag = false
    for character in cell {
      if character == "<" { isTag = true }
      if !isTag { text.append(character.isNewline || character == "\t" ? " " : character) }
      if character == ">" { isTag = false }
    }
    for (name, letter) in [
      ("&nbsp;", "\u{00A0}"), ("&minus;", "−"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"),
    ] { text = text.replacing(name, with: letter) }
    return text.split(separator: " ").joined(separator: " ")
  }
}
