import PlanModel

/// The geometries of some rows, taken apart into coordinates.
///
/// Row `i` has the parts `partStarts[i]..<partStarts[i + 1]`, part `j` the rings `ringStarts[j]..<ringStarts[j + 1]`,
/// ring `k` the points `pointStarts[k]..<pointStarts[k + 1]`. A part is a polygon, a line (one ring) or a point
/// (one ring of one point). Rings of polygons are closed.
struct ShapeChunk {
  /// What a row has.
  enum Kind: UInt8 {
    case missing
    case point
    case line
    case polygon
  }

  /// What was found while a row was taken apart.
  struct Findings: OptionSet {
    let rawValue: UInt8
    /// A collection of unlike kinds, of which only the polygons (else lines) are kept.
    static let mixed = Findings(rawValue: 1)
    /// A ring was not closed, and is now.
    static let closedRing = Findings(rawValue: 2)
    /// A ring or line with too few points was left out.
    static let droppedRing = Findings(rawValue: 4)
    /// The bytes are no well-known binary.
    static let malformed = Findings(rawValue: 8)
    /// A coordinate is NaN or infinite.
    static let notFinite = Findings(rawValue: 16)
  }

  var kinds: [Kind] = []
  var isMulti: [Bool] = []
  var findings: [Findings] = []
  var partStarts: [Int] = [0]
  var ringStarts: [Int] = [0]
  var pointStarts: [Int] = [0]
  var xs: [Double] = []
  var ys: [Double] = []

  /// Rows that lost a ring with too few points, and the first point of each lost ring.
  var lostRings: (rows: [Int], xs: [Double], ys: [Double]) = ([], [], [])

  /// The number of rows.
  var count: Int { kinds.count }

  /// The points of a row, over all its parts and rings.
  func points(of row: Int) -> Range<Int> {
    pointStarts[ringStarts[partStarts[row]]]..<pointStarts[ringStarts[partStarts[row + 1]]]
  }

  /// The extent of a row; empty where it has no points.
  func extent(of row: Int) -> Extent {
    var extent = Extent.empty
    for i in points(of: row) { extent.extend(x: xs[i], y: ys[i]) }
    return extent
  }

  /// The area of a row in square units: outer rings less holes, each by the shoelace formula.
  func area(of row: Int) -> Double {
    guard kinds[row] == .polygon else { return 0 }
    var area = 0.0
    for part in partStarts[row]..<partStarts[row + 1] {
      for ring in ringStarts[part]..<ringStarts[part + 1] {
        let size = abs(ringArea(ring))
        area += ring == ringStarts[part] ? size : -size
      }
    }
    return area
  }

  /// The signed area of a ring, positive where it runs against the clock.
  private func ringArea(_ ring: Int) -> Double {
    let start = pointStarts[ring]
    let end = pointStarts[ring + 1]
    // Relative to the first point, because products of large coordinates would cancel.
    var sum = 0.0
    for i in start..<max(start, end - 1) {
      sum +=
        (xs[i] - xs[start]) * (ys[i + 1] - ys[start])
        - (xs[i + 1] - xs[start]) * (ys[i] - ys[start])
    }
    return sum / 2
  }

  /// Appends a row to a column of well-known binary: two-dimensional, little-endian, ISO.
  func write(row: Int, to bytes: inout [UInt8]) {
    let parts = partStarts[row]..<partStarts[row + 1]
    guard kinds[row] != .missing, !parts.isEmpty else { return }
    let code: UInt32 = kinds[row] == .point ? 1 : kinds[row] == .line ? 2 : 3
    if isMulti[row] {
      appendHeader(code + 3, to: &bytes)
      append(UInt32(parts.count), to: &bytes)
    }
    for part in parts {
      appendHeader(code, to: &bytes)
      let rings = ringStarts[part]..<ringStarts[part + 1]
      if code == 3 { append(UInt32(rings.count), to: &bytes) }
      for ring in rings {
        let points = pointStarts[ring]..<pointStarts[ring + 1]
        if code != 1 { append(UInt32(points.count), to: &bytes) }
        for i in points {
          append(xs[i].bitPattern, to: &bytes)
          append(ys[i].bitPattern, to: &bytes)
        }
      }
    }
  }

  private func appendHeader(_ code: UInt32, to bytes: inout [UInt8]) {
    bytes.append(1)
    append(code, to: &bytes)
  }

  private func append<Number: FixedWidthInteger>(_ number: Number, to bytes: inout [UInt8]) {
    unsafe withUnsafeBytes(of: number.littleEndian) { unsafe bytes.append(contentsOf: $0) }
  }
}
