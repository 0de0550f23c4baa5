/// The land of each unit that an action on land may claim, told by what it is and where it lies.
public struct ClaimableLand: Sendable {
  /// The action, by id.
  public var action: String
  /// Land of each class in each unit, m²: the first index is the raw value of the class; a class that nobody asked about is empty.
  public var landUse: [[Double]]
  /// Area of each unit in each constraint that somebody asked about, m², by the constraint's name.
  public var constraints: [(name: String, area: [Double])]

  /// Creates the land of an action.
  public init(
    action: String, landUse: [[Double]], constraints: [(name: String, area: [Double])]
  ) {
    self.action = action
    self.landUse = landUse
    self.constraints = constraints
  }
}
