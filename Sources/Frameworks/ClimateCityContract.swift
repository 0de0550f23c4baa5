/// The vocabularies of the Climate City Contract's action plan, as the contracts of Mannheim and Velenje use them.
public enum ClimateCityContract {
  /// Fields of action (modules B-1 and B-2).
  public static let fieldsOfAction = Vocabulary(
    title: "field of action",
    terms: [
      "Energy systems", "Built environment", "Mobility & transport",
      "Green infrastructure & nature-based solutions", "Waste & circular economy", "Other",
    ])

  /// Systemic levers (module B-1.1).
  public static let systemicLevers = Vocabulary(
    title: "systemic lever",
    terms: [
      "Technology/Infrastructure", "Governance & policy", "Social innovation",
      "Democracy/participation", "Finance & funding", "Learning & capabilities",
    ])

  /// Sectors in which emissions arise (modules ).
  public static let sourceSectors = Vocabulary(
    title: "source sector", terms: SourceSector.allCases.filter { $0 != .other }.map(\.title))

  /// Groups of co-benefits (module B-1.1, indirect impacts).
  public static let coBenefits = Vocabulary(
    title: "co-benefit group", terms: ["Economic", "Social", "Public health", "Environmental"])
}

/// The groups of the quadruple helix, one of which leads an action.
public enum Helix {
  /// The four groups.
  public static let groups = Vocabulary(
    title: "helix group", terms: ["Public authorities", "Business", "Academia", "Civil society"])
}
