import GDALBinding
import Testing

@Suite("GDAL's messages")
struct MessageTests {
  @Test("a failure behind a thousand warnings is kept, and of the warnings the first hundred")
  func failureBehindWarnings() {
    let list = MessageList()
    for row in 0..<1000 { list.keep(GDALMessage(level: .warning, code: 1, text: "row \(row)")) }
    list.keep(GDALMessage(level: .failure, code: 4, text: "truncated"))
    #expect(list.messages.count == 101)
    #expect(list.messages.last?.text == "truncated")
  }
}
