import PlanModel
import Testing

@testable import PlanFile

@Suite("The map ground of the web map")
struct BasemapTests {
  private static let written = """
      basemap: https://tiles.example.org/{z}/{x}/{y}.png
      attribution: © Example
    """

  private func read(_ outputs: String) throws -> (basemap: Basemap?, codes: [String]) {
    let text = PlanFolder.completePlan.replacing(Self.written, with: outputs)
    let read = try PlanFolder().read(text)
    return (read.plan?.basemap, read.diagnostics.filter { $0.severity == .error }.map(\.code))
  }

  @Test("a plan names the ground and whom it is from")
  func complete() throws {
    let read = try read(Self.written)
    #expect(read.codes.isEmpty)
    #expect(
      read.basemap
        == Basemap(url: "https://tiles.example.org/{z}/{x}/{y}.png", attribution: "© Example"))
  }

  @Test("what lacks its other half, or is no address, is told")
  func told() throws {
    #expect(try read("  basemap: https://a.org/{z}/{x}/{y}").codes == ["plan.no-attribution"])
    #expect(try read("  attribution: me").codes == ["plan.attribution-alone"])
    #expect(
      try read("  basemap: https://a.org/\n  attribution: me").codes == ["plan.wrong-basemap"])
  }

  @Test("an address with its attribution is taken as it stands")
  func taken() {
    let ground = Basemap(
      url: "https://tiles.example.org:8080/a/{z}/{x}/{y}.png", attribution: "© A")
    #expect(ground?.origin == "https://tiles.example.org:8080")
    #expect(ground?.attribution == "© A")
  }

  @Test(
    "what is no address of tiles, or could say more to a page than an address, is none",
    arguments: [
      "tiles/{z}/{x}/{y}.png", "file:///{z}/{x}/{y}", "https://a.org/{z}/{x}.png",
      "https:///{z}/{x}/{y}", "https://a.org;script-src */{z}/{x}/{y}",
      "https://a.org/{z}/{x}/{y}.png\"><script>", "https://a.org/{z}/{x}/{y} x",
      "javascript:alert(1)//{z}{x}{y}", "https://*.org/{z}/{x}/{y}",
    ])
  func refused(url: String) {
    #expect(Basemap(url: url, attribution: "A") == nil)
  }
}
