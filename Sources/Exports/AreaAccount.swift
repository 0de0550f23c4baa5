import PlanModel

/// The numbers of one sheet: of a district, or of the municipality as the sum of its districts.
struct AreaAccount {
  /// What the sheet is about.
  enum Scope {
    /// A district, by its row.
    case district(Int)
    /// The whole.
    case municipality
  }
  /// One action over the area, as its part of the chosen packages.
  struct ActionLine {
    /// The position in the option table's actions.
    var action: Int
    /// Units in which it is chosen.
    var units = 0
    /// The size in the unit of its base, over the packages in which it comes first.
    var size = 0.0
    /// Units in which it comes first in its package, so that `size` is theirs.
    var sizedUnits = 0
    /// Whether it comes first in every package that has it, so that `size` is that of all.
    var hasSize: Bool { sizedUnits == units }
    /// The part of each amount that it adds.
    var amounts = Array(repeating: 0.0, count: Amount.allCases.count)

    subscript(amount: Amount) -> Double { amounts[amount.index] }
  }
  /// One carrier: demand today and with the plan, kWh/a.
  struct CarrierLine {
    var carrier: Carrier
    /// Heat, split between its two end uses as the useful heat of each unit and sector is.
    var spaceHeat: Double
    var hotWater: Double
    var cooling: Double
    /// Appliances, lighting, streets.
    var electricity: Double
    var change: Double
    /// Of buildings and street lighting, t/kWh.
    var factor: Double
    /// Transport, industry and agriculture of the inventory.
    var activities = 0.0
    /// What those emit, t/a.
    var activityEmissions = 0.0
    /// What the plan changes in emissions, activities at their own factors, t/a.
    var changeEmissions = 0.0
    /// Demand today for heat.
    var heat: Double { spaceHeat + hotWater }
    /// Demand today.
    var total: Double { heat + cooling + electricity + activities }
    /// Emissions today, t/a.
    var emissions: Double { (heat + cooling + electricity) * factor + activityEmissions }
  }
  /// Land for one action, m².
  struct LandLine {
    var action: String
    var title: String
    var eligible: Double
    var excluded: Double
    var unknown: Double
  }
  /// One interest in the area.
  struct InterestLine {
    var name: String
    var group: String
    var stance: String
    var topic: String
    /// binding, weighty or wish; empty where nothing is said.
    var force: String
    /// m².
    var area: Double
    /// The chosen actions that bear on its topic in the units it touches, by position in the catalogue.
    var planned: [Int]
  }

  let account: PlanAccount
  let scope: Scope
  let title: String
  /// The id of the district; nil: the municipality.
  let id: String?
  let stock: AreaStock
  /// The row in `stock`, `baselineEmissions` and the indicator table.
  let stockRow: Int
  let indicatorRow: Int
  let units: [Int]
  let districts: [Int]
  /// The chosen options, by unit.
  let options: [Int]
  /// m².
  let area: Double
  let ledger: [LedgerRow]
  let lines: [ActionLine]
  let carriers: [CarrierLine]

  init(_ scope: Scope, of account: PlanAccount) {
    let result = account.result
    self.account = account
    self.scope = scope
    switch scope {
    case .district(let row):
      title = account.name(of: row)
      id = result.districts.ids[row]
      (stock, stockRow, indicatorRow) = (result.districtStock, row, row)
      districts = [row]
      units = account.units[row]
      area = result.ledger.districtArea[row]
      ledger = account.ledger[row]
    case .municipality:
      title = result.description.name
      id = nil
      (stock, stockRow, indicatorRow) = (result.municipalStock, 0, result.districts.count)
      districts = Array(0..<result.districts.count)
      units = Array(0..<result.units.count)
      area = result.ledger.districtArea.compensatedSum()
      ledger = Self.joined(result.ledger.rows.filter { $0.district >= 0 })
    }
    options = districts.flatMap { account.options(in: $0) }
    lines = Self.lines(of: options, in: result.options)
    let sectors = StockSector.allCases
    let (stock, stockRow, options) = (self.stock, self.stockRow, self.options)
    let beside = stock.activities
    carriers = Carrier.allCases.map { carrier in
      let energy = ActivitySector.allCases.map { beside.energy($0, carrier, in: stockRow) }
      let parts = sectors.map { sector -> (space: Double, water: Double) in
        let heat = stock[heat: carrier, sector, stockRow]
        let forWater = stock.heatForWater(carrier, sector, in: stockRow)
        return (heat - forWater, forWater)
      }
      let own = Self.activityFactors(carrier, of: result)
      var line = CarrierLine(
        carrier: carrier, spaceHeat: parts.map(\.space).compensatedSum(),
        hotWater: parts.map(\.water).compensatedSum(),
        cooling: carrier == .electricity ? stock.total(.coolingElectricity, in: stockRow) : 0,
        electricity: carrier == .electricity
          ? stock.total(.applianceElectricity, in: stockRow) + stock.lightingElectricity[stockRow]
          : 0,
        change: options.map { result.options.carriers[carrier.index][$0] }.compensatedSum(),
        factor: result.emissionFactors[carrier.index], activities: energy.compensatedSum(),
        activityEmissions: zip(ActivitySector.allCases, energy)
          .map { $1 * beside.factor($0, carrier) }.compensatedSum())
      line.changeEmissions =
        options.map { option in
          result.options.carriers[carrier.index][option]
            * (own[Int(result.options.package[option])] ?? line.factor)
        }.compensatedSum()
      return line
    }.filter { $0.total != 0 || $0.change != 0 }
  }

  /// The factor of a carrier by package, where all actions of the package act on activities: the activities' own, by
  /// their energy; nil where the buildings' factor holds.
  private static func activityFactors(_ carrier: Carrier, of result: PlanResult) -> [Double?] {
    let activities = result.municipalStock.activities
    return result.options.packages.map { package in
      let actions = package.map { result.options.actions[$0] }
      guard actions.allSatisfy({ !$0.activities.isEmpty }) else { return nil }
      var energy = 0.0
      var emissions = 0.0
      for sector in Set(actions.flatMap(\.activities)).sorted(by: { $0.rawValue < $1.rawValue }) {
        let used = activities.energy(sector, carrier, in: 0)
        energy += used
        emissions += used * activities.factor(sector, carrier)
      }
      return energy > 0 ? emissions / energy : nil
    }
  }

  /// Emissions that are no use of energy, t CO2e/a.
  var otherEmissions: Double {
    EmissionSource.allCases.map { stock.activities.emissions($0, in: stockRow) }.compensatedSum()
  }

  /// The actions with the largest emission reduction first, as people want to read them.
  var linesByReduction: [ActionLine] {
    lines.enumerated().sorted { ($1.element[.co2], $0.offset) < ($0.element[.co2], $1.offset) }
      .map(\.element)
  }

  /// An amount over the chosen options.
  func sum(_ amount: Amount) -> Double {
    options.map { account.result.options.amounts[amount.index][$0] }.compensatedSum()
  }

  /// Baseline emissions, t CO2e/a.
  var baseline: Double { account.result.baselineEmissions[indicatorRow] }

  /// Land for each land action, summed over the units.
  var land: [LandLine] {
    account.result.eligibility.map { eligibility in
      func sum(_ column: [Double]) -> Double { units.map { column[$0] }.compensatedSum() }
      return LandLine(
        action: eligibility.action,
        title: account.result.options.actions.first { $0.id == eligibility.action }?.name
          ?? eligibility.action,
        eligible: sum(eligibility.eligible), excluded: sum(eligibility.excluded),
        unknown: sum(eligibility.unknown))
    }
  }

  /// The interests that touch the area.
  var interests: [InterestLine] {
    guard let interests = account.result.interests else { return [] }
    let layer = interests.layer
    func text(_ role: String, _ row: Int) -> String { layer.texts(role)?[row] ?? "" }
    return (0..<layer.count).compactMap { row in
      let area = districts.map { interests.districtArea[row][$0] }.compensatedSum()
      if area == 0 { return nil }
      let name = text("name", row)
      return InterestLine(
        name: name.isEmpty ? layer.ids[row] : name, group: text("group", row),
        stance: text("stance", row), topic: text("topic", row),
        force: text("force", row), area: area,
        planned: planned(row, topic: text("topic", row), interests))
    }
  }

  /// The actions chosen where an interest lies, as far as they are what it is about.
  private func planned(_ row: Int, topic: String, _ interests: InterestSummary) -> [Int] {
    guard row < interests.units.count else { return [] }
    let table = account.result.options
    let about = Set(table.actions.about(topic))
    let here = Set(districts)
    let units = interests.units[row].filter { here.contains(account.result.units.district[$0]) }
    let actions = units.flatMap { account.chosen[$0] }
      .flatMap { table.packages[Int(table.package[$0])] }
    return Set(actions).intersection(about).sorted()
  }

  /// Where support and opposition meet, m².
  var contestedArea: Double {
    guard let conflict = account.result.interests?.conflictArea else { return 0 }
    return districts.map { conflict[$0] }.compensatedSum()
  }

  /// The reasons of all units, by unit and slot.
  var reasons: [Plan.Reason] { units.flatMap { account.reasons[$0] } }

  /// The actions of chosen packages and the numbers they rest on, then the numbers of the whole run.
  var defaults: [SourcedNumber] {
    (lines.flatMap { account.result.options.actions[$0.action].numbers }
      + account.result.record.defaults).unique
  }

  /// The numbers of the chosen actions that are of low confidence: what to replace first.
  var doubtfulNumbers: [SourcedNumber] {
    linesByReduction.flatMap { account.result.options.actions[$0.action].numbers }
      .filter { $0.confidence == .low }.unique
  }

  private static func lines(of options: [Int], in table: OptionTable) -> [ActionLine] {
    var lines = table.actions.indices.map { ActionLine(action: $0) }
    var sums = Array(
      repeating: CompensatedSum(), count: table.actions.count * Amount.allCases.count)
    for option in options {
      for (position, action) in table.packages[Int(table.package[option])].enumerated() {
        lines[action].units += 1
        if position == 0 {
          lines[action].size += table.size[option]
          lines[action].sizedUnits += 1
        }
        for amount in Amount.allCases {
          sums[action * Amount.allCases.count + amount.index].add(
            table.amount(amount, of: option, by: action))
        }
      }
    }
    for action in lines.indices {
      for k in Amount.allCases.indices {
        lines[action].amounts[k] = sums[action * Amount.allCases.count + k].value
      }
    }
    return lines.filter { $0.units > 0 }
  }

  /// The rows of several districts put together by what they say.
  static func joined(_ rows: [LedgerRow]) -> [LedgerRow] {
    var position: [LedgerRow: Int] = [:]
    var joined: [LedgerRow] = []
    var sums: [CompensatedSum] = []
    for row in rows {
      var key = row
      key.district = 0
      key.area = 0
      let place = position[key] ?? joined.count
      if place == joined.count {
        position[key] = place
        joined.append(key)
        sums.append(CompensatedSum())
      }
      sums[place].add(row.area)
    }
    for place in joined.indices { joined[place].area = sums[place].value }
    return joined.sorted { order($0).lexicographicallyPrecedes(order($1)) }
  }

  /// State, land use (unknown last), constraints and eligible actions, as texts that sort.
  private static func order(_ row: LedgerRow) -> [String] {
    let state = LedgerRow.State.allCases.firstIndex(of: row.state)!
    let use = row.landUse.map { Int($0.rawValue) } ?? 99
    return ["\(state)", use < 10 ? "0\(use)" : "\(use)"] + row.constraints + [" "] + row.eligible
  }
}
