import Foundation
import Testing

/// Seven real municipalities from open data, each from check to all outputs; skipped where the data are not at hand.
@Suite(.enabled(if: KeptRun.data != nil, "the open data of real municipalities are not at hand"))
struct KeptRunTests {
  @Test(
    "a real municipality is checked, planned with a proof, and every sum of it closes",
    arguments: KeptRun.all)
  func kept(run: KeptRun) throws {
    let folder = try run.staged()
    let check = try Command.run("check", folder)
    #expect(check.status == 0, "\(check.output)\(check.errors)")
    // Of a municipality without buildings is said what that leaves unknown.
    #expect(check.output.contains("There is no layer of buildings") == (run.buildings == 0))

    let plan = try Command.run("plan", folder, "--out", folder + "out", "--progress", "none")
    #expect(plan.status == 0, "\(plan.errors)")
    let record = try object(folder + "out/run.json")
    let certificate = try #require(record["certificate"] as? [String: Any])
    let status = try #require(certificate["status"] as? String)
    #expect(status == "optimal" || status == "gap")
    let objective = try #require(certificate["objective"] as? Double)
    let bound = try #require(certificate["bound"] as? Double)
    let gap = try #require(certificate["gap"] as? Double)
    #expect(abs(objective - bound) <= (gap + 1e-6) * max(abs(objective), abs(bound)))
    #expect(gap <= 0.005)

    let totals = try #require(record["totals"] as? [String: Any])
    #expect(totals["districts"] as? Int == run.districts)
    #expect(run.units.contains(try #require(totals["units"] as? Int)))
    let buildings = try #require(totals["buildingsInDistricts"] as? Double)
    #expect(abs(buildings - Double(run.buildings)) < 0.5)
    let area = try #require(totals["area"] as? Double)
    #expect(abs(area - run.area) <= run.areaTolerance, "\(area)")

    let closures = try #require(record["closures"] as? [[String: Any]])
    #expect(closures.count > 20)
    for closure in closures { #expect(closure["holds"] as? Bool == true, "\(closure)") }

    let findings = try #require(record["diagnostics"] as? [[String: Any]])
    let warnings = findings.filter { $0["severity"] as? String == "warning" }
      .compactMap { $0["code"] as? String }
    #expect(Set(warnings).sorted() == run.warnings)

    for file in try #require(record["files"] as? [String]) {
      #expect(FileManager.default.fileExists(atPath: folder + "out/" + file), "\(file)")
    }
  }

  private func object(_ path: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(filePath: path))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }
}
