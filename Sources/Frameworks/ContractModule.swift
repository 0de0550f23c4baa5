public import PlanModel

/// A module of the Climate City Contract's documents: what is asked for, under which code.
///
/// The two generations of the template ask for the same and number it differently (Mannheim and Zaragoza use the first,
/// Velenje, Differdange and Pécs the second), so a document follows the modules of its template.
public struct ContractModule: Sendable, Hashable {
  /// What a module holds, whatever its code.
  public enum Content: String, Sendable, CaseIterable {
    case energyUse, emissions, factors, activity, graphics, inventoryText
    case policies, policiesText, gap, abatement
    case stakeholders, systems, participation
    case pathways, pathwaysText
    case portfolios, outlines, residual
    case indicators, indicatorMetadata
    case governance, governanceText, innovation, innovationText, financing
    case pastFunding, fundingSources, investmentBarriers
    case costs, capital, economicIndicators
    case capitalPolicies, risks, capacity
  }
  /// The document that a module belongs to.
  public enum Part: String, Sendable, CaseIterable {
    case currentState = "A"
    case pathways = "B"
    case enabling = "C"

    /// The part of the action plan, for people.
    public var actionPlanTitle: String {
      switch self {
      case .currentState: "Part A: current state of climate action"
      case .pathways: "Part B: pathways towards climate neutrality"
      case .enabling: "Part C: enabling climate neutrality"
      }
    }

    /// The part of the investment plan, for people.
    public var investmentPlanTitle: String {
      switch self {
      case .currentState: "Part A: current state of climate investment"
      case .pathways: "Part B: investment pathways"
      case .enabling: "Part C: enabling financial conditions"
      }
    }
  }
  /// The code, for example `A-1.1` or `IP-B1`.
  public let code: String
  /// The title.
  public let title: String
  /// What it holds.
  public let content: Content
  /// The part of its document.
  public let part: Part

  init(_ code: String, _ title: String, _ content: Content) {
    self.code = code
    self.title = title
    self.content = content
    let letter = code.hasPrefix("IP-") ? code.dropFirst(3).prefix(1) : code.prefix(1)
    part = Part(rawValue: String(letter))!
  }

  /// The modules of the action plan, in the order of the template.
  public static func actionPlan(_ template: ContractTemplate) -> [ContractModule] {
    let isFirst = template == .v1
    let inventory: [ContractModule] =
      isFirst
      ? [
        ContractModule("A-1.1", "Final energy use by source sectors", .energyUse),
        ContractModule("A-1.2", "Emission factors applied", .factors),
        ContractModule("A-1.3", "Activity by source sectors", .activity),
        ContractModule("A-1.4", "Greenhouse gas emissions by source sectors", .emissions),
      ]
      : [
        ContractModule("A-1.1", "Final energy use by source sectors", .energyUse),
        ContractModule("A-1.2", "Greenhouse gas emissions by source sectors", .emissions),
        ContractModule("A-1.3", "Emission factors applied", .factors),
        ContractModule("A-1.4", "Activity by source sectors", .activity),
      ]
    let systems: [ContractModule] =
      isFirst
      ? [
        ContractModule("A-3.1", "Systems and stakeholder mapping", .stakeholders),
        ContractModule("A-3.2", "Systemic barriers and opportunities", .systems),
      ]
      : [
        ContractModule("A-3.1", "Urban systems, systemic barriers and opportunities", .systems),
        ContractModule("A-3.2", "Systems and stakeholder mapping", .stakeholders),
      ]
    return inventory + [
      ContractModule("A-1.5", "Graphics", .graphics),
      ContractModule("A-1.6", "Description and assessment of the inventory", .inventoryText),
      ContractModule("A-2.1", "Relevant policies, strategies and initiatives", .policies),
      ContractModule("A-2.2", "Description and assessment of policies", .policiesText),
      ContractModule("A-2.3", "Emissions gap", .gap),
      ContractModule("A-2.4", "Carbon abatement curve", .abatement),
    ] + systems + [
      ContractModule("A-3.3", "Participatory model", .participation),
      ContractModule("B-1.1", "Impact pathways", .pathways),
      ContractModule("B-1.2", "Description of impact pathways", .pathwaysText),
      ContractModule("B-2.1", "Action portfolios", .portfolios),
      ContractModule("B-2.2", "Individual action outlines", .outlines),
      ContractModule("B-2.3", "Summary strategy for residual emissions", .residual),
      ContractModule("B-3.1", "Impact pathways and their indicators", .indicators),
      ContractModule("B-3.2", "Indicator metadata", .indicatorMetadata),
      ContractModule(
        "C-1.1", isFirst ? "Governance interventions" : "Participatory governance model",
        isFirst ? .governance : .governanceText),
      ContractModule(
        "C-1.2", isFirst ? "Description of governance" : "Governance interventions and relations",
        isFirst ? .governanceText : .governance),
      ContractModule("C-2.1", "Social innovation interventions", .innovation),
      ContractModule("C-2.2", "Description of social innovation", .innovationText),
      ContractModule("C-3.1", "Summary of interventions and their financing", .financing),
    ]
  }

  /// The modules of the investment plan; both generations agree here as far as contracts show.
  public static let investmentPlan = [
    ContractModule("IP-A1", "Existing climate action funding and financing", .pastFunding),
    ContractModule("IP-A2", "Strategic funding and financing evaluation", .fundingSources),
    ContractModule("IP-A3", "Barriers to climate investment", .investmentBarriers),
    ContractModule("IP-B1", "Cost scenarios", .costs),
    ContractModule("IP-B2", "Capital planning", .capital),
    ContractModule("IP-B3", "Economic and financial indicators", .economicIndicators),
    ContractModule("IP-C1", "Climate policies for capital formation", .capitalPolicies),
    ContractModule("IP-C2", "Risks and mitigation", .risks),
    ContractModule("IP-C3", "Capacity building and stakeholder engagement", .capacity),
  ]
}
