import CryptoBinding
import Foundation
import GDALBinding
import PlanModel

/// The answers of web services that a plan's folder keeps, each with its SHA-256.
///
/// `answers.csv` lists them by the digest of the request; the answers lie beside it, content and header lines.
/// `layers.csv` keeps the digest of what each layer held, by which a change is told from a new time stamp.
///
/// The answers by which a layer is only looked at wait in a folder of their own until the layer was read whole: a
/// service that breaks off in the middle must not spoil what an earlier run has kept.
struct WebCache {
  private let folder: URL
  private let waiting: URL
  private static let answersHeader = "request,sha256,bytes,address"
  private static let layersHeader = "layer,sha256,name"

  /// - Parameter layer: What is read, so that layers of one folder do not wait for one another.
  init(_ folder: String, layer: String) {
    self.folder = URL(filePath: folder).appending(path: "web")
    waiting = self.folder.appending(path: "waiting-\(Self.key(layer).prefix(16))")
  }

  /// The name that an answer is kept under.
  private static func key(_ text: String) -> String {
    (try? SHA256.digest(of: Array(text.utf8))) ?? ""
  }

  private func path(_ name: String) -> String {
    folder.appending(path: name).path(percentEncoded: false)
  }

  /// Whether anything is kept.
  var exists: Bool { FileManager.default.fileExists(atPath: path("answers.csv")) }

  /// The answer to a request; nil where none is kept, or what is kept is not what was once received.
  func answer(to request: String) -> WebAnswer? {
    let key = Self.key(request)
    guard
      let row = Self.rows(of: folder.appending(path: "answers.csv")).first(where: { $0[0] == key }),
      let body = FileManager.default.contents(atPath: path("\(key).body")),
      let head = FileManager.default.contents(atPath: path("\(key).head")),
      (try? Self.digest(head: Array(head), body: Array(body))) == row[1]
    else { return nil }
    var lines = String(decoding: head, as: UTF8.self).components(separatedBy: "\n")
    let type = lines.removeFirst()
    return WebAnswer(bytes: Array(body), contentType: type, headers: lines.filter { !$0.isEmpty })
  }

  private static func digest(head: [UInt8], body: [UInt8]) throws -> String {
    var digest = try SHA256()
    try digest.update(head)
    try digest.update(body)
    return try digest.finish()
  }

  /// Keeps answers in the place of earlier ones to the same requests.
  ///
  /// - Parameter isWhole: Whether the layer was read to its end with them; else they wait until it is.
  func keep(_ answers: [(request: String, answer: WebAnswer)], isWhole: Bool) throws {
    if isWhole { try takeWaiting() }
    if answers.isEmpty { return }
    let folder = isWhole ? folder : waiting
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var rows = Self.rows(of: folder.appending(path: "answers.csv"))
    for (request, answer) in answers {
      let key = Self.key(request)
      let head = Array(([answer.contentType] + answer.headers).joined(separator: "\n").utf8)
      try Data(head).write(to: folder.appending(path: "\(key).head"), options: .atomic)
      try Data(answer.bytes).write(to: folder.appending(path: "\(key).body"), options: .atomic)
      rows.removeAll { $0[0] == key }
      let address = SourceLocation.withoutSecrets(
        String(request.prefix { $0 != "\n" })
      ).replacing(",", with: "%2C").replacing("\"", with: "%22")
      rows.append([
        key, try Self.digest(head: head, body: answer.bytes), "\(answer.bytes.count)", address,
      ])
    }
    try Self.write(rows, under: Self.answersHeader, to: folder.appending(path: "answers.csv"))
  }

  /// Moves the answers that wait to those that are kept.
  private func takeWaiting() throws {
    let files = FileManager.default
    let fresh = Self.rows(of: waiting.appending(path: "answers.csv"))
    guard !fresh.isEmpty else { return }
    let keys = Set(fresh.map { $0[0] })
    for key in keys.sorted() {
      for name in ["\(key).head", "\(key).body"] {
        let target = folder.appending(path: name)
        try? files.removeItem(at: target)
        try files.moveItem(at: waiting.appending(path: name), to: target)
      }
    }
    let rows = Self.rows(of: folder.appending(path: "answers.csv")).filter { !keys.contains($0[0]) }
    try Self.write(
      rows + fresh, under: Self.answersHeader, to: folder.appending(path: "answers.csv"))
    try files.removeItem(at: waiting)
  }

  /// Keeps the digest of what a layer held, and says whether it was another one before.
  func changes(_ layer: String, named name: String, sha256: String) throws -> Bool {
    let key = Self.key(layer)
    let list = folder.appending(path: "layers.csv")
    var rows = Self.rows(of: list)
    let former = rows.first { $0[0] == key }
    if former?[1] == sha256 { return false }
    rows.removeAll { $0[0] == key }
    let plain = name.map { ",\"\n\r".contains($0) ? "_" : String($0) }.joined()
    rows.append([key, sha256, plain])
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Self.write(rows, under: Self.layersHeader, to: list)
    return former != nil
  }

  private static func rows(of list: URL) -> [[String]] {
    guard let data = FileManager.default.contents(atPath: list.path(percentEncoded: false)) else {
      return []
    }
    let records = CSVRecords(String(decoding: data, as: UTF8.self), separator: UInt8(ascii: ","))
    let width = records.rows.first?.count ?? 0
    return records.rows.dropFirst().filter { $0.count == width }
  }

  private static func write(_ rows: [[String]], under header: String, to list: URL) throws {
    // Sorted, so that the order of reading leaves no trace.
    let lines = rows.map { $0.joined(separator: ",") }.sorted()
    let text = ([header] + lines).joined(separator: "\n") + "\n"
    try Data(text.utf8).write(to: list, options: .atomic)
  }
}
