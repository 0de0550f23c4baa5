import CryptoBinding
import Foundation
import Testing

@Suite("Digests")
struct DigestTests {
  /// The examples of FIPS 180-4: the empty message and "abc".
  @Test(
    "are those of the standard",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ])
  func standard(text: String, digest: String) throws {
    #expect(try SHA256.digest(of: Array(text.utf8)) == digest)
  }

  @Test("do not depend on the pieces, and a file counts as its bytes")
  func pieces() throws {
    let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var digest = try SHA256()
    for start in stride(from: 0, to: bytes.count, by: 700_001) {
      try digest.update(Array(bytes[start..<min(bytes.count, start + 700_001)]))
    }
    let whole = try SHA256.digest(of: bytes)
    #expect(try digest.finish() == whole)
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(bytes).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    #expect(try SHA256.digest(ofFile: url.path(percentEncoded: false)) == whole)
  }

  @Test("of a file that is not there are an error with the system's words")
  func noFile() {
    #expect(throws: SHA256Error.self) { try SHA256.digest(ofFile: "/nowhere/at/all") }
  }
}
