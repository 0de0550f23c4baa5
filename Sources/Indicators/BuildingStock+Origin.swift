import PlanModel
import Reference

extension BuildingStock {
  /// How many buildings lack what, and what stands in.
  ///
  /// - Parameter filledLevels: How many levels were filled from like buildings.
  func gaps(layer: String, unplaced: Int, filledLevels: Int) -> [Diagnostic] {
    var (noUse, noAge, noLevels, noArea) = (0, 0, 0, 0)
    for row in use.indices {
      if useProvenance[row] == .assumed { noUse += 1 }
      if floorArea[row] <= 0 { noArea += 1 }
      guard use[row] != .unheated else { continue }
      if ageProvenance[row] == .assumed { noAge += 1 }
      if floorAreaProvenance[row] == .assumed { noLevels += 1 }
    }
    let whole = use.count
    let filled = [
      (
        ageProvenance.count { $0 == .derived }, "buildings.filled-age",
        "no year of construction; they have the age bands of like buildings"
      ),
      (
        filledLevels, "buildings.filled-levels",
        "no levels and no height; they have the levels of like buildings"
      ),
    ]
    let notes = filled.filter { $0.0 > 0 }.map { count, code, lack in
      Diagnostic(
        .note, code, "\(count) of \(whole) buildings have \(lack) in their district.",
        remedy: "Nothing need be done; where you know more, fill the gaps in the layer.",
        at: Place(layer: layer), count: count)
    }
    let gaps = [
      (
        noUse, "buildings.no-use", "no use; it is assumed from sector, dwellings or footprint",
        "Map a field to the role `use`, or fill its gaps."
      ),
      (
        noAge, "buildings.no-age",
        "no year of construction, and too few like them have one; the mean of the country's stock stands in",
        "Map a field to the role `year`, or fill its gaps."
      ),
      (
        noLevels, "buildings.no-levels",
        "neither levels nor height nor floor area, and too few like them have; levels are assumed by use",
        "Map a field to the role `levels`, `height` or `floorArea`, or fill its gaps."
      ),
      (
        noArea, "buildings.no-area", "neither polygon nor floor area; they count with no energy",
        "Map a field to the role `floorArea` or `footprint`, or fill its gaps."
      ),
      (
        unplaced, "buildings.no-place",
        "heat but no place; they are left out of heat density and networks",
        "Give the features a geometry."
      ),
    ]
    return notes
      + gaps.filter { $0.0 > 0 }.map { count, code, lack, remedy in
        Diagnostic(
          .warning, code, "\(count) of \(whole) buildings have \(lack).", remedy: remedy,
          at: Place(layer: layer), count: count)
      }
  }

  /// The default numbers that the stock rests on, each once, sorted by name.
  func defaults(
    fields: BuildingFields, context: StockContext, reference: ReferenceData
  ) -> [SourcedNumber] {
    var names: Set<String> = []
    var numbers: [SourcedNumber] = []
    var cells = Array(repeating: false, count: BuildingUse.allCases.count * StockRules.bands)
    var carriers = Array(repeating: false, count: Carrier.allCases.count)
    var usesMix = false
    for row in use.indices {
      let word = use[row]
      let band = min(Int(ageBand[row]), StockRules.bands - 1)
      if heatedArea[row] > 0 {
        cells[Int(word.rawValue) * StockRules.bands + band] = true
        let own = fields.carrier[row]
        if own == WordCodes.none { usesMix = true } else { carriers[Int(own)] = true }
      }
    }
    let assumed = assumedLevels(fields: fields)
    for use in BuildingUse.allCases {
      let index = Int(use.rawValue)
      if assumed.levels[index] { names.insert("levels.\(use.word)") }
      if assumed.dwellings[index] { names.insert("dwelling-size.\(use.word)") }
      for band in 0..<StockRules.bands where cells[index * StockRules.bands + band] {
        names.formUnion(["heated-share.\(use.word)", "appliance-electricity.\(use.word)"])
        let heat = reference.buildingHeat(
          country: context.country, use: use,
          band: band == StockRules.bands - 1 ? ReferenceData.unknownBand : band,
          proxy: context.proxyCountry)
        if let heat { numbers += [heat.spaceHeat, heat.hotWater, heat.cooling] }
      }
    }
    if levelsProvenance.contains(.derived) { names.insert("level.height") }
    if useProvenance.contains(.assumed) {
      names.formUnion([
        "use-missing.unheated-below", "use-missing.single-family-below",
        "use-missing.multi-family-below", "use-missing.single-family-dwellings",
        "use-missing.multi-family-dwellings",
      ])
    }
    if usesMix {
      let shares = reference.heatCarriers(country: context.country)
      let isGiven = context.heatCarriers.contains { $0.value > 0 }
      for (index, carrier) in Carrier.allCases.enumerated() {
        if isGiven {
          if (context.heatCarriers[carrier] ?? 0) > 0 { carriers[index] = true }
        } else if let share = shares[carrier] {
          carriers[index] = true
          numbers.append(share)
        }
      }
    }
    for (index, carrier) in Carrier.allCases.enumerated() where carriers[index] {
      names.insert("efficiency.\(carrier.rawValue)")
    }
    if spaceHeatProvenance.contains(.derived) {
      names.formUnion(EnvelopeRules.defaults)
      numbers += reference.heatingSeason(country: context.country)
    }
    if count > 0 {
      names.insert("fill.least-observed")
      numbers += [true, false].map {
        reference.cooledShare(country: context.country, isResidential: $0)
      }
      names.formUnion(HeatNetwork.defaults)
      names.insert("pv.suitable-roof-share")
    }
    return sortedByName(numbers + names.sorted().map { reference.number($0) })
  }

  /// The uses of which a building took its levels, or its dwellings, from the defaults.
  private func assumedLevels(fields: BuildingFields) -> (levels: [Bool], dwellings: [Bool]) {
    var levels = Array(repeating: false, count: BuildingUse.allCases.count)
    var dwellings = levels
    for row in use.indices {
      let index = Int(use[row].rawValue)
      if levelsProvenance[row] == .assumed { levels[index] = true }
      if use[row].isResidential && fields.dwellings[row] == nil { dwellings[index] = true }
    }
    return (levels, dwellings)
  }
}

/// The districts whose census has fewer dwellings than their buildings, or that have no building to hold them.
func dwellingMisfits(_ districts: [Int]) -> [Diagnostic] {
  guard !districts.isEmpty else { return [] }
  return [
    Diagnostic(
      .warning, "districts.dwellings-misfit",
      "\(districts.count) districts cannot have the dwellings of their census: their buildings state more, or none could hold the rest.",
      remedy: "Check the field `dwellings` of the districts against that of the buildings.",
      at: Place(layer: "districts", field: "dwellings"), count: districts.count)
  ]
}

/// Numbers sorted by name, each once.
func sortedByName(_ numbers: [SourcedNumber]) -> [SourcedNumber] {
  let sorted = numbers.sorted { $0.name < $1.name }
  return sorted.indices.filter { $0 == 0 || sorted[$0].name != sorted[$0 - 1].name }.map {
    sorted[$0]
  }
}

/// What is doubtful in the context itself.
func contextFindings(_ context: StockContext, reference: ReferenceData) -> [Diagnostic] {
  var findings: [Diagnostic] = []
  let table = reference.stockCountry(of: context.country, proxy: context.proxyCountry)
  if let table, table != context.country {
    findings.append(
      Diagnostic(
        .warning, "stock.proxy-country",
        "There is no building stock for \(context.country); that of \(table) stands in.",
        remedy: "Name another `proxyCountry` or give the buildings' heat by other means."))
  }
  // In the order of the carriers, so that the sum is the same in every run.
  let sum = Carrier.allCases.reduce(0) { $0 + max(0, context.heatCarriers[$1] ?? 0) }
  if sum > 0 && abs(sum - 1) > 1e-6 {
    findings.append(
      Diagnostic(
        .warning, "inventory.heat-shares",
        "The shares of heat carriers add up to \((sum * 1000).rounded() / 1000), not to 1; they are scaled.",
        remedy: "Give shares that add up to 100 %."))
  }
  return findings
}
