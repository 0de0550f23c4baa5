import Frameworks
import PlanModel

extension PlanKeys {
  static let society = YAMLKeys(
    "a society",
    [
      YAMLKey(
        "groups", .list(of: .mapping(helixGroup)),
        "The groups of the helix; without it public authorities, business, academia and civil society, all of one weight."
      ),
      YAMLKey(
        "themes", .table(of: .list(of: .text), among: nil),
        "Words that people use for several actions, as `word: [action, …]`."),
      YAMLKey(
        "contributions", .list(of: .mapping(contribution)),
        "Where pins, lines, polygons and votes are read."),
      YAMLKey(
        "conditionsMet", .list(of: .text),
        "Conditions that this plan fulfils: voices that ask for them count as support."),
      YAMLKey(
        "shownFrom", .integer(3...1000),
        "A number of people is shown only from so many on; 5 without it."),
      YAMLKey(
        "worth", .either([.amount(.money), .amount(.emissions)]),
        "What it is worth in a year that all groups get all they asked for, in the objective's unit, for example 200 kEUR."
      ),
      YAMLKey(
        "fairness", .share,
        "The share of what its best possible plan gives it that each group gets at least, for example 80 %."
      ),
      YAMLKey(
        "floors", .list(of: .mapping(acceptanceFloor)),
        "The share of what a group, or all, asked for that the plan must follow at least."),
      YAMLKey(
        "criteria", .mapping(criteria), "What each group finds important about an option."),
      YAMLKey(
        "votes", .list(of: .mapping(projectVote)),
        "Votes on projects that a citizens' budget pays, decided by equal shares."),
      YAMLKey(
        "factors", .mapping(factors),
        "What helps and what hinders: the answers to questions about success and failure."),
      YAMLKey(
        "governance", .mapping(governance),
        "Who decides, who answers for what, who must agree and who is heard."),
      YAMLKey(
        "stakeholders", .list(of: .mapping(stakeholder)),
        "Who has a stake in the plan, leads actions or is a partner in them, and how much each can carry."
      ),
      YAMLKey(
        "pledges", .list(of: .mapping(pledge)), "What stakeholders promise to do or to pay."),
    ])

  /// The four groups of the helix with their short names.
  static let standardGroups = zip(
    ["public", "business", "academia", "civil"], Helix.groups.terms
  ).map { HelixGroup(id: $0, name: $1) }

  static let helixGroup = YAMLKeys(
    "a group",
    [
      YAMLKey("id", .text, required: true, "A short name that the data use, for example business."),
      YAMLKey("name", .text, "The name for people; the id without it."),
      YAMLKey(
        "weight", .number(0...1000),
        "The weight among the groups, of which only ratios count; 1 without it."),
    ])

  static let contributionRoles = [
    FieldRole("group", .text, "The helix group, by id."),
    FieldRole(
      "stance", .words(["support", "oppose", "condition"]),
      "Whether the voice supports, opposes, or supports on a condition."),
    FieldRole("condition", .text, "The condition, in the words of `conditionsMet`."),
    FieldRole("strength", .measure(.share), "How strong the voice is; 100 % without it."),
    FieldRole("subject", .text, "What it is about: an action's id or a theme."),
    FieldRole(
      "person", .text,
      "What is the same in all voices of one person, for example a number; it is never written out."
    ),
    FieldRole("date", .text, "The date, as 2026-05-17."),
    FieldRole("district", .text, "The district it is about, by id, where there is no geometry."),
  ]

  static let contribution = layer(
    "a source of contributions", roles: contributionRoles,
    first: [YAMLKey("name", .text, required: true, "The name in tables and messages.")],
    extra: [
      YAMLKey(
        "reach", .quantity(.length, 1...10_000),
        "How far around a pin or a line the voice reaches; 100 m without it.")
    ])

  static let acceptanceFloor = YAMLKeys(
    "a floor of acceptance",
    [
      YAMLKey("name", .text, required: true, "The row's name, unique in the plan."),
      YAMLKey("group", .text, "The group, by id; all groups by their weights without it."),
      YAMLKey(
        "atLeast", .share, required: true,
        "The least share of what was asked for that is followed, for example 50 %."),
      bends,
    ])

  static let criteria = YAMLKeys(
    "a set of criteria",
    [
      YAMLKey(
        "compared", .list(of: .word(Criterion.allCases.map(\.rawValue))), required: true,
        "The criteria, for example [co2, annualCost, acceptance]."),
      YAMLKey(
        "judgements", .list(of: .mapping(judgement)), required: true,
        "What people of each group find important; several of one group are joined."),
      YAMLKey(
        "draws", .integer(100...1_000_000),
        "How many balances of the groups are drawn; 10000 without it."),
    ])

  static let judgement = YAMLKeys(
    "a judgement",
    [
      YAMLKey("group", .text, required: true, "The group, by id."),
      YAMLKey("name", .text, "Who judged."),
      YAMLKey(
        "points", .table(of: .number(0...1e6), among: nil),
        "Points for each criterion, as `criterion: points`."),
      YAMLKey(
        "ranking", .list(of: .text),
        "The criteria from the most to the least important; equals as `a = b`."),
      YAMLKey(
        "swing", .table(of: .number(0...100), among: nil),
        "The worth of each criterion's swing from its worst to its best; the largest is 100."),
      YAMLKey(
        "pairs", .table(of: .number(1...9), among: nil),
        "How many times as important one is as another, as `co2 > annualCost: 3`: 1 for equal to 9 for extremely more important."
      ),
    ])

  static let projectVote = YAMLKeys(
    "a vote on projects",
    [
      YAMLKey("name", .text, required: true, "The name in tables and reasons."),
      YAMLKey(
        "source", .text, required: true, "The file of projects and votes in the form of Pabulib."),
      YAMLKey(
        "binding", .flag,
        "Whether the projects that are paid become part of the plan; false without it."
      ),
      YAMLKey(
        "projects", .list(of: .mapping(votedProject)), required: true,
        "What the projects of the vote stand for in the plan."),
    ])

  static let votedProject = YAMLKeys(
    "a project of a vote",
    [
      YAMLKey("id", .text, required: true, "The project's id in the file of votes."),
      YAMLKey("action", .text, required: true, "The action, by id."),
      YAMLKey(
        "districts", .list(of: .text), required: true, "The districts where it is to be, by id."),
    ])
}
