/// What only people can say for the Covenant of Mayors' report; words are those of `Frameworks`.
public struct SECAPStatement: Sendable, Hashable {
  /// A pillar of the Covenant.
  public enum Pillar: String, Sendable, CaseIterable {
    case mitigation
    case adaptation
    case energyPoverty

    /// The name for people.
    public var title: String {
      switch self {
      case .mitigation: "Mitigation"
      case .adaptation: "Adaptation"
      case .energyPoverty: "Energy poverty"
      }
    }
  }

  /// What the municipality has committed itself to.
  public struct Target: Sendable, Hashable {
    /// The pillar.
    public var pillar: Pillar
    /// The year by which.
    public var year: Int
    /// The reduction of emissions against the base year, as a share; nil: the target is in words.
    public var reduction: Double?
    /// Whether the reduction is of emissions per inhabitant.
    public var isPerCapita = false
    /// The target in words; nil: the reduction says all.
    public var goal: String?

    /// Creates a target.
    public init(_ pillar: Pillar, year: Int) {
      self.pillar = pillar
      self.year = year
    }
  }

  /// A reduction by other plans that are under way.
  public struct UnderWay: Sendable, Hashable {
    /// The source sector, by its word.
    public var sector: String
    /// t CO2e/a.
    public var reduction: Double

    /// Creates an entry.
    public init(sector: String, reduction: Double) {
      self.sector = sector
      self.reduction = reduction
    }
  }

  /// Who works on the plan, in full-time equivalents.
  public struct Staff: Sendable, Hashable {
    /// Whose people they are.
    public var body: String
    /// By pillar, in the order of `Pillar`; nil: not said.
    public var fullTime: [Double?]

    /// Creates an entry.
    public init(body: String, fullTime: [Double?]) {
      self.body = body
      self.fullTime = fullTime
    }
  }

  /// How a kind of stakeholder takes part.
  public struct Engagement: Sendable, Hashable {
    /// The kind.
    public var stakeholder: String
    /// How far: low, medium, high.
    public var level: String
    /// What for; nil: not said.
    public var purpose: String?

    /// Creates an entry.
    public init(stakeholder: String, level: String, purpose: String?) {
      self.stakeholder = stakeholder
      self.level = level
      self.purpose = purpose
    }
  }

  /// How far a step of the adaptation cycle is.
  public struct Step: Sendable, Hashable {
    /// The step, by its word.
    public var step: String
    /// A complete, B advancing, C moving forward, D not started.
    public var grade: String

    /// Creates an entry.
    public init(step: String, grade: String) {
      self.step = step
      self.grade = grade
    }
  }

  /// What is judged of a hazard.
  public struct Hazard: Sendable, Hashable {
    /// The hazard.
    public var hazard: ClimateHazard
    /// Current probability; nil: not said. So for the others.
    public var probability: String?
    /// Current impact.
    public var impact: String?
    /// Expected change in intensity.
    public var intensity: String?
    /// Expected change in frequency.
    public var frequency: String?
    /// When it is expected.
    public var timeframe: String?
    /// The sectors it hits.
    public var sectors: [String] = []
    /// The people it hits most.
    public var groups: [String] = []

    /// Creates an entry that says nothing yet.
    public init(_ hazard: ClimateHazard) { self.hazard = hazard }
  }

  /// How well the municipality can adapt in a respect.
  public struct Capacity: Sendable, Hashable {
    /// The respect, by its word.
    public var factor: String
    /// Low, moderate, high or unknown.
    public var level: String

    /// Creates an entry.
    public init(factor: String, level: String) {
      self.factor = factor
      self.level = level
    }
  }

  /// A measured indicator of energy poverty.
  public struct Indicator: Sendable, Hashable {
    /// What is measured.
    public var name: String
    /// The macro-area, by its word.
    public var area: String
    /// The value.
    public var value: Double
    /// Its unit, in words.
    public var unit: String
    /// The year.
    public var year: Int
    /// Where it was read; nil: not said.
    public var source: String?

    /// Creates an indicator.
    public init(
      name: String, area: String, value: Double, unit: String, year: Int, source: String?
    ) {
      self.name = name
      self.area = area
      self.value = value
      self.unit = unit
      self.year = year
      self.source = source
    }
  }

  /// What is said of an action of the plan.
  public struct ActionEntry: Sendable, Hashable {
    /// The action, by its id.
    public var action: String
    /// Where it stands; nil: not started.
    public var status: String?
    /// Who is responsible; nil: whom the governance names, else who leads it.
    public var responsible: String?
    /// When it starts and ends, as `2027-03`; nil: by the plan.
    public var start: String?
    /// When it ends.
    public var end: String?
    /// What has been spent, EUR; nil: not said.
    public var spent: Double?
    /// Where the action comes from.
    public var origin: String?
    /// What stands in its way.
    public var barriers: [String] = []
    /// Whether it is a key action.
    public var isKey = false
    /// The line of the plan file.
    public var line: Int?

    /// Creates an entry that says nothing yet.
    public init(_ action: String) { self.action = action }
  }

  /// The vision.
  public var vision: String?
  /// How the work is organised and coordinated.
  public var organisation: String?
  /// How it is monitored.
  public var monitoring: String?
  /// How options of adaptation were assessed.
  public var adaptationOptions: String?
  /// What is done in extreme events.
  public var extremeEvents: String?
  /// The goal against energy poverty.
  public var energyPovertyGoal: String?
  /// Commitments.
  public var targets: [Target] = []
  /// Reductions by other plans that are under way, t CO2e/a by the word of the source sector.
  public var underWay: [UnderWay] = []
  /// Inhabitants in the target year; nil: not said.
  public var populationInTargetYear: Double?
  /// Who works on it.
  public var staff: [Staff] = []
  /// Who takes part.
  public var stakeholders: [Engagement] = []
  /// The adaptation cycle.
  public var scoreboard: [Step] = []
  /// Hazards.
  public var hazards: [Hazard] = []
  /// Adaptive capacity.
  public var capacities: [Capacity] = []
  /// Indicators of energy poverty.
  public var indicators: [Indicator] = []
  /// Actions.
  public var actions: [ActionEntry] = []
  /// The table of a monitoring inventory, as absolute path; nil: none.
  public var monitoringInventory: String?
  /// The year of that inventory.
  public var monitoringYear: Int?
  /// The language of the workbook's labels.
  public var language = "en"
  /// A table of labels of the city's own, as absolute path; nil: none.
  public var labels: String?

  /// Says nothing.
  public init() {}
}

/// A default number in whose place a plan states its own.
public struct ChangedDefault: Sendable, Hashable {
  /// What it is, for people.
  public var title: String
  /// What the plan states.
  public var stated: Double
  /// The default with its origin, in the same unit.
  public var standard: SourcedNumber

  /// Creates a change.
  public init(title: String, stated: Double, standard: SourcedNumber) {
    self.title = title
    self.stated = stated
    self.standard = standard
  }
}
