import CryptoBinding
import Foundation
import GDALBinding
import PlanModel

/// The answers of web services that a plan's folder keeps, each with its SHA-256.
///
/// `answers.csv` lists them by the digest of the request; the answers lie beside it, content and header lines.
/// `layers.csv` keeps the digest of what each layer held, by which a change is told from a new time stamp.
struct WebCache {
  private let folder: URL
  private static let answersHeader = "request,sha256,bytes,address"
  private static let layersHeader = "layer,sha256,name"

  init(_ folder: String) { self.folder = URL(filePath: folder).appending(path: "web") }

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
    guard let row = rows(of: "answers.csv").first(where: { $0[0] == key }),
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
  func keep(_ answers: [(request: String, answer: WebAnswer)]) throws {
    if answers.isEmpty { return }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var rows = rows(of: "answers.csv")
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
    try write(rows, under: Self.answersHeader, to: "answers.csv")
  }

  /// Keeps the digest of what a layer held, and says whether it was another one before.
  func changes(_ layer: String, named name: String, sha256: String) throws -> Bool {
    let key = Self.key(layer)
    var rows = rows(of: "layers.csv")
    let former = rows.first { $0[0] == key }
    if former?[1] == sha256 { return false }
    rows.removeAll { $0[0] == key }
    let plain = name.map { ",\"\n\r".contains($0) ? "_" : String($0) }.joined()
    rows.append([key, sha256, plain])
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try write(rows, under: Self.layersHeader, to: "layers.csv")
    return former != nil
  }

  private func rows(of name: String) -> [[String]] {
    guard let data = FileManager.default.contents(atPath: path(name)) else { return [] }
    let records = CSVRecords(String(decoding: data, as: UTF8.self), separator: UInt8(ascii: ","))
    let width = records.rows.first?.count ?? 0
    return records.rows.dropFirst().filter { $0.count == width }
  }

  private func write(_ rows: [[String]], under header: String, to name: String) throws {
    // Sorted, so that the order of reading leaves no trace.
    let lines = rows.map { $0.joined(separator: ",") }.sorted()
    let text = ([header] + lines).joined(separator: "\n") + "\n"
    try Data(text.utf8).write(to: folder.appending(path: name), options: .atomic)
  }
}
