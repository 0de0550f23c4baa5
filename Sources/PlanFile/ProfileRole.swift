public import PlanModel

/// What a field of a profile may mean, as an import needs to know it.
public struct ProfileRole: Sendable {
  /// The role, as the plan names it.
  public let name: String
  /// What it means, for people.
  public let about: String
  /// The words that its values are; nil: numbers or any text.
  public let words: [String]?
  /// Whether its values are numbers.
  public let isNumber: Bool
  /// The unit of its numbers without another one; empty: none.
  public let unit: String

  /// The roles of a kind of layer, in the order of the plan file's documentation.
  public static func all(of role: ImportProfile.Role) -> [ProfileRole] {
    ProfileKeys.roles(of: role).map { field in
      var words: [String]?
      var unit = ""
      switch field.kind {
      case .words(let list): words = list
      case .measure(let dimension): unit = Unit.internal(dimension).symbol
      case .text, .plainNumber: break
      }
      return ProfileRole(
        name: field.name, about: field.about, words: words, isNumber: field.isNumber, unit: unit)
    }
  }
}
