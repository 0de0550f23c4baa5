import Foundation
import Frameworks
import PlanModel
import Testing

@Suite("Modules of the Climate City Contract")
struct ContractModuleTests {
  @Test("both generations ask for the same, each once, under codes of their own")
  func generations() {
    let first = ContractModule.actionPlan(.v1)
    let second = ContractModule.actionPlan(.v2)
    #expect(Set(first.map(\.content)) == Set(second.map(\.content)))
    for modules in [first, second, ContractModule.investmentPlan] {
      #expect(Set(modules.map(\.code)).count == modules.count)
      #expect(Set(modules.map(\.content)).count == modules.count)
    }
    #expect(first.first { $0.content == .emissions }?.code == "A-1.4")
    #expect(second.first { $0.content == .emissions }?.code == "A-1.2")
  }

  @Test("the modules run from A-1.1 to C-3.1 and from IP-A1 to IP-C3 without a way back")
  func order() {
    #expect(ContractModule.actionPlan(.v2).first?.code == "A-1.1")
    #expect(ContractModule.actionPlan(.v2).last?.code == "C-3.1")
    #expect(
      ContractModule.investmentPlan.map(\.code)
        == ["A1", "A2", "A3", "B1", "B2", "B3", "C1", "C2", "C3"].map { "IP-\($0)" })
    for template in ContractTemplate.allCases {
      let codes = ContractModule.actionPlan(template).map(\.code)
      #expect(codes == codes.sorted())
    }
  }
}

@Suite("The capacity questionnaire")
struct CapacityQuestionnaireTests {
  private let header =
    "part,theme,dimension,question,text,kind,item,title,source,confidence\n"

  @Test("rows of one question become its answer list")
  func questions() throws {
    let questions = try CapacityQuestionnaire.read(
      text: header + "1,t,D,q,Which?,list,a,A,s,low\n1,t,D,q,Which?,list,b,B,s,low\n"
        + "3,t,E,h,What?,hindrance,c,C,s,medium\n", file: "q.csv")
    #expect(questions.map(\.id) == ["q", "h"])
    #expect(questions[0].items.map(\.id) == ["a", "b"])
    #expect(questions.map(\.isHindrance) == [false, true])
  }

  @Test(
    "a broken table is refused with its line",
    arguments: [
      "1,t,D,q,Which?,lists,a,A,s,low\n", "x,t,D,q,Which?,list,a,A,s,low\n",
      "1,t,D,q,Which?,list,a,A,s,sure\n",
      "1,t,D,q,Which?,list,a,A,s,low\n1,t,D,q,Which?,list,a,A,s,low\n",
    ])
  func broken(rows: String) {
    #expect(throws: PlanningFailure.self) {
      try CapacityQuestionnaire.read(text: header + rows, file: "q.csv")
    }
    #expect(throws: PlanningFailure.self) {
      try CapacityQuestionnaire.read(text: rows, file: "q.csv")
    }
  }
}
