/// The words of the strategy and the adaptation tabs. The tabs are sourced; most of these lists are recalled from the
/// template and not read in it, which ``SECAP/certainty`` says.
extension SECAP {
  /// Whose staff works on the plan (recalled).
  public static let staffBodies = Vocabulary(
    title: "kind of staff",
    terms: [
      "Local authority", "Covenant coordinator", "Covenant supporter", "External consultant",
      "Other",
    ])

  /// How far stakeholders are engaged (recalled).
  public static let engagementLevels = Vocabulary(
    title: "level of engagement", terms: ["Low", "Medium", "High"])

  /// Where an action comes from (recalled).
  public static let origins = Vocabulary(
    title: "origin of an action",
    terms: [
      "Local authority", "Covenant Territorial Coordinator (CTC) / Supporter",
      "National government", "Regional government/agency",
      "Mixed (local authority + CTC/other)", "Other", "Not possible to say",
    ])

  /// The steps of the adaptation cycle (recalled), as word in plan files and name.
  public static let adaptationSteps: [(word: String, title: String)] = [
    ("preparing", "Preparing the ground"),
    ("assessing", "Assessing risks and vulnerabilities"),
    ("identifying", "Identifying adaptation options"),
    ("selecting", "Assessing and selecting adaptation options"),
    ("implementing", "Implementing"),
    ("monitoring", "Monitoring and evaluating"),
  ]

  /// The grades of a step (recalled).
  public static let grades: [(word: String, title: String)] = [
    ("A", "A – complete"), ("B", "B – advancing"), ("C", "C – moving forward"),
    ("D", "D – not started"),
  ]

  /// How a hazard is expected to change (recalled).
  public static let changes = Vocabulary(
    title: "expected change", terms: ["Increase", "Decrease", "No change", "Unknown"])

  /// When a hazard is expected (recalled).
  public static let timeframes = Vocabulary(
    title: "timeframe", terms: ["Current", "Short-term", "Mid-term", "Long-term", "Unknown"])

  /// Sectors that climate hazards hit (recalled).
  public static let vulnerableSectors = Vocabulary(
    title: "vulnerable sector",
    terms: [
      "Buildings", "Transport", "Energy", "Water", "Waste", "Land use planning",
      "Agriculture & forestry", "Environment & biodiversity", "Health",
      "Civil protection & emergency", "Tourism", "Education", "ICT", "Other",
    ])

  /// In what respects a municipality can adapt (recalled).
  public static let capacityFactors = Vocabulary(
    title: "factor of adaptive capacity",
    terms: [
      "Access to services", "Government & institutional", "Physical & environmental",
      "Socio-economic", "Knowledge & innovation",
    ])

  /// People whom hazards hit more than others (recalled).
  public static let vulnerableGroups = Vocabulary(
    title: "vulnerable group",
    terms: [
      "Women and girls", "Children", "Youth", "Elderly", "Marginalised groups",
      "Persons with disabilities", "Persons with chronic diseases", "Low-income households",
      "Unemployed", "Persons in sub-standard housing", "Migrants and displaced people", "Other",
      "All",
    ])

  /// The macro-areas of indicators of energy poverty (recalled).
  public static let energyPovertyAreas = Vocabulary(
    title: "macro-area of energy poverty",
    terms: [
      "Climate", "Facilities/Housing", "Mobility", "Socio-economic aspects",
      "Policy and regulatory framework", "Participation/awareness raising",
    ])

  /// The least reduction by 2030 that the Covenant asks for since 2021 (recalled), as a share.
  public static let leastReductionBy2030 = 0.55

  /// What of the workbook's form is certain and what recalled.
  public static let certainty: [(part: String, isSourced: Bool, source: String)] = [
    (
      "Tabs of the workbook", true,
      "JRC103031 (EUR 28160), Reporting Guidelines 2016; com-east.eu; energy poverty tab since 2022"
    ),
    (
      "Kinds of cells: mandatory, optional, calculated", true,
      "JRC103031 (EUR 28160), Reporting Guidelines 2016"
    ),
    (
      "Sectors of table A", true, "Names cross-checked with the open data of MyCovenant (JRC)"
    ),
    ("Carriers of table A and the fields of tables B and C", false, "Recalled from the template"),
    ("Notation keys NO, NE, IE, C", false, "That they exist: CRF 6.1; their letters are recalled"),
    (
      "Mitigation actions: sectors, policy areas, instruments, stakeholders, financing, status, barriers",
      true, "Values as MyCovenant uses them"
    ),
    ("Letter codes (A11, B11, …)", false, "Labels agree with MyCovenant; numbers are recalled"),
    ("Origin of an action, staff, levels of engagement", false, "Recalled from the template"),
    (
      "Hazards, vulnerable sectors and groups, adaptive capacity", false,
      "Recalled; the sections are in CRF 6.1"
    ),
    ("Adaptation scoreboard: steps and grades", false, "Recalled from the template"),
    (
      "Energy poverty: goal, indicators and actions must be reported since January 2025", true,
      "eu-mayors.ec.europa.eu, reporting on energy poverty"
    ),
    ("Macro-areas of energy poverty", false, "Recalled from MyCovenant"),
    ("At least 55 % less by 2030", false, "Recalled: the commitment since 2021"),
    (
      "Plan two years after joining, monitoring every second year, inventory every fourth", true,
      "com-east.eu, plans and actions, progress"
    ),
  ]
}
