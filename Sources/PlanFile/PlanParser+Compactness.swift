import PlanModel

extension PlanParser {
  /// The price of borders: a quantity, or a mapping with the slot it is about.
  func compactness(
    _ mapping: YAMLMapping, objective: ProblemDescription.Objective
  ) -> CompactnessDescription? {
    guard let value = mapping.value("compactness") else { return nil }
    let dimension = objective == .leastCost ? Dimension.moneyPerLength : .emissionsPerLength
    if !value.isMapping {
      return value.quantity(as: dimension, in: 0...1e9).map {
        CompactnessDescription(penalty: $0, line: value.line)
      }
    }
    guard let keys = value.mapping(of: PlanKeys.compactness) else { return nil }
    let slot = keys.text("slot")
    guard let penalty = keys.value("penalty")?.quantity(as: dimension, in: 0...1e9) else {
      return nil
    }
    return CompactnessDescription(penalty: penalty, slot: slot, line: value.line)
  }

  /// The blocks that some actions need.
  func clusters(_ mapping: YAMLMapping) -> [ClusterDescription] {
    var clusters: [ClusterDescription] = []
    for entry in mapping.mappings("clusters") {
      let name = entry.text("name")
      let actions = ids(entry, "actions")
      let least = entry.value("atLeast").flatMap(blockSize)
      guard let name, let least, !actions.isEmpty else { continue }
      if let other = clusters.first(where: { $0.name == name }) {
        entry.report(
          "duplicate-name",
          "Another cluster is named `\(name.shortened)` as well, in line \(other.line ?? 0).",
          remedy: "Give each cluster a name of its own.", at: "name")
        continue
      }
      clusters.append(
        ClusterDescription(
          name: name, actions: actions, measure: least.measure, least: least.amount,
          line: entry.line))
    }
    return clusters
  }

  /// `5 GWh` (of useful heat), `20 ha` or `12 units`; nil after a finding.
  private func blockSize(
    _ value: YAMLValue
  ) -> (measure: ClusterDescription.Measure, amount: Double)? {
    guard let text = value.text() else { return nil }
    let suffix = " of useful heat"
    let number = text.hasSuffix(suffix) ? String(text.dropLast(suffix.count)) : text
    let measures: [(ClusterDescription.Measure, Dimension)] = [
      (.heat, .energy), (.area, .area), (.units, .count),
    ]
    for (measure, dimension) in measures {
      guard case .success(let quantity) = Quantity.parse(number, as: dimension),
        measure != .units || quantity.unit.symbol == "units",
        measure == .heat || number == text
      else { continue }
      return value.checked(quantity.inInternalUnit, in: 0...1e15, unit: "").map { (measure, $0) }
    }
    value.report(
      "wrong-unit", "`\(value.path)` is `\(text.shortened)`, which measures no block.",
      remedy: "Write useful heat (`5 GWh`), an area (`20 ha`) or a number of units (`12 units`).")
    return nil
  }

  /// What a changed unit costs, in the unit of the objective.
  func stability(
    _ mapping: YAMLMapping, objective: ProblemDescription.Objective
  ) -> Double? {
    mapping.value("stability")?.quantity(
      as: objective == .leastCost ? .money : .emissions, in: 0...1e15)
  }
}
