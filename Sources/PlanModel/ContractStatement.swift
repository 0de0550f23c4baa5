/// What people write for the Climate City Contract: texts and tables that no data can give.
public struct ContractStatement: Sendable, Hashable {
  /// The generation of the template: module codes and some tables differ.
  public var template = ContractTemplate.v2
  /// The least reduction that the contract promises until the target year, as a share of the baseline; nil: what the plan's targets ask for.
  public var target: Double?
  /// How indicators between phases are told.
  public var indicatorPath = IndicatorPath.phases
  /// Texts by what they are about.
  public var texts: [ContractText: String] = [:]
  /// Rows of tables of texts, in the order of the file; each has a cell for each field of its table.
  public var lists: [ContractList: [[String]]] = [:]
  /// Reductions by other plans that are under way.
  public var existing: [ExistingReduction] = []
  /// Past budgets of the municipality.
  public var budgets: [MunicipalBudget] = []
  /// Past spending on climate by field of action.
  public var fieldBudgets: [FieldBudget] = []
  /// Sources of income.
  public var income: [MoneyLine] = []
  /// What engagement and capacity building cost.
  public var activityCosts: [MoneyLine] = []

  /// States nothing.
  public init() {}
}

/// The two generations of the contract's templates.
public enum ContractTemplate: String, Sendable, CaseIterable {
  /// Of 2022 and 2023.
  case v1
  /// Of 2024.
  case v2
}

/// How a value between two phases is told.
public enum IndicatorPath: String, Sendable, CaseIterable {
  /// What has been begun by the phases that have ended.
  case phases
  /// Straight from the end of one phase to the end of the next.
  case linear
}

/// A text of the contract that people write.
public enum ContractText: String, Sendable, CaseIterable {
  case introduction
  case vision
  case ambition
  case exclusions
  case process
  case commitments
  case emissionsAssessment
  case policiesAssessment
  case systems
  case participation
  case pathways
  case residual
  case governance
  case socialInnovation
  case finance
  case capitalPlanning

  /// What it is about, for people.
  public var title: String {
    switch self {
    case .introduction: "Introduction"
    case .vision: "Vision"
    case .ambition: "Ambition"
    case .exclusions: "What the goal leaves out"
    case .process: "Principles and process"
    case .commitments: "Common commitments"
    case .emissionsAssessment: "Assessment of the inventory"
    case .policiesAssessment: "Assessment of policies"
    case .systems: "Urban systems, barriers and opportunities"
    case .participation: "Participatory model"
    case .pathways: "Impact pathways in words"
    case .residual: "Strategy for residual emissions"
    case .governance: "Governance model"
    case .socialInnovation: "Social innovation"
    case .finance: "Assessment of past funding"
    case .capitalPlanning: "Capital planning"
    }
  }

  /// What belongs there, for those who write it and for the schema.
  public var guidance: String {
    switch self {
    case .introduction:
      "Say why the municipality takes this on, where it stands among its neighbours, and who prepared the contract."
    case .vision:
      "Describe in a few sentences how people will live, move and work here once the goal is reached."
    case .ambition:
      "Say how far and how fast emissions fall, why this is as much as can be done, and what would allow more."
    case .exclusions:
      "Name areas, sources and scopes that the goal leaves out, with their emissions and the reason."
    case .process:
      "Describe how decisions about the contract are taken, reviewed and changed, and how often."
    case .commitments:
      "State what all signatories promise together, in sentences that can be checked later."
    case .emissionsAssessment:
      "Judge the inventory: data quality, trends since earlier years, what drives the largest sources, what is not counted."
    case .policiesAssessment:
      "Say which of the listed policies help, which stand in the way, and what must change at which level."
    case .systems:
      "Describe how energy, buildings, transport, waste and land work here, what holds change back, and where it can begin."
    case .participation:
      "Describe who takes part, by which means, from when on, and what their voice decides."
    case .pathways:
      "Explain in words how early changes lead to late outcomes and impacts, and on which assumptions this rests."
    case .residual:
      "Say from where the remaining emissions come, why they cannot be avoided until the target year, and how they are balanced, by which sinks, of which permanence."
    case .governance:
      "Describe bodies, mandates, reporting lines and the link to region and state."
    case .socialInnovation:
      "Describe new ways of working together that carry actions, for example energy communities, and how they are supported."
    case .finance:
      "Judge what past budgets, grants and loans for climate achieved, and what they lacked."
    case .capitalPlanning:
      "Say who raises which part of the capital, in which order, and what happens if a part does not come."
    }
  }
}

/// A table of the contract whose rows people write.
public enum ContractList: String, Sendable, CaseIterable {
  case priorities
  case policies
  case stakeholders
  case barriers
  case governanceInterventions
  case innovationInterventions
  case signatories
  case capitalSources
  case investmentBarriers
  case economicIndicators
  case climatePolicies
  case risks
  case engagement

  /// The fields of a row: key and heading.
  public var fields: [(key: String, title: String)] {
    switch self {
    case .priorities: [("name", "Strategic intervention"), ("description", "Description")]
    case .policies:
      [
        ("type", "Type"), ("level", "Level"), ("name", "Name and title"),
        ("description", "Description"), ("relevance", "Relevance"), ("need", "Need for action"),
      ]
    case .stakeholders:
      [
        ("system", "System"), ("stakeholders", "Stakeholders"), ("networks", "Networks"),
        ("influence", "Influence on climate neutrality"),
        ("interest", "Interest in climate neutrality"),
      ]
    case .barriers:
      [
        ("system", "System"), ("barrier", "Barrier"), ("opportunity", "Opportunity"),
        ("affected", "Who is affected"),
      ]
    case .governanceInterventions, .innovationInterventions:
      [
        ("name", "Intervention"), ("description", "Description"),
        ("responsible", "Responsible entity"), ("stakeholders", "Involved stakeholders"),
        ("impact", "Enabling impact"), ("coBenefits", "Co-benefits"),
      ]
    case .signatories:
      [
        ("name", "Name"), ("sector", "Sector"), ("legalForm", "Legal form"),
        ("person", "Responsible person"), ("position", "Position"), ("commitment", "Commitment"),
      ]
    case .capitalSources:
      [
        ("type", "Type"), ("range", "Size range"), ("level", "Public or private level"),
        ("description", "Description"),
      ]
    case .investmentBarriers:
      [
        ("barrier", "Barrier"), ("kind", "Typology"), ("description", "Description"),
        ("affected", "Sector and stakeholders affected"),
      ]
    case .economicIndicators:
      [
        ("field", "Field of action"), ("indicator", "Indicator"), ("unit", "Unit"),
        ("baseline", "Baseline"), ("target", "Target"),
      ]
    case .climatePolicies:
      [
        ("policy", "Policy"), ("status", "Status"), ("description", "Description"),
        ("outcome", "Intended outcome"),
      ]
    case .risks:
      [
        ("field", "Field of action"), ("project", "Project"), ("risk", "Risk"),
        ("description", "Description"), ("priority", "Priority"), ("mitigation", "Mitigation"),
      ]
    case .engagement: [("stakeholder", "Stakeholder"), ("engagement", "Engagement")]
    }
  }

  /// What the table holds, for people.
  public var title: String {
    switch self {
    case .priorities: "Strategic interventions"
    case .policies: "Relevant policies, strategies and initiatives"
    case .stakeholders: "Systems and stakeholders"
    case .barriers: "Systemic barriers and opportunities"
    case .governanceInterventions: "Governance interventions"
    case .innovationInterventions: "Social innovation interventions"
    case .signatories: "Signatories"
    case .capitalSources: "Capital sources"
    case .investmentBarriers: "Barriers to climate investment"
    case .economicIndicators: "Further economic indicators"
    case .climatePolicies: "Climate policies for capital formation"
    case .risks: "Risks and mitigation"
    case .engagement: "Engagement of stakeholders"
    }
  }

  /// What belongs there, for those who write it and for the schema.
  public var guidance: String {
    switch self {
    case .priorities:
      "Name at least three or four interventions that change whole systems rather than single plants."
    case .policies:
      "List what is in force or planned at local, regional, national and European level, and what each asks for."
    case .stakeholders:
      "Name for each system who moves it, the networks they form, their influence and their interest."
    case .barriers:
      "Name for each system what holds change back, who feels it, and which opportunity could overcome it."
    case .governanceInterventions:
      "List new bodies, roles and procedures that make the actions possible, with the entity that answers for each."
    case .innovationInterventions:
      "List initiatives of citizens, firms and science that are started or supported, with the entity that answers for each."
    case .signatories:
      "List who signs, in which legal form, by whom, and what each of them promises."
    case .capitalSources:
      "List grants, loans, bonds, guarantees and private capital that are within reach, with their usual size."
    case .investmentBarriers:
      "List what keeps public and private money away, of which kind it is, and whom it hits."
    case .economicIndicators:
      "Add indicators of economy and finance that the municipality watches, with baseline and target."
    case .climatePolicies:
      "List rules, taxes, fees and programmes that make private investment likelier, with their status."
    case .risks:
      "List what may delay or stop projects, how urgent each risk is, and who does what about it."
    case .engagement:
      "Say for each stakeholder how it is won for financing and carrying out the plan."
    }
  }

  /// The word for one of its rows, with its article.
  public var rowTitle: String { "an entry of `\(rawValue)`" }
}

/// A reduction that other plans bring, counted before the gap.
public struct ExistingReduction: Sendable, Hashable {
  /// The source sector, in the contract's word.
  public var sector: String
  /// t CO2e/a in the target year.
  public var reduction: Double
  /// The plan that brings it.
  public var plan: String

  /// Creates a reduction.
  public init(sector: String, reduction: Double, plan: String) {
    self.sector = sector
    self.reduction = reduction
    self.plan = plan
  }
}

/// A budget of the municipality in one year.
public struct MunicipalBudget: Sendable, Hashable {
  /// The year.
  public var year: Int
  /// All of it, EUR.
  public var total: Double
  /// What of it was spent on climate, EUR.
  public var climate: Double

  /// Creates a budget.
  public init(year: Int, total: Double, climate: Double) {
    self.year = year
    self.total = total
    self.climate = climate
  }
}

/// What was spent on climate in one year and field of action.
public struct FieldBudget: Sendable, Hashable {
  /// The year.
  public var year: Int
  /// The field of action, in the contract's word.
  public var field: String
  /// EUR.
  public var amount: Double

  /// Creates a sum.
  public init(year: Int, field: String, amount: Double) {
    self.year = year
    self.field = field
    self.amount = amount
  }
}

/// A name with a sum of money.
public struct MoneyLine: Sendable, Hashable {
  /// What it is.
  public var name: String
  /// EUR.
  public var amount: Double

  /// Creates a line.
  public init(name: String, amount: Double) {
    self.name = name
    self.amount = amount
  }
}
