import Exports
import Foundation
import PlanModel
import Synchronization
import TestSupport

/// The folders of what tests have in common.
private let folders = Mutex<[String]>([])

/// A result written into a folder of the test's own, and read back.
struct Exported: Sendable {
  let folder: TemporaryFolder
  let files: [ExportedFile]

  private static let known = Shared<Exported>()

  /// The made-up town as it is, written once a process: for tests that only read.
  init() throws { self = try Self.shared("") { MadeUpTown().result } }

  init(_ town: MadeUpTown, workers: Int = 2) throws {
    try self.init(town.result, workers: workers)
  }

  /// A result written once a process under a name of its own: for tests that only read.
  static func shared(
    _ name: String, _ result: @Sendable () -> PlanResult
  ) throws -> Exported {
    try known.value(name) {
      let exported = try Exported(result())
      folders.withLock { $0.append(exported.folder.path) }
      // What is kept for the process is no test's to remove.
      atexit {
        for path in folders.withLock({ $0 }) { try? FileManager.default.removeItem(atPath: path) }
      }
      return exported
    }
  }

  init(_ result: PlanResult, workers: Int = 2) throws {
    folder = try TemporaryFolder()
    files = try export(result, to: folder.path("out"), workers: Workers(workers))
  }

  func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: URL(filePath: folder.path("out/" + path)))
  }

  func text(_ path: String) throws -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }

  /// A JSON file as nested dictionaries.
  func json(_ path: String) throws -> JSON {
    JSON(try JSONSerialization.jsonObject(with: bytes(path)))
  }
}

/// JSON that was read, with short ways in.
struct JSON {
  let value: Any

  init(_ value: Any) { self.value = value }

  subscript(key: String) -> JSON { JSON((value as? [String: Any])?[key] ?? NSNull()) }
  subscript(position: Int) -> JSON { array[position] }

  var array: [JSON] { ((value as? [Any]) ?? []).map(JSON.init) }
  var keys: [String] { ((value as? [String: Any]) ?? [:]).keys.sorted() }
  var string: String? { value as? String }
  var number: Double? { (value as? NSNumber)?.doubleValue }
  var isNull: Bool { value is NSNull }
}

/// Reads CSV after RFC 4180; a slow twin of the writer, for tests.
func readCSV(_ text: String) -> [[String]] {
  var rows: [[String]] = []
  var row: [String] = []
  var cell = ""
  var isQuoted = false
  var scalars = Array(text.unicodeScalars)[...]
  while let scalar = scalars.popFirst() {
    if isQuoted {
      if scalar != "\"" {
        cell.unicodeScalars.append(scalar)
      } else if scalars.first == "\"" {
        scalars.removeFirst()
        cell += "\""
      } else {
        isQuoted = false
      }
    } else if scalar == "\"" {
      isQuoted = true
    } else if scalar == "," {
      row.append(cell)
      cell = ""
    } else if scalar == "\r", scalars.first == "\n" {
      scalars.removeFirst()
      rows.append(row + [cell])
      (row, cell) = ([], "")
    } else {
      cell.unicodeScalars.append(scalar)
    }
  }
  return rows
}
