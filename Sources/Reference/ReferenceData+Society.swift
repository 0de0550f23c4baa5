extension ReferenceData {
  /// The largest number of things that are compared in pairs.
  public static let mostCompared = 10

  /// The names that weighing, acceptability and conflict ask for.
  static var societyNames: [String] {
    (1...mostCompared).map { "society.random-index.\($0)" }
      + [
        "society.reach", "society.consistency-limit", "society.least-people", "society.interval",
        "society.conflict.agreement", "society.conflict.value", "society.four-way.mean",
        "society.four-way.dispersion", "society.draws", "society.permutations", "society.turnout",
        "society.most-unanswered",
      ]
  }
}
