import Overlay
import PlanModel

extension PlanInputs {
  /// The districts of a municipality; all of them where the plan is its own.
  static func districts(_ districts: Layer, of territory: PlanTerritory?) -> Layer {
    guard let territory else { return districts }
    let own = Set(territory.districts)
    return districts.selecting(districts.ids.indices.filter { own.contains(districts.ids[$0]) })
  }

  /// Leaves out what lies outside a municipality, of layers that hold a whole region.
  ///
  /// What lies on the border stays, and counts with the share of it that lies inside, as everywhere; so the shares of a
  /// feature in all municipalities add up to it.
  mutating func cut(
    to territory: PlanTerritory?, gridSize: Double, workers: Workers
  ) throws {
    guard let territory else { return }
    let units = try planningUnits(
      .districts, districts: districts, gridSize: gridSize, workers: workers)
    func inside(_ layer: Layer) throws -> Layer {
      let shares = try memberships(
        of: layer.geometry, measures: measures(of: layer.geometry, workers: workers), in: units,
        gridSize: gridSize, workers: workers)
      let own = Set(districts.ids)
      let named = layer.texts("district")
      return layer.selecting(
        layer.ids.indices.filter { row in
          // What has no geometry is about the district that it names.
          guard layer.geometry.isMissing(row) else { return shares.outside[row] < 1 }
          return named?[row].map { own.contains($0) } ?? false
        })
    }
    let before = buildings?.count
    buildings = try buildings.map(inside)
    wasteHeat = try wasteHeat.map(inside)
    interests = try interests.map(inside)
    for position in contributions.indices {
      contributions[position].layer = try inside(contributions[position].layer)
    }
    let left = (before ?? 0) - (buildings?.count ?? 0)
    diagnostics.append(
      Diagnostic(
        .note, "region.cut",
        "The sources hold more than \(territory.name): of their districts \(districts.count) are its own"
          + (before == nil ? "." : ", and \(left) of the buildings read lie outside."),
        at: Place(layer: "districts")))
  }
}
