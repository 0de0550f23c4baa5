import Foundation

/// How fields and words are called in data of one's own, for guesses that a person then looks at.
///
/// Texts are compared by ``key(_:)``: lower case, letters and digits only.
public struct ImportGuesses: Sendable {
  /// Names that the field of a role may have.
  private var names: [String: Set<String>] = [:]
  /// What words of a role mean in a plan.
  private var words: [String: [String: String]] = [:]

  /// The guesses that come with the program.
  ///
  /// - Throws: `PlanningFailure` where the data file is missing or broken.
  public static func load() throws -> ImportGuesses {
    let folder = try resourceFolder(of: "Reference", holding: "the guesses of imports")
    let path = "\(folder)/import-guesses.csv"
    let table = try CSVTable(
      resourceText(at: path), file: path, columns: ["kind", "role", "text", "meaning"])
    var guesses = ImportGuesses()
    for row in table.rows {
      if row[0] == "field" {
        guesses.names[row[1], default: []].insert(row[2])
      } else {
        guesses.words[row[1], default: [:]][row[2]] = row[3]
      }
    }
    return guesses
  }

  /// Whether a field of this name may be meant by a role.
  public func isName(_ name: String, of role: String) -> Bool {
    let key = Self.key(name)
    return key == Self.key(role) || names[role]?.contains(key) == true
  }

  /// What a word may mean in a role; nil: nobody knows.
  public func meaning(of word: String, in role: String) -> String? { words[role]?[Self.key(word)] }

  /// A text without what spellings differ in; umlauts and ß are written out.
  public static func key(_ text: String) -> String {
    var key = ""
    for letter in text.lowercased() {
      switch letter {
      case "ä": key += "ae"
      case "ö": key += "oe"
      case "ü": key += "ue"
      case "ß": key += "ss"
      default: if letter.isLetter || letter.isNumber { key.append(letter) }
      }
    }
    return key
  }
}
