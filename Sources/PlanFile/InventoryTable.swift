public import PlanModel

/// What a city states in a table of comma-separated text, and everything that is wrong or doubtful in it.
///
/// Columns `table`, `sector`, `carrier`, `value`, `unit` in any order; further ones are ignored. Every row is either
/// read or named in a finding. Rows of `table`:
/// - `final_energy`: energy of a sector and carrier, or a notation key (NO, NE, IE, C); carrier `total` is compared with the
///   sum of the others.
/// - `emission_factor`: a factor of a carrier, of all sectors where `sector` is empty.
/// - `local_electricity`: production by wind, hydro, photovoltaics or geothermal, or `green_purchases`.
/// - `emissions` and `activity`: sources that are no use of energy are stated; all else is published and compared.
///
/// - Parameter text: The table in UTF-8.
/// - Parameter file: The name that findings carry.
public func readInventoryTable(
  text: String, file: String
) -> (statement: InventoryStatement, diagnostics: [Diagnostic]) {
  var reader = InventoryTableReader(file: file)
  reader.read(CSVRecords(text))
  return (reader.statement, reader.findings)
}

/// Reads the rows one by one.
struct InventoryTableReader {
  /// What the rows say so far.
  var statement = InventoryStatement()
  /// What was found so far.
  var findings: [Diagnostic] = []
  let file: String
  private var energyTotals: [(sector: InventorySector, amount: Double, line: Int)] = []
  private var sourceParts: [SourcePart] = []
  private var translated: [String] = []
  private var broad: [String] = []
  private var ignored: [String] = []
  private var empty = 0

  /// One published number of a source that is no use of energy.
  private struct SourcePart {
    var source: EmissionSource
    var part: InventoryStatement.Published.Part
    var within: InventorySector?
    var amount: Double
    var line: Int
  }

  /// One row, by its columns.
  struct Row {
    var table = ""
    var sector = ""
    var carrier = ""
    var value = ""
    var unit = ""
    var line = 0
  }

  init(file: String) { self.file = file }

  /// Reads all records; the first is the header.
  mutating func read(_ records: CSVRecords) {
    guard let header = records.rows.first else {
      report(.error, "empty-table", "The table has no rows.", remedy: Self.form, line: 1)
      return
    }
    let names = header.map(InventoryWords.plain)
    let columns = Self.columns.map { names.firstIndex(of: $0) }
    let missing = zip(Self.columns, columns).filter { $0.1 == nil }.map(\.0)
    guard missing.isEmpty else {
      report(
        .error, "no-column", "The table has no column \(missing.joined(separator: ", ")).",
        remedy: Self.form, line: records.lines[0])
      return
    }
    for (fields, line) in zip(records.rows, records.lines).dropFirst() {
      func field(_ index: Int) -> String? {
        let column = columns[index]!
        return column < fields.count ? fields[column].trimmed : nil
      }
      guard let table = field(0), let sector = field(1), let carrier = field(2),
        let value = field(3), let unit = field(4)
      else {
        report(
          .error, "short-row",
          "The row has \(fields.count) fields where \(header.count) are expected.",
          remedy: "Fill it up with commas.", line: line)
        continue
      }
      read(
        Row(
          table: table, sector: sector, carrier: carrier, value: value, unit: unit, line: line))
    }
    finish()
  }

  private static let columns = ["table", "sector", "carrier", "value", "unit"]
  private static let form =
    "Begin with a line `table,sector,carrier,value,unit`; a row is for example `final_energy,residential,natural_gas,12,GWh`."

  private mutating func read(_ row: Row) {
    if row.value.isEmpty {
      empty += 1
      return
    }
    switch InventoryWords.plain(row.table) {
    case "finalenergy", "energy": readEnergy(row)
    case "emissionfactor", "emissionfactors", "factor": readFactor(row)
    case "localelectricity": readElectricity(row)
    case "emissions", "activity": readEmissions(row)
    default:
      report(
        .error, "unknown-table", "The table `\(row.table)` is unknown.",
        remedy: "Use final_energy, emission_factor, local_electricity, emissions or activity.",
        line: row.line)
    }
  }

  private mutating func readEnergy(_ row: Row) {
    guard let sector = oneSector(row) else { return }
    if InventoryWords.plain(row.carrier) == "total" {
      if let amount = quantity(row, .energy) { energyTotals.append((sector, amount, row.line)) }
      return
    }
    guard let fuel = fuel(row) else { return }
    let place = Place(file: file, line: row.line)
    if let key = NotationKey(rawValue: row.value.uppercased()) {
      statement.energy.append(.init(sector, fuel.carrier, fuel: fuel.name, key: key, at: place))
    } else if let amount = quantity(row, .energy) {
      if amount < 0 {
        report(
          .error, "negative-energy", "Final energy is \(row.value), below zero.",
          remedy: "Correct the sign.", line: row.line)
        return
      }
      statement.energy.append(.init(sector, fuel.carrier, fuel: fuel.name, amount, at: place))
    }
  }

  private mutating func readFactor(_ row: Row) {
    if ["ch4", "n2o"].contains(InventoryWords.plain(row.carrier)) {
      ignored.append("\(row.carrier) (line \(row.line))")
      return
    }
    var sector: InventorySector?
    if !row.sector.isEmpty {
      guard let one = oneSector(row) else { return }
      sector = one
    }
    guard let fuel = fuel(row), let value = quantity(row, .emissionsPerEnergy) else { return }
    guard (0...0.005).contains(value) else {
      report(
        .error, "factor-range", "The factor \(row.value) \(row.unit) is not between 0 and 5 t/MWh.",
        remedy: "Check number and unit.", line: row.line)
      return
    }
    if statement.factors.contains(where: {
      $0.sector == sector && $0.carrier == fuel.carrier && $0.fuel == fuel.name
    }) {
      report(
        .error, "stated-twice", "The factor of \(row.carrier) is stated a second time.",
        remedy: "Keep one of the rows.", line: row.line)
      return
    }
    statement.factors.append(
      .init(
        sector: sector, carrier: fuel.carrier, fuel: fuel.name, value: value,
        source: "the city's table"))
  }

  private mutating func readElectricity(_ row: Row) {
    guard let amount = quantity(row, .energy) else { return }
    let word = InventoryWords.plain(row.carrier)
    if amount < 0 {
      report(
        .error, "negative-energy", "Production is \(row.value), below zero.",
        remedy: "Correct the sign.", line: row.line)
    } else if let source = LocalElectricity.Source.allCases.first(where: {
      InventoryWords.plain($0.word) == word || word == "pv" && $0 == .photovoltaics
    }) {
      statement.electricity.produced[Int(source.rawValue)] += amount
    } else if word == "greenpurchases" {
      statement.electricity.greenPurchases += amount
    } else {
      report(
        .error, "unknown-source", "The source of electricity `\(row.carrier)` is unknown.",
        remedy:
          "Use wind, hydro, photovoltaics, geothermal or green_purchases; cogeneration stands in the plan file under `localElectricity`.",
        line: row.line)
    }
  }

  private mutating func readEmissions(_ row: Row) {
    guard let amount = quantity(row, .emissions) else { return }
    let place = Place(file: file, line: row.line)
    var word = InventoryWords.plain(row.carrier)
    // A finer line within a sector, such as `residential_scope1` or `fugitive_CH4_gas_network`, has the sector's word in
    // the second column and its own in the third.
    if let source = InventoryWords.source(row.carrier) {
      sourceParts.append(
        SourcePart(
          source: source, part: .all, within: InventoryWords.sectors(row.sector)?.first,
          amount: amount, line: row.line))
      return
    }
    var subjectWord = row.sector
    for suffix in ["scope1", "scope2", "total"] where word.hasSuffix(suffix) && word != suffix {
      subjectWord = String(word.dropLast(suffix.count))
      word = suffix
    }
    let parts: [String: InventoryStatement.Published.Part] = [
      "": .all, "total": .all, "scope1": .scope1, "scope2": .scope2,
    ]
    guard let part = parts[word] else {
      report(
        .error, "unknown-part", "The part `\(row.carrier)` of emissions is unknown.",
        remedy: "Use scope1, scope2 or total.", line: row.line)
      return
    }
    switch InventoryWords.plain(subjectWord) {
    case "total": statement.published.append(.init(.total, part, amount, at: place))
    case "electricity":
      statement.published.append(.init(.sectors([.buildings]), .electricity, amount, at: place))
    case "buildingsheating", "heating":
      statement.published.append(
        .init(.sectors([.buildings]), .withoutElectricity, amount, at: place))
    default:
      if let source = InventoryWords.source(subjectWord) {
        sourceParts.append(
          SourcePart(source: source, part: part, within: nil, amount: amount, line: row.line))
      } else if let sectors = InventoryWords.sectors(subjectWord) {
        statement.published.append(.init(.sectors(sectors), part, amount, at: place))
      } else {
        report(
          .error, "unknown-sector", "The sector or source `\(subjectWord)` is unknown.",
          remedy: Self.sectorHelp, line: row.line)
      }
    }
  }

  /// Sums, sources and what many rows have in common.
  private mutating func finish() {
    for total in energyTotals {
      let sum = statement.energy.filter { $0.sector == total.sector }.compactMap(\.amount)
        .compensatedSum()
      if abs(sum - total.amount) > 0.001 * abs(total.amount) {
        report(
          .warning, "total-differs",
          "The carriers of \(total.sector.word) add up to \((sum / 1000).rounded(toDecimals: 0)) MWh; the table's total is \((total.amount / 1000).rounded(toDecimals: 0)) MWh.",
          remedy: "Look for a carrier that is missing; the sum of the carriers counts.",
          line: total.line)
      }
    }
    finishSources()
    if !translated.isEmpty {
      report(
        .note, "words",
        "Words of the table that are read as others: \(unique(translated).joined(separator: ", ")).",
        line: nil, count: translated.count)
    }
    for word in unique(broad) {
      report(
        .warning, "broad-carrier",
        "`\(word)` may be several carriers; it is read as \(InventoryWords.fuel(word)!.carrier.rawValue).",
        remedy: "State biomass, solarThermal and geothermal in rows of their own.", line: nil)
    }
    if !ignored.isEmpty {
      report(
        .note, "warming-potentials",
        "Warming potentials are not used, because all factors are in CO2e already: \(ignored.joined(separator: ", ")).",
        line: nil, count: ignored.count)
    }
    if empty > 0 {
      report(
        .note, "empty-cells", "\(empty) rows have no value; they count as not stated.",
        remedy: "Write NO, NE, IE or C to say why.", line: nil, count: empty)
    }
  }

  /// A source's total counts; without one, its scopes together.
  private mutating func finishSources() {
    for source in EmissionSource.allCases {
      let parts = sourceParts.filter { $0.source == source }
      for within in unique(parts.map(\.within)) {
        let own = parts.filter { $0.within == within }
        let totals = own.filter { $0.part == .all }
        let scopes = own.filter { $0.part != .all }
        let sum = scopes.map(\.amount).compensatedSum()
        let whole = totals.map(\.amount).compensatedSum()
        if !totals.isEmpty, !scopes.isEmpty, abs(sum - whole) > 1 {
          report(
            .warning, "scopes-differ",
            "The scopes of \(source.word) add up to \(sum.rounded(toDecimals: 0)) t; its total is \(whole.rounded(toDecimals: 0)) t, which counts.",
            remedy: "Correct one of the rows.", line: totals[0].line)
        }
        statement.emissions.append(
          .init(
            source, totals.isEmpty ? sum : whole, within: within,
            at: Place(file: file, line: own[0].line)))
      }
    }
  }

  private static let sectorHelp =
    "Use \(InventorySector.allCases.map(\.word).joined(separator: ", ")); sources are \(EmissionSource.allCases.map(\.word).joined(separator: ", "))."

  private mutating func oneSector(_ row: Row) -> InventorySector? {
    guard let sectors = InventoryWords.sectors(row.sector), sectors.count == 1 else {
      report(
        .error, "unknown-sector", "The sector `\(row.sector)` is unknown.",
        remedy: Self.sectorHelp, line: row.line)
      return nil
    }
    if InventoryWords.plain(row.sector) != InventoryWords.plain(sectors[0].word) {
      translated.append("\(row.sector) as \(sectors[0].word)")
    }
    return sectors[0]
  }

  private mutating func fuel(_ row: Row) -> InventoryWords.Fuel? {
    guard let fuel = InventoryWords.fuel(row.carrier) else {
      let nearest = InventoryWords.plain(row.carrier).nearest(among: InventoryWords.carrierWords)
      report(
        .error, "unknown-carrier", "The carrier `\(row.carrier)` is unknown.",
        remedy: (nearest.map { "Did you mean `\($0)`? " } ?? "")
          + "Carriers are \(Carrier.allCases.map(\.rawValue).joined(separator: ", ")).",
        line: row.line)
      return nil
    }
    if fuel.isBroad {
      broad.append(row.carrier)
    } else if InventoryWords.plain(row.carrier) != InventoryWords.plain(fuel.carrier.rawValue) {
      translated.append("\(row.carrier) as \(fuel.carrier.rawValue)")
    }
    return fuel
  }

  /// The value with its unit, in the internal unit of the dimension.
  private mutating func quantity(_ row: Row, _ dimension: Dimension) -> Double? {
    var unit = row.unit
    for (long, short) in [("CO2eq", ""), ("CO2e", ""), ("CO2", ""), (" ", "")] {
      while let range = unit.firstRange(of: long) { unit.replaceSubrange(range, with: short) }
    }
    for ending in ["/a", "/yr", "/year"] where unit.hasSuffix(ending) {
      unit = String(unit.dropLast(ending.count))
    }
    guard Double(plain: row.value) != nil else {
      report(
        .error, "not-a-number", "The value `\(row.value)` is no number.",
        remedy: "Write digits with a decimal point and no separators between thousands.",
        line: row.line)
      return nil
    }
    switch Quantity.parse("\(row.value) \(unit)", as: dimension) {
    case .success(let quantity):
      // More than a thousand times what the world uses or emits; beyond, sums would lose what is left of a city.
      if abs(quantity.inInternalUnit) <= 1e15 { return quantity.inInternalUnit }
      report(
        .error, "too-large", "The value \(row.value) \(row.unit) is more than the world has.",
        remedy: "Check number and unit.", line: row.line)
    case .failure(.noUnit):
      report(
        .error, "no-unit", "The value \(row.value) has no unit.",
        remedy: "Use \(Unit.symbols(of: dimension).joined(separator: ", ")).", line: row.line)
    case .failure:
      report(
        .error, "wrong-unit", "The unit `\(row.unit)` is none of \(dimension.title).",
        remedy: "Use \(Unit.symbols(of: dimension).joined(separator: ", ")).", line: row.line)
    }
    return nil
  }

  private mutating func report(
    _ severity: Severity, _ code: String, _ message: String, remedy: String = "", line: Int?,
    count: Int = 1
  ) {
    findings.append(
      Diagnostic(
        severity, "inventory.\(code)", message, remedy: remedy,
        at: Place(file: file, line: line), count: count))
  }

  private func unique<Value: Hashable>(_ values: [Value]) -> [Value] {
    var seen: Set<Value> = []
    return values.filter { seen.insert($0).inserted }
  }
}
