import Foundation

/// The Python of the tests' own environment, which `tools/install tests` makes under `.build`, and how to ask it.
enum TestPython {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private static let path = root.appending(path: ".build/venv/bin/python").path()

  /// Whether it is there and has a package.
  static func has(_ package: String) -> Bool { run("import \(package)", []) != nil }

  /// What a script prints; nil where it fails, and then what it said is on standard error.
  static func run(_ script: String, _ arguments: [String]) -> String? {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = ["-c", script] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    if FileManager.default.isExecutableFile(atPath: path) == false { return nil }
    do { try process.run() } catch { return nil }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
  }
}
