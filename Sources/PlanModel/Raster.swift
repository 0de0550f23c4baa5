/// Bands of one grid, from one file or several, that are read together by windows.
public struct Raster: Sendable {
  /// One band.
  public struct Band: Sendable, Hashable {
    /// Its name in messages and columns.
    public var name: String
    /// Whether its cells are whole numbers.
    public var isInteger: Bool

    /// Creates the description of a band.
    public init(name: String, isInteger: Bool) {
      self.name = name
      self.isInteger = isInteger
    }
  }

  /// The CRS of the grid; zones are taken to it, the raster is never resampled.
  public let crs: CRS
  /// Where the cells are.
  public let grid: RasterGrid
  /// The bands, in the order in which they are numbered here, from 0.
  public let bands: [Band]
  /// The cells that are stored together: windows of whole tiles decode each tile once.
  public let tile: (columns: Int, rows: Int)
  /// How many bands lie together in the file, so that reading a window of one reads them all.
  public let interleavedBands: Int
  /// Opens the source for one worker, which keeps the reader to itself.
  public let open: @Sendable () throws -> RasterReader

  /// Creates a raster from a way to open it.
  public init(
    crs: CRS, grid: RasterGrid, bands: [Band], tile: (columns: Int, rows: Int),
    interleavedBands: Int = 1, open: @escaping @Sendable () throws -> RasterReader
  ) {
    precondition(tile.columns > 0 && tile.rows > 0, "a tile has cells")
    self.crs = crs
    self.grid = grid
    self.bands = bands
    self.tile = tile
    self.interleavedBands = interleavedBands
    self.open = open
  }

  /// All cells of a window of one band, opened for this alone; for tests and small rasters.
  public func cells(band: Int = 0, _ window: RasterWindow) throws -> RasterCells {
    var cells = RasterCells()
    try open().read(band, window, &cells)
    return cells
  }
}

/// Reads the cells of an opened raster; confined to the worker that opened it.
public struct RasterReader {
  /// Reads a window of a band, counted from 0, into a buffer that may hold another window.
  public let read: (Int, RasterWindow, inout RasterCells) throws -> Void

  /// Creates a reader.
  public init(_ read: @escaping (Int, RasterWindow, inout RasterCells) throws -> Void) {
    self.read = read
  }
}

/// The cells of a window of one band, row by row: a buffer that is filled again and again.
///
/// The numbers are in one of two columns: 32-bit ones where that holds every value exactly, else 64-bit ones.
public struct RasterCells: Sendable {
  /// The values as 32-bit numbers, or empty; 0 where a cell is missing.
  public var singles: [Float] = []
  /// The values as 64-bit numbers, or empty; 0 where a cell is missing.
  public var doubles: [Double] = []
  /// Bit *i* mod 64 of word *i* ÷ 64 is 1 where cell *i* has a value; empty where every cell has one.
  public var present: [UInt64] = []

  /// Creates an empty buffer.
  public init() {}

  /// Creates a buffer from values; nil is missing.
  public init(_ values: some Sequence<Double?>) {
    for value in values {
      if doubles.count & 63 == 0 { present.append(0) }
      if value != nil { present[present.count - 1] |= 1 << UInt64(doubles.count & 63) }
      doubles.append(value ?? 0)
    }
    dropMaskOfNone()
  }

  /// The number of cells.
  public var count: Int { singles.count + doubles.count }

  /// The value of a cell, or nil where it is missing.
  public subscript(cell: Int) -> Double? {
    if !present.isEmpty, present[cell >> 6] & (1 << UInt64(cell & 63)) == 0 { return nil }
    return singles.isEmpty ? doubles[cell] : Double(singles[cell])
  }

  /// Forgets the mask where it masks nothing.
  public mutating func dropMaskOfNone() {
    let missing = present.enumerated().contains { index, word in
      let cells = Swift.min(64, count - 64 * index)
      return word.nonzeroBitCount != cells
    }
    if !missing { present.removeAll(keepingCapacity: true) }
  }
}
