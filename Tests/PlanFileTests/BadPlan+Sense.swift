extension BadPlan {
  /// What two places must be seen together for.
  static let sense: [BadPlan] = [
    BadPlan(
      "no layer of districts",
      "  districts: {source: data/town.gpkg, layer: districts, id: code, name: title, fields: {population: inhabitants}}\n",
      "", "missing-key", at: "  buildings:", says: "needs `districts`"),
    BadPlan(
      "districts without an id", "id: code, ", "", "no-district-id", at: "  districts:",
      says: "Name the field", severity: "warning"),
    BadPlan(
      "a target year before the base year", "target: 2030", "target: 2020", "years-order",
      at: "years:", says: "before the base year 2021"),
    BadPlan(
      "two constraints of one name", "name: reserve", "name: river", "duplicate-name",
      at: "{name: river", says: "in line 28"),
    BadPlan(
      "a constraint named like a layer", "name: reserve", "name: landUse", "duplicate-name",
      at: "name: landUse", says: "Another layer"),
    BadPlan(
      "two rows of one name", "name: yearly", "name: town budget", "duplicate-name",
      at: "{name: town budget, amount: annualCost", says: "Another row"),
    BadPlan(
      "two potentials of one kind", "kind: windSpeed, source: data/wind.tif, unit: m/s",
      "kind: radiation, source: data/wind.tif, unit: kWh/m²", "two-potentials",
      at: "{name: wind speed", says: "Keep one"),
    BadPlan(
      "a limit that says nothing", "atMost: 300 kEUR/a", "atMost: {}", "empty-limit",
      at: "{name: yearly", says: "Write a quantity"),
    BadPlan(
      "squares and hexagons", "{squares: 0.5 km}", "{squares: 0.5 km, hexagons: 300 m}",
      "two-units", at: "units:", says: "Keep one"),
    BadPlan(
      "a file with a slip in its name", "source: data/sun.tif", "source: data/snu.tif",
      "file-not-found", at: "snu.tif", says: "Did you mean `data/sun.tif`?"),
    BadPlan(
      "a folder that is not there", "source: data/sun.tif", "source: dta/sun.tif",
      "file-not-found", at: "dta/sun.tif", says: "no folder `dta`"),
    BadPlan(
      "an archive that is not there", "/vsizip/data/archive.zip/talks.shp",
      "/vsizip/data/archiv.zip/talks.shp", "file-not-found", at: "archiv.zip",
      says: "Did you mean `data/archive.zip`?"),
    BadPlan(
      "standard input", "source: data/sun.tif", "source: /vsistdin/", "source-not-repeatable",
      at: "vsistdin", says: "Save the data"),
    BadPlan(
      "a path out of the folder", "source: data/sun.tif", "source: data/../../",
      "path-outside", at: "data/../../", says: "outside the folder", severity: "note"),
    BadPlan(
      "a lock without an action", "{unit: B/3-4, action: ground-pv, decision: in}",
      "{unit: B/3-4, decision: in}", "missing-key", at: "unit: B/3-4", says: "needs `action`"),
    BadPlan(
      "a lock without a place", "{unit: B/3-4, action", "{action", "missing-key",
      at: "{action: ground-pv", says: "needs a `district` or a `unit`"),
    BadPlan(
      "a lock with two places", "{unit: B/3-4,", "{unit: B/3-4, district: B,", "two-places",
      at: "unit: B/3-4", says: "Write one of the two"),
    BadPlan(
      "a lock in and out", "{unit: B/3-4, action: ground-pv", "{district: A, action: wind",
      "contradiction", at: "{district: A, action: wind, decision: in", says: "see line 72"),
    BadPlan(
      "a unit locked in, its district out", "{unit: B/3-4, action: ground-pv",
      "{unit: A/3-4, action: wind", "contradiction", at: "{unit: A/3-4", says: "see line 72"),
    BadPlan(
      "a district locked in, its unit out",
      "{district: A, action: wind, decision: out, reason: \"council, 12 May\"}",
      "{district: B, action: ground-pv, decision: out}", "contradiction", at: "{unit: B/3-4",
      says: "see line 72"),
    BadPlan(
      "a lock that stands twice", "{unit: B/3-4, action: ground-pv, decision: in}",
      "{district: A, action: wind, decision: out}", "repeated-entry",
      at: "{district: A, action: wind, decision: out}", says: "locked twice", severity: "warning"),
    BadPlan(
      "a share of nobody", "{name: each counts, per: district,", "{name: each counts,",
      "share-of-all", at: "each counts", says: "Say whose share"),
    BadPlan(
      "a share with two limits", "per: district, atLeast: 2 %",
      "per: district, atLeast: 2 %, atMost: 9 %", "two-limits", at: "each counts",
      says: "one of the two"),
    BadPlan(
      "shares of more than all", "per: district, atLeast: 2 %",
      "per: district, districts: [A, B, C], atLeast: 40 %", "more-than-all", at: "each counts",
      says: "more than 100 %"),
    BadPlan(
      "a field and a constant", "{constant: private}", "{constant: private, field: owner}",
      "field-and-constant", at: "constant: private", says: "Keep one"),
    BadPlan(
      "a number where a field's name belongs", "levels: floors", "levels: 3", "field-is-number",
      at: "levels: 3", says: "{constant: 3}", severity: "warning"),
    BadPlan(
      "neither field nor constant", "{constant: private}", "{missing: [x]}", "missing-key",
      at: "missing: [x]", says: "names no field"),
    BadPlan(
      "the district's name twice", "fields: {population: inhabitants}",
      "fields: {population: inhabitants, name: label}", "two-names", at: "  districts:",
      says: "Keep one"),
    BadPlan(
      "no action on offer", "builtIn: true\n  files: [own-actions.yaml]", "builtIn: false",
      "no-actions", at: "builtIn: false", says: "Name catalogue files"),
    BadPlan(
      "an action wanted and not wanted", "without: [wind-park]",
      "without: [wind-park]\n  only: [wind-park]", "contradiction", at: "without",
      says: "under `only`"),
    BadPlan(
      "an empty list of actions", "actions: [roof-pv]", "actions: []", "empty-list",
      at: "{name: roofs", says: "as if it were not there", severity: "warning"),
  ]

  /// The form of the text.
  static let form: [BadPlan] = [
    BadPlan(
      "a key twice", "seed: 7", "seed: 7\nname: Again", "duplicate-key", at: "name: Again",
      says: "first in line 2"),
    BadPlan(
      "a key twice in braces", "layer: reserve}", "layer: reserve, layer: river}", "duplicate-key",
      at: "layer: river}", says: "first in line 33"),
    BadPlan(
      "a key twice in a list", "    buffer: 50 m", "    buffer: 50 m\n      \"layer\": lake",
      "duplicate-key", at: "\"layer\"", says: "first in line 30"),
    BadPlan(
      "a key twice, once in quotes", "house: singleFamily,", "house: singleFamily, \"12\": office,",
      "duplicate-key", at: "12: multiFamily", says: "first in line 17"),
    BadPlan(
      "a tab", "  layer: buildings", "\tlayer: buildings", "tab", at: "\tlayer",
      says: "Indent with spaces"),
    BadPlan(
      "two documents", "seed: 7", "seed: 7\n---\nname: Second", "several-documents", at: "---",
      says: "more than one YAML document"),
    BadPlan(
      "an open bracket", "without: [wind-park]", "without: [wind-park", "syntax", at: "problem:",
      says: "no valid YAML"),
    BadPlan(
      "an open quote", "notice: The", "notice: \"The", "syntax", at: "filter:",
      says: "further up"),
    BadPlan(
      "an unknown alias", "seed: 7", "seed: *nothing", "syntax", at: "*nothing",
      says: "undefined alias"),
    BadPlan(
      "a key that is a list", "seed: 7", "seed: 7\n? [a, b]\n: c", "key-not-text", at: "? [a, b]",
      says: "plain words"),
    BadPlan(
      "a control character", "notice: The", "notice: \u{1}The", "control-character",
      at: "notice:", says: "code 1"),
  ]
}
