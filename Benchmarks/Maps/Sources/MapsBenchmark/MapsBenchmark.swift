import CairoBinding
import Layers
import PlanModel

@testable import Exports

/// Times the kernels of maps on the `plan.gpkg` of a run: borders made simpler, tiles cut, outlines drawn.
///
/// Usage: `MapsBenchmark RUN/plan.gpkg EPSG [WORKERS]`; built with `-Xswiftc -enable-testing`, because the kernels are no
/// part of the public interface. Medians of five.
@main
struct MapsBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count > 2 else {
      print("usage: MapsBenchmark RUN/plan.gpkg EPSG [WORKERS]")
      return
    }
    let workers = Workers(arguments.count > 3 ? Int(arguments[3]) ?? 2 : 2)
    let crs = CRS(
      definition: "EPSG:\(arguments[2])", name: "EPSG:\(arguments[2])", isMetric: true)
    let layers = try ["districts", "units", "eligibility", "buildings"].map { name in
      let source = LayerSource(name: name, source: arguments[1], layer: name)
      let reading = readLayer(source, into: crs, expecting: .any, within: nil, workers: workers)
      guard let layer = reading.layer else { throw PlanningFailure(reading.diagnostics) }
      return layer
    }
    for layer in layers { print("\(layer.name): \(layer.count)") }

    let borders = Array(layers[..<3])
    try time("simplify districts, units and eligible land together, 5 m") {
      _ = try BorderSimplifier.simplified(together: borders.map(\.geometry), tolerance: 5)
    }
    for layer in layers {
      try time("simplify \(layer.name) alone, 5 m") {
        _ = try BorderSimplifier.simplified(layer.geometry, tolerance: 5)
      }
    }
    try time("take outlines to the grid of tiles") {
      for layer in layers { _ = try TileShapes(layer, workers: workers) }
    }
    let shapes = try layers.map { try TileShapes($0, workers: workers) }
    var box = TileBox()
    for shape in shapes { box.extend(shape.box) }
    let zooms = TilePyramid.zooms(around: box)
    let tiled = zip(layers, shapes).map { layer, shapes in
      TileLayer(
        name: layer.name, shapes: shapes,
        fields: layer.fields.prefix(8).map { TileLayer.Field(name: $0.role, column: $0.column) },
        fromZoom: PlanTiles.fromZoom(of: layer.name, zooms),
        dropsSmall: !["districts", "units"].contains(layer.name))
    }
    try time("cut and pack tiles of zooms \(zooms.lowerBound) to \(zooms.upperBound), 8 fields") {
      _ = try TilePyramid(tiled, zooms: zooms, box: box, workers: workers)
    }
    let extent = MapFrame.extent(of: layers[0].geometry, rows: 0..<layers[0].count)
    let frame = MapFrame(extent, in: Box(left: 0, top: 0, right: 900, bottom: 900))
    func drawing(of layer: Layer) -> Drawing {
      var drawing = Drawing(width: 900, height: 900, title: layer.name, summary: layer.name)
      drawing.marks.append(
        .areas(
          (0..<layer.count).compactMap { frame.outline(of: layer.geometry, $0) },
          Drawing.Fill(colour: "#4a6a7a"), Drawing.Line(colour: "#ffffff", width: 0.5)))
      return drawing
    }
    for layer in layers {
      try time("draw \(layer.name) as SVG") { _ = drawing(of: layer).svg(name: "g") }
      let fonts = try TextMeasure().fonts
      try time("draw \(layer.name) as PNG pixels") {
        let canvas = try CairoCanvas(imageOf: 900, by: 900, scale: 1)
        try drawing(of: layer).paint(on: canvas, fonts)
        _ = try canvas.pixels()
      }
    }
  }

  /// Runs a step five times and prints the median.
  static func time(_ what: String, _ step: () throws -> Void) throws {
    let clock = ContinuousClock()
    let times = try (0..<5).map { _ in try clock.measure { try step() } }.sorted()
    print("\(what): \(times[2])")
  }
}
