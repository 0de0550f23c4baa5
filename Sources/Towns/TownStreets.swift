/// The streets of a town as lines along the lattice.
struct TownStreets: Sendable {
  /// The middle lines.
  private(set) var lines: [[Point]] = []
  /// The class of each: `main` for the roads between settlements, `street` for the others.
  private(set) var classes: [String] = []

  /// Draws a street along every block, and a road from every settlement to the nearest larger one.
  init(frame: TownFrame, lattice: StreetLattice, plan: CellPlan) {
    let side = lattice.count
    var isBuilt = [Bool](repeating: false, count: side * side)
    for block in plan.blocks { isBuilt[block.cell] = true }
    func built(_ i: Int, _ j: Int) -> Bool {
      i >= 0 && j >= 0 && i < side && j < side && isBuilt[j * side + i]
    }
    for line in 0...side {
      run(in: 0..<side, where: { built($0, line) || built($0, line - 1) }) {
        lattice.node($0, line)
      }
      run(in: 0..<side, where: { built(line, $0) || built(line - 1, $0) }) {
        lattice.node(line, $0)
      }
    }
    roads(frame: frame, lattice: lattice)
  }

  /// Adds one line for each longest run of sides that are streets.
  private mutating func run(
    in range: Range<Int>, where isStreet: (Int) -> Bool, node: (Int) -> Point
  ) {
    var line: [Point] = []
    for i in range {
      if isStreet(i) {
        if line.isEmpty { line.append(node(i)) }
        line.append(node(i + 1))
      } else if !line.isEmpty {
        lines.append(line)
        classes.append("street")
        line = []
      }
    }
    if !line.isEmpty {
      lines.append(line)
      classes.append("street")
    }
  }

  /// Roads follow the lattice: along one row of nodes, then along one column.
  private mutating func roads(frame: TownFrame, lattice: StreetLattice) {
    let places = frame.settlements.filter { $0.buildings > 0 }
    for (k, place) in places.enumerated().dropFirst() {
      let nearest = places[..<k].min {
        ($0.position - place.position).length < ($1.position - place.position).length
      }
      guard let nearest else { continue }
      let from = lattice.nearestNode(to: place.position)
      let to = lattice.nearestNode(to: nearest.position)
      var line: [Point] = []
      for i in stride(from: from.i, through: to.i, by: from.i <= to.i ? 1 : -1) {
        line.append(lattice.node(i, from.j))
      }
      for j in stride(from: from.j, through: to.j, by: from.j <= to.j ? 1 : -1).dropFirst() {
        line.append(lattice.node(to.i, j))
      }
      if line.count > 1 {
        lines.append(line)
        classes.append("main")
      }
    }
  }
}
