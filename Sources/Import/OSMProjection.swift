import PROJBinding
import PlanModel

extension OSMData {
  /// The metric CRS of a place: the country's grid, else the UTM zone, as ETRS89 in Europe and WGS 84 elsewhere.
  static func metricCRS(of extent: Extent, country: String, _ tables: OSMTables) -> String {
    let longitude = (extent.minX + extent.maxX) / 2
    let latitude = (extent.minY + extent.maxY) / 2
    if let grid = tables.grids[country], let system = try? PROJReferenceSystem(grid) {
      // Far islands are of the country and not of its grid.
      guard let use = system.areaOfUse,
        !(use.west...use.east).contains(longitude) || !(use.south...use.north).contains(latitude)
      else { return grid }
    }
    let zone = Int(min(60, max(1, ((longitude + 180) / 6).rounded(.down) + 1)))
    let isEuropean = (32.88...84.73).contains(latitude) && (28...38).contains(zone)
    return isEuropean ? "EPSG:\(25800 + zone)" : "EPSG:\((latitude < 0 ? 32700 : 32600) + zone)"
  }

  /// Takes all nodes from degrees into a CRS; those that have no place in it become infinite.
  ///
  /// - Returns: How many those are.
  mutating func project(into crs: String) throws(PROJError) -> Int {
    let transformer = try PROJTransformer(from: CRS.wgs84.definition, to: crs)
    return transformer.transform(xs: &nodes.xs, ys: &nodes.ys)
  }
}
