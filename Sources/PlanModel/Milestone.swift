/// A step on the way of an action, at a share of its phase or some months after the phase begins.
public struct Milestone: Sendable, Hashable {
  /// When it is due.
  public enum Due: Sendable, Hashable {
    /// A share of the phase, 0…1.
    case share(Double)
    /// Months after the beginning of the phase.
    case months(Int)
  }
  /// When it is due.
  public var due: Due
  /// What is done by then.
  public var text: String

  /// Creates a step.
  public init(due: Due, text: String) {
    self.due = due
    self.text = text
  }

  /// The month by whose end it is due, as `2027-06`, where the work lasts from one year to another.
  ///
  /// A share is rounded up to whole months, at least the first; months beyond the last are the last.
  public func month(in years: ClosedRange<Int>) -> String {
    let length = years.count * 12
    let after =
      switch due {
      case .share(let share): Int((share * Double(length)).rounded(.up))
      case .months(let months): months
      }
    let index = min(max(after, 1), length) - 1
    let month = index % 12 + 1
    return "\(years.lowerBound + index / 12)-\(month < 10 ? "0" : "")\(month)"
  }
}
