import Foundation
import PlanModel
import Testing

@testable import Planning

/// Claims with legal force, votes that bind and judgements, in whole runs of the mini town.
@Suite("Claims, votes and judgements") struct ClaimsAndVotesTests {
  /// Eligible land of an action in all units, m².
  private func eligibleLand(_ result: PlanResult, _ action: String) -> Double {
    result.options.actions.firstIndex { $0.id == action }.map { action in
      (0..<result.options.count).reduce(0) { sum, option in
        result.options.packages[Int(result.options.package[option])].contains(action)
          ? sum + result.options.amount(.land, of: option, by: action) : sum
      }
    } ?? 0
  }

  private func withClaim(force: String, stance: String, topic: String) -> MiniTown {
    var town = MiniTown().replacing(
      "units: {squares: 500 m}",
      by: """
          interests:
            - name: claims
              source: claims.geojson
              crs: EPSG:3794
              id: id
              fields: {stance: stance, topic: topic, force: force}
        units: {squares: 500 m}
        """)
    // All of the fields of the western district.
    town.others.append(
      (
        "claims.geojson",
        MiniTown.collection([
          MiniTown.feature(
            #"{"id": "c1", "stance": "\#(stance)", "topic": "\#(topic)", "force": "\#(force)"}"#,
            MiniTown.rectangle(0, 400, 1000, 900))
        ])
      ))
    return town
  }

  @Test("a binding claim takes the land from the actions it is against, and from no others")
  func binding() throws {
    let free = try decided(MiniTown())
    let bound = try decided(withClaim(force: "binding", stance: "oppose", topic: "ground-pv"))
    try #require(eligibleLand(free, "ground-pv") > 0)
    #expect(eligibleLand(bound, "ground-pv") < 0.7 * eligibleLand(free, "ground-pv"))
    #expect(eligibleLand(bound, "agri-pv") == eligibleLand(free, "agri-pv"))
    let west = Set(
      (0..<bound.units.count).filter { bound.units.district[$0] == 0 }.map(Int32.init))
    let action = try #require(bound.options.actions.firstIndex { $0.id == "ground-pv" })
    for option in 0..<bound.options.count
    where west.contains(bound.options.unit[option]) {
      #expect(!bound.options.packages[Int(bound.options.package[option])].contains(action))
    }
  }

  @Test("a weighty claim and a wish take no land", arguments: ["weighty", "wish"])
  func notBinding(force: String) throws {
    let free = try decided(MiniTown())
    let other = try decided(withClaim(force: force, stance: "oppose", topic: "ground-pv"))
    #expect(eligibleLand(other, "ground-pv") == eligibleLand(free, "ground-pv"))
  }

  private func withVote(binding: Bool) -> MiniTown {
    var town = MiniTown().replacing(
      "problem:",
      by: """
        society:
          votes:
            - name: citizens' budget
              source: votes.pb
              binding: \(binding)
              projects:
                - {id: "1", action: urban-trees, districts: [W]}
                - {id: "2", action: renovation-deep, districts: [E]}
        problem:
        """)
    town.others.append(
      (
        "votes.pb",
        """
        META
        key;value
        budget;1000
        vote_type;approval
        num_projects;2
        num_votes;4
        PROJECTS
        project_id;cost;name
        1;600;Trees
        2;800;Deep renovation
        VOTES
        voter_id;vote
        a;1
        b;1
        c;1
        d;2

        """
      ))
    return town
  }

  @Test("what a binding vote pays for is in the plan; what it does not pay for is not forced")
  func votes() throws {
    let result = try decided(withVote(binding: true))
    // Three of four voters hold 750 of 1000, enough for the trees; one holds 250, not enough for 800.
    let trees = try #require(result.options.actions.firstIndex { $0.id == "urban-trees" })
    let west = (0..<result.units.count).filter { result.units.district[$0] == 0 }
    for unit in west
    where result.options.unit.indices.contains(where: {
      Int(result.options.unit[$0]) == unit
        && result.options.packages[Int(result.options.package[$0])].contains(trees)
    }) {
      #expect(
        result.plan.chosen.contains {
          Int(result.options.unit[$0]) == unit
            && result.options.packages[Int(result.options.package[$0])].contains(trees)
        })
    }
    let locks = result.description.problem.locks.compactMap(\.reason)
    #expect(locks == ["vote citizens' budget: Trees"])
    let unbound = try decided(withVote(binding: false))
    #expect(unbound.description.problem.locks.isEmpty)
  }

  /// The warnings about a vote of the mini town, by the text of its file.
  private func warnings(ofVote text: String) throws -> [Diagnostic] {
    var town = withVote(binding: true)
    town.others.removeAll { $0.name == "votes.pb" }
    town.others.append(("votes.pb", text))
    return checkPlan(at: try town.write(), settings: RunSettings()).diagnostics
      .filter { $0.code.hasPrefix("society.vote") || $0.code.hasPrefix("pabulib") }
  }

  @Test("a vote whose money nobody gets to spend is told as cut short")
  func cutShort() throws {
    // Trees cost 990 of 1,000 and one of 1,101 voters wants them; the others want what is too dear. Each round raises
    // everybody's 0.91 by a hundredth, so the one would have 990 after 108,900 rounds, more than are made.
    let others = (0..<1100).map { "v\($0);2\n" }.joined()
    let text = """
      META
      key;value
      budget;1000
      vote_type;approval
      PROJECTS
      project_id;cost
      1;990
      2;2000000
      VOTES
      voter_id;vote
      a;1

      """
    let found = try warnings(ofVote: text + others)
    #expect(found.map(\.code) == ["society.vote-cut-short"] && found.first?.severity == .warning)
    // With a tenth of the voters the one has enough long before.
    let few = others.split(separator: "\n").prefix(109).joined(separator: "\n") + "\n"
    #expect(try warnings(ofVote: text + few).isEmpty)
  }

  @Test("judgements that contradict themselves are told, with the ratio and its limit")
  func inconsistent() throws {
    let town = MiniTown().withVoices(
      MiniTown.fortyVoices,
      society: """
          criteria:
            compared: [co2, annualCost, acceptance]
            judgements:
              - {group: civil, pairs: {co2 > annualCost: 9, annualCost > acceptance: 9, acceptance > co2: 9}}
              - {group: business, points: {annualCost: 60, co2: 20, acceptance: 20}}
        """)
    let result = try decided(town)
    let finding = try #require(
      result.diagnostics.first { $0.code.contains("consistency") || $0.message.contains("0.1") })
    #expect(finding.message.contains("civil"), "\(finding.message)")
    let balance = try #require(result.society?.balance)
    #expect(balance.first.count == result.options.count)
  }

  @Test("all that is wrong with the voices is told at once, and the good ones are kept")
  func badVoices() throws {
    var voices = MiniTown.fortyVoices
    voices[0].group = "citizen"
    voices[1].stance = "maybe"
    voices[2].subject = "roof-pv-al"
    voices[3].date = "soon"
    voices[4].pin = nil
    voices[5].pin = nil
    voices[5].district = "X"
    voices[6].pin = nil
    voices[6].district = "W"
    let folder = try MiniTown().withVoices(voices, society: "").write()
    var settings = RunSettings()
    settings.draws = 0
    let result = try decidePlan(at: folder, settings: settings, clock: StageClock { _ in })
    let codes = Set(result.diagnostics.map(\.code))
    for code in [
      "society.unknown-group", "society.unknown-stance", "society.unknown-subject",
      "society.bad-date", "society.no-district", "society.unknown-district",
    ] { #expect(codes.contains(code), "\(code) of \(codes.sorted())") }
    #expect(result.society?.contributions.count == 35)
    // The command lists the same without deciding.
    let checked = try Command.run("check", folder)
    #expect(checked.output.contains("roof-pv-al") || checked.errors.contains("roof-pv-al"))
  }
}
