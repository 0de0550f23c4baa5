extension Array {
  /// The first position from which on every element belongs, where those that belong stand behind all others; the count where
  /// none does.
  ///
  /// - Complexity: O(log *n*) calls of `belongs`.
  func partitioningIndex(where belongs: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if belongs(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
