import Testing

@testable import Import

@Suite("Text of XML")
struct XMLTextTests {
  @Test(
    "entities and numbered characters are read, what is none stays",
    arguments: [
      ("plain", "plain"), ("a &amp; b &lt;c&gt; &quot;&apos;", "a & b <c> \"'"),
      ("&#65;&#x42;&#x17D;", "ABŽ"), ("a & b &amp; c", "a & b & c"), ("&nbsp;x", "&nbsp;x"),
      ("&#xD800;", "&#xD800;"), ("R&D", "R&D"), ("&", "&"), ("&;", "&;"),
    ])
  func decoded(written: String, read: String) {
    #expect(XMLText.decoded(Array(written.utf8)[...]) == read)
  }
}
