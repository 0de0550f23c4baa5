/// The word of `words` that a mistyped `word` most likely stands for, or nil where none is near.
///
/// Near means: equal without regard to case and separators, or one a part of the other of at least four letters, or
/// few edits away (a third of the letters, at least one, swaps of neighbours count once). The first of the nearest wins.
func nearestWord(to word: String, among words: [String]) -> String? {
  let wanted = word.lettersOnly
  guard !wanted.isEmpty, wanted.count <= 200 else { return nil }
  var best: (word: String, distance: Double)?
  for candidate in words {
    let letters = candidate.lettersOnly
    var distance = Double(editDistance(wanted, letters))
    let allowed = Double(max(1, max(wanted.count, letters.count) / 3))
    if distance > allowed {
      let (short, long) = wanted.count < letters.count ? (wanted, letters) : (letters, wanted)
      guard short.count >= 4,
        long.starts(with: short) || long.reversed().starts(with: short.reversed())
      else { continue }
      distance = allowed + 0.5
    }
    if best.map({ distance < $0.distance }) ?? true { best = (candidate, distance) }
  }
  return best?.word
}

/// The number of insertions, deletions, replacements and swaps of neighbours between two words, where no part is
/// edited twice (optimal string alignment; Damerau, CACM 7, 1964, 171–176).
func editDistance(_ left: [Character], _ right: [Character]) -> Int {
  var before: [Int] = []
  var previous = Array(0...right.count)
  for (i, a) in left.enumerated() {
    var current = [i + 1]
    for (j, b) in right.enumerated() {
      var distance = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a == b ? 0 : 1))
      if i > 0, j > 0, a == right[j - 1], left[i - 1] == b {
        distance = min(distance, before[j - 1] + 1)
      }
      current.append(distance)
    }
    before = previous
    previous = current
  }
  return previous[right.count]
}

extension String {
  /// The letters and digits in lower case, so that `land_use` and `landUse` are the same word.
  fileprivate var lettersOnly: [Character] {
    lowercased().filter { $0.isLetter || $0.isNumber || $0 == "²" || $0 == "%" }.map { $0 }
  }
}

/// The words for a sentence: "`a`, `b` and `c`", or the first twelve and how many more there are.
func inSentence(_ words: [String], _ conjunction: String = "and") -> String {
  let quoted = words.map { "`\($0)`" }
  if quoted.count > 14 {
    return quoted.prefix(12).joined(separator: ", ") + " and \(quoted.count - 12) more"
  }
  guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "" }
  return quoted.dropLast().joined(separator: ", ") + " \(conjunction) " + last
}
