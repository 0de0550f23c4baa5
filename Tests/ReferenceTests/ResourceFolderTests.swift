import PlanModel
import Reference
import Testing

@Suite("The program's own data")
struct ResourceFolderTests {
  @Test("a folder that is not beside the program is an error that names it")
  func missingFolder() throws {
    let failure = try #require(throws: PlanningFailure.self) {
      try resourceFolder(of: "Nowhere", holding: "nothing")
    }
    #expect(failure.diagnostics.map(\.code) == ["program.missing-folder"])
    #expect(failure.diagnostics[0].message.contains("commonground_Nowhere.resources"))
    #expect(!failure.diagnostics[0].remedy.isEmpty)
  }
}
