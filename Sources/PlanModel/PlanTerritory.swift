/// The municipality that a common plan is for: which districts of its sources are meant.
public struct PlanTerritory: Sendable, Hashable {
  /// The municipality's id; stands for `<id>` in the common plan.
  public var id: String
  /// Its name; stands for `<name>`, and is the name of the plan.
  public var name: String
  /// The ids of its districts in the source of districts.
  public var districts: [String]
  /// The layer of municipalities, which are the districts where the common plan names none.
  public var layer: LayerSource

  /// Creates a territory.
  public init(id: String, name: String, districts: [String], layer: LayerSource) {
    self.id = id
    self.name = name
    self.districts = districts
    self.layer = layer
  }
}
