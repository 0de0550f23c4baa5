import PlanModel

/// What a tile archive says of itself, for MBTiles 1.3 and PMTiles 3 alike.
struct TileMetadata {
  let name: String
  let description: String
  let attribution: String
  let layers: [TileLayer]
  let zooms: ClosedRange<Int>
  let box: TileBox

  /// West, south, east, north.
  var bounds: String { box.degrees.map { $0.rounded(toDecimals: 6) }.joined(separator: ",") }

  /// Longitude, latitude and zoom to begin with.
  var center: String {
    let (x, y) = middle
    return "\(x.rounded(toDecimals: 6)),\(y.rounded(toDecimals: 6)),\(startZoom)"
  }

  /// The middle of the bounds in degrees.
  var middle: (longitude: Double, latitude: Double) {
    let edges = box.degrees
    return ((edges[0] + edges[2]) / 2, (edges[1] + edges[3]) / 2)
  }

  /// The zoom to begin with: where all is seen at once.
  var startZoom: Int { min(zooms.lowerBound + 1, zooms.upperBound) }

  /// The layers with their attributes, as readers look them up.
  var vectorLayers: JSONValue {
    .array(
      layers.map { layer in
        .object([
          ("id", .string(layer.name)), ("description", .string("")),
          ("minzoom", .integer(max(layer.fromZoom, zooms.lowerBound))),
          ("maxzoom", .integer(zooms.upperBound)),
          (
            "fields",
            .object(
              layer.fields.map { field in
                if case .number = field.column { return (field.name, .string("Number")) }
                return (field.name, .string("String"))
              })
          ),
        ])
      })
  }
}
