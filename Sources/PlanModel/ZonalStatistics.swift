/// Statistics of the cells of a raster under one zone, weighted by the exactly covered fraction of each cell.
public struct ZonalStatistics: Sendable, Hashable {
  /// Sum of coverage fractions over cells that have a value.
  public var count = 0.0
  /// Sum of value × fraction.
  public var sum = 0.0
  /// The smallest value touched; infinite where there is none or it was not asked for.
  public var min = Double.infinity
  /// The largest value touched; minus infinite where there is none or it was not asked for.
  public var max = -Double.infinity
  /// Sum of coverage fractions over cells without a value.
  public var missing = 0.0
  /// Sum of (value − mean)² × fraction; without a meaning where it was not asked for.
  public var squares = 0.0
  /// Sum of weight × fraction over cells that have a value and a weight; 0 without a raster of weights.
  public var weight = 0.0
  /// Sum of value × weight × fraction over these cells; 0 without a raster of weights.
  public var weightedSum = 0.0

  /// Creates the statistics of no cell.
  public init() {}

  /// The mean, or nil where no cell has a value.
  public var mean: Double? { count > 0 ? sum / count : nil }

  /// The variance of the values under the zone, or nil where no cell has one: squares ÷ count, that of the whole
  /// population, because the zone's cells are all there are.
  public var variance: Double? { count > 0 ? squares / count : nil }

  /// The weighted mean, or nil where no weight lies on a value.
  public var weightedMean: Double? { weight > 0 ? weightedSum / weight : nil }

  /// Adds the statistics of other cells; the squares by Chan, Golub and LeVeque (COMPSTAT 1982, 30–41).
  public mutating func add(_ other: ZonalStatistics) {
    squares += other.squares
    if count > 0 && other.count > 0 {
      let difference = other.sum / other.count - sum / count
      squares += difference * difference * count * (other.count / (count + other.count))
    }
    count += other.count
    sum += other.sum
    min = Swift.min(min, other.min)
    max = Swift.max(max, other.max)
    missing += other.missing
    weight += other.weight
    weightedSum += other.weightedSum
  }
}
