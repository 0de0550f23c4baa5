import GDALBinding
import PlanModel

/// Layers cut into vector tiles for all zooms.
///
/// The same layers give the same bytes, whatever the number of workers.
struct TilePyramid: Sendable {
  /// One tile, packed by gzip.
  struct Tile: Sendable {
    var zoom: Int
    var x: Int
    var y: Int
    var bytes: [UInt8]
  }
  /// By zoom, then from north to south by row, then from west to east.
  let tiles: [Tile]
  let zooms: ClosedRange<Int>
  let box: TileBox

  /// Features of a chunk.
  private static let chunkRows = 4096
  /// Tiles of a chunk.
  private static let chunkTiles = 4

  /// The zooms of a pyramid around some layers: from all of them within a tile's width, seen from twice as far, to the deepest.
  static func zooms(around box: TileBox) -> ClosedRange<Int> {
    if box.isEmpty { return 0...0 }
    let width = max(box.maxX - box.minX, box.maxY - box.minY)
    return max(0, min(TileGrid.zoom(fitting: width), 13) - 1)...TileGrid.deepest
  }

  /// Cuts layers.
  ///
  /// - Complexity: O(*v z*), where *v* is the number of vertices and *z* that of zooms.
  init(_ layers: [TileLayer], zooms: ClosedRange<Int>, box: TileBox, workers: Workers) throws {
    self.zooms = zooms
    self.box = box
    var tiles: [Tile] = []
    for zoom in zooms { tiles += try Self.cut(layers, zoom, workers) }
    self.tiles = tiles
  }

  /// A feature's part in a tile: where its encoded geometry stands in the bytes of its chunk.
  private struct Piece {
    /// Row of tiles, then column, then layer: the order of what is written.
    var order: UInt64
    var row: Int32
    var chunk: Int32
    var start: Int
    var end: Int

    static func order(x: Int, y: Int, layer: Int) -> UInt64 {
      UInt64(y) << 36 | UInt64(x) << 8 | UInt64(layer)
    }
    var tile: UInt64 { order >> 8 }
    var layer: Int { Int(order & 0xFF) }
  }

  private static func cut(
    _ layers: [TileLayer], _ zoom: Int, _ workers: Workers
  ) throws -> [Tile] {
    var pieces: [Piece] = []
    var chunks: [[UInt8]] = []
    for (position, layer) in layers.enumerated() where layer.fromZoom <= zoom {
      let parts = try workers.mapChunks(of: layer.shapes.count, size: chunkRows) { rows in
        encode(layer, position, rows, zoom)
      }
      for part in parts {
        pieces += part.pieces.map { piece in
          var piece = piece
          piece.chunk = Int32(chunks.count)
          return piece
        }
        chunks.append(part.bytes)
      }
    }
    pieces.sort { ($0.order, $0.row) < ($1.order, $1.row) }
    var starts: [Int] = []
    for k in pieces.indices where k == 0 || pieces[k].tile != pieces[k - 1].tile {
      starts.append(k)
    }
    starts.append(pieces.count)
    let (sorted, blocks, bounds) = (pieces, chunks, starts)
    return try workers.mapChunks(of: bounds.count - 1, size: chunkTiles) { range in
      try range.map { tile in
        let members = bounds[tile]..<bounds[tile + 1]
        let place = sorted[members.lowerBound].tile
        return Tile(
          zoom: zoom, x: Int(place & 0xFFF_FFFF), y: Int(place >> 28),
          bytes: try gzipped(message(layers, sorted[members], blocks, zoom)))
      }
    }.flatMap { $0 }
  }

  private static func message(
    _ layers: [TileLayer], _ pieces: ArraySlice<Piece>, _ chunks: [[UInt8]], _ zoom: Int
  ) -> [UInt8] {
    var tile = ProtobufBytes()
    var start = pieces.startIndex
    while start < pieces.endIndex {
      var end = start
      while end < pieces.endIndex, pieces[end].layer == pieces[start].layer { end += 1 }
      let features = pieces[start..<end].map { piece in
        (row: Int(piece.row), geometry: chunks[Int(piece.chunk)][piece.start..<piece.end])
      }
      tile.add(3, layers[pieces[start].layer].message(features, zoom: zoom))
      start = end
    }
    return tile.bytes
  }

  private static func encode(
    _ layer: TileLayer, _ position: Int, _ rows: Range<Int>, _ zoom: Int
  ) -> (pieces: [Piece], bytes: [UInt8]) {
    var pieces: [Piece] = []
    var geometry = ProtobufBytes()
    for row in rows {
      guard
        let outline = TileOutline(layer.shapes, row, zoom: zoom, dropsSmall: layer.dropsSmall)
      else { continue }
      outline.forEachTile(zoom: zoom) { x, y, part in
        let start = geometry.bytes.count
        add(part, to: &geometry)
        pieces.append(
          Piece(
            order: Piece.order(x: x, y: y, layer: position), row: Int32(row), chunk: 0,
            start: start, end: geometry.bytes.count))
      }
    }
    return (pieces, geometry.bytes)
  }

  /// Adds commands and parameters of a geometry (specification 2.1, section 4.3).
  private static func add(_ outline: TileOutline, to geometry: inout ProtobufBytes) {
    let (moveTo, lineTo, closePath): (UInt64, UInt64, UInt64) = (1, 2, 7)
    var (x, y) = (0, 0)
    func step(_ point: TileOutline.Point) {
      geometry.add(varint: ProtobufBytes.zigzag(point.x - x))
      geometry.add(varint: ProtobufBytes.zigzag(point.y - y))
      (x, y) = (point.x, point.y)
    }
    if outline.kind == 1 {
      let points = outline.rings.flatMap(\.points)
      geometry.add(varint: moveTo | UInt64(points.count) << 3)
      for point in points { step(point) }
      return
    }
    for ring in outline.rings {
      geometry.add(varint: moveTo | 1 << 3)
      step(ring.points[0])
      geometry.add(varint: lineTo | UInt64(ring.points.count - 1) << 3)
      for point in ring.points.dropFirst() { step(point) }
      if outline.kind == 3 { geometry.add(varint: closePath | 1 << 3) }
    }
  }
}
