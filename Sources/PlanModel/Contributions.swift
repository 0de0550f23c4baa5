/// What a voice says of its subject.
public enum Stance: String, Sendable, CaseIterable {
  /// For it.
  case support
  /// Against it.
  case oppose
  /// For it on a condition.
  case condition
}

/// What people said on the map: one voice a row, with the places it is about.
///
/// A voice is about one subject, which stands for one or more actions. Its place is cut against the planning units:
/// the shares of a voice and what lies outside of all units add up to 1.
public struct Contributions: Sendable {
  /// The ids: `<source>/<feature>`.
  public var ids: [String] = []
  /// The group, as position among the groups.
  public var group: [Int32] = []
  /// The stance as it was given.
  public var stance: [Stance] = []
  /// +1 for support, −1 for opposition, 0 for a condition that is not met.
  public var direction: [Double] = []
  /// How strong the voice is, 0…1.
  public var strength: [Double] = []
  /// The subject, as position in `subjects`.
  public var subject: [Int32] = []
  /// The subjects: the word that was used, and the actions it stands for as positions in the catalogue.
  public var subjects: [(name: String, actions: [Int])] = []
  /// The person, as a number without a meaning; different persons have different numbers.
  public var person: [Int32] = []
  /// Which voice was raised later, as a number that only its order matters of; 0 where no date is known.
  public var date: [Int32] = []
  /// The condition, where the voice names one.
  public var condition: [String?] = []
  /// Where the entries of each voice start.
  public var starts: [Int] = [0]
  /// The unit of each entry.
  public var unit: [Int32] = []
  /// The share of the voice's place that lies in the unit.
  public var share: [Double] = []
  /// How far the voice is about the unit, 0…1: the share of the voice's place in the unit or the share of the unit in the
  /// voice's place, whichever is larger. So a pin speaks about the unit it stands in, and an area about each unit it covers.
  public var voice: [Double] = []
  /// The share of each voice's place that lies outside all units.
  public var outside: [Double] = []

  /// Creates contributions without a voice.
  public init() {}

  /// The number of voices.
  public var count: Int { ids.count }
}
