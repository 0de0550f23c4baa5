import PlanModel

/// Sums over the cells that zones cover, of one band in one window.
///
/// Runs are summed straight from the row, in four sums that the processor can keep side by side; the order is fixed,
/// so the result never depends on the machine's vector width.
struct ZonalKernel<Value: BinaryFloatingPoint>: ~Escapable {
  /// The values of the window's cells; 0 where a cell is missing.
  let values: Span<Value>
  /// The bits of the cells that have a value; empty where all have.
  let present: Span<UInt64>

  @_lifetime(copy values, copy present)
  init(values: Span<Value>, present: Span<UInt64>) {
    self.values = values
    self.present = present
  }

  /// Whether a cell has a value, as 1 or 0.
  @inline(__always) private func bit(_ cell: Int) -> UInt64 {
    present[cell >> 6] >> UInt64(cell & 63) & 1
  }

  /// How many cells of a run have a value.
  private func presentCount(_ start: Int, _ count: Int) -> Int {
    let end = start + count
    var cell = start
    var found = 0
    while cell < end {
      let low = cell & 63
      let taken = Swift.min(64 - low, end - cell)
      var word = present[cell >> 6] >> UInt64(low)
      if taken < 64 { word &= (1 << UInt64(taken)) - 1 }
      found += word.nonzeroBitCount
      cell += taken
    }
    return found
  }

  /// The sum of a run.
  @inline(__always) private func sum(_ start: Int, _ count: Int) -> Double {
    let run = values.extracting(start..<start + count)
    var (a, b, c, d) = (0.0, 0.0, 0.0, 0.0)
    var cell = 0
    while cell + 4 <= count {
      // Safe: the run was cut out with its bounds checked.
      a += Double(unsafe run[unchecked: cell])
      b += Double(unsafe run[unchecked: cell + 1])
      c += Double(unsafe run[unchecked: cell + 2])
      d += Double(unsafe run[unchecked: cell + 3])
      cell += 4
    }
    while cell < count {
      a += Double(unsafe run[unchecked: cell])
      cell += 1
    }
    return (a + b) + (c + d)
  }

  /// Count, sum and missing of one zone.
  func sums(of zone: CellCoverage.Zone, in coverage: borrowing CellCoverage) -> ZonalStatistics {
    var result = ZonalStatistics()
    let cells = coverage.cells.span
    let fractions = coverage.fractions.span
    let runs = coverage.runs.span
    var sum = 0.0
    for index in zone.cells { sum += fractions[index] * Double(values[Int(cells[index])]) }
    for index in zone.runs {
      let run = runs[index]
      sum += run.fraction * self.sum(Int(run.start), Int(run.count))
    }
    result.sum = sum
    if present.isEmpty {
      result.count = zone.covered
      return result
    }
    var count = 0.0
    var missing = 0.0
    for index in zone.cells {
      let isPresent = Double(bit(Int(cells[index])))
      count += fractions[index] * isPresent
      missing += fractions[index] * (1 - isPresent)
    }
    for index in zone.runs {
      let run = runs[index]
      let found = presentCount(Int(run.start), Int(run.count))
      count += run.fraction * Double(found)
      missing += run.fraction * Double(Int(run.count) - found)
    }
    result.count = count
    result.missing = missing
    return result
  }

  /// Calls `body` with each cell of a zone that has a value, and its fraction.
  @inline(__always) func forEach(
    of zone: CellCoverage.Zone, in coverage: borrowing CellCoverage,
    _ body: (_ cell: Int, _ value: Value, _ fraction: Double) -> Void
  ) {
    let cells = coverage.cells.span
    let fractions = coverage.fractions.span
    let runs = coverage.runs.span
    let isWhole = present.isEmpty
    for index in zone.cells {
      let cell = Int(cells[index])
      if isWhole || bit(cell) == 1 { body(cell, values[cell], fractions[index]) }
    }
    for index in zone.runs {
      let run = runs[index]
      for cell in Int(run.start)..<Int(run.start) + Int(run.count) where isWhole || bit(cell) == 1 {
        body(cell, values[cell], run.fraction)
      }
    }
  }

  /// Adds the smallest and largest value.
  func addExtremes(
    of zone: CellCoverage.Zone, in coverage: borrowing CellCoverage,
    to result: inout ZonalStatistics
  ) {
    var low = Value.infinity
    var high = -Value.infinity
    forEach(of: zone, in: coverage) { _, value, _ in
      low = value < low ? value : low
      high = value > high ? value : high
    }
    result.min = Double(low)
    result.max = Double(high)
  }

  /// Adds the squares about the mean of these cells, in a second pass over them, so that nothing cancels.
  func addSquares(
    of zone: CellCoverage.Zone, in coverage: borrowing CellCoverage,
    to result: inout ZonalStatistics
  ) {
    guard let mean = result.mean else { return }
    var squares = 0.0
    forEach(of: zone, in: coverage) { _, value, fraction in
      let difference = Double(value) - mean
      squares += fraction * difference * difference
    }
    result.squares = squares
  }

  /// Adds the weighted sums.
  func addWeighted(
    of zone: CellCoverage.Zone, in coverage: borrowing CellCoverage, by weights: RasterCells,
    to result: inout ZonalStatistics
  ) {
    var weight = 0.0
    var sum = 0.0
    forEach(of: zone, in: coverage) { cell, value, fraction in
      guard let own = weights[cell] else { return }
      weight += fraction * own
      sum += fraction * own * Double(value)
    }
    result.weight = weight
    result.weightedSum = sum
  }
}
