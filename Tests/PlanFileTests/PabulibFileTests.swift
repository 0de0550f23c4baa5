import PlanFile
import PlanModel
import Testing

@Suite("Votes in the form of pabulib")
struct PabulibFileTests {
  private let head = """
    META
    key;value
    description;"Budget of Littleton; first year"
    budget;2500
    vote_type;KIND
    num_projects;3
    num_votes;2
    PROJECTS
    project_id;cost;name
    1;600;Trees
    2;800,50;"Lanes; north"
    4;1400;Roofs
    VOTES

    """

  private func file(_ kind: String, _ votes: String) -> String {
    head.replacing("KIND", with: kind) + votes
  }

  @Test("approvals are read as columns")
  func approval() throws {
    let (vote, findings) = readPabulib(
      text: file("approval", "voter_id;age;vote\n7;34;1,2\n9;;4\n"), file: "vote.pb")
    #expect(findings.isEmpty)
    let read = try #require(vote)
    #expect(read.kind == .approval && read.budget == 2500)
    #expect(read.projects == ["1", "2", "4"] && read.costs == [600, 800.5, 1400])
    #expect(read.names == ["Trees", "Lanes; north", "Roofs"])
    #expect(read.voters == ["7", "9"] && read.offsets == [0, 2, 3])
    #expect(read.project == [0, 1, 2] && read.score == [1, 1, 1])
  }

  @Test("one choice, ranks and points are read as scores")
  func otherKinds() throws {
    let one = readPabulib(text: file("choose-1", "voter_id;vote\n1;4\n2;1\n"), file: "a")
    #expect(one.diagnostics.isEmpty && one.vote?.project == [2, 0])
    // The longest vote has three ranks: 3, 2, 1 points.
    let ranks = readPabulib(text: file("ordinal", "voter_id;vote\n1;4,1,2\n2;1\n"), file: "a")
    #expect(ranks.vote?.score == [3, 2, 1, 3])
    for kind in ["cumulative", "scoring"] {
      let points = readPabulib(
        text: file(kind, "voter_id;vote;points\n1;4,1;7,3\n2;2;10\n"), file: "a")
      #expect(points.diagnostics.isEmpty && points.vote?.score == [7, 3, 10])
    }
    let defaults = readPabulib(
      text: "META\nkey;value\ndefault_score;1\nbudget;9\nvote_type;scoring\n"
        + "PROJECTS\nproject_id;cost\na;1\nb;2\nVOTES\nvoter_id;vote;points\n1;b;5\n", file: "a")
    #expect(defaults.vote?.project == [1, 0] && defaults.vote?.score == [5, 1])
  }

  @Test("every bad line is named, and the good ones are kept")
  func badLines() throws {
    let text = """
      META
      key;value
      budget;100
      vote_type;approval
      num_votes;9
      PROJECTS
      project_id;cost
      1;10
      1;20
      2;dear
      3;5
      VOTES
      voter_id;vote
      a;1,9
      b;3,3
      ;1
      c;3
      """
    let (vote, findings) = readPabulib(text: text, file: "vote.pb")
    #expect(findings.filter { $0.severity == .error }.map(\.place.line) == [9, 10, 14, 15, 16])
    #expect(findings.filter { $0.severity == .warning }.map(\.place.line) == [5])
    #expect(findings.allSatisfy { $0.place.file == "vote.pb" && !$0.remedy.isEmpty })
    #expect(vote?.projects == ["1", "3"] && vote?.voters == ["c"])
  }

  @Test("a project that cannot be read, and one that is none, are one error each, not one a ballot")
  func onceForAll() throws {
    let ballots = (0..<50).map { "v\($0);\($0 % 2 == 0 ? "1,2" : "1,9")\n" }.joined()
    let text = file("approval", "voter_id;vote\n" + ballots)
      .replacing("2;800,50", with: "2;1e300").replacing("num_votes;2", with: "num_votes;50")
      .replacing("num_projects;3", with: "num_projects;2")
    let (vote, findings) = readPabulib(text: text, file: "vote.pb")
    #expect(findings.map(\.code) == ["pabulib.project", "pabulib.vote"])
    #expect(findings.map(\.place.line) == [11, 16] && findings.map(\.count) == [1, 25])
    #expect(vote?.voters.isEmpty == true)
  }

  @Test(
    "a comma before three digits may part thousands, so such a number is refused with its line",
    arguments: [("2;800,50", "2;1,000", 11), ("budget;2500", "budget;1,500", 4)])
  func thousands(old: String, new: String, line: Int) {
    let text = file("approval", "voter_id;vote\n1;1\n2;4\n").replacing(old, with: new)
    let findings = readPabulib(text: text, file: "vote.pb").diagnostics
    let error = findings.first { $0.severity == .error }
    #expect(error?.place.line == line, "\(findings)")
    // With two decimals it is a number.
    let plain = text.replacing(new, with: new.dropLast() + "")
    #expect(!readPabulib(text: plain, file: "vote.pb").diagnostics.containError)
  }

  @Test("points that do not fit their projects are told")
  func badPoints() {
    let (vote, findings) = readPabulib(
      text: file("cumulative", "voter_id;vote;points\n1;4,1;7\n2;2;x\n"), file: "a")
    #expect(findings.map(\.code) == ["pabulib.points", "pabulib.points"])
    #expect(vote?.voters == [])
  }

  @Test("a file that is no vote says what is missing", arguments: ["", "a;b", "META\nkey;value\n"])
  func noVote(text: String) {
    let (vote, findings) = readPabulib(text: text, file: "a")
    #expect(vote == nil && findings.containError)
  }

  @Test("votes that break the file's own rules are counted, with one warning")
  func ownRules() throws {
    let text = file("approval", "voter_id;vote\n1;4,1\n1;4,2\n")
      .replacing("num_votes;2", with: "num_votes;2\nmax_length;1")
    let (vote, findings) = readPabulib(text: text, file: "a")
    #expect(findings.map(\.code) == ["pabulib.voter", "pabulib.length"])
    #expect(findings.last?.count == 2)
    #expect(vote?.voters.count == 2)
  }
}
