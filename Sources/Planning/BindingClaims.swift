import PlanModel

extension PlanInputs {
  /// Makes binding claims constraints: they take the land away from what they are against.
  ///
  /// A claim on land is against all that takes land; opposition is against the land actions of its topic, and where the topic
  /// names none, against all of them. Support cannot bind anybody to act, which is said. The ledger has a row for each topic.
  mutating func bindClaims(of plan: PlanDescription, actions: [Action]) {
    guard let interests, let force = interests.texts("force") else { return }
    let stance = interests.texts("stance")
    let topic = interests.texts("topic")
    let onLand = actions.filter(\.rule.needsLand).map(\.id)
    var rows: [String: [Int]] = [:]
    var excluded: [String: [String]] = [:]
    var supports: [Int] = []
    for row in 0..<interests.count where force[row] == InterestForce.binding.rawValue {
      switch stance?[row] {
      case "oppose":
        let word = topic?[row] ?? ""
        let theme = plan.society?.themes.first { $0.name == word }?.actions
        let named = theme ?? actions.about(word).map { actions[$0].id }
        let against = named.filter(onLand.contains)
        let name = "binding opposition" + (word.isEmpty ? "" : ": \(word)")
        rows[name, default: []].append(row)
        excluded[name] = against.isEmpty ? onLand : against
      case "support": supports.append(row)
      default:
        rows["binding claims", default: []].append(row)
        excluded["binding claims"] = []
      }
    }
    let taken = Set(constraints.map(\.source.source.name))
    for name in rows.keys.sorted() {
      var free = name
      while taken.contains(free) { free += " (interests)" }
      let own = rows[name]!
      var source = ConstraintSource(source: LayerSource(name: free, source: ""))
      source.excludes = excluded[name]!
      constraints.append(
        (
          source,
          Layer(
            name: free, crs: interests.crs, ids: own.map { interests.ids[$0] },
            geometry: interests.geometry.selecting(own))
        ))
    }
    if let first = supports.first {
      diagnostics.append(
        Diagnostic(
          .note, "interests.binding-support",
          "Binding support takes nothing away from anybody, so it counts as weighty.",
          remedy: "Where an action is decided already, write a lock.",
          at: Place(layer: interests.name, feature: interests.ids[first]), count: supports.count))
    }
  }
}
