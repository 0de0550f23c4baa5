/// What a factor of success or failure is about.
///
/// Institutional and social capacity as 2ISECAP studied them, then the six groups of indicators by which it judged its Living Labs
/// (cordis.europa.eu/project/id/101033752/reporting; 2isecap.eu/evaluation-of-the-2isecap-approach).
public enum FactorDimension: String, Sendable, CaseIterable {
  /// Institutional: who does what, with what time.
  case organisation
  /// Institutional: what is known, and by whom.
  case knowledge
  /// Institutional: plans, contracts, money.
  case instruments
  /// Institutional: who wants it and stands for it.
  case leadership
  /// Social: who knows and trusts whom.
  case networks
  /// Social: what people can bring in.
  case assets
  /// Living Lab: who takes part.
  case stakeholderInvolvement
  /// Living Lab: what it offers.
  case serviceCreation
  /// Living Lab: what it works with.
  case infrastructure
  /// Living Lab: how it is run.
  case organisationAndGovernance
  /// Living Lab: what is new because of it.
  case innovationOutcomes
  /// Living Lab: how it works.
  case methodsAndTools

  /// The kind of capacity that a dimension belongs to.
  public enum Capacity: String, Sendable, CaseIterable {
    /// Of the administration.
    case institutional
    /// Of the people.
    case social
    /// Of the Living Lab between the two.
    case livingLab

    /// The name for people.
    public var title: String {
      switch self {
      case .institutional: "Institutional capacity"
      case .social: "Social capacity"
      case .livingLab: "Living Lab"
      }
    }
  }

  /// The kind of capacity.
  public var capacity: Capacity {
    switch self {
    case .organisation, .knowledge, .instruments, .leadership: .institutional
    case .networks, .assets: .social
    case .stakeholderInvolvement, .serviceCreation, .infrastructure, .organisationAndGovernance,
      .innovationOutcomes, .methodsAndTools:
      .livingLab
    }
  }

  /// The name for people.
  public var title: String {
    switch self {
    case .organisation: "Organisation"
    case .knowledge: "Knowledge"
    case .instruments: "Instruments"
    case .leadership: "Leadership"
    case .networks: "Networks"
    case .assets: "Assets"
    case .stakeholderInvolvement: "Stakeholder involvement"
    case .serviceCreation: "Service creation"
    case .infrastructure: "Infrastructure"
    case .organisationAndGovernance: "Organisation and governance"
    case .innovationOutcomes: "Innovation outcomes"
    case .methodsAndTools: "Methods and tools"
    }
  }
}

/// How far something that helps is there.
public enum FactorLevel: Int, Sendable, CaseIterable {
  /// It is not there.
  case none
  /// It is decided or under way.
  case planned
  /// It is there.
  case inForce
  /// It is there, and looked after.
  case monitored

  /// The word of plan files.
  public var word: String {
    switch self {
    case .none: "none"
    case .planned: "planned"
    case .inForce: "in force"
    case .monitored: "monitored"
    }
  }

  /// The level of a word.
  public init?(word: String) {
    guard let level = Self.allCases.first(where: { $0.word == word }) else { return nil }
    self = level
  }

  /// Its part of the best, 0…1.
  public var share: Double { Double(rawValue) / Double(Self.monitored.rawValue) }
}

/// What the data of a plan can say about a factor before anybody answers.
public enum EarlyWarning: String, Sendable, CaseIterable {
  /// No organisation of the people is known in the district.
  case noOrganisation
  /// Few people spoke.
  case lowTurnout
  /// People or groups disagree.
  case contested
  /// Chosen actions that nobody leads.
  case noLead
  /// Many questions have no answer.
  case unanswered

  /// The name for people.
  public var title: String {
    switch self {
    case .noOrganisation: "No organisation in the district"
    case .lowTurnout: "Few people took part"
    case .contested: "Contested places"
    case .noLead: "Actions that nobody leads"
    case .unanswered: "Questions without an answer"
    }
  }
}

/// Something that helps a plan to be carried out where it is there, and hinders it where it is not.
public struct SuccessFactor: Sendable, Hashable {
  /// Where it is asked.
  public enum Asked: String, Sendable, CaseIterable {
    /// Once for the municipality.
    case municipality
    /// In each district.
    case district
    /// Both.
    case both
  }
  /// What was seen: that it helped, that its lack hindered, or neither, because it is a judgement.
  public enum Role: String, Sendable, CaseIterable {
    /// Seen where it helped.
    case helped
    /// Seen where its lack hindered.
    case hindered
    /// Not seen; from general knowledge.
    case judged
  }

  /// A stable id, for example `steering-body`.
  public var id: String
  /// What it is about.
  public var dimension: FactorDimension
  /// The question, as one sentence.
  public var question: String
  /// Where it is asked.
  public var asked = Asked.both
  /// What was seen of it elsewhere, in our words.
  public var evidence = ""
  /// Whether it was seen to help, or its lack to hinder.
  public var role = Role.judged
  /// What in the data of a plan speaks of it; nil: nothing.
  public var watched: EarlyWarning?
  /// What to do about its lack, step by step.
  public var mitigation: [String] = []
  /// Where the evidence was read.
  public var source = ""
  /// The year of the evidence; nil: not said.
  public var year: Int?
  /// How far the evidence can be trusted.
  public var confidence = Confidence.low

  /// Creates a factor of which only the question is known.
  public init(id: String, dimension: FactorDimension, question: String) {
    self.id = id
    self.dimension = dimension
    self.question = question
  }

  /// Whether it is asked of a district, or of the municipality.
  public func isAsked(ofDistrict: Bool) -> Bool {
    asked == .both || asked == (ofDistrict ? .district : .municipality)
  }
}
