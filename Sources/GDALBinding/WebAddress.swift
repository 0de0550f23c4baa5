/// An address on the web, as far as it must be understood to follow where a server leads.
struct WebAddress {
  private let text: String

  /// Wraps an address.
  init(_ text: String) { self.text = text }

  /// Whether what passes is encrypted.
  var isSecure: Bool { text.lowercased().hasPrefix("https://") }

  /// The same by https, where it is by http.
  var secured: String {
    text.lowercased().hasPrefix("http://") ? "https://\(text.dropFirst("http://".count))" : text
  }

  /// The scheme with its colon and slashes.
  private var scheme: Substring { text.prefix(isSecure ? 8 : 7) }

  /// User, host and port.
  private var authority: Substring {
    text.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
  }

  /// The absolute address that a redirection from here leads to (RFC 3986, 5.2, without dot segments, which servers
  /// understand). User and password stay where the host does.
  func leading(to target: String) -> String {
    if target.contains("://") { return keepingUser(target) }
    if target.hasPrefix("//") { return keepingUser("\(scheme.dropLast(2))\(target)") }
    let start = "\(scheme)\(authority)"
    if target.hasPrefix("/") { return start + target }
    let path = text.dropFirst(start.count).prefix { !"?#".contains($0) }
    if target.hasPrefix("?") { return start + String(path) + target }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "/"
    return start + folder + target
  }

  private func keepingUser(_ target: String) -> String {
    let other = WebAddress(target)
    guard let user = authority.lastIndex(of: "@"), !other.authority.contains("@"),
      WebGate.host(of: target) == WebGate.host(of: text), other.isSecure == isSecure
    else { return target }
    return "\(other.scheme)\(authority[...user])\(target.dropFirst(other.scheme.count))"
  }
}
