import Foundation
import Layers
import Overlay
import PlanFile
import PlanModel

/// Where the municipality of a plan lies.
struct ProfileReach {
  /// The extent of its districts.
  let extent: Extent
  /// The CRS of the extent, which is the plan's.
  let crs: CRS

  /// Finds it from the districts that a plan file names.
  ///
  /// - Returns: Nil where there is no plan file or its districts cannot be read, which its check tells.
  init?(ofPlanAt path: String, workers: Workers) {
    guard FileManager.default.fileExists(atPath: path),
      let plan = readPartialPlan(path: path).plan, let districts = plan.layers.districts,
      let crs = planCRS(declared: plan.crs, districts: districts).crs,
      let layer = readLayer(
        districts, into: crs, expecting: .polygons, within: nil, isRecorded: false,
        workers: workers
      ).layer, let total = try? measures(of: layer.geometry, workers: workers).total,
      !total.isEmpty
    else { return nil }
    extent = total
    self.crs = crs
  }

  /// The extent in another CRS, larger by a distance in m; nil where PROJ knows no way.
  func extent(in crs: CRS, expandedBy distance: Double, workers: Workers) -> Extent? {
    let wanted = extent.expanded(by: distance)
    if crs.definition == self.crs.definition { return wanted }
    let corners = GeometryColumn(rows: [wanted.polygon])
    guard
      let moved = try? transformed(corners, from: self.crs, to: crs, workers: workers),
      let total = try? measures(of: moved, workers: workers).total, !total.isEmpty
    else { return nil }
    // Edges of a rectangle bend on the way; a hundredth is more than they do within a region.
    return total.expanded(by: max(total.width, total.height) * 0.01)
  }
}
