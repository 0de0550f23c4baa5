import GDALBinding

/// A drawn image with at most 256 colours: a third of the bytes, and no difference that an eye sees.
///
/// Areas and lines have few colours; the thousands of others are blends at the rims of letters and shapes. The colours
/// of most pixels are kept exactly, so a legend and its map agree; a blend takes the nearest of them.
struct PaletteImage {
  /// The image with its palette.
  let indexed: IndexedImage

  /// How far apart two colours of the palette are at least, as squared distance: about eight steps of 256 in each of red, green and blue.
  private static let least = 3 * 8 * 8
  /// The number of colours; more would make hatched maps larger and no clearer.
  private static let most = 96

  /// - Parameter pixels: Colours as `0xRRGGBB`, row by row.
  init(columns: Int, pixels: [UInt32]) {
    var counts: [UInt32: Int] = [:]
    // Neighbours are mostly alike, so runs are counted and not pixels.
    var run = 0
    for at in pixels.indices {
      run += 1
      if at + 1 == pixels.count || pixels[at + 1] != pixels[at] {
        counts[pixels[at], default: 0] += run
        run = 0
      }
    }
    let ranked = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    var palette: [UInt32] = []
    for colour in ranked where palette.count < Self.most {
      if palette.allSatisfy({ Self.distance($0, colour) >= Self.least }) { palette.append(colour) }
    }
    var places: [UInt32: UInt8] = [:]
    places.reserveCapacity(ranked.count)
    for colour in ranked {
      let distances = palette.map { Self.distance($0, colour) }
      places[colour] = UInt8(distances.indices.min { distances[$0] < distances[$1] } ?? 0)
    }
    var last: UInt32?
    var place: UInt8 = 0
    let cells = pixels.map { colour in
      if colour != last {
        place = places[colour] ?? 0
        last = colour
      }
      return place
    }
    indexed = IndexedImage(columns: columns, palette: palette, pixels: cells)
  }

  private static func distance(_ one: UInt32, _ other: UInt32) -> Int {
    func part(_ shift: UInt32) -> Int { Int(one >> shift & 255) - Int(other >> shift & 255) }
    let (red, green, blue) = (part(16), part(8), part(0))
    return red * red + green * green + blue * blue
  }
}
