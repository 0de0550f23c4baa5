import Foundation
import PlanModel
import Planning
import Testing

/// What happens to a region where the process of one municipality comes to grief.
@Suite struct RegionRobustnessTests {
  /// A program that is ours, but for what it does in the place of planning the east.
  private func program(_ mishap: String, in region: MiniRegion) throws -> String {
    let path = region.folder + "program.sh"
    let script = """
      #!/usr/bin/env bash
      case "$*" in
        *towns/east*--out*)
      \(mishap)
        ;;
      esac
      exec "\(Command.path)" "$@"
      """
    try Data(script.utf8).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return path
  }

  private func run(_ region: MiniRegion, _ program: String, limit: Double? = nil) throws
    -> RegionOutcome
  {
    var settings = RunSettings()
    settings.workers = Workers(2)
    settings.municipalityTimeLimit = limit
    return try runRegion(
      at: region.folder, into: region.folder + "out", executable: program, settings: settings
    ) { _ in }
  }

  /// What befalls the east, what is said of it, and the limit of time.
  private static let mishaps: [(script: String, message: String, limit: Double?)] = [
    // Its working copy is there, and nothing of it is complete.
    (
      "    PROGRAM \"$@\" & while ! ls -d OUT/municipalities/.east.* > /dev/null 2>&1; do sleep 0.01; done; kill -KILL $!; kill -KILL $$",
      "ended by signal 9", nil
    ),
    ("    trap '' TERM; while true; do sleep 0.2; done", "took longer than 1 s", 1),
    // No file may be larger than 64 KiB, which a write tells as it tells a full disk.
    ("    trap '' XFSZ; ulimit -f 64", "Could not write", nil),
  ]

  @Test(
    "one that is killed while it writes, hangs or finds no room is told, the others stay, and the next run mends it"
  )
  func mishaps() throws {
    let region = try MiniRegion(sharedByTwo)
    #expect(try !run(region, Command.path).hasFailures)
    let files = ["region.json", "municipalities/east/actions.csv"].map {
      URL(filePath: region.folder + "out/" + $0)
    }
    let calm = try files.map { try Data(contentsOf: $0) }
    let west = try region.date("out/municipalities/west/run.json")
    for (mishap, message, limit) in Self.mishaps {
      try FileManager.default.removeItem(atPath: region.folder + "out/municipalities/east")
      let text = mishap.replacingOccurrences(of: "PROGRAM", with: Command.path)
        .replacingOccurrences(of: "OUT", with: region.folder + "out")
      let outcome = try run(region, try program(text, in: region), limit: limit)
      #expect(outcome.hasFailures)
      #expect(outcome.summary.contains("east"), "\(outcome.summary)")
      let record = try region.object("out/region.json")
      let members = try #require(record["municipalities"] as? [[String: Any]])
      #expect(members.map { $0["state"] as? String } == ["failed", "planned"])
      let messages = try #require(members[0]["messages"] as? [String])
      #expect(messages.joined().contains(message), "\(messages)")
      #expect(
        outcome.diagnostics.contains {
          $0.code == "region.municipality-failed" && $0.message.contains("east")
        })
      // As if nothing had happened, down to the bytes, and nothing is left lying about.
      #expect(try !run(region, Command.path).hasFailures)
      #expect(try files.map { try Data(contentsOf: $0) } == calm, "\(message)")
      let names = try FileManager.default.contentsOfDirectory(
        atPath: region.folder + "out/municipalities")
      #expect(names.sorted() == ["east", "west"], "\(message)")
      #expect(try region.date("out/municipalities/west/run.json") == west)
    }
  }
}
