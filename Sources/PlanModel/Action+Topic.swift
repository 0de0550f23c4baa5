extension [Action] {
  /// The actions that a topic of an interest is about: those with the topic as a word of their id; where there is none, those
  /// that take land, because a place is all that is known to be wanted.
  public func about(_ topic: String) -> [Int] {
    let topic = topic.lowercased()
    let named = indices.filter {
      self[$0].id.lowercased().split(separator: "-").contains(topic[...])
    }
    return named.isEmpty ? indices.filter { self[$0].rule.needsLand } : named
  }
}
