import PlanModel

extension BuildingStock {
  /// Useful heat, electricity and cooling from heated area, use and age.
  mutating func setUsefulEnergy(rules: StockRules) {
    let count = use.count
    spaceHeat = Array(repeating: 0, count: count)
    hotWater = spaceHeat
    applianceElectricity = spaceHeat
    coolingElectricity = spaceHeat
    for row in 0..<count {
      let kind = Int(use[row].rawValue)
      let cell = kind * StockRules.bands + min(Int(ageBand[row]), StockRules.bands - 1)
      spaceHeat[row] = heatedArea[row] * rules.spaceHeat[cell]
      hotWater[row] = heatedArea[row] * rules.hotWater[cell]
      coolingElectricity[row] = heatedArea[row] * rules.cooling[cell]
      applianceElectricity[row] = heatedArea[row] * rules.appliances[kind]
    }
  }

  /// Final energy by carrier, then emissions.
  ///
  /// The workers share the carriers: each fills whole columns, so that nothing has to be joined.
  mutating func setFinalEnergy(
    from fields: BuildingFields, context: StockContext, rules: StockRules, workers: Workers
  ) throws {
    let (spaceHeat, hotWater) = (spaceHeat, hotWater)
    let count = spaceHeat.count
    heatFinal = try workers.mapChunks(of: Carrier.allCases.count, size: 1) { chunk in
      let carrier = chunk.lowerBound
      let alone = 1 / rules.efficiencies[carrier]
      let mixed = rules.heatShares[carrier] / rules.efficiencies[carrier]
      var final = Array(repeating: 0.0, count: count)
      for row in 0..<count {
        let own = fields.carrier[row]
        let factor = own == WordCodes.none ? mixed : Int(own) == carrier ? alone : 0
        final[row] = (spaceHeat[row] + hotWater[row]) * factor
      }
      return final
    }
    let factors = context.emissionFactors
    emissions = zip(applianceElectricity, coolingElectricity).map {
      ($0 + $1) * factors[Carrier.electricity.index]
    }
    for (final, factor) in zip(heatFinal, factors) where factor != 0 {
      for row in 0..<count { emissions[row] += final[row] * factor }
    }
  }
}
