import Foundation
import PlanFile
import PlanModel
import Testing

@Test("the example in Fixtures reads without a finding")
func exampleReads() throws {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/ljutomer")
  let (plan, findings) = readPlan(path: folder.path(percentEncoded: false))
  #expect(findings.isEmpty, "\(findings)")
  #expect(plan?.notice?.hasPrefix("Made-up geometry") == true)
  #expect(plan?.layers.constraints.count == 3 && plan?.problem.rows.count == 5)
}
