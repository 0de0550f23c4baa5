/// What somebody promises to do or to pay.
public struct Pledge: Sendable, Hashable {
  /// Who promises, by the stakeholder's id.
  public var by: String
  /// The action, by id.
  public var action: String
  /// The districts, by id; empty: all.
  public var districts: [String]
  /// What is promised, in the unit of the amount; nil: all that the plan asks for there.
  public var promised: (amount: Amount, value: Double)? {
    amount.flatMap { amount in value.map { (amount, $0) } }
  }
  private var amount: Amount?
  private var value: Double?
  /// The line of the plan file.
  public var line: Int?

  /// Creates a pledge.
  public init(
    by: String, action: String, districts: [String] = [],
    promised: (amount: Amount, value: Double)? = nil, line: Int? = nil
  ) {
    self.by = by
    self.action = action
    self.districts = districts
    amount = promised?.amount
    value = promised?.value
    self.line = line
  }
}

/// What became of a pledge.
public struct PledgeOutcome: Sendable, Hashable {
  /// How the pledge and the plan fit.
  public enum Status: String, Sendable, CaseIterable {
    /// The plan takes all of it.
    case matched
    /// The plan needs less than is promised.
    case partly
    /// The action can be done there, and the plan does not choose it, or earlier pledges are enough.
    case notNeeded
    /// The action cannot be done there, so there is nothing to hold the pledge against.
    case open

    /// The word for people.
    public var title: String {
      switch self {
      case .matched: "matched"
      case .partly: "partly"
      case .notNeeded: "not needed"
      case .open: "still open"
      }
    }
  }
  /// What the plan chose there, in the pledge's amount; investment where the pledge states none.
  public var planned: Double
  /// What of it the pledge covers, earlier pledges first.
  public var taken: Double
  /// How the two fit.
  public var status: Status
  /// The parts of what the plan chose by the rows of the districts; none where it chose nothing that the pledge is about.
  public var plannedByDistrict: [Int: Double] = [:]

  /// Creates an outcome.
  public init(planned: Double, taken: Double, status: Status) {
    self.planned = planned
    self.taken = taken
    self.status = status
  }
}
