import GEOSBinding
public import PlanModel

/// Planning units cut from a layer, with what was found on the way.
public struct LayerUnits: Sendable {
  /// The units, by district, each in the order of the layer, the rest last.
  public var units: PlanningUnits
  /// What was found: features that overlap, ground without a feature, features outside, inexact cuts.
  public var diagnostics: [Diagnostic]
  /// The ground that more than one feature claims, m²; the first in the layer has it.
  public var overlapArea: Double
  /// The ground of districts in no feature, m²; in the units called `rest`.
  public var restArea: Double
  /// The ground of features outside all districts, m².
  public var outsideArea: Double
}

/// The planning units that a layer of parcels, blocks or other polygons makes of the districts.
///
/// Each district is cut by the features; a feature that crosses a border becomes one unit in each district.
/// Ids are `<district>/<feature>`. Where features overlap, the first in the layer has the ground. What no
/// feature covers is one more unit of the district, `<district>/rest`, so that the units of a district add
/// up to it. A piece under 1 m², or a part of the rest, is merged into the largest of its neighbours in the
/// district; without such a neighbour it stays.
///
/// - Parameter gridSize: The precision grid of overlays that fail in floating precision, and how far apart
///   borders may be and still be one, in m.
/// - Throws: `PlanningFailure` where no feature lies in a district.
/// - Complexity: one cut for each feature at a district's border or over another feature, and one union for
///   each district that has ground without a feature.
public func planningUnits(
  from layer: Layer, districts: Layer, gridSize: Double, workers: Workers
) throws -> LayerUnits {
  let all = try measures(of: districts.geometry, workers: workers)
  let index = try PolygonIndex(districts.geometry, extents: all.extents, workers: workers)
  let cover = try LandUseCover(layer, gridSize: gridSize, workers: workers)
  var scratch = OverlayScratch()
  var pairs: [(district: Int, feature: Int)] = []
  for district in 0..<districts.count where all.area[district] > 0 {
    cover.tree.find(all.extents[district], into: &scratch.found, scratch: &scratch.nodes)
    for feature in scratch.found.map(Int.init) where cover.measures.area[feature] > 0 {
      pairs.append((district, feature))
    }
  }
  let (candidates, areas) = (pairs, all.area)
  let cut = try workers.mapChunks(of: pairs.count, size: 256) { chunk in
    var cutter = try FeatureCutter(
      cover: cover, districts: districts.geometry, index: index, gridSize: gridSize)
    for pair in chunk {
      try cutter.append(candidates[pair].feature, in: candidates[pair].district)
    }
    return cutter.found
  }
  var pieces = Array(repeating: [UnitPiece](), count: districts.count)
  for piece in cut.flatMap(\.pieces) { pieces[piece.district].append(piece) }
  let cutPieces = pieces
  let closed = try workers.mapChunks(of: districts.count, size: 1) { rows in
    var closer = try DistrictCloser(gridSize: gridSize)
    return try rows.map {
      try closer.close(
        cutPieces[$0], district: $0, geometry: districts.geometry, area: areas[$0])
    }
  }.flatMap { $0 }

  var ids = UnitIDs()
  var result = LayerUnits(
    units: PlanningUnits(
      ids: [], geometry: GeometryColumn(rows: []), district: [], area: []), diagnostics: [],
    overlapArea: cut.flatMap(\.overlaps).map(\.area).compensatedSum(),
    restArea: closed.map(\.restArea).compensatedSum(), outsideArea: 0)
  let rows = closed.flatMap(\.pieces)
  result.units = PlanningUnits(
    ids: rows.map {
      ids.unique("\(districts.ids[$0.district])/\($0.feature.map { layer.ids[$0] } ?? "rest")")
    },
    geometry: GeometryColumn(rows: rows.map(\.bytes)), district: rows.map(\.district),
    area: rows.map(\.area))
  var outside = cover.measures.area
  for part in cut.flatMap(\.inside) { outside[part.feature] -= part.area }
  result.outsideArea = outside.map { Swift.max(0, $0) }.compensatedSum()
  result.diagnostics = try findings(
    result, layer: layer, cut: cut.flatMap(\.overlaps), closed: closed, districts: districts)
  return result
}

/// What is to be told about units of a layer.
private func findings(
  _ units: LayerUnits, layer: Layer, cut: [(feature: Int, area: Double)],
  closed: [ClosedDistrict], districts: Layer
) throws -> [Diagnostic] {
  var found: [Diagnostic] = []
  guard closed.contains(where: { $0.pieces.contains { $0.feature != nil } }) else {
    throw PlanningFailure([
      Diagnostic(
        .error, "units.none-inside", "No feature of the layer of units lies in a district.",
        remedy: "Check the layer, its filter and its CRS.", at: Place(layer: layer.name))
    ])
  }
  let losers = Set(cut.map(\.feature))
  if let first = losers.min() {
    found.append(
      Diagnostic(
        .warning, "units.overlap",
        "Features claim \(rounded(units.overlapArea)) m² that earlier features have already; the first in the layer has it.",
        remedy: "Mend the layer, or put the features that count first.",
        at: Place(layer: layer.name, feature: layer.ids[first]), count: losers.count))
  }
  let rests = closed.indices.filter { closed[$0].restArea > 0 }
  if let first = rests.first {
    found.append(
      Diagnostic(
        .note, "units.rest",
        "\(rounded(units.restArea)) m² of the districts lie in no feature; each such district has one more unit, `\(districts.ids[first])/rest` and so on.",
        remedy: "Add what is missing, if it is meant to be decided on by itself.",
        at: Place(layer: layer.name, feature: districts.ids[first]), count: rests.count))
  }
  if units.outsideArea >= 1 {
    found.append(
      Diagnostic(
        .note, "units.outside",
        "\(rounded(units.outsideArea)) m² of features lie outside all districts and are left out.",
        at: Place(layer: layer.name)))
  }
  for (district, closed) in closed.enumerated() where !closed.isExact {
    found.append(
      Diagnostic(
        .warning, "overlay.inexact",
        "The units of the district miss or double some of its area.",
        remedy: "Check the layer for spikes and for borders that nearly coincide.",
        at: Place(layer: layer.name, feature: districts.ids[district])))
  }
  return found
}

/// Makes ids unique that clash only because they are put together.
private struct UnitIDs {
  private var taken: Set<String> = []

  mutating func unique(_ id: String) -> String {
    var made = id
    var number = 2
    while !taken.insert(made).inserted {
      made = "\(id)~\(number)"
      number += 1
    }
    return made
  }
}
