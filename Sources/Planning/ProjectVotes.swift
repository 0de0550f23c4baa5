import Foundation
import PlanFile
import PlanModel
import Society

extension PlanDescription {
  /// Decides the votes on projects by equal shares, and makes what binding ones pay for decisions already taken.
  ///
  /// Money that equal shares leave over is spent by raising everybody's share by a hundredth of the budget each time
  /// (`EqualShares.Completion.largerBudget`). A project that is paid for is locked in where the plan says what it stands for.
  mutating func decideVotes() throws -> (results: [VoteResult], diagnostics: [Diagnostic]) {
    var results: [VoteResult] = []
    var diagnostics: [Diagnostic] = []
    for vote in society?.votes ?? [] {
      let text: String
      do { text = try String(contentsOfFile: vote.file, encoding: .utf8) } catch {
        diagnostics.append(
          Diagnostic(
            .error, "society.no-votes", "The file of votes cannot be read as UTF-8 text.",
            remedy: "Check the path of the vote `\(vote.name)`.", at: Place(file: vote.file)))
        continue
      }
      let read = readPabulib(text: text, file: vote.file)
      diagnostics += read.diagnostics
      guard let ballots = read.vote else { continue }
      for project in vote.projects where !ballots.projects.contains(project.id) {
        let near = project.id.nearest(among: ballots.projects)
        diagnostics.append(
          Diagnostic(
            .error, "society.unknown-project",
            "The vote `\(vote.name)` has no project `\(project.id)`.",
            remedy: near.map { "Did you mean `\($0)`?" } ?? "Name a project of the file.",
            at: Place(file: file, line: project.line)))
      }
      do {
        let shares = try EqualShares(
          of: ballots, utility: ballots.kind.isRanked ? .scores : .cost,
          completion: .largerBudget(0.01))
        if shares.isCutShort {
          diagnostics.append(
            Diagnostic(
              .warning, "society.vote-cut-short",
              "Money of the vote `\(vote.name)` is left, and raising everybody's share to \(shares.sharedBudget.rounded().shortest) for the whole spent no more of it; the search was ended there.",
              remedy: "Projects that cost more than the budget can be taken out of the file.",
              at: Place(file: vote.file)))
        }
        let result = VoteResult(vote, ballots, shares)
        results.append(result)
        if vote.isBinding { lockIn(result) }
      } catch {
        diagnostics += error.diagnostics.map { finding in
          var placed = finding
          if placed.place.file == nil { placed.place.file = vote.file }
          return placed
        }
      }
    }
    return (results, diagnostics)
  }

  private mutating func lockIn(_ vote: VoteResult) {
    for project in vote.projects where project.step != nil {
      guard let action = project.action else { continue }
      for district in project.districts {
        var lock = LockDescription(place: district, action: action, lockedIn: true)
        lock.reason = "vote \(vote.name): \(project.name)"
        problem.locks.append(lock)
      }
    }
  }
}

extension BudgetVote.Kind {
  /// Whether voters gave points, so that one choice may count more than another.
  fileprivate var isRanked: Bool {
    switch self {
    case .approval, .chooseOne: false
    case .ordinal, .cumulative, .scoring: true
    }
  }
}

extension VoteResult {
  fileprivate init(_ vote: ProjectVote, _ ballots: BudgetVote, _ shares: EqualShares) {
    var voters = Array(repeating: 0, count: ballots.projects.count)
    for choice in ballots.project.indices where ballots.score[choice] > 0 {
      voters[Int(ballots.project[choice])] += 1
    }
    self.init(
      name: vote.name, budget: ballots.budget, spent: shares.spent, voters: ballots.voters.count,
      isBinding: vote.isBinding,
      projects: ballots.projects.indices.map { row in
        let meaning = vote.projects.first { $0.id == ballots.projects[row] }
        let name = ballots.names.indices.contains(row) ? ballots.names[row] : ""
        return Project(
          id: ballots.projects[row], name: name.isEmpty ? ballots.projects[row] : name,
          cost: ballots.costs[row], voters: voters[row],
          step: shares.steps.firstIndex { $0.project == row }.map { $0 + 1 },
          action: meaning?.action, districts: meaning?.districts ?? [])
      })
  }
}
