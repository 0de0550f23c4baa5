public import PlanModel

/// A vote on a participatory budget in the form of pabulib (`.pb`), and everything that is wrong or doubtful in it.
///
/// Sections META, PROJECTS and VOTES, each with a line of column names and fields between semicolons; as read at
/// pabulib.org/format and in pabutools (`election/pabulib.py`). Votes of kind `approval`, `choose-1`, `ordinal`, `cumulative`
/// and `scoring`. In ordinal votes the first of at most L projects (`max_length`, else the longest vote) gets L points, the next
/// L − 1, and so on (Borda; recalled). `default_score` goes to projects that a scoring vote does not name. Lines that are wrong
/// are left out of the vote and named in a finding.
///
/// - Parameter text: The file in UTF-8.
/// - Parameter file: The name that findings carry.
/// - Returns: nil where budget, kind, projects or votes cannot be read at all.
public func readPabulib(
  text: String, file: String
) -> (vote: BudgetVote?, diagnostics: [Diagnostic]) {
  var reader = PabulibReader(file: file)
  return (reader.vote(CSVRecords(text, separator: UInt8(ascii: ";"))), reader.findings)
}

/// Reads the three sections line by line.
private struct PabulibReader {
  let file: String
  private(set) var findings: [Diagnostic] = []
  private var meta: [String: (value: String, line: Int)] = [:]
  private var projects: [String] = []
  private var names: [String] = []
  private var costs: [Double] = []
  private var rowOf: [String: Int32] = [:]
  private var ballots: [Ballot] = []
  /// Projects whose line was wrong: it is told once, and not with every ballot that names them.
  private var left: Set<String> = []
  /// Where what no project is stands among the findings.
  private var unknown: [String: Int] = [:]

  /// One line of votes.
  private struct Ballot {
    var voter: String
    var projects: [Int32]
    var points: [Double]
    var line: Int
  }

  /// The columns that are read; towns add many others.
  private static let columns: Set = ["project_id", "cost", "name", "voter_id", "vote", "points"]

  /// No budget or cost is larger; beyond, sums could not be told apart.
  private static let most = 1e15

  init(file: String) { self.file = file }

  private mutating func report(
    _ severity: Severity, _ code: String, _ message: String, _ remedy: String, line: Int? = nil
  ) {
    findings.append(
      Diagnostic(
        severity, "pabulib.\(code)", message, remedy: remedy, at: Place(file: file, line: line)))
  }

  mutating func vote(_ records: CSVRecords) -> BudgetVote? {
    var section = ""
    var header: [String] = []
    var isHeader = false
    var seen: Set<String> = []
    var votes: [(row: [String: String], line: Int)] = []
    for (fields, line) in zip(records.rows, records.lines) {
      let trimmed = fields.map(\.trimmed)
      if trimmed.allSatisfy(\.isEmpty) { continue }
      let title = trimmed[0].uppercased()
      if ["META", "PROJECTS", "VOTES"].contains(title), trimmed.dropFirst().allSatisfy(\.isEmpty) {
        section = title
        isHeader = true
        if !seen.insert(title).inserted {
          report(
            .error, "section", "The section \(title) is there twice.", "Keep one.", line: line)
        }
      } else if section.isEmpty {
        report(
          .error, "section", "The line stands before the first section.",
          "Begin with a line META.", line: line)
      } else if isHeader {
        header = trimmed.map { $0.lowercased() }
        isHeader = false
        checkColumns(of: section, header, line)
      } else {
        var row: [String: String] = [:]
        for (name, field) in zip(header, trimmed) where Self.columns.contains(name) {
          row[name] = field
        }
        switch section {
        case "META": readMeta(trimmed, line)
        case "PROJECTS": readProject(row, line)
        default: votes.append((row, line))
        }
      }
    }
    for section in ["META", "PROJECTS", "VOTES"] where !seen.contains(section) {
      report(
        .error, "section", "The file has no section \(section).",
        "Write META, PROJECTS and VOTES, each followed by a line of column names.")
    }
    // After all sections, because their order is free.
    let kind = readKind()
    let budget = number(ofKey: "budget", isNeeded: true)
    let isBudget = budget.map { $0 > 0 && $0 <= Self.most } ?? false
    if let budget, !isBudget {
      report(
        .error, "budget", "The budget is \(budget).",
        "State a budget above 0 and up to \(Self.most.shortest).", line: meta["budget"]?.line)
    }
    guard let kind, let budget, isBudget, seen.count == 3 else { return nil }
    for (row, line) in votes { readBallot(row, kind, line) }
    let longest = number(ofKey: "max_length")
    checkCounts(votes: votes.count, kind, longest: longest)
    return columns(kind, budget, longest: longest)
  }

  private mutating func checkColumns(of section: String, _ header: [String], _ line: Int) {
    let wanted =
      switch section {
      case "META": ["key", "value"]
      case "PROJECTS": ["project_id", "cost"]
      default: ["voter_id", "vote"]
      }
    for column in wanted where !header.contains(column) {
      report(
        .error, "column", "The section \(section) has no column \(column).",
        "Put the column names in the line after \(section), with semicolons between.", line: line)
    }
  }

  private mutating func readMeta(_ fields: [String], _ line: Int) {
    guard fields.count >= 2 else {
      return report(
        .error, "meta", "The line has a key and no value.", "Write `key;value`.", line: line)
    }
    let key = fields[0].lowercased()
    if let earlier = meta.updateValue((fields[1], line), forKey: key) {
      report(
        .warning, "meta", "The key \(key) is in line \(earlier.line) too; this line counts.",
        "Keep one of the two.", line: line)
    }
  }

  private mutating func readKind() -> BudgetVote.Kind? {
    guard let (word, line) = meta["vote_type"] else {
      report(
        .error, "vote-type", "The section META has no vote_type.",
        "Write approval, choose-1, ordinal, cumulative or scoring.")
      return nil
    }
    guard let kind = BudgetVote.Kind(rawValue: word.lowercased()) else {
      report(
        .error, "vote-type", "The vote_type \(word) is not known.",
        "Write approval, choose-1, ordinal, cumulative or scoring.", line: line)
      return nil
    }
    return kind
  }

  /// A number as towns write it: a comma may stand for the point; one before three digits may as well part thousands, so such
  /// a number is none.
  private func number(_ text: String) -> Double? {
    if let comma = text.lastIndex(of: ","), text.distance(from: comma, to: text.endIndex) == 4 {
      return nil
    }
    return Double(plain: text.replacing(",", with: "."))
  }

  /// The number of a key; a key that is there and no number is an error.
  private mutating func number(ofKey key: String, isNeeded: Bool = false) -> Double? {
    guard let (text, line) = meta[key] else {
      if isNeeded {
        report(.error, key, "The section META has no \(key).", "Write a line `\(key);10000`.")
      }
      return nil
    }
    guard let value = number(text) else {
      report(
        .error, key, "The \(key) `\(text)` is no number.", "Write digits only.", line: line)
      return nil
    }
    return value
  }

  private mutating func readProject(_ row: [String: String], _ line: Int) {
    guard let id = row["project_id"], !id.isEmpty, let text = row["cost"] else {
      return report(
        .error, "project", "The project has no id or no cost.",
        "Fill the columns project_id and cost.", line: line)
    }
    guard let cost = number(text), (0...Self.most).contains(cost) else {
      left.insert(id)
      return report(
        .error, "project", "The cost `\(text)` of project \(id) is no amount.",
        "Write a number from 0 to \(Self.most.shortest) with a point as decimal sign.", line: line)
    }
    guard rowOf[id] == nil else {
      return report(
        .error, "project", "The project \(id) is there twice.", "Give each an id of its own.",
        line: line)
    }
    rowOf[id] = Int32(projects.count)
    projects.append(id)
    costs.append(cost)
    names.append(row["name"] ?? "")
  }

  private mutating func readBallot(_ row: [String: String], _ kind: BudgetVote.Kind, _ line: Int) {
    guard let voter = row["voter_id"], !voter.isEmpty, let vote = row["vote"] else {
      return report(
        .error, "vote", "The vote has no voter_id or no projects.",
        "Fill the columns voter_id and vote.", line: line)
    }
    let ids = list(vote)
    let rows = ids.map { rowOf[$0] }
    var isGood = true
    for (id, row) in zip(ids, rows) where row == nil {
      isGood = false
      reportUnknown(id, by: voter, line)
    }
    if Set(ids).count < ids.count {
      isGood = false
      report(
        .error, "vote", "Voter \(voter) names a project twice.", "Name it once.", line: line)
    }
    if kind == .chooseOne && ids.count > 1 {
      isGood = false
      report(
        .error, "vote", "Voter \(voter) names \(ids.count) projects where one may be chosen.",
        "Name one project.", line: line)
    }
    var points = ids.map { _ in 1.0 }
    if kind == .cumulative || kind == .scoring {
      let texts = list(row["points"] ?? "")
      let read = texts.compactMap { Double(plain: $0) }
      if texts.count != ids.count || read.count != texts.count
        || kind == .cumulative && read.contains(where: { $0 < 0 })
      {
        isGood = false
        report(
          .error, "points",
          "The points `\(row["points"] ?? "")` of voter \(voter) are not one number for each of \(ids.count) projects.",
          "Fill the column points, with commas between and a point as decimal sign.", line: line)
      } else {
        points = read
      }
    }
    if isGood {
      ballots.append(
        Ballot(voter: voter, projects: rows.compactMap { $0 }, points: points, line: line))
    }
  }

  /// Tells what no project is, once for all who name it.
  private mutating func reportUnknown(_ id: String, by voter: String, _ line: Int) {
    if left.contains(id) { return }
    if let position = unknown[id] {
      findings[position].count += 1
      return
    }
    unknown[id] = findings.count
    report(
      .error, "vote", "Voter \(voter) names \(id), which no project is.",
      "Use ids of the section PROJECTS, with commas between.", line: line)
  }

  /// The entries between commas.
  private func list(_ text: String) -> [String] {
    text.split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }
  }

  private mutating func checkCounts(votes: Int, _ kind: BudgetVote.Kind, longest: Double?) {
    for (key, count) in [("num_projects", projects.count), ("num_votes", votes)] {
      if let stated = number(ofKey: key), stated != Double(count) {
        report(
          .warning, "count",
          "The key \(key) says \(meta[key]?.value ?? ""), and there are \(count).",
          "Check that the file is whole.", line: meta[key]?.line)
      }
    }
    var first: [String: Int] = [:]
    for ballot in ballots {
      if let line = first[ballot.voter] {
        report(
          .warning, "voter", "Voter \(ballot.voter) is in line \(line) too; both votes count.",
          "Keep one vote of each voter.", line: ballot.line)
      } else {
        first[ballot.voter] = ballot.line
      }
    }
    let least = number(ofKey: "min_length") ?? 0
    let most = longest ?? .infinity
    warn("length", "name fewer than \(least) or more than \(most) projects") {
      !(least...max(least, most)).contains(Double($0.projects.count))
    }
    if kind == .cumulative, let sum = number(ofKey: "max_sum_points") {
      warn("points", "hand out more than \(sum) points") { $0.points.compensatedSum() > sum }
    }
  }

  /// One warning for all votes that break a rule of the file's own; they count all the same.
  private mutating func warn(_ code: String, _ what: String, _ breaks: (Ballot) -> Bool) {
    let wrong = ballots.filter(breaks)
    guard let first = wrong.first else { return }
    var finding = Diagnostic(
      .warning, "pabulib.\(code)", "Votes that \(what) count all the same.",
      remedy: "Check the rules in META, or take these votes out.",
      at: Place(file: file, line: first.line))
    finding.count = wrong.count
    findings.append(finding)
  }

  private mutating func columns(
    _ kind: BudgetVote.Kind, _ budget: Double, longest stated: Double?
  ) -> BudgetVote {
    var vote = BudgetVote(
      kind: kind, budget: budget, projects: projects,
      names: names.allSatisfy(\.isEmpty) ? [] : names, costs: costs,
      voters: ballots.map(\.voter), offsets: [0], project: [], score: [])
    let longest = ballots.map(\.projects.count).max() ?? 0
    let ranks = max(Double(longest), min(stated ?? 0, Double(projects.count)))
    let other = kind == .scoring ? number(ofKey: "default_score") ?? 0 : 0
    for ballot in ballots {
      vote.project += ballot.projects
      vote.score +=
        kind == .ordinal ? ballot.projects.indices.map { ranks - Double($0) } : ballot.points
      if other != 0 {
        let named = Set(ballot.projects)
        let rest = projects.indices.map(Int32.init).filter { !named.contains($0) }
        vote.project += rest
        vote.score += rest.map { _ in other }
      }
      vote.offsets.append(vote.project.count)
    }
    return vote
  }
}
