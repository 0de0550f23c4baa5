import PlanModel

/// Numbers of a role of which only plausible ones count.
struct PlausibleNumbers: Sendable {
  private let column: NumberColumn?
  private let range: ClosedRange<Double>
  /// How many rows have a number outside the range.
  let implausible: Int

  /// The numbers of `column` within `range`.
  init(_ column: NumberColumn?, within range: ClosedRange<Double>) {
    self.column = column
    self.range = range
    var implausible = 0
    if let column {
      for row in column.values.indices where column.present[row] {
        if !range.contains(column.values[row]) { implausible += 1 }
      }
    }
    self.implausible = implausible
  }

  /// The number of a row, or nil where it is missing or implausible.
  subscript(row: Int) -> Double? {
    guard let column, column.present[row] else { return nil }
    let value = column.values[row]
    return range.contains(value) ? value : nil
  }
}

/// Words of a role as codes of an enumeration.
struct WordCodes: Sendable {
  /// The code of a row without a word, or with an unknown one.
  static let none: UInt8 = 255
  private let column: TextColumn?
  private let codes: [UInt8]
  /// The unknown words with their number of rows, in order of first appearance.
  let unknown: [(word: String, count: Int)]

  /// Looks each distinct word up once; a row costs two array reads.
  init(_ column: TextColumn?, code: (String) -> UInt8?) {
    self.column = column
    let codes = (column?.categories ?? []).map { code($0) ?? Self.none }
    self.codes = codes
    var counts = Array(repeating: 0, count: codes.count)
    if codes.contains(Self.none) {
      for row in column?.codes ?? [] where row >= 0 { counts[Int(row)] += 1 }
    }
    unknown = codes.indices.filter { codes[$0] == Self.none && counts[$0] > 0 }.map {
      (column?.categories[$0] ?? "", counts[$0])
    }
  }

  /// The code of a row, or `none`.
  subscript(row: Int) -> UInt8 {
    guard let column, column.codes[row] >= 0 else { return Self.none }
    return codes[Int(column.codes[row])]
  }
}

/// The fields of a building layer that the stock is computed from.
struct BuildingFields: Sendable {
  let use: WordCodes
  let sector: WordCodes
  let owner: WordCodes
  let carrier: WordCodes
  let year: PlausibleNumbers
  let levels: PlausibleNumbers
  let height: PlausibleNumbers
  let floorArea: PlausibleNumbers
  let footprint: PlausibleNumbers
  let dwellings: PlausibleNumbers
  let roofArea: PlausibleNumbers
  /// Useful space heat per m² of heated area, from certificates.
  let specificHeat: PlausibleNumbers
  /// U-values of roof, wall, floor and window.
  let transmittance: [PlausibleNumbers]

  /// The roles of the U-values.
  static let transmittanceRoles = ["uRoof", "uWall", "uFloor", "uWindow"]

  /// Finds the fields of a layer by role; every one may be missing.
  init(_ layer: Layer, baseYear: Int) {
    use = WordCodes(layer.texts("use")) { word in
      BuildingUse.allCases.first { $0.word == word }?.rawValue
    }
    sector = WordCodes(layer.texts("sector")) { word in
      StockSector.allCases.first { $0.word == word }?.rawValue
    }
    // Any other owner says nothing about the sector; 0 keeps it from being reported as unknown.
    owner = WordCodes(layer.texts("owner")) {
      $0 == StockSector.municipal.word ? StockSector.municipal.rawValue : 0
    }
    carrier = WordCodes(layer.texts("carrier")) { word in
      Carrier.allCases.firstIndex { $0.rawValue == word }.map { UInt8($0) }
    }
    // Five years of permits may lie ahead of the data; nothing that stands is older than 1000.
    year = PlausibleNumbers(layer.numbers("year"), within: 1000...Double(max(baseYear, 1000) + 5))
    // The tallest building of the world has 163 levels and 828 m.
    levels = PlausibleNumbers(layer.numbers("levels"), within: 0.5...163)
    height = PlausibleNumbers(layer.numbers("height"), within: 1...828)
    floorArea = PlausibleNumbers(layer.numbers("floorArea"), within: 1...1e7)
    footprint = PlausibleNumbers(layer.numbers("footprint"), within: 1...1e7)
    dwellings = PlausibleNumbers(layer.numbers("dwellings"), within: 0...10_000)
    roofArea = PlausibleNumbers(layer.numbers("roofArea"), within: 0...1e7)
    specificHeat = PlausibleNumbers(layer.numbers("specificHeat"), within: 0...1000)
    transmittance = Self.transmittanceRoles.map {
      PlausibleNumbers(layer.numbers($0), within: 0.05...7)
    }
  }

  /// What of the fields could not be used.
  func diagnostics(layer: String) -> [Diagnostic] {
    var found: [Diagnostic] = []
    let numbers =
      zip(Self.transmittanceRoles, transmittance).map { ($0, $1) } + [
        ("specificHeat", specificHeat), ("year", year), ("levels", levels), ("height", height),
        ("floorArea", floorArea),
        ("footprint", footprint), ("dwellings", dwellings), ("roofArea", roofArea),
      ]
    for (field, column) in numbers where column.implausible > 0 {
      found.append(
        Diagnostic(
          .warning, "buildings.implausible-number",
          "\(column.implausible) buildings have a value of \(field) that no building can have; it is taken as missing.",
          remedy: "Correct the values, or list them under `missing` of the field.",
          at: Place(layer: layer, field: field), count: column.implausible))
    }
    for (field, column) in [("use", use), ("sector", sector), ("carrier", carrier)] {
      for (word, count) in column.unknown {
        found.append(
          Diagnostic(
            .warning, "buildings.unknown-word",
            "The word “\(word)” of \(count) buildings is no known \(field); it is taken as missing.",
            remedy: "Map the word in the field's `values`.",
            at: Place(layer: layer, field: field), count: count))
      }
    }
    return found
  }
}
