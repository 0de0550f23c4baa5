import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct SweepCommandTests {
  /// A table that was written: one dictionary a line.
  private func table(_ path: String) throws -> [[String: String]] {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { line in
      Dictionary(zip(lines[0], line), uniquingKeysWith: { first, _ in first })
    }
  }

  private func numbers(_ table: [[String: String]], _ key: String) -> [Double] {
    table.compactMap { Double($0[key] ?? "") }
  }

  @Test("a sweep over the budget writes the curve as table and chart, in the units of the plan")
  func budget() throws {
    let folder = try MiniTown().write()
    let run = try Command.run(
      "sweep", folder, "--row", "budget", "--from", "500 kEUR", "--to", "2 MEUR", "--steps", "4",
      "--out", folder + "curve")
    #expect(run.status == 0, "\(run.errors)")
    let points = try table(folder + "curve/sweep.csv")
    #expect(numbers(points, "rhs") == [500_000, 1_000_000, 1_500_000, 2_000_000])
    #expect(points.allSatisfy { $0["rhsUnit"] == "EUR" && $0["objectiveUnit"] == "EUR/a" })
    let decided = points.filter { $0["status"] != "infeasible" }
    // More budget never makes the plan dearer.
    let costs = numbers(decided, "objective")
    #expect(costs == costs.sorted(by: >))
    for point in decided {
      let spent = try #require(Double(point["sum of budget"] ?? ""))
      #expect(spent <= (Double(point["rhs"] ?? "") ?? 0) * (1 + 1e-9))
    }
    let svg = try String(contentsOfFile: folder + "curve/sweep.svg", encoding: .utf8)
    #expect(XMLParser(data: Data(svg.utf8)).parse())
    #expect(svg.contains("The plan of today"))
    #expect(run.output.contains("of 4 points have a plan"))
  }

  @Test(
    "a target that is a share of the baseline is swept in shares; what cannot be reached is marked")
  func target() throws {
    let folder = try MiniTown().write()
    let run = try Command.run(
      "sweep", folder, "--row", "target", "--from", "10%", "--to", "200 %", "--steps", "3")
    #expect(run.status == 0, "\(run.errors)")
    let points = try table(folder + "sweep/sweep.csv")
    #expect(points.map { $0["status"] != "infeasible" } == [true, false, false])
    let asked = numbers(points, "rhs")
    #expect(abs(asked[2] / asked[0] - 20) < 1e-9)
    let svg = try String(contentsOfFile: folder + "sweep/sweep.svg", encoding: .utf8)
    #expect(svg.components(separatedBy: "class=\"missing\"").count == 4)
  }

  @Test("the frontier goes from the cheapest plan to the one that reduces most")
  func frontier() throws {
    let folder = try MiniTown().write()
    let run = try Command.run(
      "sweep", folder, "--frontier", "co2", "--without", "target", "--out", folder + "curve")
    #expect(run.status == 0, "\(run.errors)")
    let points = try table(folder + "curve/frontier.csv")
    #expect(points.count > 1)
    let costs = numbers(points, "objective")
    let sums = numbers(points, "sum")
    #expect(costs == costs.sorted())
    #expect(sums == sums.sorted())
    let weights = numbers(points, "weight")
    #expect(weights.first == 0)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder + "curve").sorted() == [
        ".commonground-files", "frontier.csv", "frontier.svg",
      ])
  }

  @Test("a rule with a limit for each phase is left out as a whole")
  func withoutPhases() throws {
    let folder = try MiniTown().replacing(
      "    - {name: target, amount: co2, atLeast: 20 % of baseline}",
      by: """
            - {name: target, amount: co2, atLeast: {soon: 3 % of baseline, later: 65 % of baseline}}
          phases:
            - {name: soon, years: 2024-2026}
            - {name: later, years: 2027-2030}
        """
    ).write()
    let run = try Command.run(
      "sweep", folder, "--frontier", "co2", "--without", "target", "--out", folder + "curve")
    #expect(run.status == 0, "\(run.errors)")
    let points = try table(folder + "curve/frontier.csv")
    #expect(points.first?.keys.contains { $0.hasPrefix("sum of target") } == false)
    // Without the targets the cheapest plan may do nothing for the climate.
    let with = try Command.run("sweep", folder, "--frontier", "co2", "--out", folder + "with")
    #expect(with.status == 0, "\(with.errors)")
    let first = numbers(try table(folder + "with/frontier.csv"), "sum").first ?? 0
    #expect((numbers(points, "sum").first ?? .infinity) < first)
    // One phase alone can go as well.
    let one = try Command.run(
      "sweep", folder, "--frontier", "co2", "--without", "target (until soon)", "--out",
      folder + "one")
    #expect(one.status == 0, "\(one.errors)")
  }

  @Test(
    "what is no row, no quantity or no amount ends with 1, names a remedy and writes nothing",
    arguments: [
      (["--row", "budgt", "--from", "1 MEUR", "--to", "2 MEUR"], "Did you mean budget?"),
      (["--row", "budget", "--from", "1", "--to", "2 ha"], "MEUR"),
      (["--row", "budget", "--from", "1 MEUR", "--to", "20 %"], "MEUR"),
      (["--frontier", "c2o"], "co2"), (["--frontier", "annualCost"], "already"),
      (["--frontier", "co2", "--without", "targt"], "Did you mean target?"),
    ])
  func wrong(arguments: [String], word: String) throws {
    let folder = try MiniTown().write()
    let run = try Command.run(["sweep", folder] + arguments)
    #expect(run.status == 1)
    #expect(run.errors.contains(word), "\(run.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder + "sweep"))
  }

  @Test(
    "a sweep that says nothing, or two things, ends with 2",
    arguments: [
      [], ["--row", "budget"], ["--row", "budget", "--frontier", "co2"],
      ["--row", "budget", "--from", "1 MEUR", "--to", "2 MEUR", "--steps", "1"],
      ["--frontier", "co2", "--from", "1 MEUR"],
    ])
  func usage(arguments: [String]) throws {
    #expect(try Command.run(["sweep", "x"] + arguments).status == 2)
  }

  @Test("a sweep without any plan ends with 3, and the curve says so")
  func infeasible() throws {
    let folder = try MiniTown().write()
    let run = try Command.run(
      "sweep", folder, "--row", "target", "--from", "150%", "--to", "200 %", "--steps", "2")
    #expect(run.status == 3)
    #expect(try table(folder + "sweep/sweep.csv").count == 2)
  }
}
