extension String {
  /// The one of `words` that was most likely meant, or nil where none is near.
  ///
  /// Near is at most a third of the letters wrong (at least one, at most three), counted as insertions,
  /// deletions and replacements without regard to case; the first of equally near ones.
  public func nearest(among words: some Sequence<String>) -> String? {
    let letters = Array(lowercased())
    let allowed = Swift.min(3, Swift.max(1, letters.count / 3))
    var best: (word: String, distance: Int)?
    for word in words {
      let distance = Self.editDistance(letters, Array(word.lowercased()))
      if distance <= allowed, distance < best?.distance ?? .max { best = (word, distance) }
    }
    return best?.word
  }

  /// Levenshtein's distance, one row of the table at a time.
  private static func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    var row = Array(0...b.count)
    for i in a.indices {
      var diagonal = row[0]
      row[0] = i + 1
      for j in b.indices {
        let replaced = diagonal + (a[i] == b[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = Swift.min(replaced, row[j + 1] + 1, row[j] + 1)
      }
    }
    return row[b.count]
  }
}
