import PlanModel
import Testing

@testable import PlanFile

@Suite("Keys of outputs")
struct OutputKeysTests {
  private func read(
    _ outputs: String
  ) throws -> (plan: PlanDescription?, diagnostics: [Diagnostic]) {
    try PlanFolder().read(
      """
      commonground: 1
      name: Town
      country: SI
      years: {base: 2023, target: 2030}
      layers:
        districts: {source: data/town.gpkg, id: id}
      problem:
        targets: [{name: climate, atLeast: 10 % of baseline}]
      \(outputs)
      """)
  }

  @Test("formats and a tolerance, or neither")
  func formats() throws {
    let plan = try #require(
      try read("outputs: {formats: [csv, flatgeobuf, geojson, csv], simplify: 250 cm}").plan)
    #expect(plan.outputs.formats == [.csv, .flatGeobuf, .geoJSON])
    #expect(plan.outputs.simplify == 2.5)
    #expect(try read("").plan?.outputs == OutputsDescription())
  }

  @Test(
    "a format nobody knows, a tolerance without unit or out of reason is an error that says so",
    arguments: [
      ("formats: [shapefile]", "unknown-word"), ("simplify: 5", "no-unit"),
      ("simplify: 5 km", "out-of-range"), ("formats: csv", "wrong-type"),
    ])
  func wrong(outputs: String, code: String) throws {
    let found = try read("outputs: {\(outputs)}").diagnostics.map(\.code)
    #expect(found.contains("plan.\(code)"), "\(found)")
  }
}
