import Frameworks
import PlanModel

/// The keys of funds, of how fast people follow, and of pledges.
extension PlanKeys {
  static let funds = YAMLKeys(
    "a choice of funds",
    [
      YAMLKey(
        "builtIn", .flag,
        "Whether the funds of the built-in table are counted on; true without it."),
      YAMLKey("files", .list(of: .text), "Tables of funds as CSV, relative to this file."),
      YAMLKey(
        "list", .list(of: .mapping(fund)),
        "Funds of the plan's own, or built-in ones with other numbers."),
    ])

  static let fund = YAMLKeys(
    "a fund",
    [
      YAMLKey(
        "id", .text, required: true, "A short name; of a built-in fund, it takes its numbers."),
      YAMLKey("name", .text, "The name for people; catalogues name the fund by it."),
      YAMLKey(
        "level", .word(Fund.Level.allCases.map(\.rawValue)),
        "Who gives the money: european, national, regional or local."),
      YAMLKey(
        "cap", .amount(.money), "The money that the municipality can get in all, e.g. 3 MEUR."),
      YAMLKey("rate", .share, "The largest share of an investment that it pays."),
      YAMLKey("deadline", .integer(1990...2150), "The last year whose work it pays."),
      YAMLKey("actions", .list(of: .text), "The actions that it pays for, by id."),
      YAMLKey(
        "sectors", .list(of: .word(SECAP.sectors.terms)),
        "The sectors that it pays for, in the words of SECAP."),
      YAMLKey(
        "payers", .list(of: .word(Payers.words)),
        "Whose investments it adds to; anybody's without it."
      ),
      YAMLKey(
        "minimum", .amount(.money),
        "The least investment of a project, which is an action in a district."),
      YAMLKey("maximum", .amount(.money), "The most that a project gets."),
      YAMLKey(
        "required", .flag,
        "Whether what it pays for is done with its money or not at all; false without it: work may go on without a grant."
      ),
      YAMLKey("notWith", .list(of: .text), "Funds that may not pay for the same project, by id."),
      YAMLKey("source", .text, "Where this was read."),
    ])

  static let adoption = YAMLKeys(
    "an adoption",
    [
      YAMLKey(
        "ceiling", .share, required: true,
        "The share of all that the action could reach that people take up in the end."),
      YAMLKey("midpoint", .number(1900...2200), "The year in which half the ceiling is reached."),
      YAMLKey("steepness", .number(0.001...10), "How steep the logistic curve is, a year."),
      YAMLKey("start", .number(1900...2200), "The year in which Bass's curve begins."),
      YAMLKey(
        "innovation", .number(1e-6...1), "Bass's coefficient of innovation, a year, e.g. 0.03."),
      YAMLKey(
        "imitation", .number(0...5), "Bass's coefficient of imitation, a year, e.g. 0.38."),
      YAMLKey("source", .text, "Where the parameters were read."),
      bends,
    ])

  static let pledge = YAMLKeys(
    "a pledge",
    [
      YAMLKey("by", .text, required: true, "Who promises, by the stakeholder's id."),
      YAMLKey("action", .text, required: true, "The action, by id."),
      YAMLKey("districts", .list(of: .text), "The districts, by id; all without it."),
      YAMLKey(
        "amount", .either(pledgeAmounts.map { .amount($0.dimension) }),
        "What is promised: money, power at the grid, renewable energy in a year or land; all that is asked without it."
      ),
    ])

  /// What a pledge may be in, by its unit.
  static let pledgeAmounts = [Amount.investment, .gridPower, .renewableEnergy, .land]
}
