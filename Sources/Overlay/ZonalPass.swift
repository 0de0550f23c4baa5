import PlanModel

/// One pass over a raster.
struct ZonalPass: Sendable {
  let raster: Raster
  let weights: Raster?
  let mask: Raster?
  let zones: GeometryColumn
  /// The extents of the zones; empty for those that cover nothing.
  let extents: [Extent]
  let request: ZonalRequest
  let workers: Workers

  /// What one window gives: for each band, then each zone of the window.
  private struct Part: Sendable {
    var statistics: [ZonalStatistics] = []
    var values: [ZoneValues] = []
  }

  /// What one worker keeps from window to window.
  private struct Desk {
    let reader: RasterReader
    let weights: RasterReader?
    let mask: RasterReader?
    var coverage: CellCoverage
    var cells = RasterCells()
    var weightCells = RasterCells()
    var maskCells = RasterCells()
  }

  /// Adds the statistics of some zones to the results, of which there is one a band.
  func run(_ rows: Range<Int>, into results: inout [ZonalResult]) throws {
    let layout = ZonalWindows(of: raster, extents: extents, zones: rows)
    let parts = try workers.mapChunks(
      of: layout.windows.count, size: 1,
      desk: {
        try Desk(
          reader: raster.open(), weights: weights?.open(), mask: mask?.open(),
          coverage: CellCoverage(grid: raster.grid))
      },
      body: { desk, chunk in
        let window = chunk.lowerBound
        return try summarise(layout.windows[window], layout.zones[window], at: &desk)
      })
    // Joined window by window from the top, so that the number of workers does not change a digit.
    for (window, part) in parts.enumerated() {
      let bucket = layout.zones[window]
      for band in results.indices {
        for (index, zone) in bucket.enumerated() {
          results[band].statistics[Int(zone)].add(part.statistics[band * bucket.count + index])
        }
      }
    }
    if request.keepsValues { try joinValues(parts, layout, rows, into: &results) }
  }

  /// The statistics of one window.
  private func summarise(
    _ window: RasterWindow, _ bucket: [Int32], at desk: inout Desk
  ) throws -> Part {
    desk.coverage.turn(to: window)
    for zone in bucket {
      guard desk.coverage.add(zones[Int(zone)], extent: extents[Int(zone)]) else {
        throw MalformedGeometry(row: Int(zone))
      }
    }
    if let mask = desk.mask {
      try mask.read(0, window, &desk.maskCells)
      desk.coverage.restrict(to: desk.maskCells.nonzero)
    }
    if let weights = desk.weights { try weights.read(0, window, &desk.weightCells) }
    var part = Part()
    part.statistics.reserveCapacity(bucket.count * raster.bands.count)
    for band in raster.bands.indices {
      try desk.reader.read(band, window, &desk.cells)
      let weightCells = desk.weights == nil ? nil : desk.weightCells
      if desk.cells.singles.isEmpty {
        let kernel = ZonalKernel(
          values: desk.cells.doubles.span, present: desk.cells.present.span)
        summarise(kernel, under: desk.coverage, weightCells, into: &part)
      } else {
        let kernel = ZonalKernel(
          values: desk.cells.singles.span, present: desk.cells.present.span)
        summarise(kernel, under: desk.coverage, weightCells, into: &part)
      }
    }
    return part
  }

  private func summarise<Value>(
    _ kernel: borrowing ZonalKernel<Value>, under coverage: borrowing CellCoverage,
    _ weights: RasterCells?, into part: inout Part
  ) {
    for zone in coverage.zones {
      var statistics = kernel.sums(of: zone, in: coverage)
      if request.extremes { kernel.addExtremes(of: zone, in: coverage, to: &statistics) }
      if request.variance { kernel.addSquares(of: zone, in: coverage, to: &statistics) }
      if let weights {
        kernel.addWeighted(of: zone, in: coverage, by: weights, to: &statistics)
      }
      part.statistics.append(statistics)
      if request.keepsValues {
        var values = ZoneValues()
        kernel.forEach(of: zone, in: coverage) { _, value, fraction in
          values.entries.append(ZoneValues.Entry(value: Double(value), fraction: fraction))
        }
        if request.quantiles.isEmpty {
          values.sort()
          values.join()
        }
        part.values.append(values)
      }
    }
  }

  /// Brings the values of each zone together and takes from them what was asked for.
  private func joinValues(
    _ parts: [Part], _ layout: ZonalWindows, _ rows: Range<Int>, into results: inout [ZonalResult]
  ) throws {
    // Where each zone's values are: which parts, and at which place in them.
    var places = Array(repeating: [(part: Int, index: Int)](), count: rows.count)
    for (part, bucket) in layout.zones.enumerated() {
      for (index, zone) in bucket.enumerated() {
        places[Int(zone) - rows.lowerBound].append((part, index))
      }
    }
    let found = places
    for band in results.indices {
      let chunks = try workers.mapChunks(of: rows.count, size: 64) { chunk in
        chunk.map { row in
          var values = ZoneValues()
          for (part, index) in found[row] {
            values.entries += parts[part].values[band * layout.zones[part].count + index].entries
          }
          return summary(&values)
        }
      }
      var answer = chunks.flatMap { $0 }
      if results[band].quantiles.isEmpty {
        results[band].quantiles = Array(repeating: [], count: request.quantiles.count)
      }
      for index in request.quantiles.indices {
        results[band].quantiles[index] += answer.map { $0.quantiles[index] }
      }
      if request.frequencies { results[band].frequencies += answer.map(\.frequencies) }
      if request.shares { results[band].shares += answer.map(\.shares) }
      answer.removeAll()
    }
  }

  private func summary(
    _ values: inout ZoneValues
  ) -> (
    quantiles: [Double?], frequencies: ZonalFrequencies, shares: [(value: Double, count: Double)]
  ) {
    values.sort()
    let quantiles = request.quantiles.map { values.quantile($0) }
    if !request.frequencies && !request.shares { return (quantiles, ZonalFrequencies(), []) }
    values.join()
    return (
      quantiles, values.frequencies,
      request.shares ? values.entries.map { ($0.value, $0.fraction) } : []
    )
  }
}

extension RasterCells {
  /// A bit for each cell, 1 where it has a value other than 0.
  var nonzero: [UInt64] {
    var bits = Array(repeating: UInt64(0), count: (count + 63) / 64)
    // Missing cells are 0.
    for cell in 0..<count {
      let isZero = singles.isEmpty ? doubles[cell] == 0 : singles[cell] == 0
      if !isZero { bits[cell >> 6] |= 1 << UInt64(cell & 63) }
    }
    return bits
  }
}
