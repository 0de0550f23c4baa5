import Testing

/// A complete plan with one thing made wrong, and the finding that must come of it.
struct BadPlan: Sendable, CustomTestStringConvertible {
  /// What is wrong.
  let title: String
  /// A part of the complete plan.
  let old: String
  /// What stands there instead.
  let new: String
  /// The finding's code, without `plan.`.
  let code: String
  /// A text of the line of the finding; the first line that has it counts.
  let at: String
  /// What message or remedy must say.
  let says: String
  /// The finding's severity as a word.
  let severity: String

  init(
    _ title: String, _ old: String, _ new: String, _ code: String, at: String, says: String,
    severity: String = "error"
  ) {
    self.title = title
    self.old = old
    self.new = new
    self.code = code
    self.at = at
    self.says = says
    self.severity = severity
  }

  var testDescription: String { title }

  /// Keys, words and kinds of values.
  static let words: [BadPlan] = [
    BadPlan(
      "unknown key at the top", "country: SI", "county: SI", "unknown-key", at: "county",
      says: "Did you mean `country`?"),
    BadPlan(
      "the country is missing", "country: SI\n", "", "missing-key", at: "commonground",
      says: "A plan needs `country`"),
    BadPlan(
      "unknown key of a constraint", "buffer: 50 m", "bufer: 50 m", "unknown-key", at: "bufer",
      says: "Did you mean `buffer`?"),
    BadPlan(
      "a key in another spelling", "  landUse:", "  land_use:", "unknown-key", at: "land_use",
      says: "Did you mean `landUse`?"),
    BadPlan(
      "a key one level too high", "seed: 7", "seed: 7\nbudgets: []", "unknown-key",
      at: "budgets: []",
      says: "It belongs under `problem`"),
    BadPlan(
      "no version", "commonground: 1\n", "", "missing-key", at: "name: Ljutomer",
      says: "`commonground: 1`"),
    BadPlan(
      "a later version", "commonground: 1", "commonground: 2", "out-of-range", at: "commonground",
      says: "from 1 to 1"),
    BadPlan(
      "a name that is a list", "name: Ljutomer", "name: [Ljutomer]", "wrong-type", at: "name: [",
      says: "must be text"),
    BadPlan(
      "an empty name", "name: Ljutomer", "name: ''", "empty-text", at: "name: ''", says: "empty"),
    BadPlan(
      "a line break in a path", "source: data/town.gpkg\n    layer: buildings",
      "source: \"data/town\\n.gpkg\"\n    layer: buildings", "control-character", at: "town\\n",
      says: "one line"),
    BadPlan(
      "a NUL in a path", "source: data/town.gpkg\n    layer: buildings",
      "source: \"data/town\\0.gpkg\"\n    layer: buildings", "control-character", at: "town\\0",
      says: "control character"),
    BadPlan(
      "layers as a list", "seed: 7", "seed: [7]", "wrong-type", at: "seed: [7]",
      says: "must be a whole number"),
    BadPlan(
      "a seed with decimals", "seed: 7", "seed: 7.5", "wrong-type", at: "seed: 7.5",
      says: "must be a whole number"),
    BadPlan(
      "a list that is a text", "without: [wind-park]", "without: wind-park", "wrong-type",
      at: "without", says: "must be a list"),
    BadPlan(
      "a Boolean that is a number", "builtIn: true", "builtIn: 3", "wrong-type", at: "builtIn",
      says: "`true` or `false`"),
    BadPlan(
      "an unknown objective", "objective: mostReduction", "objective: mostReductions",
      "unknown-word", at: "mostReductions", says: "Did you mean `mostReduction`?"),
    BadPlan(
      "an unknown use", "house: singleFamily", "house: singelFamily", "unknown-word",
      at: "singelFamily", says: "Did you mean `singleFamily`?"),
    BadPlan(
      "an unknown otherwise", "otherwise: otherNonResidential", "otherwise: other", "unknown-word",
      at: "otherwise: other", says: "Did you mean `otherNonResidential`?"),
    BadPlan(
      "an unknown land-use class", "\"211\": arable", "\"211\": arible", "unknown-word",
      at: "arible", says: "Did you mean `arable`?"),
    BadPlan(
      "an unknown stance", "\"no\": oppose", "\"no\": opposes", "unknown-word", at: "opposes",
      says: "Did you mean `oppose`?"),
    BadPlan(
      "an unknown carrier", "heatingOil: 25 %", "heatingoil: 25 %", "unknown-key",
      at: "heatingoil", says: "Did you mean `heatingOil`?"),
    BadPlan(
      "an unknown role", "levels: floors", "storeys: floors", "unknown-key", at: "storeys",
      says: "`levels`"),
    BadPlan(
      "an unknown kind of potential", "kind: windSpeed", "kind: windspeeds", "unknown-word",
      at: "windspeeds", says: "Did you mean `windSpeed`?"),
    BadPlan(
      "an unknown country", "country: SI", "country: XX", "unknown-country", at: "country: XX",
      says: "ISO 3166"),
    BadPlan(
      "a country by name", "country: SI", "country: Slovenija", "unknown-country",
      at: "country: Slovenija", says: "`SI`"),
    BadPlan(
      "Greece as in EU statistics", "country: SI", "country: EL", "unknown-country",
      at: "country: EL", says: "`GR`"),
    BadPlan(
      "a CRS that is a number", "crs: EPSG:3794", "crs: 3794", "bad-crs", at: "crs: 3794",
      says: "Write `EPSG:3794`"),
    BadPlan(
      "a CRS that is a word", "crs: EPSG:3794", "crs: Slovene", "bad-crs", at: "crs: Slovene",
      says: "EPSG:25832"),
    BadPlan(
      "a price of borders in money where tonnes are made most", "gap: 0.2 %",
      "gap: 0.2 %\n  compactness: 20 EUR/m", "wrong-unit", at: "compactness", says: "kg/m"),
    BadPlan(
      "a phase that is a year", "gap: 0.2 %", "gap: 0.2 %\n  phases: [2025]", "wrong-type",
      at: "phases", says: "a phase"),
    BadPlan(
      "phases that overlap", "gap: 0.2 %",
      "gap: 0.2 %\n  phases: [{name: one, years: 2022-2026}, {name: two, years: 2026-2030}]",
      "phase-order", at: "phases", says: "the year after"),
    BadPlan(
      "a phase after the target year", "gap: 0.2 %",
      "gap: 0.2 %\n  phases: [{name: late, from: 2028, to: 2031}]", "phase-years", at: "phases",
      says: "2021 to 2030"),
    BadPlan(
      "years that are none", "gap: 0.2 %",
      "gap: 0.2 %\n  phases: [{name: soon, years: 2030-2026}]", "bad-years", at: "phases",
      says: "2026-2030"),
    BadPlan(
      "a row of an unknown phase", "atMost: 12 MEUR,", "atMost: 12 MEUR, phase: soon,",
      "unknown-phase", at: "phase: soon", says: "Add `phases`"),
    BadPlan(
      "a budget that carries over without phases", "atMost: 12 MEUR,",
      "atMost: 12 MEUR, carriesOver: true,", "no-phases", at: "carriesOver", says: "each phase"),
    BadPlan(
      "a firmness of zero", "atMost: 12 MEUR,", "atMost: 12 MEUR, bends: 0,", "out-of-range",
      at: "bends: 0", says: "0.001"),
    BadPlan(
      "a firmness in words", "atMost: 12 MEUR,", "atMost: 12 MEUR, bends: hardly,", "wrong-type",
      at: "bends: hardly", says: "never"),
    BadPlan(
      "a block in tonnes", "gap: 0.2 %",
      "gap: 0.2 %\n  clusters: [{name: net, actions: [wind], atLeast: 5 t}]", "wrong-unit",
      at: "clusters", says: "20 ha"),
    BadPlan(
      "an action that waits for itself", "gap: 0.2 %",
      "gap: 0.2 %\n  sequence: [{first: wind, then: [wind]}]", "contradiction", at: "sequence",
      says: "waits for itself"),
    BadPlan(
      "a layer of units that is only a path", "units: {squares: 0.5 km}",
      "units: {layer: blocks.gpkg}", "wrong-type", at: "units:", says: "units.layer"),
    BadPlan(
      "an unknown key of society", "groups: [", "group: [", "unknown-key", at: "group: [",
      says: "Did you mean `groups`?"),
  ]

  /// Numbers and units.
  static let quantities: [BadPlan] = [
    BadPlan(
      "a budget without a unit", "atMost: 12 MEUR", "atMost: 12000000", "no-unit",
      at: "12000000", says: "write e.g. `12000000 MEUR`"),
    BadPlan(
      "a buffer without a unit", "buffer: 50 m", "buffer: 50", "no-unit", at: "buffer: 50",
      says: "A quantity needs a unit: write e.g. `50 m`"),
    BadPlan(
      "a budget in hectares", "atMost: 12 MEUR", "atMost: 12 ha", "wrong-unit", at: "12 ha",
      says: "`MEUR`"),
    BadPlan(
      "an unknown unit", "atMost: 12 MEUR", "atMost: 12 Meuro", "unknown-unit", at: "12 Meuro",
      says: "Did you mean `MEUR`?"),
    BadPlan(
      "a decimal comma", "atMost: 12 MEUR", "atMost: \"12,5 MEUR\"", "not-a-number",
      at: "12,5 MEUR", says: "decimal point"),
    BadPlan(
      "points between thousands", "atMost: 12 MEUR", "atMost: 12.000.000 EUR", "not-a-number",
      at: "12.000.000", says: "no separators"),
    BadPlan(
      "not a number", "buffer: 50 m", "buffer: nan m", "not-a-number", at: "nan m",
      says: "Write a number and a unit"),
    BadPlan(
      "an infinite number", "climateFactor: 1.05", "climateFactor: .inf", "wrong-type",
      at: ".inf", says: "must be a number"),
    BadPlan(
      "a number too large for a double", "buffer: 50 m", "buffer: 1e999 m", "not-a-number",
      at: "1e999", says: "number that can be used"),
    BadPlan(
      "a huge budget", "atMost: 12 MEUR", "atMost: 1e300 MEUR", "out-of-range", at: "1e300",
      says: "too large"),
    BadPlan(
      "a negative budget", "atMost: 12 MEUR", "atMost: -12 MEUR", "out-of-range", at: "-12 MEUR",
      says: "too small"),
    BadPlan(
      "a zero budget", "atMost: 12 MEUR", "atMost: 0 EUR", "zero-limit", at: "atMost: 0 EUR",
      says: "is zero", severity: "warning"),
    BadPlan(
      "a gap over 100 %", "gap: 0.2 %", "gap: 120 %", "out-of-range", at: "gap: 120",
      says: "to 50 %"),
    BadPlan(
      "a target over 100 %", "40 % of baseline", "140 % of baseline", "out-of-range",
      at: "140 %", says: "to 100 %"),
    BadPlan(
      "a share of something unknown", "40 % of baseline", "40 % of basline", "unknown-word",
      at: "basline", says: "Did you mean `baseline`?"),
    BadPlan(
      "a share that does not say of what", "40 % of baseline", "40 %", "wrong-unit",
      at: "{name: climate", says: "Write `40 % of baseline`"),
    BadPlan(
      "a share of a baseline that is none", "atLeast: 2 GWh", "atLeast: 20 % of baseline",
      "no-baseline", at: "{name: roofs", says: "no baseline of renewable energy"),
    BadPlan(
      "a share of the plan for the whole plan", "{name: climate, atLeast: 40 % of baseline}",
      "{name: climate, atLeast: 40 % of plan}", "share-of-all", at: "{name: climate",
      says: "`per: district`"),
    BadPlan(
      "carriers that are not all", "biomass: 15 %", "biomass: 10 %", "sum-not-100",
      at: "heatCarriers", says: "95 %"),
    BadPlan(
      "squares of no size", "squares: 0.5 km", "squares: 0 m", "out-of-range", at: "squares: 0",
      says: "from 1 m"),
    BadPlan(
      "squares of 10 cm", "squares: 0.5 km", "squares: 10 cm", "out-of-range",
      at: "squares: 10 cm", says: "from 1 m"),
    BadPlan(
      "squares of 5 m", "squares: 0.5 km", "squares: 5 m", "small-units", at: "squares: 5 m",
      says: "smaller than most buildings", severity: "warning"),
    BadPlan(
      "an unknown unit of a field", "unit: cm", "unit: inch", "unknown-word", at: "inch",
      says: "`m`"),
    BadPlan(
      "a unit that does not fit the potential", "unit: m/s", "unit: kWh/m²", "wrong-unit",
      at: "windSpeed", says: "Use `m/s`"),
    BadPlan(
      "a year out of this world", "base: 2021", "base: 221", "out-of-range", at: "base: 221",
      says: "from 1990"),
    BadPlan(
      "an emission factor a thousand times too large", "285 kg/MWh", "285 kg/kWh", "out-of-range",
      at: "285 kg/kWh", says: "too large"),
  ]
}
