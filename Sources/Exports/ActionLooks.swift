import PlanModel

/// The look of each action, the same on every map, chart and page of a run, as a place in the palette (see ``Palette/mark(_:)``).
///
/// What is planned comes first: each chosen action has a colour of its own as long as there are colours, that of its place in the catalogue
/// where no other has it; then colours are shared and patterns tell them apart. So a plan with other actions may give an action another
/// colour, but never one that two actions of a map share while others are free. What is not planned keeps its place.
struct ActionLooks {
  /// By action.
  let mark: [Int]

  /// - Parameters:
  ///   - used: The actions that are the main one somewhere.
  ///   - chosen: The chosen options of each unit.
  init(_ table: OptionTable, used: [Int], chosen: [[Int]]) {
    var done = Set<Int>()
    for option in chosen.joined() { done.formUnion(table.packages[Int(table.package[option])]) }
    let order = used + done.subtracting(used).sorted()
    var mark = Array(table.actions.indices)
    let marks = Self.apart(order.map { $0 % Palette.colours.count })
    for (action, own) in zip(order, marks) { mark[action] = own }
    self.mark = mark
  }

  /// The places of the classes of one map: each its own where no class before it has it, else the next colour that none has, else its colour with
  /// the next pattern.
  static func apart(_ wanted: [Int]) -> [Int] {
    let hues = Palette.colours.count
    var taken = Set<Int>()
    return wanted.map { mark in
      let usedHues = Set(taken.map { $0 % hues })
      let next =
        !taken.contains(mark)
        ? mark
        : (0..<hues).first { !usedHues.contains($0) }
          ?? (0..<4).map { mark % hues + $0 * hues }.first { !taken.contains($0) }
          ?? (0..<4 * hues).first { !taken.contains($0) } ?? mark
      taken.insert(next)
      return next
    }
  }
}
