import ArgumentParser
import PlanModel
import Planning

/// `commonground compare`: what differs between two plans.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Says what differs between two runs, with reasons.",
    discussion: """
      Prints totals side by side, rules whose limit or price moved, and the decisions that differ. With --out, changes.csv
      holds the decisions as a table, changes.geojson and changes.gpkg as a map layer, and changes.html shows both plans on
      one map, where both runs have a map.html. Where a plan asks about success and failure, the scores of both stand side by
      side, also in factors-comparison.csv. With more than two runs, as of several municipalities, these scores alone are
      compared: factors-comparison.csv and factors-comparison.html.
      """)

  @Argument(help: "The folder of the earlier run.")
  var before: String

  @Argument(help: "The folder of the later run.")
  var after: String

  @Argument(help: "Further runs, where the scores of success and failure of several are compared.")
  var others: [String] = []

  @Option(help: "The folder for the table, the layers and the page of what moved.")
  var out: String?

  @Flag(help: "Print as JSON.")
  var json = false

  mutating func run() throws {
    if !others.isEmpty {
      let board = try reportingFailures {
        let board = try compareFactors([before, after] + others)
        if let out { try board.write(into: out) }
        return board
      }
      try printLine(json ? board.jsonText : board.text)
      return
    }
    let comparison = try reportingFailures {
      let comparison = try compareRuns(before, after)
      if let out { try comparison.write(into: out) }
      return comparison
    }
    try printLine(json ? comparison.json : comparison.text(isWritten: out != nil))
  }
}
