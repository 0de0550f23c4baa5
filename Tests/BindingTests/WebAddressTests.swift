@testable import GDALBinding
import Testing

@Suite("Addresses on the web")
struct WebAddressTests {
  @Test(
    "a redirection leads where RFC 3986 says, and takes user and password along at the same host only",
    arguments: [
      ("http://a.org/ogc/x?q=1", "http://b.org/y", "http://b.org/y"),
      ("https://me:pw@a.org/ogc", "//a.org/y", "https://me:pw@a.org/y"),
      ("https://me:pw@a.org/ogc", "https://a.org/y", "https://me:pw@a.org/y"),
      ("https://me:pw@a.org/ogc", "https://you:pw@a.org/y", "https://you:pw@a.org/y"),
      ("https://me:pw@a.org/ogc", "http://a.org/y", "http://a.org/y"),
      ("https://me:pw@a.org/ogc", "https://b.org/y", "https://b.org/y"),
      ("https://me:pw@a.org/ogc", "https://a.org:8443/y", "https://a.org:8443/y"),
      ("https://me:pw@a.org/ogc/x?q=1", "/y", "https://me:pw@a.org/y"),
      ("https://a.org/ogc/x?q=1", "y", "https://a.org/ogc/y"),
      ("https://a.org/ogc/x?q=1", "?p=2", "https://a.org/ogc/x?p=2"),
      ("https://a.org", "y", "https://a.org/y"),
    ])
  func leading(from address: String, to target: String, is expected: String) {
    #expect(WebAddress(address).leading(to: target) == expected)
  }

  @Test("http becomes https, and nothing else changes")
  func secured() {
    #expect(WebAddress("HTTP://a.org/x?y=http://b").secured == "https://a.org/x?y=http://b")
    #expect(WebAddress("https://a.org").secured == "https://a.org")
    #expect(!WebAddress("http://a.org").isSecure && WebAddress("HTTPS://a.org").isSecure)
  }
}
