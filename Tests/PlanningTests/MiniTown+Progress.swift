extension MiniTown {
  /// The town with a table of progress at the end of 2026.
  ///
  /// - Parameter rows: `action,district,unit,status,done,measure,spent_EUR,saved_t_per_a,start,end,note`.
  func withProgress(_ rows: [String]) -> MiniTown {
    var town = self
    town.plan += "progress: {file: progress.csv, year: 2026}\n"
    town.others.append(
      (
        "progress.csv",
        (["action,district,unit,status,done,measure,spent_EUR,saved_t_per_a,start,end,note"] + rows)
          .joined(separator: "\n") + "\n"
      ))
    return town
  }
}
