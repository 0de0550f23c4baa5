import Foundation
import PlanModel
import Reference
import Society

extension PlanDescription {
  /// The factors that this plan asks about; nil where it asks about none.
  ///
  /// Unknown factors in the answers, and what is wrong with a table of the city's own, are added to `diagnostics`.
  func factorLibrary(found diagnostics: inout [Diagnostic]) throws -> FactorLibrary? {
    guard let asked = society?.factors else { return nil }
    var library = try FactorLibrary.load()
    if let path = asked.file {
      guard let bytes = FileManager.default.contents(atPath: path),
        let text = String(data: bytes, encoding: .utf8)
      else {
        diagnostics.append(
          Diagnostic(
            .error, "factors.no-table", "The table of factors cannot be read as text.",
            remedy: "Save it as comma-separated text in UTF-8.",
            at: Place(file: path, field: "society.factors.file")))
        return library
      }
      let wrong = library.add(text, file: path)
      diagnostics += wrong
      // Answers to factors of a table that is wrong would all be told as unknown.
      if !wrong.isEmpty { return library }
    }
    diagnostics += answerDiagnostics(asked.answers, library, district: nil)
    for district in asked.districts {
      diagnostics += answerDiagnostics(district.answers, library, district: district.id)
    }
    return library
  }

  private func answerDiagnostics(
    _ answers: [FactorsDescription.Answer], _ library: FactorLibrary, district: String?
  ) -> [Diagnostic] {
    let field =
      "society.factors.\(district.map { "districts.\($0)" } ?? "answers")"
    let known = library.factors.filter { $0.isAsked(ofDistrict: district != nil) }.map(\.id)
    return answers.compactMap { answer in
      if known.contains(answer.factor) { return nil }
      let place = Place(file: file, line: answer.line, field: "\(field).\(answer.factor)")
      if library.factors.contains(where: { $0.id == answer.factor }) {
        return Diagnostic(
          .error, "factors.not-asked-here",
          "The factor `\(answer.factor)` is not asked of \(district == nil ? "the municipality" : "districts").",
          remedy: "Answer it under `\(district == nil ? "districts" : "answers")`.", at: place)
      }
      let near = answer.factor.nearest(among: known).map { "Did you mean `\($0)`? " } ?? ""
      return Diagnostic(
        .error, "factors.unknown", "There is no factor `\(answer.factor)`.",
        remedy: near + "The factors asked here are \(known.joined(separator: ", ")).", at: place)
    }
  }

  /// Districts of the answers that are not among those of the layer.
  func factorDistrictDiagnostics(_ ids: [String]) -> [Diagnostic] {
    (society?.factors?.districts ?? []).filter { !ids.contains($0.id) }.map { district in
      Diagnostic(
        .error, "factors.unknown-district", "There is no district `\(district.id)`.",
        remedy: district.id.nearest(among: ids).map { "Did you mean `\($0)`?" }
          ?? "Use the ids of the layer of districts.",
        at: Place(file: file, line: district.line, field: "society.factors.districts"))
    }
  }
}

extension PreparedPlan {
  /// What helps and what hinders: the answers with their scores, and what the data speak against; nil where the plan does not ask.
  func factorsResult(_ result: PlanResult, _ account: ImplementationAccount) -> FactorsResult? {
    guard let asked = plan.society?.factors, let library = factorLibrary?.factors else {
      return nil
    }
    func profile(_ answers: [FactorsDescription.Answer], isDistrict: Bool) -> FactorProfile {
      let levels = Dictionary(
        answers.map { ($0.factor, $0.level) }, uniquingKeysWith: { first, _ in first })
      return FactorProfile(
        levels: library.map { levels[$0.id] },
        isAsked: library.map { $0.isAsked(ofDistrict: isDistrict) }, of: library)
    }
    let municipality = profile(asked.answers, isDistrict: false)
    let districts = result.districts.ids.map { id in
      profile(asked.districts.first { $0.id == id }?.answers ?? [], isDistrict: true)
    }
    let rules = SocietyRules(reference)
    let limits = WarningLimits(
      turnout: asked.turnout ?? rules.turnout, unanswered: rules.mostUnanswered,
      shownFrom: plan.society?.shownFrom ?? rules.leastPeople, leastArea: InterestSummary.sliver)
    let leaderless = leaderless(account)
    let people = (
      municipality: hearing?.people(in: 1) { _, _ in 0 },
      districts: hearing?.people(in: districts.count) { unit, _ in result.units.district[unit] }
    )
    func evidence(_ district: Int?) -> FactorEvidence {
      var found = self.evidence(result, district: district)
      found.people = district.map { people.districts?[$0] } ?? people.municipality?.first
      found.leaderless = leaderless.map { lines in
        Set(lines.filter { district == nil || $0.district == district }.map(\.action)).sorted()
          .map { result.options.actions[$0].name.lowercasedFirst }
      }
      return found
    }
    var warnings = earlyWarnings(
      of: evidence(nil), profile: municipality, library: library, district: nil,
      limits: limits)
    for row in districts.indices {
      warnings += earlyWarnings(
        of: evidence(row), profile: districts[row], library: library,
        district: row, limits: limits)
    }
    return FactorsResult(
      library: library, municipality: municipality, districts: districts, warnings: warnings)
  }

  private func evidence(_ result: PlanResult, district: Int?) -> FactorEvidence {
    var evidence = FactorEvidence()
    evidence.population =
      district.map { result.districtStock.population[$0] }
      ?? result.municipalStock.population.first ?? 0
    func isHere(_ unit: Int) -> Bool {
      district.map { result.units.district[unit] == $0 } ?? true
    }
    evidence.organisations = organisations(in: district.map { result.districts.ids[$0] })
    if let published = result.society?.published {
      let units = published.units.filter { $0.isContested && isHere($0.area) }
      let areas =
        district.map { row in published.districts.filter { $0.area == row } }
        ?? published.municipality
      evidence.contestedUnits = Set(units.map(\.area)).count
      evidence.contestedActions = Set((units + areas.filter(\.isContested)).map(\.action)).sorted()
        .map { result.options.actions[$0].name.lowercasedFirst }
    }
    if let conflict = result.interests?.conflictArea {
      evidence.contestedArea = district.map { conflict[$0] } ?? conflict.compensatedSum()
    }
    return evidence
  }
}

extension PreparedPlan {
  /// How many stakeholders and bodies name the district; nil where the plan names none at all, or for the municipality.
  private func organisations(in district: String?) -> Int? {
    guard let district, let society = plan.society else { return nil }
    let bodies = society.governance?.bodies ?? []
    if society.stakeholders.isEmpty, bodies.isEmpty { return nil }
    return society.stakeholders.count { !$0.isPerson && $0.districts.contains(district) }
      + bodies.count { $0.districts.contains(district) }
  }

  /// The chosen actions that no stakeholder leads where they are chosen; nil where no stakeholder leads anything.
  private func leaderless(_ account: ImplementationAccount) -> [ImplementationAccount.Line]? {
    let stakeholders = plan.society?.stakeholders ?? []
    if !stakeholders.contains(where: { !$0.leads.isEmpty }) { return nil }
    return account.lines.filter { $0.lead == nil }
  }
}

extension PublishedPreferences.Cell {
  /// Whether groups are apart, or people disagree about a place of value.
  fileprivate var isContested: Bool {
    verdict == FourWay.negotiate.rawValue || verdict == FourWay.protect.rawValue
      || conflict == ConflictClass.highConflict.rawValue
  }
}

/// The early warnings as findings, one a kind, so that fifty districts do not fill the list.
func warningDiagnostics(_ result: PlanResult) -> [Diagnostic] {
  guard let factors = result.factors else { return [] }
  return EarlyWarning.allCases.compactMap { kind in
    let own = factors.warnings.filter { $0.kind == kind }
    guard let first = own.first else { return nil }
    let districts = own.compactMap(\.district).map { result.districts.ids[$0] }
    let places =
      (own.contains { $0.district == nil } ? ["the municipality"] : [])
      + (districts.isEmpty
        ? []
        : [
          "\(districts.count == 1 ? "district" : "\(districts.count) districts") (\(districts.prefix(10).joined(separator: ", "))\(districts.count > 10 ? ", …" : ""))"
        ])
    let steps = first.factor.map { factors.library[$0].mitigation } ?? []
    return Diagnostic(
      .note, "factors.early-warning",
      "\(kind.title): \(places.joined(separator: " and ")).",
      remedy: steps.first.map { $0 + "; more steps are in factors.csv." } ?? "See factors.csv.",
      at: Place(
        file: result.description.file, line: result.description.society?.factors?.line,
        field: "society.factors"), count: own.count)
  }
}
