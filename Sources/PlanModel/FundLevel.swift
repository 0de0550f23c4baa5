/// How an option is paid for: which of the plan's funds it does without.
public struct FundLevel: Sendable, Hashable {
  /// The positions of the funds among the plan's, ascending; empty: it draws on all that pay for it.
  public var without: [Int]
  /// What people read behind the option's name, such as `without Green fund`; empty where it does without none.
  public var title: String

  /// Names a level.
  public init(without: [Int], title: String) {
    self.without = without
    self.title = title
  }

  /// Drawing on every fund that pays.
  public static let full = FundLevel(without: [], title: "")
}
