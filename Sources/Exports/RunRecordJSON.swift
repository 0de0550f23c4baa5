import Frameworks
public import PlanModel

/// The run record, `run.json`: enough to repeat the run to the byte.
///
/// The keys `timings` and `peakMemory` are the only ones that may differ between two runs on the same input.
///
/// - Parameter written: The files that `export` gave; without them the record names no pictures.
public func runRecordText(of result: PlanResult, written: [ExportedFile] = []) -> String {
  runRecord(of: .withDocuments(of: result, labels: Labels()), written: written).text() + "\n"
}

/// - Parameter written: What was written before the record.
func runRecord(of account: PlanAccount, written: [ExportedFile] = []) -> JSONValue {
  let result = account.result
  let record = result.record
  let description = result.description
  let inventory: [(String, JSONValue)] =
    result.inventory.map { [("inventory", inventoryJSON($0))] } ?? []
  let progress: [(String, JSONValue)] =
    result.progress.map { [("progress", progressJSON($0, of: account, district: nil))] } ?? []
  let population: [(String, JSONValue)] =
    result.population.map { [("population", populationJSON($0))] } ?? []
  return .object(
    [
      ("commongroundRun", .integer(1)),
      ("version", .string(record.version)),
      (
        "libraries",
        .object(record.libraries.map { ($0.name, .string($0.version)) })
      ),
      ("name", .string(description.name)),
      ("country", .string(description.country)),
      ("notice", description.notice.map { .string($0) } ?? .null),
      (
        "years",
        .object([
          ("base", .integer(description.baseYear)), ("target", .integer(description.targetYear)),
        ])
      ),
      ("planSHA256", .string(record.planSHA256)),
      ("inputs", .array(record.inputs.map(inputJSON))),
      (
        "crs",
        .object([
          ("definition", .string(record.crs.definition)), ("name", .string(record.crs.name)),
        ])
      ),
      ("seed", seedJSON(description.seed)),
      ("gridSize", .published(description.gridSize)),
      ("emissionFactorSet", .string(description.inventory.factors.rawValue)),
      (
        "emissionFactors",
        .object(
          zip(Carrier.allCases, result.emissionFactors).map { ($0.rawValue, .published($1)) })
      ),
      ("defaults", .array(record.defaults.map(defaultJSON))),
      ("numbers", .array(NumberKinds(result).all.map(\.json))),
      ("certificate", certificateJSON(of: account)),
      ("rows", rowsJSON(of: account)),
      ("totals", totalsJSON(of: account)),
    ] + inventory + population + [
      ("draws", drawsJSON(of: account)), ("society", societyJSON(of: result)),
      ("implementation", implementationJSON(of: account)),
      ("benefits", benefitsRecordJSON(of: account)),
    ] + progress + (result.factors == nil ? [] : [("factors", factorsJSON(of: result))])
      + (result.governance == nil
        ? [] : [("governance", governanceJSON(of: result, in: nil))]) + [
        (
          "comparisons",
          .array(
            result.comparisons.map {
              .object([
                ("title", .string($0.title)), ("unit", .string($0.unit)),
                ("here", .published($0.here)), ("country", .published($0.country)),
                ("source", .string($0.source)),
              ])
            })
        ),
        ("closures", .array(record.closures.map(closureJSON))),
        ("diagnostics", .array(result.diagnostics.map(diagnosticJSON))),
        ("files", .array(OutputPaths(account, written: written).all.map { .string($0) })),
        ("timings", timingsJSON(of: result)),
        ("peakMemory", .integer(record.peakMemory)),
      ])
}

/// A seed above 2^53 would lose digits in readers that keep numbers as Double.
private func seedJSON(_ seed: UInt64) -> JSONValue {
  seed < 1 << 53 ? .integer(Int(seed)) : .string("\(seed)")
}

private func inputJSON(_ input: LayerReport) -> JSONValue {
  .object([
    ("name", .string(input.name)), ("source", .string(input.source)),
    ("driver", .string(input.driver)), ("sha256", .string(input.sha256)),
    ("crs", .string(input.crs.definition)), ("read", .integer(input.read)),
    ("polygons", .integer(input.polygons)), ("lines", .integer(input.lines)),
    ("points", .integer(input.points)), ("missing", .integer(input.missing)),
    ("dropped", .integer(input.dropped)),
    (
      "repairs",
      .array(
        input.repairs.map { repair in
          .object([
            ("feature", .string(repair.feature)), ("reason", .string(repair.reason)),
            ("x", .rounded(repair.x, decimals: 3)), ("y", .rounded(repair.y, decimals: 3)),
            ("areaBefore", .published(repair.areaBefore)),
            ("areaAfter", .published(repair.areaAfter)),
          ])
        })
    ),
  ])
}

func defaultJSON(_ number: SourcedNumber) -> JSONValue {
  .object([
    ("name", .string(number.name)), ("value", .published(number.value)),
    ("unit", .string(number.unit)), ("year", .integer(number.year)),
    ("source", .string(number.source)), ("licence", .string(number.licence)),
    ("confidence", .string(number.confidence.rawValue)),
    ("low", number.range.map { .published($0.lowerBound) } ?? .null),
    ("high", number.range.map { .published($0.upperBound) } ?? .null),
  ])
}

func certificateJSON(of account: PlanAccount) -> JSONValue {
  let plan = account.result.plan
  var members: [(String, JSONValue)] = [
    ("status", .string(plan.status.rawValue)),
    ("sense", .string(account.result.problem.sense.rawValue)),
    ("objective", .published(plan.objective)), ("bound", .published(plan.bound)),
    ("gap", .published(plan.gap)), ("solver", .string(plan.solver)),
    ("unit", .string(account.objectiveUnit)),
    ("inWords", .string(PlanWords(account).certificate)),
  ]
  if let nearby = account.result.earlier?.nearby, plan.status != .infeasible {
    members.append(
      (
        "nearby",
        .object([
          ("status", .string(nearby.status.rawValue)), ("objective", .published(nearby.objective)),
          ("bound", .published(nearby.bound)), ("gap", .published(nearby.gap)),
        ])
      ))
  }
  if plan.status == .infeasible {
    members += [
      ("conflict", .array(plan.conflict.map { .string($0) })),
      ("conflictIsSmallest", .bool(plan.conflictIsSmallest)),
      (
        // Null: not known. An empty list would say that nothing need give.
        "relaxation",
        plan.relaxationIsUnknown
          ? .null
          : .array(
            plan.relaxation.map {
              .object([("name", .string($0.name)), ("by", .published($0.by))])
            })
      ),
      ("relaxationIsCheapest", .bool(plan.relaxationIsCheapest)),
      ("conflictInWords", .array(PlanWords(account).conflict.map { .string($0) })),
    ]
  }
  return .object(members)
}

/// Seconds by stage, and those of the solver alone.
func timingsJSON(of result: PlanResult) -> JSONValue {
  .object(
    result.record.timings.map { ($0.stage, .rounded($0.seconds, decimals: 3)) }
      + [("solver", .rounded(result.plan.seconds, decimals: 3))])
}

func rowsJSON(of account: PlanAccount) -> JSONValue {
  let words = PlanWords(account)
  return .array(
    account.result.plan.rows.map { row in
      .object(
        [
          ("name", .string(row.name)), ("lhs", .published(row.lhs)),
          ("sense", .string(row.sense.rawValue)), ("rhs", .published(row.rhs)),
          ("price", .published(row.price)), ("unit", .string(words.unit(ofRow: row.name))),
          ("inWords", .string(words.sentence(of: row))),
        ] + ownName(of: row.name, words) + summed(by: account.rowNames, row.name))
    })
}

/// The name for people of a row that the plan file does not name, and what both sides of a row about acceptance leave out:
/// what the group gets where nothing is chosen.
private func ownName(of row: String, _ words: PlanWords) -> [(String, JSONValue)] {
  let title = words.title(ofRow: row)
  let constant = words.account.result.society?.rowConstants[row]
  return (title == row ? [] : [("title", .string(title))])
    + (constant.map { [("constant", .published($0))] } ?? [])
}

/// What a row of the plan file sums, so that a reader can tell what it means for an option; nothing for rows of our own.
private func summed(by names: RowNames, _ row: String) -> [(String, JSONValue)] {
  guard let rule = names.rule(of: row) else { return [] }
  var members: [(String, JSONValue)] = [("amount", .string(rule.amount.rawValue))]
  if !rule.actions.isEmpty {
    members.append(("actions", .array(rule.actions.map { .string($0) })))
  }
  let districts = names.districts(of: row)
  if !districts.isEmpty { members.append(("districts", .array(districts.map { .string($0) }))) }
  if case .shareOfPlan(let share) = rule.limit { members.append(("share", .published(share))) }
  if rule.isNetOfFunds { members.append(("netOfFunds", .bool(true))) }
  return members
}

func totalsJSON(of account: PlanAccount) -> JSONValue {
  let gap = TargetGap(account)
  let stock = account.result.municipalStock
  let places = BuildingPlaces(account.result)
  func decided(_ value: Double?) -> JSONValue { account.decided(value) }
  let cumulated: [(String, JSONValue)] =
    account.result.options.phases.isEmpty
    ? []
    : [
      ("co2Cumulated", decided(account.cumulatedReduction)),
      ("phases", phasesJSON(of: account)),
    ]
  return .object(
    Amount.allCases.map { ($0.rawValue, decided(account.total($0))) } + cumulated + [
      ("baselineEmissions", .published(gap.baseline)),
      ("askedReduction", gap.asked.map { .published($0) } ?? .null),
      ("remainingEmissions", decided(gap.remaining)),
      ("missingReduction", decided(gap.missing)),
      ("chosenOptions", .integer(account.result.plan.chosen.count)),
      ("options", .integer(account.result.options.count)),
      ("units", .integer(account.result.units.count)),
      ("districts", .integer(account.result.districts.count)),
      ("buildings", .integer(places.read)),
      ("buildingsInDistricts", .published(places.inDistricts)),
      ("population", .published(stock.population.first ?? 0)),
      ("area", .published(account.result.ledger.districtArea.compensatedSum())),
    ])
}

/// What begins in each phase; the phases add up to the plan.
private func phasesJSON(of account: PlanAccount) -> JSONValue {
  .array(
    account.phaseLines.map { line in
      .object(
        [
          ("name", .string(line.phase.name)), ("from", .integer(line.phase.first)),
          ("to", .integer(line.phase.last)), ("chosenOptions", .integer(line.options)),
        ] + Amount.allCases.map { ($0.rawValue, account.decided(line[$0])) })
    })
}

extension PlanAccount {
  /// A number that only a plan has; null where there is no plan.
  func decided(_ value: Double?) -> JSONValue {
    isDecided ? value.map { .published($0) } ?? .null : .null
  }
}

private func closureJSON(_ closure: RunRecord.Closure) -> JSONValue {
  .object([
    ("name", .string(closure.name)), ("parts", .published(closure.parts)),
    ("whole", .published(closure.whole)), ("tolerance", .published(closure.tolerance)),
    ("holds", .bool(closure.holds)),
  ])
}

func diagnosticJSON(_ diagnostic: Diagnostic) -> JSONValue {
  let place = diagnostic.place
  let parts: [(String, JSONValue?)] = [
    ("file", place.file.map { .string($0) }), ("line", place.line.map { .integer($0) }),
    ("layer", place.layer.map { .string($0) }), ("feature", place.feature.map { .string($0) }),
    ("field", place.field.map { .string($0) }),
  ]
  return .object([
    ("severity", .string(diagnostic.severity.rawValue)), ("code", .string(diagnostic.code)),
    ("message", .string(diagnostic.message)), ("remedy", .string(diagnostic.remedy)),
    ("place", .object(parts.compactMap { name, value in value.map { (name, $0) } })),
    ("count", .integer(diagnostic.count)),
  ])
}
