extension String {
  /// The one of `words` that was most likely meant, or nil where none is near.
  ///
  /// Case and separators do not count: `land_use` is `landUse`. Near is at most a third of the letters edited (at
  /// least one; insertions, deletions, replacements, and swaps of neighbours), or a word that begins or ends with
  /// the other, of at least four letters. The first of equally near ones.
  public func nearest(among words: some Sequence<String>) -> String? {
    let wanted = lettersOnly
    // No word of ours is nearly as long; the limit keeps hostile input cheap.
    guard !wanted.isEmpty, wanted.count <= 200 else { return nil }
    var best: (word: String, distance: Double)?
    for word in words {
      let letters = word.lettersOnly
      var distance = Double(Self.editDistance(wanted, letters))
      let allowed = Double(Swift.max(1, Swift.max(wanted.count, letters.count) / 3))
      if distance > allowed {
        let (short, long) = wanted.count < letters.count ? (wanted, letters) : (letters, wanted)
        guard short.count >= 4,
          long.starts(with: short) || long.reversed().starts(with: short.reversed())
        else { continue }
        distance = allowed + 0.5
      }
      if best.map({ distance < $0.distance }) ?? true { best = (word, distance) }
    }
    return best?.word
  }

  /// The letters, digits and signs of units in lower case.
  private var lettersOnly: [Character] {
    lowercased().filter { $0.isLetter || $0.isNumber || $0 == "%" || $0 == "‰" }
  }

  /// The number of insertions, deletions, replacements and swaps of neighbours between two words, where no part is
  /// edited twice (optimal string alignment; Damerau, CACM 7, 1964, 171–176).
  private static func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    var before: [Int] = []
    var previous = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var current = [i + 1]
      for (j, b) in right.enumerated() {
        var distance = Swift.min(
          previous[j + 1] + 1, current[j] + 1, previous[j] + (a == b ? 0 : 1))
        if i > 0, j > 0, a == right[j - 1], left[i - 1] == b {
          distance = Swift.min(distance, before[j - 1] + 1)
        }
        current.append(distance)
      }
      before = previous
      previous = current
    }
    return previous[right.count]
  }
}
