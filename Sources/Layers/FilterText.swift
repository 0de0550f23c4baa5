/// The condition of a filter, before it is handed to a driver, and by some drivers to a database.
struct FilterText {
  let text: String

  /// Whether a database could take it for more than one statement: a semicolon outside of quotes.
  ///
  /// Comments and backslashes change what quotes enclose, and not in every database alike; beside one of them no semicolon
  /// is trusted.
  var hasSeveralStatements: Bool {
    guard text.contains(";") else { return false }
    if text.contains("--") || text.contains("/*") || text.contains("\\") { return true }
    var quote: Character?
    for character in text {
      if character == quote {
        // A doubled quote closes and opens again, which comes to the same.
        quote = nil
      } else if quote == nil, character == "'" || character == "\"" {
        quote = character
      } else if quote == nil, character == ";" {
        return true
      }
    }
    // A quote that is never closed encloses nothing.
    return quote != nil
  }
}
