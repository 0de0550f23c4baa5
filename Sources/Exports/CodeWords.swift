extension String {
  /// A word of plan files as words of people: `highConflict` as “high conflict”, `industry-buildings` as “industry buildings”.
  var codeInWords: String {
    map { $0 == "-" || $0 == "_" ? " " : $0.isUppercase ? " \($0.lowercased())" : "\($0)" }
      .joined()
  }
}

/// What the classes of disagreement are called on maps.
enum ConflictWords {
  /// The class in words that say what it means; the word itself where it is none of them.
  static func title(_ word: String) -> String {
    switch word {
    case "highConflict": "people disagree, high landscape value"
    case "lowConflict": "people disagree, low landscape value"
    case "development": "most support a use, low landscape value"
    case "conservation": "most oppose a use, high landscape value"
    case "supportedDespiteValue": "most support a use despite high landscape value"
    case "opposedDespiteValue": "most oppose a use despite low landscape value"
    default: word.codeInWords
    }
  }

  /// How the classes come about.
  static let note =
    "Whether people support or oppose uses of an area, and how much landscape value they mark there (Brown and Raymond 2014)."
}
