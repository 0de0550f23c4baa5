extension [Action] {
  /// The actions that a topic of an interest is about: the one with the topic as its id; else those with all words of the
  /// topic in their id; where there are none, those that take land, because a place is all that is known to be wanted.
  public func about(_ topic: String) -> [Int] {
    let topic = topic.lowercased()
    if let exact = firstIndex(where: { $0.id.lowercased() == topic }) { return [exact] }
    let words = Set(topic.split(whereSeparator: { $0 == "-" || $0 == " " || $0 == "_" }))
    let named = indices.filter {
      !words.isEmpty && words.isSubset(of: self[$0].id.lowercased().split(separator: "-"))
    }
    return named.isEmpty ? indices.filter { self[$0].rule.needsLand } : named
  }
}
