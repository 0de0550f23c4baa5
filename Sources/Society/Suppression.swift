public import PlanModel

/// Which numbers of a table of cells by groups must not be shown, so that nobody's answer can be worked out.
public struct Suppression: Sendable, Hashable {
  /// The number of groups.
  public let groups: Int
  /// Whether an entry is hidden, cell by cell.
  public let isHidden: [Bool]
  /// Whether the total of a cell over its groups is hidden too.
  public let isTotalHidden: [Bool]

  /// Whether the entry of a group in a cell is hidden.
  public func hides(group: Int, in cell: Int) -> Bool { isHidden[cell * groups + group] }
}

/// What to hide in a table of cells by groups whose totals over the groups are shown.
///
/// Hidden are entries of fewer than `leastPeople` people. Where a total would tell what is hidden, more is hidden: the
/// entry with the next fewest people, the first of equal ones, until at least two entries are hidden that have `leastPeople`
/// people together, because the total less what is shown tells their sum. Where all entries together have too few people,
/// the total is hidden too. Sums over the cells must not be shown beside this table; they may be shown in a table of
/// their own that was treated alike and is of other people. The rule is a judgement (complementary suppression).
///
/// - Parameters:
///   - people: The number of distinct people of each entry, cell by cell.
///   - groups: The number of groups; a person is in one group.
/// - Throws: `PlanningFailure` where the column does not fit.
public func suppression(
  people: [Int], groups: Int, leastPeople: Int
) throws(PlanningFailure) -> Suppression {
  var complaints = Complaints("society.suppression")
  complaints.expect(
    groups > 0 && people.count % max(groups, 1) == 0,
    "\(people.count) numbers of people are no table of \(groups) groups.",
    "State the number of people of each group in each cell.")
  complaints.expect(
    !people.contains { $0 < 0 || $0 > 1 << 40 }, "A number of people is out of range.",
    "Count the people who answered.")
  try complaints.settle()
  var isHidden = people.map { $0 < leastPeople }
  var isTotalHidden = Array(repeating: false, count: people.count / groups)
  for cell in isTotalHidden.indices {
    let entries = cell * groups..<(cell + 1) * groups
    var hidden = entries.filter { isHidden[$0] }
    // With one group the total is the entry.
    if hidden.isEmpty { continue }
    var open = entries.filter { !isHidden[$0] }.sorted { (people[$0], $0) < (people[$1], $1) }[...]
    while hidden.count < 2 || hidden.reduce(0, { $0 + people[$1] }) < leastPeople,
      let next = open.popFirst()
    {
      hidden.append(next)
      isHidden[next] = true
    }
    isTotalHidden[cell] =
      hidden.count < 2 || hidden.reduce(0) { $0 + people[$1] } < leastPeople
  }
  return Suppression(groups: groups, isHidden: isHidden, isTotalHidden: isTotalHidden)
}
