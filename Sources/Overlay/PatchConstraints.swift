import GEOSBinding
public import PlanModel

/// The constraints that keep actions off patches of land which are too narrow or too small for them.
///
/// A patch is eligible land that hangs together by more than corners, across the borders of units and
/// districts; at the edge of the municipality it ends. First, with half the least width, each patch is shrunk
/// from all sides and grown back, with sharp corners: what does not come back is too narrow. A patch whose
/// sides are all at least the width apart stays as it is, corner for corner, tips under 23° apart. Then what
/// is left of a patch, each part by itself, is dropped where it has less than the least area. Narrow ground of
/// less than 1 m² in one place is left where it is.
///
/// The land that is dropped comes back as constraints, so that the partition, and with it ledger, eligibility
/// and maps, have it in one place, as excluded: cut the units again with these constraints as well.
///
/// - Parameters:
///   - eligibility: Of the actions that ask for a least patch or width, in the order of `actions`.
///   - gridSize: How far apart borders may be and still be one, in m.
/// - Returns: The constraints, named such as `narrower than 20 m (wind)` and `patch under 1 ha (wind)`; those
///   that drop nothing are left out.
/// - Complexity: O(*corners*) for the area; a union and two buffers a patch for the width.
public func patchConstraints(
  of eligibility: [Eligibility], actions: [LandAction], gridSize: Double, workers: Workers
) throws -> [(constraint: ConstraintLayer, action: String)] {
  var found: [(constraint: ConstraintLayer, action: String)] = []
  for (land, action) in zip(eligibility, actions) {
    precondition(land.action == action.id, "the eligibility of another action")
    var patches = try LandPatches(
      parts: (0..<land.geometry.count).flatMap { polygonParts(of: land.geometry.row($0)) },
      gridSize: gridSize, workers: workers)
    func add(_ name: String, _ dropped: [[UInt8]]) {
      if dropped.isEmpty { return }
      let layer = ConstraintLayer(
        name: "\(name) (\(action.id))", geometry: GeometryColumn(rows: dropped), buffer: 0)
      found.append((layer, action.id))
    }
    if action.minimumWidth > 0 {
      let opened = try patches.opened(width: action.minimumWidth, workers: workers)
      add("narrower than \(metres(action.minimumWidth))", opened.dropped)
      if !opened.dropped.isEmpty {
        patches = try LandPatches(parts: opened.kept, gridSize: gridSize, workers: workers)
      }
    }
    if action.minimumPatch > 0 {
      add(
        "patch under \(hectares(action.minimumPatch))", patches.smaller(than: action.minimumPatch))
    }
  }
  return found
}

private func metres(_ length: Double) -> String { "\(length.shortest) m" }

private func hectares(_ area: Double) -> String {
  area < 1000 ? "\(area.shortest) m²" : "\((area / 10_000).shortest) ha"
}

/// The polygons of a polygonal geometry, each by itself.
func polygonParts(of wkb: [UInt8]) -> [[UInt8]] {
  if wkb.count < 9 { return [] }
  func word(_ offset: Int) -> Int {
    wkb[offset..<offset + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
  if word(1) == 3 { return [wkb] }
  guard word(1) == 6 else { return [] }
  var parts: [[UInt8]] = []
  var position = 9
  for _ in 0..<word(5) {
    let start = position
    let rings = word(start + 5)
    position += 9
    for _ in 0..<rings { position += 4 + 16 * word(position) }
    parts.append(Array(wkb[start..<position]))
  }
  return parts
}

/// Polygons put together to patches that hang together.
private struct LandPatches {
  let parts: [[UInt8]]
  let areas: [Double]
  /// The parts of each patch, ascending; patches by their first part.
  let patches: [[Int]]
  let gridSize: Double

  init(parts: [[UInt8]], gridSize: Double, workers: Workers) throws {
    self.parts = parts
    self.gridSize = gridSize
    areas = parts.map { RowMeasure($0)?.area ?? 0 }
    let borders = try neighbours(
      of: GeometryColumn(rows: parts), tolerance: gridSize, workers: workers)
    var first = Array(parts.indices)
    func root(_ part: Int) -> Int {
      var part = part
      while first[part] != part {
        first[part] = first[first[part]]
        part = first[part]
      }
      return part
    }
    for pair in 0..<borders.count {
      let left = root(Int(borders.left[pair]))
      let right = root(Int(borders.right[pair]))
      first[Swift.max(left, right)] = Swift.min(left, right)
    }
    var members = Array(repeating: [Int](), count: parts.count)
    for part in parts.indices { members[root(part)].append(part) }
    patches = members.filter { !$0.isEmpty }
  }

  /// The parts of all patches with less than an area, m².
  func smaller(than least: Double) -> [[UInt8]] {
    patches.filter { patch in patch.map { areas[$0] }.compensatedSum() < least }
      .flatMap { $0.map { parts[$0] } }
  }

  /// What is left of the patches, and what is dropped, when all that is narrower than a width goes.
  func opened(width: Double, workers: Workers) throws -> (kept: [[UInt8]], dropped: [[UInt8]]) {
    let results = try workers.mapChunks(of: patches.count, size: 1) { range in
      let ladder = try OverlayLadder(gridSize: gridSize)
      return try range.map { try open(patches[$0], width: width, ladder: ladder) }
    }.flatMap { $0 }
    return (results.flatMap(\.kept), results.flatMap(\.dropped))
  }

  private func open(
    _ patch: [Int], width: Double, ladder: OverlayLadder
  ) throws -> (kept: [[UInt8]], dropped: [[UInt8]]) {
    let whole = patch.map { parts[$0] }
    let area = patch.map { areas[$0] }.compensatedSum()
    let united = ladder.union(
      try whole.map { try ladder.context.read(wkb: $0) }, expected: area)
    guard let ground = united.geometry else { return (whole, []) }
    let core = try ground.buffer(-width / 2, mitreLimit: 5).polygons()
    guard let core else { return ([], whole) }
    // Grown back by a hair more, so that rounding leaves no film along the border.
    let back = try core.buffer(width / 2 + gridSize, mitreLimit: 5)
    let lost = ladder.cut(ground, back, .difference, expected: nil).geometry
    var dropped: [GEOSGeometry] = []
    for part in 0..<(lost?.partCount ?? 0) {
      guard let polygon = try lost?.part(part), try polygon.area() >= 1 else { continue }
      dropped.append(polygon)
    }
    if dropped.isEmpty { return (whole, []) }
    let gone =
      dropped.count == 1 ? dropped[0] : try ladder.context.collection(of: dropped).unaryUnion()
    let kept = ladder.cut(
      ground, gone, .difference, expected: try united.area - gone.area())
    return (
      try kept.geometry.map { polygonParts(of: try $0.wkb()) } ?? [],
      try dropped.map { try $0.wkb() }
    )
  }
}
