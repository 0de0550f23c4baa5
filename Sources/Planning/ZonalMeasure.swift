import Overlay
import PlanModel

/// A statistic of zones, as the command line names it.
public struct ZonalMeasure: Sendable, Hashable {
  /// What is computed.
  public enum Kind: Sendable, Hashable {
    /// The sum of coverage fractions over cells that have a value.
    case count
    /// The sum of coverage fractions over cells without a value, and over ground outside the raster.
    case missing
    /// The sum of value × fraction.
    case sum
    /// Sum ÷ count.
    case mean
    /// The sum of value × weight × fraction.
    case weightedSum
    /// The weighted sum ÷ the sum of weight × fraction.
    case weightedMean
    /// The smallest value touched.
    case min
    /// The largest value touched.
    case max
    /// The mean of (value − mean)², weighted by fractions.
    case variance
    /// The root of the variance.
    case standardDeviation
    /// The value below which a share of the cells lies.
    case quantile(Double)
    /// The value that covers most.
    case majority
    /// The value that covers least.
    case minority
    /// The number of different values.
    case variety
    /// For each whole number that occurs, its part of `count`; one column each.
    case share
  }

  /// The name, which becomes the column's.
  public let name: String
  /// What is computed.
  public let kind: Kind

  /// All names but those of quantiles, with what they mean.
  static let names: [(name: String, kind: Kind)] = [
    ("count", .count), ("missing", .missing), ("sum", .sum), ("mean", .mean),
    ("weighted_sum", .weightedSum), ("weighted_mean", .weightedMean), ("min", .min), ("max", .max),
    ("variance", .variance), ("stdev", .standardDeviation), ("median", .quantile(0.5)),
    ("majority", .majority), ("minority", .minority), ("variety", .variety), ("share", .share),
  ]
  /// What other programs call them.
  private static let synonyms = [
    "std": "stdev", "stddev": "stdev", "sd": "stdev", "var": "variance", "mode": "majority",
    "minimum": "min", "maximum": "max", "average": "mean", "shares": "share", "frac": "share",
    "unique": "variety", "nodata": "missing",
  ]

  /// The statistic of a name; `q` or `p` with a number from 0 to 100 is a quantile.
  public init?(_ name: String) {
    var wanted = name.lowercased().filter { $0 != " " }
    wanted = Self.synonyms[wanted] ?? wanted
    self.name = wanted
    if let known = Self.names.first(where: { $0.name == wanted }) {
      kind = known.kind
    } else if let first = wanted.first, first == "q" || first == "p",
      wanted.dropFirst().allSatisfy({ $0.isASCII && $0.isNumber || $0 == "." }),
      let percent = Double(wanted.dropFirst()), (0...100).contains(percent)
    {
      kind = .quantile(percent / 100)
    } else {
      return nil
    }
  }

  /// The statistics of a list of names separated by commas, or a sentence about everything that is wrong with it.
  public static func list(_ text: String) -> Result<[ZonalMeasure], ZonalUsage> {
    var measures: [ZonalMeasure] = []
    var complaints: [String] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let name = String(part)
      if let measure = ZonalMeasure(name) {
        if !measures.contains(measure) { measures.append(measure) }
      } else if name.allSatisfy({ $0 == " " }) {
        complaints.append("There is an empty name in it.")
      } else {
        let nearest = name.nearest(among: names.map(\.name) + synonyms.keys.sorted())
        complaints.append(
          "There is no statistic \"\(name)\"."
            + (nearest.map { " Did you mean \(synonyms[$0] ?? $0)?" } ?? ""))
      }
    }
    if complaints.isEmpty { return .success(measures) }
    return .failure(
      ZonalUsage(
        message: "--stats: " + complaints.joined(separator: " ") + " Known are "
          + names.map(\.name).joined(separator: ", ") + " and quantiles such as q05 or p97.5."))
  }

  /// Whether the statistic needs a raster of weights.
  public var needsWeights: Bool { kind == .weightedMean || kind == .weightedSum }
}

/// What is wrong with a word of the command line.
public struct ZonalUsage: Error, Sendable {
  /// One or more sentences.
  public let message: String

  /// Creates a complaint.
  public init(message: String) { self.message = message }
}

extension ZonalRequest {
  /// What must be computed for some statistics.
  init(_ measures: [ZonalMeasure]) {
    self.init()
    for measure in measures {
      switch measure.kind {
      case .count, .missing, .sum, .mean, .weightedSum, .weightedMean: break
      case .min, .max: extremes = true
      case .variance, .standardDeviation: variance = true
      case .quantile(let q): if !quantiles.contains(q) { quantiles.append(q) }
      case .majority, .minority, .variety: frequencies = true
      case .share: shares = true
      }
    }
  }
}

extension ZonalResult {
  /// The values of a statistic for all zones; what cannot be known without a value is missing. Not for shares.
  func column(_ kind: ZonalMeasure.Kind, of request: ZonalRequest) -> [Double?] {
    /// A number that only exists where some cell has a value: nothing is no zero.
    func known(_ value: (ZonalStatistics) -> Double?) -> [Double?] {
      statistics.map { $0.count > 0 ? value($0) : nil }
    }
    switch kind {
    case .count: return statistics.map(\.count)
    case .missing: return statistics.map(\.missing)
    case .sum: return known(\.sum)
    case .mean: return known(\.mean)
    case .weightedSum: return known { $0.weight > 0 ? $0.weightedSum : nil }
    case .weightedMean: return known(\.weightedMean)
    case .min: return known(\.min)
    case .max: return known(\.max)
    case .variance: return known(\.variance)
    case .standardDeviation: return known { $0.variance?.squareRoot() }
    case .quantile(let q): return quantiles[request.quantiles.firstIndex(of: q)!]
    case .majority: return frequencies.map(\.majority)
    case .minority: return frequencies.map(\.minority)
    case .variety: return frequencies.map { Double($0.variety) }
    case .share: preconditionFailure("shares are several columns")
    }
  }
}
