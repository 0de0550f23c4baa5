/// A programme that pays a part of what is built.
public struct Fund: Sendable, Hashable {
  /// Who gives the money.
  public enum Level: String, Sendable, CaseIterable {
    /// The European Union.
    case european
    /// The state.
    case national
    /// A region or land.
    case regional
    /// The municipality or somebody in it.
    case local
  }

  /// A short name, unique in the plan.
  public var id: String
  /// The name for people; catalogues name the fund by it.
  public var name: String
  /// Who gives the money.
  public var level: Level
  /// The money that the municipality can get in all, EUR; nil: no limit is known.
  public var cap: Double?
  /// The largest share of an investment that it pays, 0…1.
  public var rate: Double
  /// The last year whose work it pays; nil: none is known.
  public var deadline: Int?
  /// The actions that it pays for, by id.
  public var actions: [String] = []
  /// The sectors that it pays for, in the words of SECAP.
  public var sectors: [String] = []
  /// Whose investments it adds to, by the words of `Payers`; empty: anybody's.
  public var payers: [String] = []
  /// The least investment of a project, an action in a district, EUR; nil: none.
  public var minimum: Double?
  /// The most that a project gets, EUR; nil: no limit but the rate.
  public var maximum: Double?
  /// Funds that may not pay for the same project, by id.
  public var notWith: [String] = []
  /// Whether what it pays for is done with its money or not at all; without it the fund limits its grants only.
  public var isRequired = false
  /// Where this was read.
  public var source = ""
  /// The year that it describes; nil: not said.
  public var year: Int?
  /// How far it can be trusted; nil: the city's own statement.
  public var confidence: Confidence?
  /// The line of the plan file; nil: from a table.
  public var line: Int?

  /// Creates a fund that names neither actions nor sectors.
  public init(id: String, name: String, level: Level, rate: Double) {
    self.id = id
    self.name = name
    self.level = level
    self.rate = rate
  }

  /// Whether the fund pays for an action.
  ///
  /// Where the fund names actions or sectors, those count; where it names neither, the actions whose catalogue names the fund.
  /// Where it names payers, one of them must bear a part of the investment.
  public func pays(for action: Action) -> Bool {
    let isNamed =
      actions.isEmpty && sectors.isEmpty
      ? action.funds.contains(name)
      : actions.contains(action.id) || sectors.contains(action.codes.sector)
    guard isNamed, !payers.isEmpty, let shares = action.payers?.shares else { return isNamed }
    return zip(Payers.words, shares).contains { $1 > 0 && payers.contains($0) }
  }

  /// Whether it has less money than might be asked of it, for all or for one project.
  public var isLimited: Bool { cap != nil || maximum != nil }

  /// Whether two funds may not pay for the same project: it is enough that one of them says so.
  public func excludes(_ other: Fund) -> Bool {
    notWith.contains(other.id) || other.notWith.contains(id)
  }
}

/// Which funds a plan counts on, as the plan file states it.
public struct FundsDescription: Sendable, Hashable {
  /// One fund of the plan file; what it leaves out is taken from the table that has the id.
  public struct Entry: Sendable, Hashable {
    /// The id.
    public var id: String
    /// The name for people.
    public var name: String?
    /// Who gives the money.
    public var level: Fund.Level?
    /// The money in all, EUR.
    public var cap: Double?
    /// The largest share of an investment.
    public var rate: Double?
    /// The last year whose work it pays.
    public var deadline: Int?
    /// Actions, by id.
    public var actions: [String]?
    /// Sectors, in the words of SECAP.
    public var sectors: [String]?
    /// Payers, by word.
    public var payers: [String]?
    /// The least investment of a project, EUR.
    public var minimum: Double?
    /// The most that a project gets, EUR.
    public var maximum: Double?
    /// Funds that may not pay for the same project, by id.
    public var notWith: [String]?
    /// Whether what it pays for is done with its money or not at all.
    public var isRequired: Bool?
    /// Where this was read.
    public var source: String?
    /// The line of the plan file.
    public var line: Int?

    /// Creates an entry that takes all from a table.
    public init(id: String) { self.id = id }

    /// The fund, what is left out being taken from another; nil where neither says how much it pays.
    public func fund(over base: Fund?) -> Fund? {
      guard let rate = rate ?? base?.rate else { return nil }
      var fund =
        base ?? Fund(id: id, name: name ?? id, level: level ?? .local, rate: rate)
      fund.rate = rate
      fund.name = name ?? fund.name
      fund.level = level ?? fund.level
      fund.cap = cap ?? fund.cap
      fund.deadline = deadline ?? fund.deadline
      fund.actions = actions ?? fund.actions
      fund.sectors = sectors ?? fund.sectors
      fund.payers = payers ?? fund.payers
      fund.minimum = minimum ?? fund.minimum
      fund.maximum = maximum ?? fund.maximum
      fund.notWith = notWith ?? fund.notWith
      fund.isRequired = isRequired ?? fund.isRequired
      fund.source = source ?? fund.source
      fund.line = line
      return fund
    }
  }

  /// Whether all funds of the table that comes with the program are counted on.
  public var builtIn: Bool
  /// Tables of the city's own, as absolute paths.
  public var files: [String] = []
  /// Funds of the plan file.
  public var entries: [Entry] = []
  /// The funds once the tables are read, in the order in which they are asked for money.
  public var funds: [Fund] = []

  /// Creates a choice without funds of its own.
  public init(builtIn: Bool) { self.builtIn = builtIn }
}
