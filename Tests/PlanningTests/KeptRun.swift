import Foundation

/// A real municipality that is planned from check to outputs in every test run, and what is known of it beforehand.
///
/// The plan is `Fixtures/municipalities/<folder>`; what stands here was read or counted by hand from the data with other
/// tools, and each kind of warning was looked into: `docs/municipalities.md` says what it means there.
struct KeptRun: Sendable, CustomStringConvertible {
  let folder: String
  let districts: Int
  /// Area of the districts by another tool, m², and how much the two may differ: by overlaps and other roundings.
  let area: Double
  let areaTolerance: Double
  /// Records of buildings that count.
  let buildings: Int
  let units: ClosedRange<Int>
  /// The codes of all warnings, sorted.
  let warnings: [String]
  /// What is imported before the plan can be read, as words of the command, with paths that start in the folder.
  var imports: [[String]] = []

  var description: String { folder }

  /// Where the open data are, if they are at hand: beside this checkout, or where the environment says.
  static let data: String? = {
    let beside = packageRoot.deletingLastPathComponent().appending(path: "shared/data")
    let path =
      ProcessInfo.processInfo.environment["COMMONGROUND_DATA"]
      ?? beside.path(percentEncoded: false)
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }()

  private static let packageRoot = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Copies the plan into a new folder, beside a link to the data.
  func staged() throws -> String {
    let fixture = Self.packageRoot.appending(path: "Fixtures/municipalities/\(folder)")
    let copy = FileManager.default.temporaryDirectory
      .appending(path: "commonground-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
    let names = try FileManager.default.contentsOfDirectory(atPath: fixture.path())
    for name in names where name != "data" {
      try FileManager.default.copyItem(
        at: fixture.appending(path: name), to: copy.appending(path: name))
    }
    try FileManager.default.createSymbolicLink(
      atPath: copy.appending(path: "data").path(), withDestinationPath: Self.data ?? "")
    for words in imports {
      let run = try Command.run(
        ["import"]
          + words.map { $0.hasPrefix("./") ? copy.path() + "/" + $0.dropFirst(2) : $0 })
      if run.status != 0 { throw ImportFailed(said: run.output + run.errors) }
    }
    return copy.path() + "/"
  }

  /// An import before a run did not work.
  struct ImportFailed: Error {
    /// What the command said.
    let said: String
  }

  static let all = [
    KeptRun(
      folder: "decany", districts: 4, area: 12_372_590, areaTolerance: 1, buildings: 302,
      units: 3172...3172,
      warnings: [
        "buildings.no-age", "buildings.no-area", "buildings.no-levels", "buildings.no-use",
        "districts.gap", "districts.no-population", "districts.overlap",
        "inventory.transport-estimated", "layer.missing-geometry", "options.land-in-pieces",
      ]),
    KeptRun(
      folder: "melque", districts: 9, area: 18_733_237, areaTolerance: 1, buildings: 237,
      units: 1443...1452,
      warnings: [
        "buildings.no-use", "districts.no-population", "inventory.transport-estimated",
        "numbers.far-from-country", "units.overlap",
      ]),
    KeptRun(
      folder: "doesburg", districts: 1, area: 12_958_312, areaTolerance: 1, buildings: 7225,
      units: 256...256,
      warnings: ["buildings.no-levels", "buildings.no-use", "inventory.transport-estimated"]),
    KeptRun(
      folder: "vichy", districts: 1, area: 6_984_337, areaTolerance: 1, buildings: 11_141,
      units: 113...113,
      warnings: [
        "buildings.implausible-number", "buildings.no-age", "buildings.no-use",
        "inventory.transport-estimated", "numbers.far-from-country",
      ]),
    KeptRun(
      folder: "aachen", districts: 1, area: 160_909_177, areaTolerance: 1000,
      buildings: 12_477, units: 746...746,
      warnings: [
        "buildings.no-age", "buildings.no-levels", "buildings.no-use", "inventory.broad-carrier",
        "inventory.published-differs", "inventory.published-sum", "numbers.far-from-country",
        "options.land-in-pieces",
      ],
      imports: [
        [
          "corine", "./data/aachen-de/clc-aachen_clipped.tif", "--into", "./land", "--country",
          "DE", "--crs", "EPSG:25832",
        ]
      ]),
    KeptRun(
      folder: "espoo", districts: 5, area: 266_420_690, areaTolerance: 200, buildings: 23_215,
      units: 1296...1296,
      warnings: [
        "buildings.no-age", "buildings.no-levels", "buildings.no-use", "districts.gap",
        "districts.no-population", "districts.overlap", "inventory.transport-estimated",
        "options.land-in-pieces",
      ]),
    KeptRun(
      folder: "tartu", districts: 1, area: 153_947_684, areaTolerance: 10, buildings: 0,
      units: 698...698,
      warnings: [
        "buildings.none", "inventory.transport-estimated", "options.land-in-pieces",
        "population.no-homes",
      ]),
  ]
}
