/// One entry of a catalogue: something a municipality could do in an area.
///
/// Within a slot, one action of each stage may be combined; the combinations are the slot's packages.
/// Stages work in the order save, switch, generate, each on what the one before left.
public struct Action: Sendable {
  /// When an action works on the demand.
  public enum Stage: Int, Sendable, CaseIterable, Comparable {
    /// Lowers useful demand.
    case save
    /// Changes how the remaining heat is supplied.
    case switchSupply
    /// Generates energy.
    case generate

    /// The word used in catalogues.
    public var word: String { self == .switchSupply ? "switch" : "\(self)" }

    /// Whether `lhs` works before `rhs`.
    public static func < (lhs: Stage, rhs: Stage) -> Bool { lhs.rawValue < rhs.rawValue }
  }

  /// A stable id, for example `renovation-medium`.
  public var id: String
  /// The name for people.
  public var name: String
  /// One or two sentences for the council.
  public var summary = ""
  /// The slot; slots exclude or change one another only inside.
  public var slot: String
  /// When it works.
  public var stage: Stage
  /// The sectors of the stock it acts on; empty for actions on land or lighting.
  public var sectors: [StockSector] = []
  /// The sectors of the inventory beside buildings whose energy it acts on.
  public var activities: [ActivitySector] = []
  /// The source of emissions that are no use of energy, which it acts on.
  public var source: EmissionSource?
  /// Where it applies.
  public var rule = ActionRule()
  /// Whether it is on offer only where a plan asks for it by its id, because no layer says where it makes sense.
  public var onRequest = false
  /// What it is sized by.
  public var size: ActionSize
  /// What it does.
  public var effect: ActionEffect
  /// What it costs.
  public var cost: ActionCost
  /// Job-years per EUR of investment.
  public var jobsPerInvestment = 0.0
  /// Job-years per kW.
  public var jobsPerPower = 0.0
  /// What it bears in SECAP and Climate City Contract.
  public var codes: ActionCodes
  /// Who leads.
  public var leadActor = ""
  /// Who leads, without the group that stands in brackets behind it.
  public var leadRole: String {
    guard leadActor.hasSuffix(")"), let bracket = leadActor.lastIndex(of: "(") else {
      return leadActor
    }
    let role = leadActor[..<bracket]
    return String(role.hasSuffix(" ") ? role.dropLast() : role)
  }
  /// Who must act or pay as well.
  public var otherActors: [String] = []
  /// Where the money can come from; words of the Covenant's list of financing sources.
  public var financing: [String] = []
  /// Who pays the investment; nil: not said.
  public var payers: Payers?
  /// What the law or the technique asks for; sentences.
  public var conditions: [String] = []
  /// The laws that it rests on; phrases.
  public var legalBasis: [String] = []
  /// The permits that it needs; phrases.
  public var permits: [String] = []
  /// The steps on its way, in their order.
  public var milestones: [Milestone] = []
  /// Named programmes that may pay a part.
  public var funds: [String] = []
  /// Actions without which it makes no sense, by id.
  public var requires: [String] = []
  /// Actions of the same unit before which it may not begin, by id.
  public var follows: [String] = []
  /// What else it is good for, by the group's name in the Climate City Contract, in the order of the groups.
  public var coBenefits: [CoBenefit] = []
  /// The hazards of the climate that it makes bearable, by their words.
  public var hazards: [String] = []
  /// Whether it relieves people who can hardly pay for their energy.
  public var relievesEnergyPoverty = false
  /// Where the numbers come from, one source a number, as the catalogue states it.
  public var numbers: [SourcedNumber] = []
  /// The catalogue's file and line, for messages.
  public var place = Place()

  /// Creates an entry from what every entry has.
  public init(
    id: String, name: String, slot: String, stage: Stage, size: ActionSize, effect: ActionEffect,
    cost: ActionCost, codes: ActionCodes
  ) {
    self.id = id
    self.name = name
    self.slot = slot
    self.stage = stage
    self.size = size
    self.effect = effect
    self.cost = cost
    self.codes = codes
  }
}

/// Where an action applies.
public struct ActionRule: Sendable {
  /// Land-use classes an action on land may claim; empty: it claims none.
  public var landUse: [LandUseClass] = []
  /// Distances to keep from land-use classes, in m.
  public var setbacks: [(from: LandUseClass, distance: Double)] = []
  /// Whether the country's distance from built-up land, where it is known, takes the place of the catalogue's.
  public var usesNationalSetback = false
  /// The share of the sized land that other uses lose: 1 for a field of modules, little for a wind park.
  public var claimedShare = 1.0
  /// Least eligible land in a unit, m².
  public var minimumLand = 0.0
  /// Least area of a patch of eligible land, across the borders of units, m².
  public var minimumPatch = 0.0
  /// Least width of a patch of eligible land, m.
  public var minimumWidth = 0.0
  /// A layer without which nobody knows where the action makes sense; nil: none.
  public var needsLayer: NeededLayer?
  /// Largest mean wind speed or least, m/s; 0: none.
  public var minimumWindSpeed = 0.0

  /// Creates a rule that excludes nothing.
  public init() {}

  /// Whether the action needs land.
  public var needsLand: Bool { !landUse.isEmpty }
}

/// A layer that an action needs to be on offer.
public enum NeededLayer: String, Sendable, CaseIterable {
  /// Sources of waste heat.
  case wasteHeat
  /// Hazards of the climate, at least one of those that the action eases.
  case hazards
}

/// What an action is sized by, and which share of it is reached until the target year.
public struct ActionSize: Sendable {
  /// The measure of the stock or the land.
  public enum Base: String, Sendable, CaseIterable {
    /// Heated floor area of the sectors, m².
    case heatedArea
    /// Useful heat of the sectors (space heat and hot water, after saving), kWh.
    case usefulHeat
    /// Useful heat that lies in hectares dense enough for a network, kWh.
    case networkHeat
    /// Useful hot water of the sectors, kWh.
    case hotWater
    /// Suitable roof of the sectors, m².
    case suitableRoof
    /// Eligible land, m².
    case eligibleLand
    /// Electricity of street lighting, kWh.
    case lightingElectricity
    /// Built-up land of the unit, m².
    case builtLand
    /// Electricity of appliances of the sectors, kWh.
    case appliances
    /// Final energy of the sectors, heat and appliances, kWh.
    case finalEnergy
    /// Final energy of the activities, kWh; of the replaced carriers only where carriers are switched.
    case activityEnergy
    /// Emissions of the source, t CO2e.
    case emissions
    /// People of the unit.
    case population

    /// Whether it is an amount of energy.
    public var isEnergy: Bool {
      switch self {
      case .usefulHeat, .networkHeat, .hotWater, .lightingElectricity, .appliances, .finalEnergy,
        .activityEnergy:
        true
      case .heatedArea, .suitableRoof, .eligibleLand, .builtLand, .emissions, .population: false
      }
    }
  }
  /// The measure.
  public var base: Base
  /// The share of it that the action reaches, in 0…1.
  public var share: Double

  /// Creates a size.
  public init(base: Base, share: Double) {
    self.base = base
    self.share = share
  }
}

/// What an action does, by its kind.
public enum ActionEffect: Sendable {
  /// Lowers useful space heat of the part that is reached by a share.
  case saveSpaceHeat(share: Double)
  /// Lowers electricity of the base (lighting) that is reached by a share.
  case saveElectricity(share: Double)
  /// Supplies the useful heat that is reached from a carrier at an efficiency or seasonal performance.
  ///
  /// `ambient` is the renewable share of the useful heat (1 − 1/performance for heat pumps).
  /// `fullLoadHours` sizes the kW; `losses` is the share of heat lost on the way (networks).
  case supplyHeat(carrier: Carrier, efficiency: Double, fullLoadHours: Double, losses: Double)
  /// Covers hot water by collectors: yield in kWh per m² of collector and year, and the share of hot water
  /// that can be covered at the most. The base is suitable roof. The yield belongs to `referenceRadiation`, kWh/m² and year
  /// on level ground, and goes with the unit's; 0: it is the same everywhere.
  case solarThermal(yield: Double, largestShare: Double, referenceRadiation: Double = 0)
  /// Generates electricity from the sun: kWp per m² of base. The yield comes from the unit's radiation.
  /// `performance` is the performance ratio and `orientationGain` the ratio of irradiation on the module plane to horizontal.
  case photovoltaic(density: Double, performance: Double, orientationGain: Double)
  /// Generates electricity from the wind: kW per m² of eligible land, full-load hours at `referenceSpeed`.
  case wind(density: Double, fullLoadHours: Double, referenceSpeed: Double, unitPower: Double)
  /// Takes up carbon and saves cooling: pieces per m² of base, t CO2 and kWh per piece and year.
  case green(density: Double, uptake: Double, electricitySaved: Double)
  /// Lowers electricity of appliances of the part that is reached by a share.
  case saveAppliances(share: Double)
  /// Lowers space heat and electricity of appliances of the part that is reached by a share each.
  case saveEnergy(heat: Double, electricity: Double)
  /// Lowers final energy of the activities, of some carriers or (empty) all, of the part that is reached by a share.
  case saveActivity(share: Double, carriers: [Carrier])
  /// Replaces carriers of the activities by another one: kWh of the new carrier per kWh replaced.
  case switchActivity(from: [Carrier], to: Carrier, ratio: Double)
  /// Lowers emissions of the source by a share of the part that is reached.
  case reduceEmissions(share: Double)
  /// Binds carbon on land: t CO2e per m² and year.
  case sequester(uptake: Double)
  /// Changes neither energy nor emissions: it has a size, a cost, hazards and co-benefits.
  case adapt
}

/// What an action costs; exactly one of the investment terms is usual, all are added.
public struct ActionCost: Sendable {
  /// EUR per unit of the sized base (m², kWh, …), after the share.
  public var perSize = 0.0
  /// EUR per kW installed.
  public var perPower = 0.0
  /// EUR per piece (trees).
  public var perPiece = 0.0
  /// Whether the heat network's investment by Persson's method is added, in the unit's dense hectares.
  public var includesNetwork = false
  /// Whether the country's construction cost index applies.
  public var usesCountryIndex = false
  /// Running cost per year as a share of the investment.
  public var runningShare = 0.0
  /// Yearly change of the investment's unit costs, as a share: −0.02 where they fall by 2 % a year.
  public var learning = 0.0
  /// Life in years.
  public var lifetime = 20.0
  /// Whether the saved or added energy is priced (lighting, heat); generation is priced at `generationPrice`.
  public var creditsEnergy = true
  /// What a generated kWh of electricity earns or saves, EUR/kWh.
  public var generationPrice = 0.0

  /// Creates a cost of nothing.
  public init() {}
}

/// What an action bears in the Covenant's and the contract's tables; the words are those of `Frameworks`.
public struct ActionCodes: Sendable, Hashable {
  /// SECAP sector.
  public var sector: String
  /// SECAP policy area.
  public var policyArea: String
  /// SECAP policy instrument.
  public var instrument: String
  /// Climate City Contract field of action.
  public var field: String
  /// Climate City Contract systemic lever.
  public var lever: String

  /// Creates the codes.
  public init(sector: String, policyArea: String, instrument: String, field: String, lever: String)
  {
    self.sector = sector
    self.policyArea = policyArea
    self.instrument = instrument
    self.field = field
    self.lever = lever
  }
}
