public import PlanModel

/// The planning problem that a plan file asks for, over the options of its units.
///
/// - The objective is the annualised cost (minimised) or the yearly emission reduction (maximised).
/// - Columns: one for each `Amount`; one more, such as `investment[roof-pv]`, for each set of actions that a row is
///   restricted to, holding what those actions add to their packages; one more, such as `co2@old-town`, for each set
///   of districts.
/// - Rows with a limit for each district are repeated over the group `district`. A share of the plan's own sum becomes
///   one row for each district: Σ part − share · Σ whole compared with 0. The whole is the same amount (of the
///   same actions) over all districts; in a row over all districts it is the amount of all actions.
/// - A lock out forbids every package that contains the action. A lock in chooses the option where only one contains the
///   action, and otherwise is a row over the locked units, each of which must choose at least one such option; so the
///   solver stays free to combine the action with others.
///
/// - A row for a phase sums only the options that begin in it, or up to its end. Orders of actions become rows
///   (`ProblemBuilder.add(_:)` of sequences), borders a compactness term, blocks clusters; both of these are about the
///   table's first slot.
/// - What stakeholders can carry of the actions that they lead becomes rows (`ProblemBuilder.addCapacities`), so does what
///   funds have, where nothing is done without them or own money is counted (`addFunds`), and how much of an action people
///   take up (`addAdoption`). A budget of own money is the investment less what funds pay.
/// - Where the options could generate more electricity than is used after the plan, a row holds generation to that use
///   (see `ownElectricityRow`), unless the plan itself allows more.
///
/// - Returns: The problem and what is wrong with it. A row that no choice can meet is a warning, because the solver
///   then proves it and names the conflict; a lock or row that names something unknown, or locks that exclude each other,
///   are errors, and the problem is built without them.
public func planningProblem(
  options: OptionTable, description: PlanDescription, units: PlanningUnits,
  districtIDs: [String], baselines: Baselines, borders: Neighbours? = nil
) -> (problem: PlanningProblem, diagnostics: [Diagnostic]) {
  precondition(
    baselines.districtEmissions.count == districtIDs.count, "one baseline for each district")
  var builder = ProblemBuilder(
    options: options, file: description.file, units: units, districtIDs: districtIDs,
    baselines: baselines)
  if let funds = description.funds?.funds, !funds.isEmpty {
    builder.rates = FundRates(funds: funds, options: options, years: description.workYears)
  }
  for row in description.problem.rows { builder.add(row) }
  builder.add(description.problem.locks)
  builder.add(description.problem.sequence)
  builder.addCapacities(
    description.society?.stakeholders ?? [], years: description.targetYear - description.baseYear)
  builder.addFunds(description.funds?.funds ?? [])
  builder.addAdoption(description.adoption, targetYear: description.targetYear)
  let compactness = builder.compactness(description.problem, borders: borders)
  let clusters = builder.clusters(description.problem)
  let objective: Amount = description.problem.objective == .leastCost ? .annualCost : .co2
  let ownElectricity = builder.ownElectricityRow()
  var problem = PlanningProblem(
    sense: description.problem.objective == .leastCost ? .minimise : .maximise,
    units: units.count, unit: options.unit,
    slot: options.package.map { Int32(options.packageSlot[Int($0)]) },
    optionClass: builder.optionClasses(), objective: options.amounts[objective.index],
    amounts: builder.columns.amounts, groups: builder.groups, rows: builder.rows,
    locks: builder.locks, compactness: compactness, clusters: clusters)
  if let ownElectricity {
    builder.hold(ownElectricity, in: &problem, capped: description.problem.rows)
  }
  builder.diagnostics += rowsOutOfReach(
    in: problem, labels: builder.labels, file: description.file)
  return (problem, builder.diagnostics)
}

/// A problem in the making.
struct ProblemBuilder {
  let options: OptionTable
  let file: String
  let units: PlanningUnits
  let districtIDs: [String]
  let baselines: Baselines
  var columns: ProblemColumns
  var groups: [(name: String, group: [Int32])]
  var rows: [PlanningProblem.Row] = []
  /// What each row is called in messages, with the districts of its members.
  var labels: [RowLabel] = []
  var locks: [PlanningProblem.Lock] = []
  /// What funds pay of options; nil where the plan counts on none.
  var rates: FundRates?
  var diagnostics: [Diagnostic] = []

  init(
    options: OptionTable, file: String, units: PlanningUnits, districtIDs: [String],
    baselines: Baselines
  ) {
    self.options = options
    self.file = file
    self.units = units
    self.districtIDs = districtIDs
    self.baselines = baselines
    columns = ProblemColumns(options: options, districtOfUnit: units.district)
    groups = [("district", units.district.map { Int32($0) })]
  }

  /// The class of each option: the position of its package in its slot, from 1.
  ///
  /// The phase is no part of it: whoever looks for compact choices looks for like actions.
  func optionClasses() -> [Int32] {
    let classes = packageClasses
    return options.package.map { classes[Int($0)] }
  }

  /// The class of each package.
  var packageClasses: [Int32] {
    var seen = Array(repeating: Int32(0), count: options.slots.count)
    return options.packageSlot.map { slot in
      seen[slot] += 1
      return seen[slot]
    }
  }

  /// Reports a word that names nothing, with the nearest that does.
  mutating func reportUnknown(
    _ kind: String, _ word: String, among words: [String], in owner: String, line: Int?
  ) {
    let near = word.nearest(among: words)
    diagnostics.append(
      Diagnostic(
        .error, "problem.unknown-\(kind.split(separator: " ").last ?? "")",
        "\(owner) names the unknown \(kind) `\(word)`.",
        remedy: near.map { "Did you mean `\($0)`?" } ?? "Name one that the plan has.",
        at: Place(file: file, line: line)))
  }

  /// The positions of actions by id; nil after a finding.
  mutating func actions(_ ids: [String], in owner: String, line: Int?) -> [Int]? {
    var positions: [Int] = []
    var isComplete = true
    for id in ids {
      if let position = options.actions.firstIndex(where: { $0.id == id }) {
        if !positions.contains(position) { positions.append(position) }
      } else {
        isComplete = false
        reportUnknown(
          "action", id, among: options.actions.map(\.id), in: owner, line: line)
      }
    }
    return isComplete ? positions : nil
  }

  /// The rows of districts by id; nil after a finding.
  mutating func districts(
    _ ids: [String], in owner: String, line: Int?
  ) -> [(row: Int, id: String)]? {
    var found: [(row: Int, id: String)] = []
    var isComplete = true
    for id in ids {
      if let row = districtIDs.firstIndex(of: id) {
        if !found.contains(where: { $0.row == row }) { found.append((row, id)) }
      } else {
        isComplete = false
        reportUnknown("district", id, among: districtIDs, in: owner, line: line)
      }
    }
    return isComplete ? found : nil
  }
}

/// What a row is called in messages.
struct RowLabel {
  /// The row's name in the plan.
  var name: String
  /// The amount's unit, or nothing for a count.
  var unit: String
  /// The districts or units of its members, where it is repeated.
  var members: [String]?
  /// Whether choosing nothing meets it, so that it need not be checked.
  var isMetByNothing = false
  /// The line of the plan file.
  var line: Int?
}
