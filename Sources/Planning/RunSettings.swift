public import PlanModel

/// A PostGIS database that results are written into.
public struct DatabaseOrder: Sendable, Hashable {
  /// How libpq finds it, beginning with `PG:`, without a password.
  public var connection: String
  /// The schema.
  public var schema = "commonground"
  /// Whether tables that an earlier run wrote there are replaced.
  public var replaces = false

  /// Orders the usual schema.
  public init(connection: String) { self.connection = connection }
}

/// How a run is to be done; none of it changes what the plan file says.
public struct RunSettings: Sendable {
  /// Which solver decides.
  public enum Solver: String, Sendable, CaseIterable {
    /// Picked by the size of the problem; the run record says which.
    case auto
    /// Branch and bound by CBC.
    case exact
    /// Prices and repair, for very large problems.
    case decomposition
  }

  /// How many workers each stage may use; the result does not depend on it.
  public var workers = Workers(2)
  /// The gap that is good enough, as a share; nil: the plan file's.
  public var gap: Double?
  /// Seconds the solver may take; nil: no limit.
  public var timeLimit: Double?
  /// The seed; nil: the plan file's.
  public var seed: UInt64?
  /// Which solver decides.
  public var solver = Solver.auto
  /// In how many possible worlds the plan is asked again; nil: as many as the plan file says.
  public var draws: Int?

  /// The folder of an earlier run to start from; nil: none.
  public var earlierRun: String?

  /// Seconds that each municipality of a region may take to be read, and to be planned; nil: any time.
  public var municipalityTimeLimit: Double?

  /// Rows beside those of the plan file: a municipality's part of what a region shares.
  var regionalRows: [RowDescription] = []
  /// The municipality that the plan is for, where it is one for several; nil: its own.
  var territory: PlanTerritory?
  /// The plan whose progress is told, as options of the problem, where it is known; nil: it is read or sought.
  var carriedOut: [Int]?
  /// A plan that keeps all rows, as options of the problem, where one is known.
  var knownPlan: [Int]?

  /// The database that layers and tables are written into as well; nil: none.
  public var database: DatabaseOrder?

  /// Whether web services are not asked, and their answers of an earlier run are used.
  public var isOffline = false
  /// Whether answers of web services are kept for later runs; a check keeps none.
  var keepsAnswers = true

  /// Creates the usual settings.
  public init() {}

  /// How the web services of a plan are asked: answers are kept in the folder `cache` beside the plan file.
  func webAccess(for plan: PlanDescription) -> WebAccess {
    var access = WebAccess(cache: plan.folder + "/cache", isOffline: isOffline)
    access.keepsAnswers = keepsAnswers
    return access
  }
}
