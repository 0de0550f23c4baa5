import PlanModel
import Testing

@testable import Planning

@Suite struct SubsidyClosureTests {
  private func flow(_ subsidy: Double) -> PayerFlow {
    var flow = PayerFlow()
    flow.subsidy = subsidy
    return flow
  }

  @Test("what millions of euros leave by rounding is no sum that fails to close")
  func rounding() {
    let rounding = 1.8e-7
    let closure = subsidyClosure([flow(3e8), flow(2e8), flow(-5e8 + rounding)])
    #expect(closure.holds)
    #expect(closure.parts == 5e8)
  }

  @Test("a euro of a million that nobody gave is told")
  func missing() { #expect(!subsidyClosure([flow(1e6), flow(-999_999)]).holds) }

  @Test("no subsidies close") func none() { #expect(subsidyClosure([flow(0), flow(0)]).holds) }
}
