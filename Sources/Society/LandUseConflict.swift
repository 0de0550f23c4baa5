public import PlanModel

/// How far the interests in an area collide.
public enum ConflictDegree: String, Sendable, CaseIterable {
  /// One interest is stronger than all others.
  case none
  /// Several interests, but not all, are equally strong and stronger than the rest.
  case moderate
  /// All interests are equally strong.
  case major
}

/// Conflict of land uses in one area by the LUCIS method (Carr and Zwick), as read in the course GEODZ511 and in GALUP.
///
/// Of three interests with levels 1 to 3 the 27 codes are 3 of major, 9 of moderate and 15 of no conflict. For k interests
/// (a judgement): let m of them have the highest level; m = 1 is no conflict, m = k is major, what lies between is moderate.
/// A single interest has no conflict. That nobody wants an area much (all low) is major by this rule too: see `level`.
public struct LandUseConflict: Sendable, Hashable {
  /// How far the interests collide.
  public let degree: ConflictDegree
  /// The interests with the highest level, ascending, counted from 0: one prevails, or several contend.
  public let strongest: [Int]
  /// The highest level, 1…3.
  public let level: UInt8
  /// The levels as digits, the first interest's first: 312.
  public let code: Int

  /// The most interests whose code is a number.
  public static let mostInterests = 18

  /// - Precondition: 1 to 18 levels, each 1…3.
  public init(levels: some Collection<UInt8>) {
    precondition((1...Self.mostInterests).contains(levels.count), "1 to 18 interests")
    precondition(levels.allSatisfy { (1...3).contains($0) }, "levels are 1, 2 or 3")
    let highest = levels.max() ?? 1
    level = highest
    strongest = levels.enumerated().filter { $0.element == highest }.map(\.offset)
    code = levels.reduce(0) { $0 * 10 + Int($1) }
    degree =
      strongest.count == 1 ? .none : strongest.count == levels.count ? .major : .moderate
  }
}

/// The conflict of land uses in each area.
///
/// - Parameter levels: For each interest the levels of all areas, 1…3 (`preferenceLevels`).
/// - Throws: `PlanningFailure` where the columns do not fit.
public func landUseConflicts(
  levels: [[UInt8]]
) throws(PlanningFailure) -> [LandUseConflict] {
  var complaints = Complaints("society.land-use-conflict")
  complaints.expect(
    (1...LandUseConflict.mostInterests).contains(levels.count),
    "There are \(levels.count) interests.",
    "State 1 to \(LandUseConflict.mostInterests) interests.")
  let areas = levels.first?.count ?? 0
  for (interest, column) in levels.enumerated() {
    complaints.expect(
      column.count == areas,
      "Interest \(interest + 1) has levels of \(column.count) areas and the first one of \(areas).",
      "State a level of each interest for each area.")
    complaints.expect(
      column.allSatisfy { (1...3).contains($0) },
      "A level of interest \(interest + 1) is not 1, 2 or 3.",
      "Write 1 for low, 2 for medium and 3 for high.")
  }
  try complaints.settle()
  return (0..<areas).map { area in LandUseConflict(levels: levels.map { $0[area] }) }
}
