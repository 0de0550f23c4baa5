import GDALBinding
import Testing

@Suite("Writing layers")
struct VectorWriterTests {
  @Test("a path in a folder that is not there is an error, not a trap")
  func unwritablePath() {
    #expect(throws: GDALError.self) {
      try withVectorFile(creating: "/nowhere/at/all.gpkg") { _ in }
    }
  }
}
