import ArgumentParser
import PlanModel
import Planning

/// `commonground region-member`: what `region` starts for each municipality; nobody else need.
struct RegionMemberCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "region-member",
    abstract: "Reads a municipality of a region, or plans it with its part of what is shared.",
    shouldDisplay: false)

  @Argument(help: "A plan.yaml or its folder.")
  var plan: String

  @Option(help: "The folder through which the municipality and the region speak.")
  var desk: String

  @Option(help: "The folder for the results; without it the municipality is only read.")
  var out: String?

  @Option(help: "The region file, where the plan is common to several municipalities.")
  var region: String?

  @OptionGroup var search: RegionSearch

  @Option(help: "How many workers.")
  var workers = 1

  mutating func run() throws {
    var settings = search.settings
    settings.workers = Workers(workers)
    guard let out else {
      report(
        try reportingFailures {
          try prepareRegionMember(
            at: plan, into: desk, ofRegionAt: region, settings: settings)
        })
      return
    }
    let outcome = try reportingFailures {
      try planRegionMember(
        at: plan, desk: desk, ofRegionAt: region, into: out, settings: settings)
    }
    report(outcome.diagnostics.filter { $0.severity >= Severity.warning })
    try printLine(outcome.summary)
    try outcome.status.endCommand()
  }
}
