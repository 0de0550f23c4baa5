/// What funds grant of what the chosen work asks of them.
///
/// The funds are asked in their order. A project, an action in a district, asks a fund for its rate of what is still asked,
/// and gets no more than a project may get. Where all projects ask for more than the fund has, each gets the same share of
/// what it asks for; what that leaves is asked of the funds that follow, and in the end falls to whoever builds.
public struct FundAwards: Sendable {
  /// An action in a district, with the parts of its investment that funds treat alike.
  public struct Project: Sendable, Hashable {
    /// What begins in one phase with one choice of funds.
    public struct Part: Sendable, Hashable {
      /// The phase in which it begins; 0 without phases.
      public var phase: Int
      /// The position of the choice of funds.
      public var level: Int
      /// The investment, EUR.
      public var investment: Double

      /// Creates a part.
      public init(phase: Int, level: Int, investment: Double) {
        self.phase = phase
        self.level = level
        self.investment = investment
      }
    }

    /// The position of the action in the catalogue.
    public var action: Int
    /// The parts.
    public var parts: [Part]

    /// Creates a project.
    public init(action: Int, parts: [Part]) {
      self.action = action
      self.parts = parts
    }
  }

  /// What each project gets of each fund, EUR, by project, then by fund.
  public let grants: [[Double]]

  /// Awards the money of the funds.
  ///
  /// - Parameters:
  ///   - drawn: What is drawn of each fund's money already, EUR.
  ///   - levels: What the levels of parts stand for.
  public init(
    _ projects: [Project], funds: [Fund], rates: FundRates, levels: [FundLevel],
    drawn: [Double]
  ) {
    var left = projects.map { project in
      project.parts.map { rates.left(of: project.action, phase: $0.phase) }
    }
    var paying = projects.map { project in project.parts.map { _ in [Int]() } }
    var grants = projects.map { _ in funds.map { _ in 0.0 } }
    for (row, fund) in funds.enumerated() {
      // What each part asks for, as a share of its investment in each block of years.
      let shares = projects.indices.map { position in
        let project = projects[position]
        return project.parts.indices.map { part -> [Double] in
          let own = project.parts[part]
          guard rates.mayPay(row, for: project.action),
            levels.isEmpty || !levels[own.level].without.contains(row),
            !paying[position][part].contains(where: { rates.excludes($0, row) })
          else { return left[position][part].map { _ in 0 } }
          return rates.asks(of: row, phase: own.phase, left: left[position][part])
        }
      }
      let asks = projects.indices.map { position in
        zip(projects[position].parts, shares[position]).map {
          $0.investment * rates.share($1, phase: $0.phase)
        }.compensatedSum()
      }
      let allowed = asks.map { min($0, fund.maximum ?? .infinity) }
      let whole = allowed.compensatedSum()
      let money = fund.cap.map { max(0, $0 - drawn[row]) } ?? .infinity
      let share = whole > money ? money / whole : 1
      for position in projects.indices where asks[position] > 0 {
        let grant = allowed[position] * share
        grants[position][row] = grant
        if grant == 0 { continue }
        for part in projects[position].parts.indices
        where shares[position][part].contains(where: { $0 > 0 }) {
          left[position][part] = zip(left[position][part], shares[position][part]).map {
            $0 - $1 * (grant / asks[position])
          }
          paying[position][part].append(row)
        }
      }
    }
    self.grants = grants
  }

  /// Whether some funds have less than projects ask for, where each draws what it may.
  ///
  /// - Parameter asked: What each project asks of each fund, EUR.
  static func isShort(_ asked: [[Double]], of funds: [Fund], drawn: [Double]) -> Bool {
    // Sums of parts differ in their last digits.
    let slack = 1 + 1e-9
    return funds.indices.contains { fund in
      let own = asked.map { $0[fund] }
      let most = funds[fund].maximum ?? .infinity
      return own.contains { $0 > most * slack }
        || own.compensatedSum() > (funds[fund].cap.map { max(0, $0 - drawn[fund]) } ?? .infinity)
          * slack
    }
  }
}
