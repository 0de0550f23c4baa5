import PlanModel

extension ProblemBuilder {
  /// The price of borders between units of unlike choice in the table's first slot; its borders also say which units are
  /// neighbours for the clusters. nil where neither is asked for.
  mutating func compactness(
    _ problem: ProblemDescription, borders: Neighbours?
  ) -> PlanningProblem.Compactness? {
    if let slot = problem.compactness?.slot, !options.slots.contains(slot) {
      reportUnknown(
        "slot", slot, among: options.slots, in: "`compactness`", line: problem.compactness?.line)
    }
    guard problem.needsBorders, let borders else { return nil }
    return PlanningProblem.Compactness(
      penalty: problem.compactness?.penalty ?? 0, left: borders.left, right: borders.right,
      length: borders.length)
  }

  /// The blocks that some actions need, by the classes of the packages that contain one of them.
  mutating func clusters(_ problem: ProblemDescription) -> [PlanningProblem.Cluster] {
    var clusters: [PlanningProblem.Cluster] = []
    for cluster in problem.clusters {
      let owner = cluster.owner
      guard let positions = actions(cluster.actions, in: owner, line: cluster.line) else {
        continue
      }
      if let other = positions.first(where: { options.actions[$0].slot != options.slots[0] }) {
        let action = options.actions[other]
        diagnostics.append(
          Diagnostic(
            .error, "cluster.other-slot",
            "\(owner) names `\(action.id)` of the slot `\(action.slot)`, and borders are counted in the slot `\(options.slots[0])`.",
            remedy:
              "Name actions of one slot only, the same as in `compactness` and in all clusters.",
            at: Place(file: file, line: cluster.line)))
        continue
      }
      if cluster.measure == .heat, !positions.contains(where: suppliesHeat) {
        diagnostics.append(
          Diagnostic(
            .error, "cluster.no-heat",
            "\(owner) is measured in useful heat, and its actions supply none.",
            remedy: "Write an area (`20 ha`) or a number of units (`12 units`).",
            at: Place(file: file, line: cluster.line)))
        continue
      }
      let classes = packageClasses
      clusters.append(
        PlanningProblem.Cluster(
          name: cluster.name,
          classes: options.packages.indices.filter {
            options.packages[$0].contains(where: positions.contains)
          }.map { classes[$0] }, amount: column(of: cluster.measure), least: cluster.least))
    }
    return clusters
  }

  private func suppliesHeat(_ action: Int) -> Bool {
    if case .supplyHeat = options.actions[action].effect { true } else { false }
  }

  /// The column that a block is summed by; nil: each unit counts 1.
  private mutating func column(of measure: ClusterDescription.Measure) -> Int? {
    switch measure {
    case .units: nil
    case .area: columns.area(of: units.area)
    case .heat: columns.suppliedHeat()
    }
  }
}
