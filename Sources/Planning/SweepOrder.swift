import Allocation
import PlanModel

/// Which trade-off is asked for.
public struct SweepOrder: Sendable {
  /// The curve.
  public enum Curve: Sendable {
    /// One row's right-hand side from one quantity to another, as the user wrote them.
    case row(name: String, from: String, to: String, steps: Int)
    /// The objective against an amount, by its name in plan files.
    case frontier(amount: String)
  }
  /// What is asked.
  public var curve: Curve
  /// Rows of the plan that are left out, by name.
  public var without: [String] = []

  /// Creates an order.
  public init(_ curve: Curve) { self.curve = curve }
}

extension PreparedPlan {
  /// The problem without some rows.
  ///
  /// - Throws: `PlanningFailure` where a name is no row of the plan.
  func problem(without names: [String]) throws -> PlanningProblem {
    var problem = problem
    let all = problem.rows.map(\.name)
    let unknown = names.filter { name in
      !rowNames(of: name).contains { own in all.contains { Self.isOf(own, $0) } }
    }
    if !unknown.isEmpty {
      throw PlanningFailure(unknown.map { Self.unknownRow($0, among: all) })
    }
    let gone = names.flatMap(rowNames)
    problem.rows.removeAll { row in gone.contains { Self.isOf($0, row.name) } }
    return problem
  }

  /// A name in the plan file as rows have it: itself, and where it has a limit for each phase, with each phase.
  private func rowNames(of name: String) -> [String] {
    let inPhases = plan.problem.rows.filter {
      $0.span != .all && $0.name == name + $0.span.suffix(plan.problem.phases)
    }
    return [name] + inPhases.map(\.name)
  }

  /// Whether a row of the problem is the plan's row of a name, or one of its members.
  private static func isOf(_ name: String, _ row: String) -> Bool {
    row == name || row.hasPrefix(name + "[")
  }

  private static func unknownRow(_ name: String, among names: [String]) -> Diagnostic {
    Diagnostic(
      .error, "sweep.unknown-row", "The plan has no row called \(name).",
      remedy: name.nearest(among: names).map { "Did you mean \($0)?" }
        ?? (names.isEmpty ? "It has no rows." : "Its rows are \(names.joined(separator: ", "))."))
  }

  /// A row as results name it, from its name in the plan file; a member may be named by its district: `floor[D03]`.
  func rowName(_ wish: String) -> String {
    guard wish.hasSuffix("]"), let open = wish.lastIndex(of: "[") else { return wish }
    let base = String(wish[..<open])
    let member = String(wish[wish.index(after: open)..<wish.index(before: wish.endIndex)])
    let row = problem.rows.first { $0.name == base }
    guard Int(member) == nil || inputs.districts.ids.contains(member),
      let district = inputs.districts.ids.firstIndex(of: member),
      let unit = areas.units.district.firstIndex(of: district),
      let group = row?.group
    else { return wish }
    return "\(base)[\(problem.groups[group].group[unit])]"
  }

  /// The unit of a row's right-hand side, with its description in the plan file.
  func description(ofRow name: String) -> (row: RowDescription?, unit: String, dimension: Dimension)
  {
    let base = name.firstIndex(of: "[").map { String(name[..<$0]) } ?? name
    if let row = plan.problem.rows.first(where: { $0.name == name || $0.name == base }) {
      return (row, row.amount.unit, row.amount.dimension)
    }
    if name == PlanningProblem.ownElectricity {
      return (nil, Amount.renewableEnergy.unit, Amount.renewableEnergy.dimension)
    }
    return (nil, "", .count)
  }

  /// A right-hand side in the row's own unit, from what the user wrote: a quantity, or a share of the baseline where the plan
  /// states the row as one.
  ///
  /// - Parameter current: The right-hand side in the problem.
  func side(
    _ text: String, option: String, row name: String, current: Double
  ) -> Result<Double, Diagnostic> {
    let (row, unit, dimension) = description(ofRow: name)
    func wrong(_ remedy: String) -> Result<Double, Diagnostic> {
      .failure(
        Diagnostic(
          .error, "sweep.quantity",
          "\(option) is \(text), which is no right-hand side of the row \(name).", remedy: remedy))
    }
    switch row?.limit {
    case .shareOfPlan:
      return wrong("The row is a share of the plan's own sum; state it as an amount to sweep it.")
    case .shareOfBaseline(let share) where share != 0:
      if case .success(let quantity) = Quantity.parse(text, as: .share) {
        return .success(quantity.inInternalUnit / share * current)
      }
    default: break
    }
    // Counts have no unit, or any name of what is counted.
    if dimension == .count, let number = Double(text), number.isFinite { return .success(number) }
    switch Quantity.parse(text, as: dimension) {
    case .success(let quantity): return .success(quantity.inInternalUnit)
    case .failure:
      let share =
        if case .shareOfBaseline? = row?.limit { ", or a share of the baseline such as 40%" } else {
          ""
        }
      let symbols = Unit.symbols(of: dimension).prefix(5).joined(separator: ", ")
      return wrong(
        "Write a number with one of the units of \(unit) (\(symbols))\(share).")
    }
  }
}
