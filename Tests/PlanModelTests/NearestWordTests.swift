import PlanModel
import Testing

@Suite("Nearest word")
struct NearestWordTests {
  @Test(
    "a slip is mended",
    arguments: [("norht", "north"), ("Roof-PV", "roof-pv"), ("renovaton-deep", "renovation-deep")])
  func slips(typed: String, meant: String) {
    #expect(typed.nearest(among: ["north", "roof-pv", "renovation-deep"]) == meant)
  }

  @Test("another word is not taken for a slip, and nothing is near nothing")
  func otherWords() {
    #expect("wind".nearest(among: ["north", "roof-pv"]) == nil)
    #expect("".nearest(among: ["north"]) == nil)
    #expect("wind".nearest(among: [String]()) == nil)
  }
}
