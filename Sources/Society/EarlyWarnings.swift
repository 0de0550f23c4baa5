public import PlanModel

/// What the data of a plan say about one area, as far as factors of success and failure are concerned.
public struct FactorEvidence: Sendable, Hashable {
  /// People who live there.
  public var population = 0.0
  /// People who spoke about it; nil where nobody was asked.
  public var people: Int?
  /// Organisations and bodies that are named for the district; nil where the plan names none anywhere.
  public var organisations: Int?
  /// Units where groups or people disagree, as far as that may be shown.
  public var contestedUnits = 0
  /// The actions they disagree about, by name, as far as that may be shown.
  public var contestedActions: [String] = []
  /// Where mapped support and opposition meet, m².
  public var contestedArea = 0.0
  /// Chosen actions that nobody leads, by name; nil where the plan says nothing of leads.
  public var leaderless: [String]?

  /// Creates evidence of nothing.
  public init() {}
}

/// From when on evidence is a warning.
public struct WarningLimits: Sendable, Hashable {
  /// People who speak, per 1,000 inhabitants; fewer are a warning.
  public var turnout: Double
  /// The share of questions without an answer, 0…1; more is a warning.
  public var unanswered: Double
  /// A number of fewer people is not shown.
  public var shownFrom: Int
  /// Less contested land than this is the rounding of borders, m².
  public var leastArea: Double

  /// Creates limits.
  public init(turnout: Double, unanswered: Double, shownFrom: Int, leastArea: Double) {
    self.turnout = turnout
    self.unanswered = unanswered
    self.shownFrom = shownFrom
    self.leastArea = leastArea
  }
}

/// The early warnings of one area, in the order of `EarlyWarning`.
///
/// People are told in steps of `shownFrom` only, and judged by the upper end of the step, so that no warning, and no lack of one,
/// tells how many spoke more finely than the step does. Fewer than `shownFrom` are always few.
///
/// - Parameter district: The district's row; nil: the municipality, of which organisations are not asked.
public func earlyWarnings(
  of evidence: FactorEvidence, profile: FactorProfile, library: [SuccessFactor], district: Int?,
  limits: WarningLimits
) -> [FactorWarning] {
  var warnings: [FactorWarning] = []
  func warn(_ kind: EarlyWarning, _ number: Double, _ words: String) {
    warnings.append(
      FactorWarning(
        kind: kind, factor: library.firstIndex { $0.watched == kind }, district: district,
        number: number, words: words))
  }
  if district != nil, evidence.organisations == 0 {
    warn(.noOrganisation, 0, "No organisation and no body of the plan is named for this district.")
  }
  if let people = evidence.people, evidence.population > 0 {
    let least = people / limits.shownFrom * limits.shownFrom
    let most = least + limits.shownFrom - 1
    let rate = Double(most) / evidence.population * 1000
    if least == 0 {
      warn(
        .lowTurnout, Double(most),
        "Fewer than \(limits.shownFrom) people spoke about it, of \(Int(evidence.population.rounded())) who live there."
      )
    } else if rate < limits.turnout {
      warn(
        .lowTurnout, Double(most),
        "Between \(least) and \(most) people spoke, at most \(rate.rounded(toDecimals: 1)) per 1,000 inhabitants; fewer than \(limits.turnout.shortest) are few."
      )
    }
  }
  if evidence.contestedUnits > 0 || !evidence.contestedActions.isEmpty
    || evidence.contestedArea >= limits.leastArea
  {
    var parts: [String] = []
    if evidence.contestedUnits > 0 {
      parts.append("people disagree in \(counted(evidence.contestedUnits, "unit"))")
    }
    if !evidence.contestedActions.isEmpty {
      parts.append("they disagree about \(evidence.contestedActions.joined(separator: ", "))")
    }
    if evidence.contestedArea >= limits.leastArea {
      parts.append(
        "mapped support and opposition meet on \((evidence.contestedArea / 10_000).rounded(toDecimals: 2)) ha"
      )
    }
    warn(
      .contested, Double(evidence.contestedUnits),
      parts.joined(separator: "; ").capitalisedFirst + ".")
  }
  if let leaderless = evidence.leaderless, !leaderless.isEmpty {
    warn(
      .noLead, Double(leaderless.count),
      "Nobody leads \(counted(leaderless.count, "action")): \(leaderless.joined(separator: ", ")).")
  }
  let open = profile.all.asked - profile.all.answered
  if profile.all.asked > 0, Double(open) > limits.unanswered * Double(profile.all.asked) {
    warn(
      .unanswered, Double(open),
      "\(open) of \(profile.all.asked) questions have no answer"
        + (profile.all.answered == 0 ? "." : "; the scores rest on the others."))
  }
  return warnings
}

extension String {
  fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}

private func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}
