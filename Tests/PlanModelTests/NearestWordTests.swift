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

  @Test(
    "slips of the hand find their word",
    arguments: [
      ("bufer", "buffer"), ("land_use", "landUse"), ("LANDUSE", "landUse"),
      ("distrcits", "districts"),
      ("constraint", "constraints"), ("use", nil), ("xyz", nil), ("", nil),
    ])
  func slipsOfTheHand(word: String, expected: String?) {
    let words = ["buffer", "landUse", "districts", "constraints"]
    #expect(word.nearest(among: words) == expected)
  }

  @Test("a swap of neighbours is one edit, and the first of equals wins")
  func ties() {
    #expect("ab".nearest(among: ["ba"]) == "ba")
    #expect("cat".nearest(among: ["car", "can"]) == "car")
    #expect(String(repeating: "a", count: 100_000).nearest(among: ["a"]) == nil)
  }
}
