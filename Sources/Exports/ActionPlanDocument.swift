import Frameworks
import PlanModel

/// The Action Plan of the Climate City Contract.
struct ActionPlanDocument {
  let contract: ContractAccount
  let words: ContractWords

  init(_ contract: ContractAccount) {
    self.contract = contract
    words = ContractWords(contract: contract)
  }

  var result: PlanResult { contract.result }

  /// The whole document, modules in the order of its template.
  var document: Document {
    var document = words.document("Climate Neutrality Action Plan")
    var part: ContractModule.Part?
    for module in ContractModule.actionPlan(contract.statement.template) {
      if module.part != part {
        part = module.part
        document.blocks.append(.heading(module.part.actionPlanTitle))
      }
      document.blocks.append(.subheading("\(module.code) \(module.title)"))
      document.blocks += blocks(of: module.content)
    }
    return document
  }

  private func blocks(of content: ContractModule.Content) -> [Document.Block] {
    switch content {
    case .energyUse: energyUse
    case .emissions: emissions
    case .factors: factors
    case .activity: activity
    case .graphics: graphics
    case .inventoryText: words.text(.emissionsAssessment)
    case .policies: words.list(.policies)
    case .policiesText: words.text(.policiesAssessment)
    case .gap: gap
    case .abatement: words.noPlan ?? abatement
    case .stakeholders: stakeholders
    case .systems: words.text(.systems) + words.list(.barriers) + words.findings.barriers
    case .participation: words.text(.participation) + words.findings.heard
    case .pathways: words.noPlan ?? pathways
    case .pathwaysText: words.text(.pathways)
    case .portfolios: words.noPlan ?? portfolios
    case .outlines: words.noPlan ?? outlines
    case .residual: residual
    case .indicators: words.noPlan ?? indicators
    case .indicatorMetadata: words.noPlan ?? indicatorMetadata
    case .governance: words.list(.governanceInterventions) + words.findings.bodies
    case .governanceText: words.text(.governance)
    case .innovation: words.list(.innovationInterventions)
    case .innovationText: words.text(.socialInnovation)
    case .financing: words.noPlan ?? financing
    case .pastFunding, .fundingSources, .investmentBarriers, .costs, .capital,
      .economicIndicators, .capitalPolicies, .risks, .capacity:
      preconditionFailure("a module of the investment plan is not one of the action plan")
    }
  }
}
