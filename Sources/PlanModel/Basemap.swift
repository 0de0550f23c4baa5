/// A map ground of somebody else, fetched by the reader's browser: the only thing that a page may ask a network for.
public struct Basemap: Sendable, Hashable {
  /// The address of a tile, with `{z}`, `{x}` and `{y}`; https, or http.
  public var url: String
  /// Whom it is from, as its licence wants it said.
  public var attribution: String

  /// Creates a ground, or nil where the address is no web address of tiles.
  public init?(url: String, attribution: String) {
    guard let rest = Self.rest(of: url), ["{z}", "{x}", "{y}"].allSatisfy(url.contains),
      // Quotes, blanks and what separates rules of a page have no place in an address.
      url.unicodeScalars.allSatisfy({
        $0.isASCII && $0.value > 32 && !"\"'<>\\;,`|^".contains(Character($0))
      }),
      let host = rest.split(separator: "/", omittingEmptySubsequences: false).first, !host.isEmpty,
      host.utf8.allSatisfy({ $0 == 0x2E || $0 == 0x2D || $0 == 0x3A || Self.isAlphanumeric($0) })
    else { return nil }
    self.url = url
    self.attribution = attribution
  }

  /// Scheme, host and port, which a page's rules name.
  public var origin: String {
    let scheme = url.hasPrefix("https://") ? "https://" : "http://"
    let rest = url.dropFirst(scheme.count)
    return scheme + rest.prefix { $0 != "/" }
  }

  private static func rest(of url: String) -> Substring? {
    for scheme in ["https://", "http://"] where url.hasPrefix(scheme) {
      return url.dropFirst(scheme.count)
    }
    return nil
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
