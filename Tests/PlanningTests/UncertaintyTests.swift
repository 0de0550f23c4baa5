import Foundation
import PlanModel
import Planning
import Testing

/// A run of the small town in some possible worlds.
private struct DrawnRun {
  let out: String
  let record: [String: Any]

  init(draws: Int, workers: Int = 2, seed: UInt64? = nil) throws {
    let run = try SharedRun.of(workers: workers, draws: draws, seed: seed)
    out = run.out
    record = try run.object("run.json")
  }

  /// The rows of `robustness.csv` without its header.
  func robustness() throws -> [[String]] {
    let text = try String(contentsOfFile: out + "/robustness.csv", encoding: .utf8)
    return text.split(separator: "\r\n").dropFirst().map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }
}

@Suite("How sure a plan is")
struct UncertaintyTests {
  @Test("every planned action stands in the table with the worlds that choose it again")
  func table() throws {
    let run = try DrawnRun(draws: 4)
    let rows = try run.robustness()
    #expect(!rows.isEmpty)
    for row in rows {
      let times = try #require(Int(row[4]))
      #expect(row[5] == "4")
      #expect((0...4).contains(times))
      #expect(times > 0 || row[3] == "yes")
    }
    let actions = try String(contentsOfFile: run.out + "/actions.csv", encoding: .utf8)
    let planned = rows.filter { $0[3] == "yes" }
    #expect(!planned.isEmpty)
    for row in planned { #expect(actions.contains(row[1]) && actions.contains(row[2])) }
    // Ranges are wide enough that some world decides otherwise, and narrow enough that the plan shines through.
    #expect(rows.contains { $0[4] != "4" })
    #expect(planned.contains { Int($0[4])! >= 2 })
  }

  @Test("the record says how often rules are met and how far the amounts may move")
  func record() throws {
    let draws = try #require(try DrawnRun(draws: 4).record["draws"] as? [String: Any])
    #expect(draws["count"] as? Int == 4)
    let met = try #require(draws["rowsMet"] as? [[String: Any]])
    #expect(!met.isEmpty)
    let quantiles = try #require(draws["quantiles"] as? [String: [String: Double]])
    let co2 = try #require(quantiles["co2"])
    #expect(co2["p5"]! < co2["p50"]! && co2["p50"]! < co2["p95"]!)
  }

  @Test("the number of workers changes nothing, the seed does, and no draws leave no trace")
  func repeatable() throws {
    let one = try DrawnRun(draws: 2, workers: 1)
    let four = try DrawnRun(draws: 2, workers: 4)
    #expect(try one.robustness() == four.robustness())
    let other = try DrawnRun(draws: 2, seed: 99)
    let baselines = { (run: DrawnRun) in
      ((run.record["draws"] as? [String: Any])?["quantiles"] as? [String: [String: Double]])?[
        "baselineEmissions"]
    }
    #expect(baselines(one) == baselines(four))
    #expect(baselines(one) != baselines(other))
    let none = try DrawnRun(draws: 0)
    #expect(!FileManager.default.fileExists(atPath: none.out + "/robustness.csv"))
    #expect(none.record["draws"] is NSNull)
  }

  @Test(
    "a decision already taken that some world has no place for, and rows that only some worlds have, end no run"
  )
  func locksAndRows() throws {
    // Only roofs: whether they could make more than is used, and so whether there is a row for it, is a matter of the world.
    let folder = try MiniTown().replacing(
      "problem:", by: "actions: {only: [roof-pv-all, district-heating]}\nproblem:"
    ).write()
    var settings = RunSettings()
    settings.draws = 8
    let outcome = try runPlan(at: folder, into: folder + "out", settings: settings) { _ in }
    #expect(outcome.status == .optimal || outcome.status == .gap || outcome.status == .infeasible)
  }

  @Test("every default of a run has a low and a high around it, or is a rule")
  func lowMidHigh() throws {
    let defaults = try #require(
      try DrawnRun(draws: 0).record["defaults"] as? [[String: Any]])
    var ranged = 0
    for entry in defaults {
      let value = try #require(entry["value"] as? Double)
      guard let low = entry["low"] as? Double, let high = entry["high"] as? Double else { continue }
      ranged += 1
      #expect(low <= value && value <= high, "\(entry)")
    }
    #expect(ranged * 10 > defaults.count * 8)
  }
}

@Suite("Where a number comes from")
struct NumberExplanationTests {
  @Test("each kind of number in the record has a value in the municipality's sheet or none to have")
  func allKinds() throws {
    let run = try DrawnRun(draws: 0)
    let numbers = try #require(run.record["numbers"] as? [[String: Any]])
    #expect(numbers.count > 100)
    var withValue = 0
    for number in numbers {
      let id = try #require(number["id"] as? String)
      #expect(!(number["formula"] as? String ?? "").isEmpty, "\(id)")
      let text = try explainNumber(id, in: run.out).text
      #expect(text.contains("Formula: "), "\(id)")
      if !text.contains("there is none here") { withValue += 1 }
    }
    // Carriers that nobody uses have no line; all else has a number.
    #expect(withValue > numbers.count / 2)
  }

  @Test(
    "a total leads to the layers with their features and to the catalogue's numbers with sources")
  func total() throws {
    let run = try DrawnRun(draws: 0)
    let text = try explainNumber("W/investment", in: run.out).text
    let record = try #require(
      try JSONSerialization.jsonObject(
        with: Data(contentsOf: URL(filePath: run.out + "/districts/W.json"))) as? [String: Any])
    let totals = try #require(record["totals"] as? [String: Any])
    let value = try #require(totals["investment"] as? Double)
    #expect(text.hasPrefix("Investment, district W"))
    #expect(text.contains("\(value.shortest) EUR"))
    #expect(text.contains("buildings: ") && text.contains("features read"))
    #expect(text.contains(".cost.") && text.contains("confidence: "))
  }

  @Test("what is asked by a column of a layer is that column's number")
  func column() throws {
    let run = try DrawnRun(draws: 0)
    let layer = try #require(
      try JSONSerialization.jsonObject(
        with: Data(contentsOf: URL(filePath: run.out + "/layers/units.geojson")))
        as? [String: Any])
    let features = try #require(layer["features"] as? [[String: Any]])
    let properties = try #require(features.first?["properties"] as? [String: Any])
    let id = try #require(properties["id"] as? String)
    let heat = try #require(properties["i_useful_heat"] as? Double)
    let text = try explainNumber("\(id)/i_useful_heat", in: run.out).text
    #expect(text.contains("\(heat.shortest) kWh/a"))
  }

  @Test("an unknown number or place is an error with the nearest name")
  func unknown() throws {
    let run = try DrawnRun(draws: 0)
    func remedy(_ name: String) -> String {
      do { _ = try explainNumber(name, in: run.out) } catch let failure as PlanningFailure {
        return failure.diagnostics.first?.remedy ?? ""
      } catch {}
      return ""
    }
    #expect(remedy("useful-hat") == "Did you mean useful-heat?")
    #expect(
      remedy("Q/useful-heat").contains("layers/districts.geojson")
        || remedy("Q/useful-heat").hasPrefix("Did you mean"))
  }
}
