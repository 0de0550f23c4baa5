import PlanModel
import Reference
import Society
import Testing

@Suite("What helps and what hinders")
struct FactorTests {
  private func factor(
    _ id: String, _ dimension: FactorDimension, watched: EarlyWarning? = nil
  ) -> SuccessFactor {
    var factor = SuccessFactor(id: id, dimension: dimension, question: "\(id)?")
    factor.watched = watched
    return factor
  }

  private var library: [SuccessFactor] {
    [
      factor("a", .organisation), factor("b", .organisation), factor("c", .organisation),
      factor("d", .leadership, watched: .noLead), factor("e", .networks, watched: .noOrganisation),
      factor("f", .stakeholderInvolvement, watched: .lowTurnout),
    ]
  }

  private func profile(_ levels: [FactorLevel?]) -> FactorProfile {
    FactorProfile(levels: levels, isAsked: levels.map { _ in true }, of: library)
  }

  @Test(
    "the built-in library covers every dimension and every warning, with evidence and steps for each factor"
  )
  func builtIn() throws {
    let factors = try FactorLibrary.load().factors
    #expect(factors.count >= 25)
    #expect(Set(factors.map(\.id)).count == factors.count)
    #expect(Set(factors.map(\.dimension)).count == FactorDimension.allCases.count)
    #expect(Set(factors.compactMap(\.watched)).count == EarlyWarning.allCases.count)
    for factor in factors {
      #expect(factor.question.hasSuffix("?") && factor.evidence.hasSuffix("."), "\(factor.id)")
      #expect(!factor.source.isEmpty && factor.year != nil, "\(factor.id)")
      #expect(factor.mitigation.count >= 2, "\(factor.id)")
      // What was seen has a source that was read; what was recalled is not said to have been seen.
      let isRecalled =
        factor.source.hasPrefix("recalled") || factor.source.hasPrefix("a judgement")
      #expect(!isRecalled || (factor.role == .judged && factor.confidence == .low), "\(factor.id)")
    }
  }

  @Test(
    "a score is the share of what is there times how far it is: 2 of 3 there, at 1 and 3 of 3, give 4/9"
  )
  func scores() {
    let profile = profile([.monitored, .planned, FactorLevel.none, nil, .inForce, nil])
    let organisation = profile.dimensions[0]
    #expect(organisation.score == 4.0 / 9)
    #expect(organisation.score.map { close($0, (2.0 / 3) * (4.0 / 6)) } == true)
    #expect((organisation.asked, organisation.answered, organisation.inForce) == (3, 3, 1))
    // Four answers of institutional capacity were asked, three given; one of social capacity is two thirds.
    #expect(profile.capacities[0] == FactorScore(asked: 4, answered: 3, inForce: 1, score: 4.0 / 9))
    #expect(profile.capacities[1].score == 2.0 / 3)
    #expect(profile.all == FactorScore(asked: 6, answered: 4, inForce: 2, score: 0.5))
    #expect(profile.all.coverage == 4.0 / 6)
  }

  @Test("what has no answer is not counted as none")
  func unanswered() {
    let silent = profile([nil, nil, nil, nil, nil, nil])
    #expect(silent.all.score == nil && silent.all.answered == 0 && silent.all.coverage == 0)
    let one = profile([.monitored, nil, nil, nil, nil, nil])
    #expect(one.all.score == 1)
    let no = profile([.monitored, FactorLevel.none, nil, nil, nil, nil])
    #expect(no.all.score == 0.5)
    let elsewhere = FactorProfile(
      levels: [.monitored, nil, nil, nil, nil, nil],
      isAsked: [false, true, true, true, true, true], of: library)
    #expect(elsewhere.all == FactorScore(asked: 5, answered: 0, inForce: 0, score: nil))
  }

  private let limits = WarningLimits(turnout: 5, unanswered: 0.5, shownFrom: 5, leastArea: 100)

  private func kinds(
    _ evidence: FactorEvidence, _ levels: [FactorLevel?]? = nil, district: Int? = 0
  ) -> [FactorWarning] {
    earlyWarnings(
      of: evidence, profile: profile(levels ?? library.map { _ in .inForce }), library: library,
      district: district, limits: limits)
  }

  @Test("where no question has an answer, no scores are said to rest on others")
  func noAnswerAtAll() {
    let none = kinds(FactorEvidence(), library.map { _ in nil })
    #expect(none.first { $0.kind == .unanswered }?.words == "6 of 6 questions have no answer.")
    let one = kinds(FactorEvidence(), [.planned, nil, nil, nil, nil, nil])
    #expect(
      one.first { $0.kind == .unanswered }?.words
        == "5 of 6 questions have no answer; the scores rest on the others.")
  }

  @Test(
    "each warning names its number and the factor that watches for it, and what is not known warns of nothing"
  )
  func warnings() {
    #expect(kinds(FactorEvidence()).isEmpty)
    var evidence = FactorEvidence()
    evidence.population = 2000
    evidence.people = 7
    evidence.organisations = 0
    evidence.contestedUnits = 2
    evidence.contestedActions = ["wind"]
    evidence.contestedArea = 12_345
    evidence.leaderless = ["roof-pv", "wind"]
    let found = kinds(evidence, [.planned, nil, nil, nil, nil, .planned])
    #expect(found.map(\.kind) == [.noOrganisation, .lowTurnout, .contested, .noLead, .unanswered])
    #expect(found.map(\.number) == [0, 9, 2, 2, 4])
    #expect(found.map(\.factor) == [4, 5, nil, 3, nil])
    #expect(found.allSatisfy { $0.district == 0 })
    #expect(
      found[1].words
        == "Between 5 and 9 people spoke, at most 4.5 per 1,000 inhabitants; fewer than 5 are few.")
    #expect(
      found[2].words
        == "People disagree in 2 units; they disagree about wind; mapped support and opposition meet on 1.23 ha."
    )
    // The municipality is not asked for an organisation of its own, half of the answers is enough, slivers do not count.
    evidence = FactorEvidence()
    evidence.organisations = 0
    evidence.contestedArea = 99
    evidence.leaderless = []
    #expect(kinds(evidence, [.planned, .planned, .planned, nil, nil, nil], district: nil).isEmpty)
  }

  @Test("a warning tells the number of people in steps only, so two numbers of one step look alike")
  func turnoutIsNotTold() {
    for population in [100.0, 700, 1500, 4000] {
      for step in 0..<6 {
        let told = (0..<5).map { more -> [FactorWarning] in
          var evidence = FactorEvidence()
          evidence.population = population
          evidence.people = step * 5 + more
          return kinds(evidence)
        }
        #expect(Set(told).count == 1, "\(population) people, step \(step)")
        // Fewer than are shown are always few; the rest by the upper end of the step.
        let isFew = step == 0 || Double(step * 5 + 4) / population * 1000 < 5
        #expect(told[0].isEmpty != isFew, "\(population) people, step \(step)")
      }
    }
  }

  @Test("a table of the city's own adds factors and replaces known ones, with semicolons or commas")
  func ownTable() throws {
    var library = try FactorLibrary.load()
    let before = library.factors.count
    let wrong = library.add(
      """
      id;dimension;question;asked;mitigation
      steering-body;organisation;Does the board meet?;both;Invite it | Feed it
      ferry;assets;Does the ferry run?;district;
      """, file: "own.csv")
    #expect(wrong == [])
    #expect(library.factors.count == before + 1)
    let board = try #require(library.factors.first { $0.id == "steering-body" })
    #expect(board.question == "Does the board meet?" && board.asked == .both)
    #expect(board.mitigation == ["Invite it", "Feed it"] && board.confidence == .low)
    #expect(library.factors.last?.id == "ferry")
    #expect(library.factors.last?.isAsked(ofDistrict: false) == false)
  }

  @Test(
    "everything wrong with a table is told with its line, and what to write",
    arguments: [
      ("", "factors.empty", ""), ("id,question\na,b?", "factors.missing-column", "dimension"),
      ("id,dimension,question,colour\n", "factors.unknown-column", "The words are"),
      ("id,dimension,question\na,asets,b?", "factors.unknown-word", "Did you mean `assets`"),
      ("id,dimension,question\n,assets,b?", "factors.empty-cell", ""),
      ("id,dimension,question\na,assets,", "factors.empty-cell", ""),
      ("id,dimension,question\na,assets,b,c", "factors.bad-row", "quotation"),
      ("id,dimension,question,year\na,assets,b?,soon", "factors.bad-year", ""),
      ("id,dimension,question,watched\na,assets,b?,weather", "factors.unknown-word", "noLead"),
      ("id,dimension,question\na,assets,b?\na,assets,c?", "factors.duplicate", ""),
    ])
  func badTables(text: String, code: String, remedy: String) {
    var library = FactorLibrary()
    let wrong = library.add(text, file: "own.csv")
    #expect(wrong.map(\.code) == [code])
    #expect(wrong.allSatisfy { $0.severity == .error && $0.remedy.contains(remedy) })
    #expect(wrong.allSatisfy { $0.place.file == "own.csv" })
  }
}
