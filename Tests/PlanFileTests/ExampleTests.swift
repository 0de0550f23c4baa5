import Foundation
import PlanFile
import PlanModel
import TestSupport
import Testing

@Test("the example in Fixtures reads without a finding")
func exampleReads() throws {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/ljutomer")
  let (plan, findings) = readPlan(path: folder.path(percentEncoded: false))
  #expect(findings.isEmpty, "\(findings)")
  #expect(plan?.notice?.hasPrefix("Made-up geometry") == true)
  #expect(plan?.layers.constraints.count == 3 && plan?.problem.rows.count == 5)
  // All four groups carry it out, and funds, pledges, texts and answers go with it.
  let society = try #require(plan?.society)
  #expect(
    Set(society.stakeholders.compactMap(\.group)) == ["public", "business", "academia", "civil"])
  #expect(society.pledges.count == 2 && plan?.adoption.count == 1)
  #expect(
    plan?.funds?.entries.map(\.id) == ["national-renovation", "erdf", "scf", "national-climate"])
  #expect(plan?.contract.texts[.vision] != nil && plan?.capacity.count == 1)
}

@Test(
  "a plan is found in folders with spaces, accents and marks that addresses give a meaning",
  arguments: ["two words", "plán č", "50 % #1 ?"])
func folderNames(name: String) throws {
  let folder = try TemporaryFolder()
  let plan = folder.path("\(name)/plan.yaml")
  try FileManager.default.createDirectory(
    atPath: folder.path(name), withIntermediateDirectories: true)
  try Data("commonground: 1\n".utf8).write(to: URL(filePath: plan))
  for path in [folder.path(name), plan] {
    let codes = readPlan(path: path).diagnostics.map(\.code)
    #expect(!codes.isEmpty && !codes.contains { $0.hasSuffix("file-not-found") }, "\(codes)")
  }
}
