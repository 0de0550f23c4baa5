/// The words for a sentence: "`a`, `b` and `c`", or the first twelve and how many more there are.
func inSentence(_ words: [String], _ conjunction: String = "and") -> String {
  let quoted = words.map { "`\($0)`" }
  if quoted.count > 16 {
    return quoted.prefix(12).joined(separator: ", ") + " and \(quoted.count - 12) more"
  }
  guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "" }
  return quoted.dropLast().joined(separator: ", ") + " \(conjunction) " + last
}
