/// What the groups said about each action in each unit that anybody spoke of.
///
/// A cell is a unit and an action; cells are ordered by unit and then action.
public struct PreferenceSurface: Sendable {
  /// The unit of each cell.
  public var unit: [Int32]
  /// The action of each cell, as position in the catalogue.
  public var action: [Int32]
  /// The strength of support, summed over people; the first index is the group.
  public var support: [[Double]]
  /// The strength of opposition, summed over people; the first index is the group.
  public var opposition: [[Double]]
  /// How many people of the group spoke; the first index is the group.
  public var people: [[Int32]]

  /// Creates a surface of no cells for a number of groups.
  public init(groups: Int) {
    unit = []
    action = []
    support = Array(repeating: [], count: groups)
    opposition = Array(repeating: [], count: groups)
    people = Array(repeating: [], count: groups)
  }

  /// The number of cells.
  public var count: Int { unit.count }

  /// The number of groups.
  public var groups: Int { support.count }

  /// The cell of a unit and an action, or nil where nobody spoke of them.
  public func cell(unit: Int, action: Int) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if (Int(self.unit[middle]), Int(self.action[middle])) < (unit, action) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < count && self.unit[low] == unit && self.action[low] == action ? low : nil
  }
}
