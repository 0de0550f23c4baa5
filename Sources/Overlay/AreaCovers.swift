import GEOSBinding
import PlanModel

/// Land use, ready to be cut.
struct LandUseCover: Sendable {
  var geometry: GeometryColumn
  /// The class of each feature as raw value.
  var classes: [UInt8]
  /// The ids, for messages.
  var ids: [String]
  var measures: GeometryMeasures
  var index: PolygonIndex
  var tree: ExtentTree
  /// For each feature, the earlier features that claim some of its area, ascending.
  var earlier: [[Int32]]

  /// Indexes a layer and finds where its features overlap.
  init(_ layer: Layer, gridSize: Double, workers: Workers) throws {
    let geometry = layer.geometry
    let measures = try Overlay.measures(of: geometry, workers: workers)
    let index = try PolygonIndex(geometry, extents: measures.extents, workers: workers)
    let tree = ExtentTree(measures.extents)
    self.geometry = geometry
    self.measures = measures
    self.index = index
    self.tree = tree
    classes = landUseClasses(of: layer)
    ids = layer.ids
    // A tenth of a cell of the grid: less is the rounding of shared borders.
    let least = gridSize * gridSize / 10
    earlier = try workers.mapChunks(of: geometry.count, size: 512) { rows in
      var scratch = OverlayScratch()
      return rows.map { row in
        if measures.area[row] <= 0 { return [Int32]() }
        tree.find(measures.extents[row], into: &scratch.found, scratch: &scratch.nodes)
        return scratch.found.filter { other in
          other < row && measures.area[Int(other)] > 0
            && index.sharedArea(of: row, with: Int(other), in: index, scratch: &scratch.local)
              > least
        }
      }
    }.flatMap { $0 }
  }
}

/// A constraint as polygons, with its buffer, ready to cut.
struct ConstraintCover: Sendable {
  var name: String
  var geometry: GeometryColumn
  var measures: GeometryMeasures
  var index: PolygonIndex
  var tree: ExtentTree
  var diagnostics: [Diagnostic]

  /// Buffers the features that reach into `area` and indexes them.
  init(_ layer: ConstraintLayer, area: Extent, workers: Workers) throws {
    name = layer.name
    let source = try Overlay.measures(of: layer.geometry, workers: workers)
    let chunks = try workers.mapChunks(of: layer.geometry.count, size: 256) { rows in
      let context = try GEOSContext()
      var polygons: [[UInt8]] = []
      var failed: [Int] = []
      for row in rows
      where source.extents[row].expanded(by: Swift.max(0, layer.buffer)).meets(area) {
        if layer.buffer == 0 && source.area[row] <= 0 { continue }
        do {
          let geometry = try context.read(wkb: layer.geometry[row])
          let reach = layer.buffer == 0 ? geometry : try Self.buffer(geometry, layer.buffer)
          if let bytes = try reach.polygons()?.wkb() { polygons.append(bytes) }
        } catch {
          failed.append(row)
        }
      }
      return (polygons: polygons, failed: failed)
    }
    geometry = GeometryColumn(rows: chunks.flatMap(\.polygons))
    measures = try Overlay.measures(of: geometry, workers: workers)
    index = try PolygonIndex(geometry, extents: measures.extents, workers: workers)
    tree = ExtentTree(measures.extents)
    diagnostics = chunks.flatMap(\.failed).map { row in
      Diagnostic(
        .warning, "overlay.buffer-failed",
        "The distance of \(layer.buffer) m around a feature could not be drawn; it excludes nothing.",
        remedy: "Simplify the feature, or mend it.",
        at: Place(layer: layer.name, feature: "row \(row + 1)"))
    }
    let hasArea = source.area.contains { $0 > 0 }
    if layer.buffer == 0 && !hasArea && source.extents.contains(where: { !$0.isEmpty }) {
      diagnostics.append(
        Diagnostic(
          .warning, "constraint.no-area",
          "The constraint \(layer.name) has only points or lines and no buffer, so it excludes nothing.",
          remedy: "Give the constraint a buffer, such as 50 m.", at: Place(layer: layer.name)))
    }
  }

  private static func buffer(
    _ geometry: GEOSGeometry, _ distance: Double
  ) throws -> GEOSGeometry {
    do { return try geometry.buffer(distance) } catch {
      return try geometry.makeValid().buffer(distance)
    }
  }
}
