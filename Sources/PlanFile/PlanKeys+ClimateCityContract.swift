import Frameworks
import PlanModel

extension PlanKeys {
  /// What people write for the Climate City Contract.
  static let contract = YAMLKeys(
    "a Climate City Contract",
    [
      YAMLKey(
        "template", .word(ContractTemplate.allCases.map(\.rawValue)),
        "The generation of the template: v1 of 2022 and 2023 or v2 of 2024; v2 without it."),
      YAMLKey(
        "target", .share,
        "The least reduction until the target year, as a share of the baseline, for example 80 %; without it, what the plan's targets ask for."
      ),
      YAMLKey(
        "indicatorPath", .word(IndicatorPath.allCases.map(\.rawValue)),
        "Whether indicators count the phases that have ended or run straight between them; phases without it."
      ),
      YAMLKey(
        "existing", .list(of: .mapping(existingReduction)),
        "Reductions by other plans that are under way; what this plan does as well must not stand here."
      ),
      YAMLKey(
        "budgets", .list(of: .mapping(municipalBudget)), "The municipality's past budgets."),
      YAMLKey(
        "fieldBudgets", .list(of: .mapping(fieldBudget)),
        "Past spending on climate by field of action."),
      YAMLKey(
        "income", .list(of: .mapping(moneyLine)),
        "The municipality's sources of income with the sum of a year."),
      YAMLKey(
        "activityCosts", .list(of: .mapping(moneyLine)),
        "What engagement and capacity building cost."),
    ] + ContractText.allCases.map { YAMLKey($0.rawValue, .text, $0.guidance) }
      + ContractList.allCases.map {
        YAMLKey(contractKey(of: $0), .list(of: .mapping(contractRow($0))), $0.guidance)
      })

  /// The key of a table of the contract.
  static func contractKey(of list: ContractList) -> String { list.rawValue }

  /// The keys of a row of a table of the contract.
  static func contractRow(_ list: ContractList) -> YAMLKeys {
    YAMLKeys(
      list.rowTitle,
      list.fields.enumerated().map { position, field in
        YAMLKey(
          field.key, .text, required: position == 0, "The column “\(field.title)” of the table.")
      })
  }

  static let existingReduction = YAMLKeys(
    "a reduction by another plan",
    [
      YAMLKey(
        "sector", .word(ClimateCityContract.sourceSectors.terms), required: true,
        "The source sector."),
      YAMLKey(
        "reduction", .quantity(.emissions, 0...1e12), required: true,
        "The reduction in the target year, for example 1200 t/a."),
      YAMLKey("plan", .text, required: true, "The plan that brings it."),
    ])

  static let municipalBudget = YAMLKeys(
    "a budget",
    [
      YAMLKey("year", .integer(1990...2100), required: true, "The year."),
      YAMLKey("total", .amount(.money), required: true, "All of it, for example 24 MEUR."),
      YAMLKey("climate", .amount(.money), required: true, "What of it was spent on climate."),
    ])

  static let fieldBudget = YAMLKeys(
    "a sum spent",
    [
      YAMLKey("year", .integer(1990...2100), required: true, "The year."),
      YAMLKey(
        "field", .word(ClimateCityContract.fieldsOfAction.terms), required: true,
        "The field of action."),
      YAMLKey("amount", .amount(.money), required: true, "The sum, for example 300 kEUR."),
    ])

  static let moneyLine = YAMLKeys(
    "a line of money",
    [
      YAMLKey("name", .text, required: true, "What it is."),
      YAMLKey("amount", .amount(.money), required: true, "The sum, for example 2 MEUR."),
    ])

  /// A measured year.
  static let monitoredYear = YAMLKeys(
    "a year of monitoring",
    [
      YAMLKey("year", .integer(1990...2150), required: true, "The year that was measured."),
      YAMLKey(
        "inventory", .text,
        "The table of that year's inventory, in the form of `inventory: file`."),
      YAMLKey(
        "statuses", .text,
        "A table of where actions stand: action, district, status, investment_EUR, reduction_t_CO2e, date, note."
      ),
    ])

  /// Answers to the questionnaire of the mission's cities.
  static let capacityFile = YAMLKeys(
    "a file of answers",
    [
      YAMLKey(
        "file", .text, required: true,
        "The answers to the questionnaire of the climate-neutral cities, as YAML."),
      YAMLKey(
        "year", .integer(1990...2150), "The year of the answers; that of the file without it."),
    ])
}
