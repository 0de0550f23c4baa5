/// A small TIFF of any type of cells, written by hand: what GDAL's own writer would not let us say can be said here.
public struct SampleTIFF: Sendable {
  /// The types of cells.
  public enum Cells: Sendable {
    case byte, int8, uint16, int16, uint32, int32, float, double

    /// Bits a cell, and TIFF's number of the format: 1 unsigned, 2 signed, 3 floating point.
    var form: (bits: Int, format: Int) {
      switch self {
      case .byte: (8, 1)
      case .int8: (8, 2)
      case .uint16: (16, 1)
      case .int16: (16, 2)
      case .uint32: (32, 1)
      case .int32: (32, 2)
      case .float: (32, 3)
      case .double: (64, 3)
      }
    }
  }

  /// The type of the cells.
  public var type: Cells
  /// The bands, each row by row from the top as stored; the cells of all bands lie together.
  public var bands: [[Double]]
  /// How many cells a row has.
  public var columns: Int
  /// x = t0 + column·t1 + row·t2, y = t3 + column·t4 + row·t5.
  public var transform = [0.0, 1, 0, 0, 0, -1]
  /// The text of GDAL's tag for nodata.
  public var nodata: String?
  /// The items of GDAL's tag for metadata, as XML.
  public var metadata = ""
  /// Whether the last band says where there is a value.
  public var hasAlpha = false
  /// The EPSG code of a projected CRS.
  public var epsg: Int? = 25832

  /// Creates a raster of square cells of 1 from the origin downwards.
  public init(_ type: Cells, columns: Int, _ bands: [Double]...) {
    self.type = type
    self.columns = columns
    self.bands = bands
  }

  /// The bytes of the file.
  public var bytes: [UInt8] {
    let (bits, format) = type.form
    let count = bands.count
    var entries: [(tag: Int, kind: Int, count: Int, data: [UInt8])] = []
    func shorts(_ tag: Int, _ values: [Int]) {
      entries.append((tag, 3, values.count, values.flatMap { little(UInt64($0), 2) }))
    }
    func longs(_ tag: Int, _ values: [Int]) {
      entries.append((tag, 4, values.count, values.flatMap { little(UInt64($0), 4) }))
    }
    func doubles(_ tag: Int, _ values: [Double]) {
      entries.append((tag, 12, values.count, values.flatMap { little($0.bitPattern, 8) }))
    }
    func text(_ tag: Int, _ value: String) {
      entries.append((tag, 2, value.utf8.count + 1, Array(value.utf8) + [0]))
    }
    let cells = bands[0].indices.flatMap { cell in bands.flatMap { encoded($0[cell]) } }
    longs(256, [columns])
    longs(257, [bands[0].count / columns])
    shorts(258, Array(repeating: bits, count: count))
    shorts(259, [1])
    shorts(262, [1])
    longs(273, [8])
    shorts(277, [count])
    longs(278, [bands[0].count / columns])
    longs(279, [cells.count])
    if count > 1 {
      shorts(338, Array(repeating: 0, count: count - 2) + [hasAlpha ? 2 : 0])
    }
    shorts(339, Array(repeating: format, count: count))
    let t = transform
    doubles(34264, [t[1], t[2], 0, t[0], t[4], t[5], 0, t[3], 0, 0, 0, 0, 0, 0, 0, 1])
    if let epsg {
      shorts(34735, [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, epsg])
    }
    if !metadata.isEmpty { text(42112, "<GDALMetadata>\(metadata)</GDALMetadata>") }
    if let nodata { text(42113, nodata) }
    var extra: [UInt8] = []
    var table = little(UInt64(entries.count), 2)
    let start = 8 + cells.count + 2 + 12 * entries.count + 4
    for entry in entries {
      table += little(UInt64(entry.tag), 2) + little(UInt64(entry.kind), 2)
      table += little(UInt64(entry.count), 4)
      if entry.data.count <= 4 {
        table += entry.data + Array(repeating: 0, count: 4 - entry.data.count)
      } else {
        table += little(UInt64(start + extra.count), 4)
        extra += entry.data
      }
    }
    return [0x49, 0x49, 42, 0] + little(UInt64(8 + cells.count), 4) + cells + table + [0, 0, 0, 0]
      + extra
  }

  private func encoded(_ value: Double) -> [UInt8] {
    switch type {
    case .float: little(UInt64(Float(value).bitPattern), 4)
    case .double: little(value.bitPattern, 8)
    default: little(UInt64(bitPattern: Int64(value)), type.form.bits / 8)
    }
  }

  private func little(_ value: UInt64, _ bytes: Int) -> [UInt8] {
    (0..<bytes).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
  }
}
