import PlanModel

/// A closed list of words that a framework's tables accept.
public struct Vocabulary: Sendable, Hashable {
  /// What the words are, for messages, for example `policy area`.
  public let title: String
  /// The words, in the order of the framework.
  public let terms: [String]

  /// Creates a list.
  public init(title: String, terms: [String]) {
    self.title = title
    self.terms = terms
  }

  /// The framework's spelling of a word, found without regard to case; nil where it is not in the list.
  public func canonical(_ word: String) -> String? {
    let wanted = word.lowercased()
    return terms.first { $0.lowercased() == wanted }
  }

  /// The word that was most likely meant, or nil where none is near.
  public func nearest(to word: String) -> String? {
    word.nearest(among: terms)
  }
}
