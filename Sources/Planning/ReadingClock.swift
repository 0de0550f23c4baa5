import PlanModel
import Synchronization

/// How long the readers of rasters took, added over all workers.
final class ReadingClock: Sendable {
  private let nanoseconds = Atomic<Int64>(0)

  /// The seconds so far.
  var seconds: Double { Double(nanoseconds.load(ordering: .relaxed)) * 1e-9 }

  /// A raster whose readers are timed.
  func timing(_ raster: Raster) -> Raster {
    let open = raster.open
    return Raster(
      crs: raster.crs, grid: raster.grid, bands: raster.bands, tile: raster.tile,
      interleavedBands: raster.interleavedBands
    ) { [self] in
      let reader = try measured { try open() }
      return RasterReader { [self] band, window, cells in
        try measured { try reader.read(band, window, &cells) }
      }
    }
  }

  private func measured<Result>(_ body: () throws -> Result) rethrows -> Result {
    let clock = ContinuousClock()
    let begin = clock.now
    defer {
      let part = (clock.now - begin).components
      nanoseconds.wrappingAdd(
        part.seconds * 1_000_000_000 + part.attoseconds / 1_000_000_000, ordering: .relaxed)
    }
    return try body()
  }
}
