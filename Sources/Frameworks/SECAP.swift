/// The vocabularies of the Covenant of Mayors' mitigation actions.
///
/// The words are the plain texts of MyCovenant. The letter codes of the older spreadsheet template (A11, B11, …)
/// are in ``SECAPCodes``: they number the same ideas, and the Covenant's open data no longer carry them.
public enum SECAP {
  /// Sectors of mitigation actions; `Public lighting` and `Other` are rows of the spreadsheet template.
  public static let sectors = Vocabulary(
    title: "SECAP sector",
    terms: [
      "Municipal buildings", "Residential buildings",
      "Tertiary (non municipal) buildings, equipment/facilities", "Public lighting", "Transport",
      "Industry", "Local heat/cold production", "Waste", "Local electricity production", "Other",
    ])

  /// Policy areas, which the spreadsheet template calls areas of intervention.
  public static let policyAreas = Vocabulary(
    title: "SECAP policy area",
    terms: [
      "Building envelope", "Renewable energy for space heating and hot water",
      "Energy efficiency in space heating and hot water", "Energy efficient lighting systems",
      "Energy efficient electrical appliances", "Energy efficiency in buildings",
      "Integrated action", "Information and communication technologies", "Behavioural changes",
      "Energy efficiency in industrial processes", "Industry renewable energy", "Industry other",
      "Cleaner efficient vehicles", "Electric vehicles", "Modal shift to public transport",
      "Modal shift to walking and cycling", "Car sharing pooling",
      "Improvement of logistics and urban freight transport", "Road network optimisation",
      "Mixed use development and sprawl containment", "Eco driving", "Hydroelectric power",
      "Wind power", "Photovoltaics", "Biomass power plant", "Combined heat and power",
      "Smart grids", "District heating cooling plant", "District heating cooling network",
      "Urban regeneration", "Waste and wastewater management", "Tree planting in urban areas",
      "Agriculture and forestry related",
    ])

  /// Policy instruments.
  public static let instruments = Vocabulary(
    title: "SECAP policy instrument",
    terms: [
      "Awareness raising training", "Energy management", "Energy certification labelling",
      "Energy suppliers obligations", "Energy carbon taxes", "Grants and subsidies",
      "Third party financing", "Public procurement", "Building standards",
      "Energy performance standards", "Land use planning", "Mobility planning regulation",
      "Integrated ticketing and charging", "Road pricing",
      "Voluntary agreements with stakeholders", "Not applicable",
    ])

  /// Stakeholders of an action.
  public static let stakeholders = Vocabulary(
    title: "SECAP stakeholder",
    terms: [
      "Local authority", "National government and/or agency(ies)",
      "Sub-national government(s) and/or agency(ies)", "Business and private sector",
      "Citizens", "NGOs & civil society", "Academia", "Education sector", "Trade unions",
    ])

  /// Sources of financing.
  public static let financingSources = Vocabulary(
    title: "SECAP financing source",
    terms: [
      "Local authority's own resources", "EU funds and programmes",
      "National funds and programmes", "Regional funds and programmes",
      "Public-private partnerships", "Private partnerships", "Other",
    ])

  /// Where an action stands.
  public static let statuses = Vocabulary(
    title: "SECAP status",
    terms: ["Not started", "Ongoing", "Completed", "Postponed", "Cancelled"])

  /// What stands in an action's way.
  public static let barriers = Vocabulary(
    title: "SECAP barrier",
    terms: [
      "Leadership", "Financial", "Regulatory", "Operational", "Organisational", "Partnerships",
      "Social", "Environmental", "Safety and Security", "Other",
    ])
}
