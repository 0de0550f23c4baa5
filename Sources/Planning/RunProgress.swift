/// How far a run is.
public struct RunProgress: Sendable {
  /// What is being done, in words.
  public let activity: String
  /// The share of the whole run that is done, in 0…1, as far as it can be known.
  public let fraction: Double
  /// Seconds since the run began.
  public let elapsed: Double

  /// Seconds that are left at the pace so far, or nil where it is too early to say.
  public var remaining: Double? {
    fraction > 0.02 && elapsed > 0.2 ? elapsed * (1 - fraction) / fraction : nil
  }
}

/// The stages of a run, with the share of time each usually takes.
enum Stage: String, CaseIterable {
  case reading = "Reading layers"
  case areas = "Overlaying areas"
  case numbers = "Computing stock and indicators"
  case options = "Sizing actions"
  case deciding = "Deciding"
  case drawing = "Asking other possible worlds"
  case writing = "Writing results"

  /// Measured on the example town; reading and overlay dominate on large ones.
  fileprivate var share: Double {
    switch self {
    case .reading: 0.35
    case .areas: 0.25
    case .numbers: 0.08
    case .options: 0.02
    case .deciding: 0.10
    // Only where a plan asks for it; then it takes its own time, which the rest cannot foresee.
    case .drawing: 0
    case .writing: 0.20
    }
  }

  /// The share of the run before this stage.
  fileprivate var start: Double {
    Self.allCases.prefix { $0 != self }.reduce(0) { $0 + $1.share }
  }
}

/// Measures the stages and tells whoever listens.
final class StageClock {
  private let clock = ContinuousClock()
  private let begin: ContinuousClock.Instant
  private var stageBegin: ContinuousClock.Instant
  private var stage: Stage?
  private let report: (RunProgress) -> Void
  /// Seconds by stage, in the order they ran.
  private(set) var timings: [(stage: String, seconds: Double)] = []

  init(report: @escaping (RunProgress) -> Void) {
    begin = clock.now
    stageBegin = begin
    self.report = report
  }

  /// Seconds since the run began.
  var elapsed: Double { seconds(since: begin) }

  /// Ends the stage before and starts another.
  func enter(_ stage: Stage) {
    leave()
    self.stage = stage
    stageBegin = clock.now
    report(RunProgress(activity: stage.rawValue, fraction: stage.start, elapsed: elapsed))
  }

  /// Says how far the stage is.
  func advance(_ activity: String, _ part: Double) {
    guard let stage else { return }
    report(
      RunProgress(
        activity: activity, fraction: stage.start + stage.share * min(max(part, 0), 1),
        elapsed: elapsed))
  }

  /// Ends the stage.
  func leave() {
    if let stage { timings.append((stage.rawValue, seconds(since: stageBegin))) }
    stage = nil
  }

  private func seconds(since instant: ContinuousClock.Instant) -> Double {
    (clock.now - instant).seconds
  }
}

extension Duration {
  /// The seconds, with fractions.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
