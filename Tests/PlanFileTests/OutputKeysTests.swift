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

  @Test("a folder below that of the plan file, with or without a slash at its end")
  func folder() throws {
    for (text, folder) in [
      ("plan", "plan"), ("out/2030/", "out/2030"), ("my results", "my results"),
    ] {
      let read = try read("outputs: {folder: \(text)}")
      #expect(read.plan?.outputs.folder == folder && read.diagnostics.isEmpty)
    }
  }

  @Test("the workbook is in the language of the outputs, unless it has one of its own")
  func language() throws {
    #expect(try read("outputs: {language: it}").plan?.secap.language == "it")
    #expect(
      try read("secap: {language: sl}\noutputs: {language: it}").plan?.secap.language == "sl")
    #expect(try read("outputs: {}").plan?.secap.language == "en")
  }

  @Test(
    "a format nobody knows, a tolerance without unit or out of reason is an error that says so",
    arguments: [
      ("formats: [shapefile]", "unknown-word"), ("simplify: 5", "no-unit"),
      ("simplify: 5 km", "out-of-range"), ("formats: csv", "wrong-type"),
      ("folder: /tmp/x", "folder-outside"), ("folder: ../x", "folder-outside"),
      ("folder: a/../../x", "folder-outside"), ("folder: .", "folder-outside"),
      ("folder: a//b", "folder-outside"),
    ])
  func wrong(outputs: String, code: String) throws {
    let found = try read("outputs: {\(outputs)}").diagnostics.map(\.code)
    #expect(found.contains("plan.\(code)"), "\(found)")
  }
}
