import Reference

/// The text of the catalogue that comes with the program, in the format of catalogue files.
///
/// - Throws: `PlanningFailure` where it is not beside the program, which is a broken installation.
public func builtInCatalogueText() throws -> String {
  let folder = try resourceFolder(of: "Actions", holding: "the built-in actions")
  return try resourceText(at: "\(folder)/catalogue.yaml")
}

/// The table of funds that comes with the program, as comma-separated text.
///
/// - Throws: `PlanningFailure` where it is not beside the program, which is a broken installation.
public func builtInFundsText() throws -> String {
  let folder = try resourceFolder(of: "Actions", holding: "the built-in actions")
  return try resourceText(at: "\(folder)/funds.csv")
}
