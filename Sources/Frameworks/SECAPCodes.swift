/// The letter codes of the Covenant's older spreadsheet template, for cities whose forms still ask for them.
///
/// The labels agree with MyCovenant's plain words; the numbering was recalled, not read in the template, so a city checks
/// it once against its own form.
public enum SECAPCodes {
  /// The code of an area of intervention, for example `A11` for the envelope of buildings.
  ///
  /// - Returns: nil where the sector has no group in the template.
  public static func area(sector: String, policyArea: String) -> String? {
    guard let group = groups.first(where: { $0.sectors.contains(sector) }) else { return nil }
    return code("A", group.number, in: group.areas, policyArea)
  }

  /// The code of a policy instrument in the group of a sector, for example `B16` for grants to buildings.
  ///
  /// - Returns: nil where the sector has no group in the template.
  public static func instrument(sector: String, instrument: String) -> String? {
    guard let group = groups.first(where: { $0.sectors.contains(sector) }) else { return nil }
    return code("B", group.number, in: group.instruments, instrument)
  }

  /// The position of a word in a group's list; the last entry of a list stands for all other words.
  private static func code(_ letter: String, _ group: Int, in words: [String], _ word: String)
    -> String
  {
    let position = words.firstIndex(of: word) ?? words.count - 1
    return "\(letter)\(group)\(position + 1)"
  }

  /// A group of sectors with its own numbering.
  private struct Group {
    var number: Int
    var sectors: [String]
    var areas: [String]
    var instruments: [String]
  }

  private static let supply = [
    "Awareness raising training", "Energy suppliers obligations", "Grants and subsidies",
    "Third party financing", "Building standards", "Land use planning", "Not applicable", "Other",
  ]

  private static let groups = [
    Group(
      number: 1,
      sectors: [
        "Municipal buildings", "Residential buildings",
        "Tertiary (non municipal) buildings, equipment/facilities",
      ],
      areas: [
        "Building envelope", "Renewable energy for space heating and hot water",
        "Energy efficiency in space heating and hot water", "Energy efficient lighting systems",
        "Energy efficient electrical appliances", "Integrated action",
        "Information and communication technologies", "Behavioural changes", "Other",
      ],
      instruments: [
        "Awareness raising training", "Energy management", "Energy certification labelling",
        "Energy suppliers obligations", "Energy carbon taxes", "Grants and subsidies",
        "Third party financing", "Public procurement", "Building standards", "Land use planning",
        "Not applicable", "Other",
      ]),
    Group(
      number: 2, sectors: ["Public lighting"],
      areas: [
        "Energy efficient lighting systems", "Photovoltaics",
        "Information and communication technologies", "Other",
      ],
      instruments: [
        "Energy management", "Energy suppliers obligations", "Third party financing",
        "Public procurement", "Not applicable", "Other",
      ]),
    Group(
      number: 3, sectors: ["Industry"],
      areas: [
        "Energy efficiency in industrial processes", "Energy efficiency in buildings",
        "Industry renewable energy", "Information and communication technologies", "Other",
      ],
      instruments: [
        "Awareness raising training", "Energy management", "Energy certification labelling",
        "Energy performance standards", "Energy carbon taxes", "Grants and subsidies",
        "Third party financing", "Not applicable", "Other",
      ]),
    Group(
      number: 4, sectors: ["Transport"],
      areas: [
        "Cleaner efficient vehicles", "Electric vehicles", "Modal shift to public transport",
        "Modal shift to walking and cycling", "Car sharing pooling",
        "Improvement of logistics and urban freight transport", "Road network optimisation",
        "Mixed use development and sprawl containment",
        "Information and communication technologies", "Eco driving", "Other",
      ],
      instruments: [
        "Awareness raising training", "Integrated ticketing and charging", "Grants and subsidies",
        "Road pricing", "Land use planning", "Mobility planning regulation", "Public procurement",
        "Voluntary agreements with stakeholders", "Not applicable", "Other",
      ]),
    Group(
      number: 5, sectors: ["Local electricity production"],
      areas: [
        "Hydroelectric power", "Wind power", "Photovoltaics", "Biomass power plant",
        "Combined heat and power", "Smart grids", "Other",
      ], instruments: supply),
    Group(
      number: 6, sectors: ["Local heat/cold production"],
      areas: [
        "Combined heat and power", "District heating cooling plant",
        "District heating cooling network", "Other",
      ], instruments: supply),
    Group(
      number: 7, sectors: ["Waste", "Other"],
      areas: [
        "Urban regeneration", "Waste and wastewater management", "Tree planting in urban areas",
        "Agriculture and forestry related", "Other",
      ],
      instruments: ["Awareness raising training", "Land use planning", "Not applicable", "Other"]
    ),
  ]
}
