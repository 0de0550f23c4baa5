import PlanModel

extension ProblemBuilder {
  /// The blocks that some choices need: a name, the classes that count, what is summed (left out: units) and the least sum.
  mutating func readClusters(_ node: JSONNode?, into problem: inout PlanningProblem) {
    for (position, item) in list(node, field: "clusters").enumerated() {
      let place = "clusters[\(position)]"
      guard
        let members = object(item, place, keys: ["name", "classes", "amount", "least", "comment"])
      else { continue }
      let name = text(members["name"], field: "\(place).name")
      let classes = indices(members["classes"], field: "\(place).classes")
      let least = number(members["least"], field: "\(place).least")
      var amount: Int?
      if let node = members["amount"] {
        amount = known(
          node, among: problem.amounts.map(\.name), noun: "amount", field: "\(place).amount")
        if amount == nil { continue }
      }
      guard let name, let classes, let least else { continue }
      problem.clusters.append(
        PlanningProblem.Cluster(name: name, classes: classes, amount: amount, least: least))
    }
  }
}
