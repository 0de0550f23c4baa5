extension String {
  /// The text with its first letter small, as inside a sentence, unless it begins with an abbreviation.
  public var lowercasedFirst: String {
    dropFirst().first?.isUppercase == true ? self : prefix(1).lowercased() + dropFirst()
  }
}
