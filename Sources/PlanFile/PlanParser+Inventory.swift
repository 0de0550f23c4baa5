import PlanModel

/// What the city states about its energy and emissions.
extension PlanParser {
  /// Factors, prices and the inventory.
  func inventory(_ mapping: YAMLMapping) -> InventoryDescription {
    var inventory = InventoryDescription()
    inventory.factors = mapping.word("factors", as: EmissionFactorSet.self) ?? inventory.factors
    inventory.emissionFactors = byCarrier(mapping, "emissionFactors")
    inventory.heatCarriers = byCarrier(mapping, "heatCarriers")
    inventory.prices = byCarrier(mapping, "prices")
    inventory.discountRate = mapping.quantity("discountRate")
    inventory.climateFactor = mapping.number("climateFactor") ?? 1
    inventory.heatingDegreeDays = mapping.quantity("heatingDegreeDays")
    if mapping.has("climateFactor") && mapping.has("heatingDegreeDays") {
      mapping.report(
        "two-climates", "The climate is given twice, by `climateFactor` and `heatingDegreeDays`.",
        remedy: "Keep one of the two.", at: "climateFactor")
    }
    inventory.proxyCountry = mapping.country("proxyCountry")
    let entries = mapping.value("heatCarriers").map { $0.isMapping ? $0.entries() : [] } ?? []
    // Judged only where every entry could be read, so that one slip is not told twice.
    if !entries.isEmpty, entries.count == inventory.heatCarriers.count {
      let percent = mapping.quantities("heatCarriers").map(\.amount).compensatedSum() * 100
      if abs(percent - 100) > 0.05 {
        mapping.report(
          "sum-not-100",
          "The shares of `inventory.heatCarriers` add up to \(percent.rounded(toDecimals: 2)) %.",
          remedy: "Make them add up to 100 %.", at: "heatCarriers")
      }
    }
    inventory.file = mapping.value("file").flatMap { path($0) }
    inventory.statement = statement(mapping)
    inventory.calibration = calibration(mapping)
    inventory.estimates = mapping.texts("estimate").compactMap(InventoryEstimate.init(rawValue:))
    if mapping.has("calibrate"), inventory.calibration.isOn, inventory.file == nil,
      !mapping.has("energy")
    {
      mapping.report(
        "nothing-to-calibrate", "`inventory.calibrate` has no energy to agree with.",
        remedy: "Add `energy` or `file`, or remove `calibrate`.", as: .warning, at: "calibrate")
    }
    return inventory
  }

  private func statement(_ mapping: YAMLMapping) -> InventoryStatement {
    var statement = InventoryStatement()
    statement.year = mapping.integer("year")
    statement.population = mapping.number("population")
    statement.energy = energy(mapping)
    statement.factors = sectorFactors(mapping)
    if let local = mapping.mapping("localElectricity") {
      statement.electricity = electricity(local)
    }
    if let local = mapping.mapping("localHeat") {
      statement.heat.plants = local.mappings("plants").compactMap { plant($0) }
      statement.heat.imported = local.quantity("imported") ?? 0
      statement.heat.importedFactor = local.quantity("importedFactor") ?? 0
      statement.heat.exported = local.quantity("exported") ?? 0
      statement.heat.exportedFactor = local.quantity("exportedFactor") ?? 0
    }
    for entry in mapping.entries("emissions") {
      guard let source = EmissionSource.allCases.first(where: { $0.word == entry.key }),
        let amount = entry.value.quantity(as: .emissions, in: -1e12...1e12)
      else { continue }
      statement.emissions.append(.init(source, amount, at: place(entry.value)))
    }
    for entry in mapping.entries("published") {
      guard let amount = entry.value.quantity(as: .emissions, in: -1e12...1e12) else { continue }
      let sector = Self.sector(entry.key)
      statement.published.append(
        .init(sector.map { .sectors([$0]) } ?? .total, .all, amount, at: place(entry.value)))
    }
    return statement
  }

  /// Table A.
  private func energy(_ mapping: YAMLMapping) -> [InventoryStatement.Energy] {
    mapping.entries("energy").flatMap { row -> [InventoryStatement.Energy] in
      guard let sector = Self.sector(row.key) else { return [] }
      return row.value.entries(among: PlanKeys.fuels).compactMap { cell in
        guard let fuel = InventoryWords.fuel(cell.key) else { return nil }
        let place = place(cell.value)
        if let key = cell.value.scalar.flatMap(NotationKey.init(rawValue:)) {
          return .init(sector, fuel.carrier, fuel: fuel.name, key: key, at: place)
        }
        return cell.value.quantity(as: .energy, in: 0...1e15).map {
          .init(sector, fuel.carrier, fuel: fuel.name, $0, at: place)
        }
      }
    }
  }

  /// Factors of single sectors.
  private func sectorFactors(_ mapping: YAMLMapping) -> [InventoryStatement.Factor] {
    mapping.entries("sectorFactors").flatMap { row -> [InventoryStatement.Factor] in
      guard let sector = Self.sector(row.key) else { return [] }
      return row.value.entries(among: PlanKeys.fuels).compactMap { cell in
        guard let fuel = InventoryWords.fuel(cell.key),
          let value = cell.value.quantity(as: .emissionsPerEnergy, in: 0...0.005)
        else { return nil }
        return .init(
          sector: sector, carrier: fuel.carrier, fuel: fuel.name, value: value,
          source: "the plan's sectorFactors")
      }
    }
  }

  private func electricity(_ local: YAMLMapping) -> LocalElectricity {
    var electricity = LocalElectricity()
    for source in LocalElectricity.Source.allCases {
      electricity.produced[Int(source.rawValue)] = local.quantity(source.word) ?? 0
    }
    electricity.greenPurchases = local.quantity("greenPurchases") ?? 0
    electricity.greenFactor = local.quantity("greenFactor") ?? 0
    electricity.cogeneration = local.mappings("cogeneration").compactMap { mapping in
      guard var plant = plant(mapping) else { return nil }
      plant.electricity = mapping.quantity("electricity") ?? 0
      plant.heatEfficiency = mapping.quantity("heatEfficiency")
      plant.electricEfficiency = mapping.quantity("electricEfficiency")
      return plant
    }
    return electricity
  }

  /// A plant's name, heat and fuels; nil where it burns nothing.
  private func plant(_ mapping: YAMLMapping) -> LocalPlant? {
    var plant = LocalPlant()
    plant.name = mapping.text("name") ?? ""
    plant.heat = mapping.quantity("heat") ?? 0
    for entry in mapping.quantities("fuels") {
      guard let carrier = Carrier(rawValue: entry.key) else { continue }
      plant.fuels[carrier.index] = entry.amount
    }
    if mapping.has("fuels"), !plant.fuels.contains(where: { $0 > 0 }) {
      mapping.report(
        "no-fuel", "The plant burns no fuel.",
        remedy: "State its fuels in a year, for example `fuels: {naturalGas: 12 GWh}`.",
        as: .warning, at: "fuels")
    }
    return plant
  }

  private func calibration(_ mapping: YAMLMapping) -> InventoryCalibration {
    guard let value = mapping.value("calibrate") else { return .standard }
    guard value.isList else {
      return value.flag().map { $0 ? .standard : .none } ?? .standard
    }
    let words = value.items().compactMap { $0.word(among: StockSector.allCases.map(\.word)) }
    return .sectors(StockSector.allCases.filter { words.contains($0.word) })
  }

  private static func sector(_ word: String) -> InventorySector? {
    InventorySector.allCases.first { $0.word == word }
  }

  private func place(_ value: YAMLValue) -> Place {
    Place(file: findings.file, line: value.line, field: value.path)
  }
}
