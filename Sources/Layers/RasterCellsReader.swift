import GDALBinding
import PlanModel

/// How the cells of one band of a file become values of the model.
struct RasterCellRule: Sendable {
  /// The band in the file, counted from 1.
  var band: Int
  var description: RasterBandDescription
  /// The stored value that stands for none.
  var nodata: Double?
  /// What one unit of the stored value means, after the plan's factor.
  var scale: Double
  /// What the stored value 0 means, after the plan's factor.
  var offset: Double

  init(band: Int, description: RasterBandDescription, nodata: Double?, factor: Double) {
    self.band = band
    self.description = description
    self.nodata = nodata ?? description.nodata
    scale = description.scale * factor
    offset = description.offset * factor
  }

  /// Whether values stay as stored, so that 32-bit cells need not be widened.
  private var isPlain: Bool { scale == 1 && offset == 0 && !description.isSignedByte }

  /// Whether a value is a whole number for certain.
  var isInteger: Bool {
    description.isInteger && scale == scale.rounded() && offset == offset.rounded()
  }

  /// Reads a rectangle of stored cells: nodata, masked cells and what is no finite number become missing.
  ///
  /// - Parameter mask: Room that is kept from call to call.
  func read(
    _ columns: Range<Int>, _ rows: Range<Int>, from dataset: GDALDataset,
    into cells: inout RasterCells,
    mask: inout [UInt8]
  ) throws(GDALError) {
    let count = columns.count * rows.count
    cells.present.removeAll(keepingCapacity: true)
    mask.removeAll(keepingCapacity: true)
    if description.hasMask {
      mask.append(contentsOf: repeatElement(0, count: count))
      try dataset.readMask(band: band, columns: columns, rows: rows, into: &mask)
    }
    if description.fitsSingle && isPlain {
      cells.doubles.removeAll(keepingCapacity: true)
      resize(&cells.singles, to: count)
      try dataset.read(band: band, columns: columns, rows: rows, into: &cells.singles)
      cells.present = Self.settle(&cells.singles, nodata: nodata.map { Float($0) }, mask: mask)
    } else {
      cells.singles.removeAll(keepingCapacity: true)
      resize(&cells.doubles, to: count)
      try dataset.read(band: band, columns: columns, rows: rows, into: &cells.doubles)
      if description.isSignedByte {
        for cell in cells.doubles.indices where cells.doubles[cell] > 127 {
          cells.doubles[cell] -= 256
        }
      }
      // A 32-bit cell holds the 32-bit number next to what the file says.
      let stored =
        description.type == "Float32" ? nodata.map { Double(Float($0)) } : nodata
      cells.present = Self.settle(&cells.doubles, nodata: stored, mask: mask)
      if scale != 1 || offset != 0 { convert(&cells) }
    }
  }

  private func resize<Value: ExpressibleByIntegerLiteral>(_ values: inout [Value], to count: Int) {
    if values.count > count { values.removeLast(values.count - count) }
    if values.count < count {
      values.append(contentsOf: repeatElement(0, count: count - values.count))
    }
  }

  private func convert(_ cells: inout RasterCells) {
    for cell in cells.doubles.indices { cells.doubles[cell] = cells.doubles[cell] * scale + offset }
    if cells.present.isEmpty { return }
    for cell in cells.doubles.indices where cells[cell] == nil { cells.doubles[cell] = 0 }
  }

  /// Makes missing cells 0 and gives a bit for each cell, or none where every cell has a value.
  private static func settle<Value: BinaryFloatingPoint>(
    _ values: inout [Value], nodata: Value?, mask: [UInt8]
  ) -> [UInt64] {
    // No value equals NaN, which is missing anyway.
    let none = nodata ?? .nan
    var present: [UInt64] = []
    let count = values.count
    var start = 0
    while start < count {
      let end = Swift.min(count, start + 64)
      // Without branches, so that the compiler can do several cells at once: most rasters miss hardly any.
      var faults = 0
      for cell in start..<end {
        let value = values[cell]
        // The difference of a number that is not finite from itself is no number.
        faults &+= (value - value == 0 ? 0 : 1) &+ (value == none ? 1 : 0)
      }
      if !mask.isEmpty { for cell in start..<end { faults &+= mask[cell] == 0 ? 1 : 0 } }
      if faults > 0 {
        if present.isEmpty {
          present = Array(repeating: .max, count: (count + 63) / 64)
          if count & 63 != 0 { present[present.count - 1] = (1 << UInt64(count & 63)) - 1 }
        }
        for cell in start..<end {
          let value = values[cell]
          if value.isFinite, value != none, mask.isEmpty || mask[cell] != 0 { continue }
          values[cell] = 0
          present[cell >> 6] &= ~(1 << UInt64(cell & 63))
        }
      }
      start = end
    }
    return present
  }
}

/// One file of a raster, as a worker must know it to read it.
struct RasterFile: Sendable {
  let path: String
  let grid: RasterGrid
  /// Whether the source stores the bottom row first.
  let isSouthUp: Bool
  let place: Place

  func open() throws -> GDALDataset {
    do {
      return try GDALDataset(path, as: .raster)
    } catch {
      throw failure(error)
    }
  }

  /// Reads a window, with the top row first.
  func read(
    _ rule: RasterCellRule, _ window: RasterWindow, from dataset: GDALDataset,
    into cells: inout RasterCells, mask: inout [UInt8]
  ) throws {
    let (columns, rows) = (window.columns, window.rows)
    precondition(
      columns.lowerBound >= 0 && columns.upperBound <= grid.columns && rows.lowerBound >= 0
        && rows.upperBound <= grid.rows, "the window lies in the raster")
    let stored = isSouthUp ? grid.rows - rows.upperBound..<grid.rows - rows.lowerBound : rows
    do {
      try rule.read(columns, stored, from: dataset, into: &cells, mask: &mask)
    } catch {
      throw failure(error)
    }
    if isSouthUp { flip(&cells, columns: columns.count) }
  }

  private func flip(_ cells: inout RasterCells, columns: Int) {
    let rows = columns > 0 ? cells.count / columns : 0
    if !cells.present.isEmpty {
      let before = cells.present
      for index in cells.present.indices { cells.present[index] = 0 }
      for row in 0..<rows {
        for column in 0..<columns {
          let from = (rows - 1 - row) * columns + column
          let to = row * columns + column
          cells.present[to >> 6] |= (before[from >> 6] >> UInt64(from & 63) & 1) << UInt64(to & 63)
        }
      }
    }
    for row in 0..<rows / 2 {
      for column in 0..<columns {
        let (a, b) = (row * columns + column, (rows - 1 - row) * columns + column)
        if cells.singles.isEmpty { cells.doubles.swapAt(a, b) } else { cells.singles.swapAt(a, b) }
      }
    }
  }

  func failure(_ error: GDALError) -> PlanningFailure {
    PlanningFailure([
      Diagnostic(
        .error, "raster.broken", "A part of the raster cannot be read: \(sentence(error.message))",
        remedy: "The file is probably incomplete or damaged; fetch or export it again.", at: place)
    ])
  }
}

/// The files of a raster, opened by one worker as they are needed.
final class OpenedRasterFiles {
  private let files: [RasterFile]
  private let bands: [(file: Int, rule: RasterCellRule)]
  private var datasets: [Int: GDALDataset] = [:]
  private var mask: [UInt8] = []
  /// A process may have some thousand files open, and each worker opens its own.
  private static let mostOpen = 64

  init(_ files: [RasterFile], _ bands: [(file: Int, rule: RasterCellRule)]) {
    self.files = files
    self.bands = bands
  }

  /// Reads a window of a band, counted from 0.
  func read(_ band: Int, _ window: RasterWindow, _ cells: inout RasterCells) throws {
    let (file, rule) = bands[band]
    let dataset: GDALDataset
    if let opened = datasets[file] {
      dataset = opened
    } else {
      if datasets.count >= Self.mostOpen { datasets.removeAll() }
      dataset = try files[file].open()
      datasets[file] = dataset
    }
    try files[file].read(rule, window, from: dataset, into: &cells, mask: &mask)
  }
}
