import PlanModel

/// A sheet as JSON: the numbers of the page in full, in internal units.
func sheetJSON(of area: AreaAccount) -> JSONValue {
  let account = area.account
  let result = account.result
  let description = result.description
  var members: [(String, JSONValue)] = [
    ("id", area.id.map { .string($0) } ?? .null), ("name", .string(area.title)),
    ("municipality", .string(description.name)),
    ("notice", description.notice.map { .string($0) } ?? .null),
    ("baseYear", .integer(description.baseYear)), ("targetYear", .integer(description.targetYear)),
    ("area", .published(area.area)),
    ("population", .published(area.stock.population[area.stockRow])),
    ("units", .integer(area.units.count)), ("baselineEmissions", .published(area.baseline)),
    (
      "totals",
      .object(Amount.allCases.map { ($0.rawValue, account.decided(area.sum($0))) })
    ),
  ]
  if area.id == nil {
    members += [
      ("certificate", certificateJSON(of: account)), ("rows", rowsJSON(of: account)),
      ("target", targetJSON(account)),
      ("districts", .array(result.districts.ids.indices.map { districtLine($0, account) })),
      ("outside", outsideJSON(of: account)),
    ]
  }
  members += [
    ("stock", stockJSON(area)), ("carriers", .array(area.carriers.map(carrierJSON))),
    ("potentials", potentialsJSON(area)), ("ledger", .array(area.ledger.map(ledgerJSON))),
    ("actions", .array(area.lines.map { actionJSON($0, of: area) })),
    // Each decision stands in the sheet of its district; the whole would repeat them all.
    (
      "decisions", area.id == nil ? .null : .array(area.reasons.map { reasonJSON($0, account) })
    ),
    ("implementation", area.id == nil ? .null : implementationLinesJSON(of: area)),
    (
      "interests",
      .array(
        area.interests.map {
          .object([
            ("name", .string($0.name)), ("group", .string($0.group)),
            ("stance", .string($0.stance)), ("topic", .string($0.topic)),
            ("area", .published($0.area)),
            (
              "planned",
              .array($0.planned.map { .string(result.options.actions[$0].id) })
            ),
          ])
        })
    ),
    ("contestedArea", .published(area.contestedArea)),
    ("benefits", benefitsJSON(of: area)),
  ]
  if let progress = result.progress {
    members.append(
      (
        "progress",
        progressJSON(
          progress, of: account, district: area.id == nil ? nil : area.districts.first)
      ))
  }
  if let factors = result.factors {
    members.append(
      (
        "factors",
        profileJSON(factors, district: area.id == nil ? nil : area.districts.first, result)
      ))
  }
  if result.governance != nil {
    members.append(
      ("governance", governanceJSON(of: result, in: area.id == nil ? nil : area.districts.first)))
  }
  members += [
    (
      "indicators",
      .array(
        zip(result.districtIndicators.indicators, result.districtIndicators.values).map {
          indicatorJSON($0, $1[area.indicatorRow], isDistrict: area.id != nil)
        })
    ),
    // All of them stand once, in the municipality's sheet and in the run record.
    (
      "defaults",
      .array((area.id == nil ? area.defaults : area.doubtfulNumbers).map(defaultJSON))
    ),
    ("defaultCount", .integer(area.defaults.count)),
  ]
  return .object(members)
}

private func districtLine(_ row: Int, _ account: PlanAccount) -> JSONValue {
  let result = account.result
  return .object(
    [
      ("id", .string(result.districts.ids[row])), ("name", .string(account.name(of: row))),
      ("file", .string("districts/\(account.fileNames[row]).json")),
      ("area", .published(result.ledger.districtArea[row])),
      ("population", .published(result.districtStock.population[row])),
      ("baselineEmissions", .published(result.baselineEmissions[row])),
    ] + Amount.allCases.map { ($0.rawValue, account.decided(account.sum($0, in: row))) })
}

private func outsideJSON(of account: PlanAccount) -> JSONValue {
  let result = account.result
  let places = BuildingPlaces(result)
  return .object([
    ("buildings", .published(places.outside)), ("emissions", .published(places.outsideEmissions)),
    ("buildingsWithoutPlace", .integer(places.withoutPlace)),
    ("emissionsWithoutPlace", .published(places.emissionsWithoutPlace)),
    ("landUse", .published(result.ledger.landUseOutside)),
    ("districtOverlap", .published(result.ledger.overlapArea)),
    ("districtGaps", .published(result.ledger.gapArea)),
    ("ledger", .array(account.ledger[result.districts.count].map(ledgerJSON))),
  ])
}

private func targetJSON(_ account: PlanAccount) -> JSONValue {
  let gap = TargetGap(account)
  return .object([
    ("baseline", .published(gap.baseline)),
    ("askedReduction", gap.asked.map { .published($0) } ?? .null),
    ("reduction", account.decided(gap.reduction)), ("remaining", account.decided(gap.remaining)),
    ("missingReduction", account.decided(gap.missing)),
  ])
}

private func stockJSON(_ area: AreaAccount) -> JSONValue {
  .object(
    StockSector.allCases.map { sector in
      (
        sector.word,
        .object(
          StockMeasure.allCases.map {
            ("\($0)", .published(area.stock[$0, sector, area.stockRow]))
          })
      )
    })
}

private func carrierJSON(_ line: AreaAccount.CarrierLine) -> JSONValue {
  .object(
    [
      ("carrier", .string(line.carrier.rawValue)), ("heat", .published(line.heat)),
      ("spaceHeat", .published(line.spaceHeat)), ("hotWater", .published(line.hotWater)),
      ("cooling", .published(line.cooling)),
      ("electricity", .published(line.electricity)), ("change", .published(line.change)),
      ("factor", .published(line.factor)),
    ]
      + (line.activities == 0
        ? []
        : [
          ("activities", .published(line.activities)),
          ("activityEmissions", .published(line.activityEmissions)),
        ]))
}

private func potentialsJSON(_ area: AreaAccount) -> JSONValue {
  let row = area.stockRow
  return .object([
    ("suitableRoof", .published(area.stock.total(.suitableRoof, in: row))),
    ("networkHeat", .published(area.stock.total(.networkHeat, in: row))),
    ("radiation", .published(area.stock.radiation[row])),
    ("windSpeed", .published(area.stock.windSpeed[row])),
    (
      "land",
      .array(
        area.land.map {
          .object([
            ("action", .string($0.action)), ("eligible", .published($0.eligible)),
            ("excluded", .published($0.excluded)), ("unknown", .published($0.unknown)),
          ])
        })
    ),
  ])
}

private func ledgerJSON(_ row: LedgerRow) -> JSONValue {
  .object([
    ("state", .string(row.state.rawValue)),
    ("landUse", row.landUse.map { .string($0.word) } ?? .null),
    ("constraints", .array(row.constraints.map { .string($0) })),
    ("eligible", .array(row.eligible.map { .string($0) })), ("area", .published(row.area)),
  ])
}

private func actionJSON(_ line: AreaAccount.ActionLine, of area: AreaAccount) -> JSONValue {
  let action = area.account.result.options.actions[line.action]
  let actors = ImplementationSections(area).actors(of: line.action)
  return .object(
    [
      ("id", .string(action.id)), ("name", .string(action.name)),
      ("units", .integer(line.units)),
      ("size", line.hasSize ? .published(line.size) : .null),
      ("sizeBase", .string(action.size.base.rawValue)),
      ("sector", .string(action.codes.sector)), ("policyArea", .string(action.codes.policyArea)),
      ("instrument", .string(action.codes.instrument)), ("field", .string(action.codes.field)),
      ("lever", .string(action.codes.lever)), ("leadActor", .string(actors.lead)),
      ("otherActors", .array(actors.others.map { .string($0) })),
    ] + Amount.allCases.map { ($0.rawValue, .published(line[$0])) } + [
      (
        "investmentPerYearlyTonne",
        investmentPerYearlyTonne(investment: line[.investment], co2: line[.co2]).map {
          .published($0)
        } ?? .null
      ),
      (
        "levelisedCostPerTonne",
        levelisedCost(annual: line[.annualCost], co2: line[.co2]).map { .published($0) } ?? .null
      ),
    ])
}

private func reasonJSON(_ reason: Plan.Reason, _ account: PlanAccount) -> JSONValue {
  let table = account.result.options
  func ids(_ option: Int32) -> JSONValue {
    .array(option < 0 ? [] : table.actionIDs(of: Int(option)).map { .string($0) })
  }
  return .object([
    ("unit", .string(account.result.units.ids[Int(reason.unit)])),
    ("slot", .string(table.slots[Int(reason.slot)])), ("chosen", ids(reason.chosen)),
    ("runnerUp", ids(reason.runnerUp)), ("margin", .published(reason.margin)),
    ("marginUnit", .string(account.objectiveUnit)),
    (
      "breaks",
      reason.brokenRow < 0
        ? .null : .string(account.result.plan.rows[Int(reason.brokenRow)].name)
    ),
    ("turnedBy", turnJSON(reason, account)),
    ("inWords", .string(PlanWords(account).reason(reason))),
  ])
}

/// The smallest change that would turn a choice: of what, by which share of itself, and of a row's price by how much.
private func turnJSON(_ reason: Plan.Reason, _ account: PlanAccount) -> JSONValue {
  guard let change = account.changes.change(of: reason) else { return .null }
  var members: [(String, JSONValue)] = [("share", .published(change.share))]
  switch change.subject {
  case .runnerUpCost: members.insert(("what", .string("runnerUpInvestment")), at: 0)
  case .chosenCost: members.insert(("what", .string("chosenInvestment")), at: 0)
  case .rowPrice(let row):
    members.insert(("what", .string("rowPrice")), at: 0)
    members += [
      ("row", .string(account.result.plan.rows[row].name)), ("by", .published(change.by)),
    ]
  }
  return .object(members)
}

private func indicatorJSON(
  _ indicator: Indicator, _ value: Double?, isDistrict: Bool
) -> JSONValue {
  .object([
    ("id", .string(indicator.id)), ("title", .string(indicator.title)),
    ("value", value.map { .published($0) } ?? .null), ("unit", .string(indicator.unit)),
    // The table holds the municipality as one more row behind its districts.
    ("support", .string(isDistrict ? indicator.support : "municipality")),
    ("confidence", .string(indicator.confidence.rawValue)), ("method", .string(indicator.method)),
  ])
}
