import ArgumentParser

/// A row and where to go along it, as a user writes it: `budget:2e6:8e6:13`.
struct SweepArgument: ExpressibleByArgument {
  /// The row's name; it may hold colons itself.
  let row: String
  /// The first right-hand side.
  let from: Double
  /// The last one.
  let to: Double
  /// How many points, 2 to 10000.
  let points: Int

  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 4, let from = Double(parts[parts.count - 3]), from.isFinite,
      let to = Double(parts[parts.count - 2]), to.isFinite,
      let points = Int(parts[parts.count - 1]),
      (2...10_000).contains(points)
    else { return nil }
    row = parts.dropLast(3).joined(separator: ":")
    self.from = from
    self.to = to
    self.points = points
  }
}
