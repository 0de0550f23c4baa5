import CCrypto
import Glibc

/// A SHA-256 digest that grows by pieces, computed by OpenSSL.
///
/// Costs one pass over the bytes and no memory beyond one buffer.
@safe
public struct SHA256: ~Copyable {
  private let context: OpaquePointer

  /// Starts a digest of no bytes.
  public init() throws(SHA256Error) {
    guard let context = unsafe EVP_MD_CTX_new() else {
      throw SHA256Error(function: "EVP_MD_CTX_new")
    }
    guard unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      unsafe EVP_MD_CTX_free(context)
      throw SHA256Error(function: "EVP_DigestInit_ex")
    }
    unsafe self.context = context
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  /// Adds bytes.
  public mutating func update(_ bytes: borrowing RawSpan) throws(SHA256Error) {
    let result = unsafe bytes.withUnsafeBytes { buffer in
      unsafe EVP_DigestUpdate(context, buffer.baseAddress, buffer.count)
    }
    guard result == 1 else { throw SHA256Error(function: "EVP_DigestUpdate") }
  }

  /// Adds bytes.
  public mutating func update(_ bytes: [UInt8]) throws(SHA256Error) {
    try unsafe update(bytes.span.bytes)
  }

  /// The digest of all bytes added, as 64 lower-case hexadecimal digits.
  public consuming func finish() throws(SHA256Error) -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    let result = unsafe digest.withUnsafeMutableBufferPointer { buffer in
      unsafe EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
    }
    guard result == 1 else { throw SHA256Error(function: "EVP_DigestFinal_ex") }
    let digits = Array("0123456789abcdef".utf8)
    let text = digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }

  /// The digest of some bytes.
  public static func digest(of bytes: [UInt8]) throws(SHA256Error) -> String {
    var digest = try SHA256()
    try digest.update(bytes)
    return try digest.finish()
  }

  /// Adds the content of a file, read in pieces of a megabyte.
  ///
  /// - Throws: `SHA256Error` naming `open` or `read` with the system's message where the file is not readable.
  public mutating func update(contentsOfFile path: String) throws(SHA256Error) {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw SHA256Error(function: "open", errno: errno) }
    defer { _ = close(file) }
    // A megabyte is large enough that the system call does not show beside the hashing.
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let length = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe read(file, bytes.baseAddress, bytes.count)
      }
      if length < 0 && errno == EINTR { continue }
      guard length >= 0 else { throw SHA256Error(function: "read", errno: errno) }
      if length == 0 { return }
      try unsafe update(buffer.span.bytes.extracting(0..<length))
    }
  }

  /// The digest of a file.
  ///
  /// - Throws: `SHA256Error` where the file is not readable.
  public static func digest(ofFile path: String) throws(SHA256Error) -> String {
    var digest = try SHA256()
    try digest.update(contentsOfFile: path)
    return try digest.finish()
  }
}
