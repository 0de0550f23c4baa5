import PlanModel

/// What the page's script knows: packages, actions, districts, and for each unit its decisions.
///
/// Texts stand once and are referred to by position. `<`, `>` and `&` are written as escapes, so no text can end the
/// element that the data stand in.
struct MapData {
  private let account: PlanAccount
  private let result: PlanResult
  private let idleLand: IdleLand

  init(_ account: PlanAccount) {
    self.account = account
    result = account.result
    idleLand = IdleLand(account.result)
  }

  /// The data as JSON.
  var text: String {
    Self.escaped(
      .object(
        shared + [
          (
            "effects",
            .object([("co2", effect(.co2, " per ha")), ("invest", effect(.investment, "/ha"))])
          ),
          (
            "units",
            .array(MapFigure.drawsUnits(account) ? (0..<result.units.count).map(unit) : [])
          ),
        ]))
  }

  /// The classes of an effect of the plan by hectare of what the page draws, units or districts: limits and what the legend says.
  private func effect(_ amount: Amount, _ perArea: String) -> JSONValue {
    let isUnits = MapFigure.drawsUnits(account)
    let areas =
      isUnits ? result.units.area : Array(result.ledger.districtArea.prefix(result.districts.count))
    let breaks = ClassBreaks(
      areas.indices.map { row in
        let sum =
          isUnits
          ? account.chosen[row].map { result.options.amounts[amount.index][$0] }.compensatedSum()
          : account.sum(amount, in: row)
        return areas[row] > 0 ? sum / (areas[row] / 1e4) : 0
      }, most: MapTheme.ramp.count)
    return .object([
      ("limits", .array(breaks.limits.map { .number($0) })),
      ("labels", .array(breaks.labels(amount.unit + perArea).map { .string($0) })),
    ])
  }

  /// JSON that no text in it can end the element it stands in.
  static func escaped(_ value: JSONValue) -> String {
    let json = value.text(indented: false)
    var escaped = ""
    escaped.reserveCapacity(json.utf8.count)
    for scalar in json.unicodeScalars {
      switch scalar {
      case "<": escaped += "\\u003c"
      case ">": escaped += "\\u003e"
      case "&": escaped += "\\u0026"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// What stands once for all units.
  var shared: [(String, JSONValue)] {
    let table = result.options
    let slots = SlotClasses.all(of: account)
    let phases: [(String, JSONValue)] =
      table.phases.isEmpty
      ? [] : [("phases", .array(table.phases.map { .string($0.name) }))]
    return phases + [
      ("unit", .string(account.objectiveUnit)),
      ("worlds", .integer(result.draws?.count ?? 0)), ("decided", .bool(account.isDecided)),
      ("colours", .array(Palette.colours.map { .string($0) })),
      ("ramp", .array(MapTheme.ramp.map { .string($0) })),
      ("slotNames", .array(table.slots.map { .string($0.codeInWords) })),
      (
        "slots",
        .array(
          slots.map {
            .object([
              ("slot", .integer($0.slot)), ("name", .string($0.name)),
              ("packages", .array($0.packages.map { .integer($0) })),
              ("places", .array($0.places.map { .integer($0) })),
            ])
          })
      ),
      ("main", .array(account.main.used.map { .integer($0) })),
      ("packages", .array(table.packages.map { .array($0.map { .integer($0) }) })),
      ("actions", .array(table.actions.indices.map(action))),
      ("districts", .array((0..<result.districts.count).map(district))),
    ] + carriers
  }

  /// Who leads and who takes part, by district: for each chosen action its position, who leads, who else acts, and who is
  /// responsible where that is somebody else, as positions in a list of names.
  private var carriers: [(String, JSONValue)] {
    let words = ImplementationWords(account)
    var names: [String] = []
    var known: [String: Int] = [:]
    func position(_ name: String) -> JSONValue {
      if let place = known[name] { return .integer(place) }
      known[name] = names.count
      names.append(name)
      return .integer(names.count - 1)
    }
    var rows = Array(repeating: [JSONValue](), count: result.districts.count)
    for line in account.implementation.lines {
      let lead = words.leadPhrase(line)
      let responsible = words.responsible(line).filter { $0 != words.lead(line) }
      rows[line.district].append(
        .array([
          .integer(line.action), .array(lead.isEmpty ? [] : [position(lead)]),
          .array(words.others(line).map(position)), .array(responsible.map(position)),
        ]))
    }
    return [
      ("carriers", .array(rows.map { .array($0) })),
      ("names", .array(names.map { .string($0) })),
    ]
  }

  private func action(_ place: Int) -> JSONValue {
    let action = result.options.actions[place]
    return .object([
      ("name", .string(action.name)), ("summary", .string(action.summary)),
      ("lead", .string(action.leadActor)),
      ("others", .array(action.otherActors.map { .string($0) })),
      ("serves", .array(Self.served(by: action).map { .string($0) })),
      ("instrument", .string(action.codes.instrument)),
      ("policyArea", .string(action.codes.policyArea)),
      ("look", .integer(account.looks.mark[place])),
    ])
  }

  /// Whom an action serves: the sectors whose buildings or activities it acts on, else the source of emissions, else all.
  private static func served(by action: Action) -> [String] {
    let sectors = action.sectors.map(\.title) + action.activities.map(\.title)
    if !sectors.isEmpty { return sectors }
    return [action.source?.title ?? "The whole municipality"]
  }

  private func district(_ row: Int) -> JSONValue {
    let stock = result.districtStock
    return .object([
      ("id", .string(result.districts.ids[row])), ("name", .string(account.name(of: row))),
      ("sheet", .string("districts/\(account.fileNames[row]).html")),
      ("area", .rounded(result.ledger.districtArea[row], decimals: 0)),
      ("people", .rounded(stock.population[row], decimals: 0)),
      ("buildings", .rounded(stock.total(.buildings, in: row), decimals: 0)),
      ("base", .rounded(result.baselineEmissions[row], decimals: 3)),
      ("co2", .rounded(account.sum(.co2, in: row), decimals: 3)),
      ("invest", .rounded(account.sum(.investment, in: row), decimals: 0)),
      ("cost", .rounded(account.sum(.annualCost, in: row), decimals: 0)),
    ])
  }

  /// Id, district, area, buildings, dwellings, then the decisions: slot, package or −1, runner-up or −1, margin or null,
  /// reduction, investment, annualised cost, name of the lock or null, what speaks against a runner-up that is better
  /// at the prices, or null, and in how many drawn worlds the unit gets the same, or null, with phases those of the choice
  /// and of the runner-up; then the main action or −1, and people; last, where there is any, the free land that no option came of:
  /// action, m², reason.
  func unit(_ unit: Int) -> JSONValue {
    let table = result.options
    let stock = result.unitStock
    let words = PlanWords(account)
    func package(_ option: Int32) -> JSONValue {
      .integer(option < 0 ? -1 : Int(table.package[Int(option)]))
    }
    func number(_ amount: Amount, _ option: Int32) -> JSONValue {
      option < 0 ? .integer(0) : .rounded(table.amount(amount, of: Int(option)), decimals: 2)
    }
    let same = account.timesSame
    func phase(_ option: Int32) -> JSONValue {
      option < 0 ? .null : .integer(table.phase(of: Int(option)))
    }
    let decisions = account.reasons[unit].map { reason -> JSONValue in
      .array(
        [
          .integer(Int(reason.slot)), package(reason.chosen), package(reason.runnerUp),
          .rounded(reason.margin, decimals: 4), number(.co2, reason.chosen),
          number(.investment, reason.chosen), number(.annualCost, reason.chosen),
          reason.chosen < 0
            ? .null : account.lock(of: Int(reason.chosen)).map { .string($0.name) } ?? .null,
          reason.margin < 0 ? .string(words.against(reason)) : .null,
          reason.chosen < 0 ? .null : same[Int(reason.chosen)].map { .integer($0) } ?? .null,
        ] + (table.phases.isEmpty ? [] : [phase(reason.chosen), phase(reason.runnerUp)]))
    }
    let idle = idleLand[unit].map { patch -> JSONValue in
      .array([.integer(patch.action), .rounded(patch.area, decimals: 0), .string(patch.reason)])
    }
    return .array(
      [
        .string(result.units.ids[unit]), .integer(result.units.district[unit]),
        .rounded(result.units.area[unit], decimals: 0),
        .rounded(stock.total(.buildings, in: unit), decimals: 1),
        .rounded(stock.total(.dwellings, in: unit), decimals: 0), .array(decisions),
        .integer(Int(account.main.action[unit])), .rounded(stock.population[unit], decimals: 0),
      ] + (idle.isEmpty ? [] : [.array(idle)]))
  }
}
