import Allocation
import Foundation
import PlanModel
import Testing

@testable import Planning

/// Forty people speak in the mini town: the plan moves, says what that costs, and answers each of them rightly.
@Suite("People move the plan") struct VoicesRunTests {
  /// The chosen packages by unit and slot, as words.
  private func choices(_ result: PlanResult) -> [String: [String]] {
    var found: [String: [String]] = [:]
    for option in result.plan.chosen {
      found[
        result.units.ids[Int(result.options.unit[option])], default: []
      ] += result.options.actionIDs(of: option)
    }
    return found
  }

  private func total(_ amount: Amount, _ result: PlanResult) -> Double {
    result.plan.chosen.reduce(0) { $0 + result.options.amount(amount, of: $1) }
  }

  private static let worth = "  worth: 60 kEUR"

  @Test(
    "forty contributions move the plan, and its price is the difference to the plan without them")
  func moved() throws {
    let heard = try decided(MiniTown().withVoices(MiniTown.fortyVoices, society: Self.worth))
    let unheard = try decided(MiniTown())
    #expect(choices(heard) != choices(unheard))
    let price = try #require(heard.society?.price)
    #expect(price.moved > 0)
    for amount in [Amount.co2, .investment, .annualCost] {
      let with = total(amount, heard)
      #expect(abs(price.amounts[amount.index] - with) <= 1e-6 * max(1, abs(with)))
    }
    // The plan without voices is decided a second time, so its objective may differ within the plan's gap.
    let without = total(.annualCost, unheard)
    #expect(
      abs(price.amountsUnheard[Amount.annualCost.index] - without) <= 2e-3 * abs(without))
    let cost =
      price.amounts[Amount.annualCost.index] - price.amountsUnheard[Amount.annualCost.index]
    #expect(cost >= -1e-6 * abs(price.amounts[Amount.annualCost.index]))
    // Nobody is heard by accident: what is followed is worth more than what it costs.
    let weights = 1.0 / 4
    let gained =
      try #require(heard.society).outcomes.map { $0.followed ?? 0 }.reduce(0, +) * weights
    #expect(cost <= 60_000 * gained + 1e-6)
  }

  @Test("each voice is answered by what is chosen at its place")
  func answers() throws {
    let result = try decided(MiniTown().withVoices(MiniTown.fortyVoices, society: Self.worth))
    let society = try #require(result.society)
    let chosen = choices(result)
    #expect(society.answers.count == 40)
    var followed = 0
    for (row, voice) in MiniTown.fortyVoices.enumerated() {
      let pin = try #require(voice.pin)
      let entries = society.contributions.starts[row]..<society.contributions.starts[row + 1]
      try #require(entries.count == 1)
      let unit = Int(society.contributions.unit[entries.lowerBound])
      // The pin lies in the south-west or south-east square of its column.
      #expect(result.units.district[unit] == (pin.x < 1000 ? 0 : 1))
      let isThere = chosen[result.units.ids[unit]]?.contains(voice.subject) ?? false
      let answer = try #require(society.answers[row].followed)
      let isFollowed = (voice.stance == "support") == isThere
      #expect(answer == (isFollowed ? 1 : 0), "voice \(row)")
      if isFollowed { followed += 1 } else { #expect(society.answers[row].against != nil) }
    }
    #expect(followed > 0 && followed < 40)
    // A group got the share of its voices that are followed: all are of one strength and lie in one unit.
    for (group, outcome) in society.outcomes.enumerated() {
      let own = (group * 10..<group * 10 + 10).map { society.answers[$0].followed ?? 0 }
      #expect(abs((outcome.followed ?? -1) - own.reduce(0, +) / 10) < 1e-9)
    }
  }

  @Test(
    "every contributor gets the right sentence, and the sheet states what it costs to hear them")
  func sentences() throws {
    let town = MiniTown().withVoices(MiniTown.fortyVoices, society: Self.worth)
    let result = try decided(town)
    let society = try #require(result.society)
    let chosen = choices(result)
    let folder = try town.write()
    var settings = RunSettings()
    settings.draws = 0
    _ = try runSociety(at: folder, into: folder + "out", withAnswers: true, settings: settings) {
      _ in
    }
    func text(_ name: String) throws -> String {
      try String(contentsOf: URL(filePath: folder + "out/" + name), encoding: .utf8)
    }
    let records = CSVRecords(try text("answers.csv"), separator: UInt8(ascii: ","))
    let header = try #require(records.rows.firstIndex { $0.first == "voice" })
    let answer = try #require(records.rows[header].firstIndex(of: "answer"))
    let rows = Array(records.rows[(header + 1)...])
    try #require(rows.count == 40)
    for (row, voice) in MiniTown.fortyVoices.enumerated() {
      let name = try #require(result.options.actions.first { $0.id == voice.subject }).name
      let unit = Int(
        society.contributions.unit[society.contributions.starts[row]])
      let isFor = voice.stance == "support"
      let isThere = chosen[result.units.ids[unit]]?.contains(voice.subject) ?? false
      let sentence = rows[row][answer]
      let start = isFor ? "You asked for “\(name)”." : "You spoke against “\(name)”."
      #expect(sentence.hasPrefix(start), "\(sentence)")
      if isFor == isThere {
        let end =
          isFor ? "it is planned at all of your place." : "nothing of it is planned at your place."
        #expect(sentence == "\(start) The plan follows you: \(end)")
      } else {
        let district = ["West", "East"][result.units.district[unit]]
        #expect(
          sentence.hasPrefix(
            "\(start) The plan does not follow you there. In the area \(result.units.ids[unit]) (\(district)) "
          ), "\(sentence)")
        // The cause is named, and what it would cost to follow.
        let against = try #require(society.answers[row].against)
        switch against.cause {
        case .notPossible: #expect(sentence.contains("it cannot be done"))
        case .lock: #expect(sentence.contains("a decision already taken"))
        case .row(let rule): #expect(sentence.contains("the rule “\(rule)") || rule.contains(":"))
        case .objective: #expect(sentence.contains("other choices serve the plan better"))
        case .wholeness: #expect(sentence.contains("about as good by the prices"))
        }
      }
    }
    // What the plan is proved by holds money and the worth of voices, and says how much of each.
    let worth = result.plan.objective - total(.annualCost, result)
    let file = folder + "whole"
    _ = try runPlan(at: folder, into: file, settings: settings) { _ in }
    let sheet = try String(contentsOf: URL(filePath: file + "/municipality.md"), encoding: .utf8)
    #expect(abs(worth) > 1)
    let words = (worth < 0 ? -worth : worth).rounded()
    let digits = "\(Int(words))"
    let grouped =
      digits.count > 3
      ? "\(digits.dropLast(3))\u{202F}\(digits.suffix(3))" : digits
    let plain = sheet.replacingOccurrences(of: "\u{00A0}", with: "\u{202F}")
    #expect(plain.contains("and \(grouped)\u{202F}EUR/a"), "\(grouped)")
    let price = try #require(society.price)
    #expect(try text("society.md").contains("Beside the plan that hears nobody, this one costs "))
    let told = try #require(
      try JSONSerialization.jsonObject(with: Data(text("society.json").utf8)) as? [String: Any])
    let stated = try #require((told["price"] as? [String: Any])?["amounts"] as? [String: Any])
    for amount in [Amount.annualCost, .co2] {
      let difference = price.amounts[amount.index] - price.amountsUnheard[amount.index]
      #expect(
        abs(try #require(stated[amount.rawValue] as? Double) - difference)
          <= 1e-6 * max(1, abs(difference)))
    }
  }

  @Test("a person who says it a hundred times more moves nothing")
  func stuffing() throws {
    let once = MiniTown.fortyVoices
    let often = once + Array(repeating: once[0], count: 100)
    let one = try decided(MiniTown().withVoices(once, society: Self.worth))
    let other = try decided(MiniTown().withVoices(often, society: Self.worth))
    #expect(one.plan.chosen == other.plan.chosen)
    #expect(one.society?.outcomes.map(\.followed) == other.society?.outcomes.map(\.followed))
  }

  @Test("no group is left below its share of the best, and that has a price")
  func fairness() throws {
    let plain = try decided(MiniTown().withVoices(MiniTown.fortyVoices, society: ""))
    let fair = try decided(
      MiniTown().withVoices(MiniTown.fortyVoices, society: "  fairness: 90 %"))
    let shares = try #require(plain.society).outcomes.map { $0.shareOfBest ?? 1 }
    #expect(shares.contains { $0 < 0.9 })
    for outcome in try #require(fair.society).outcomes {
      #expect(try #require(outcome.shareOfBest) >= 0.9 - 1e-6)
    }
    let price = try #require(fair.society?.fairnessPrice)
    let cost = Amount.annualCost.index
    #expect(price.amounts[cost] > price.amountsUnheard[cost])
    #expect(fair.plan.rows.filter { $0.name.hasPrefix("fairness:") }.count == 4)
  }

  @Test("no file of a run tells who spoke, nor numbers of a group too small to be shown")
  func privacy() throws {
    // Of academia only three speak.
    let voices = MiniTown.fortyVoices.filter {
      $0.group != "academia"
        || ["academia-0-secret", "academia-1-secret", "academia-2-secret"]
          .contains($0.person)
    }
    let folder = try MiniTown().withVoices(voices, society: Self.worth).write()
    var settings = RunSettings()
    settings.draws = 0
    _ = try runPlan(at: folder, into: folder + "out", settings: settings) { _ in }
    let out = URL(filePath: folder + "out")
    let files = try #require(
      FileManager.default.enumerator(at: out, includingPropertiesForKeys: [.isRegularFileKey]))
    var looked = 0
    for case let file as URL in files {
      guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else {
        continue
      }
      let bytes = try Data(contentsOf: file)
      #expect(bytes.range(of: Data("secret".utf8)) == nil, "\(file.lastPathComponent)")
      #expect(bytes.range(of: Data("talks/".utf8)) == nil, "\(file.lastPathComponent)")
      looked += 1
    }
    #expect(looked > 20)
    let record = try JSONSerialization.jsonObject(
      with: Data(contentsOf: out.appending(path: "run.json")))
    let society = try #require((record as? [String: Any])?["society"] as? [String: Any])
    let groups = try #require(society["groups"] as? [[String: Any]])
    let small = try #require(groups.first { $0["id"] as? String == "academia" })
    for key in ["people", "voices", "followed", "best", "shareOfBest"] {
      #expect(small[key] is NSNull, "\(key)")
    }
    #expect(groups.first { $0["id"] as? String == "civil" }?["people"] as? Int == 10)
    let table = try String(
      contentsOf: out.appending(path: "acceptability.csv"), encoding: .utf8)
    let lines = table.split(whereSeparator: \.isNewline).drop { $0.hasPrefix("#") }
      .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let header = try #require(lines.first)
    let own = try #require(header.firstIndex(of: "academia_people"))
    for line in lines.dropFirst() { #expect(line[own].isEmpty) }
  }

  @Test("any number of workers and a second run give the same answers and files")
  func determinism() throws {
    let folder = try MiniTown().withVoices(
      MiniTown.fortyVoices, society: Self.worth + "\n  fairness: 60 %"
    ).write()
    var found: [[String: Data]] = []
    for workers in [1, 2] {
      var settings = RunSettings()
      settings.draws = 0
      settings.workers = Workers(workers)
      let out = folder + "out\(workers)"
      _ = try runSociety(at: folder, into: out, withAnswers: true, settings: settings) { _ in }
      var files: [String: Data] = [:]
      for name in try FileManager.default.contentsOfDirectory(atPath: out) {
        files[name] = try? Data(contentsOf: URL(filePath: out + "/" + name))
      }
      #expect(files["answers.csv"] != nil)
      found.append(files)
    }
    #expect(found[0] == found[1])
  }
}
