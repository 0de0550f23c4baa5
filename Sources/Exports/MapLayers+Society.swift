import PlanModel

extension MapLayers {
  /// What people find acceptable where, as far as it may be shown: one feature an action and unit.
  ///
  /// `verdict` is the four-way map: go, negotiate, leave or protect.
  var acceptability: Layer {
    let result = account.result
    let cells = result.society?.published.units ?? []
    let groups = result.description.society?.groups ?? []
    let actions = result.options.actions
    var fields: [(role: String, column: Column)] = [
      (
        "unit", .text(TextColumn(codes: cells.map { Int32($0.area) }, categories: result.units.ids))
      ),
      (
        "action",
        .text(TextColumn(codes: cells.map { Int32($0.action) }, categories: actions.map(\.id)))
      ),
      (
        "action_name",
        .text(TextColumn(codes: cells.map { Int32($0.action) }, categories: actions.map(\.name)))
      ),
      ("people", finite(cells.map { $0.all.map { Double($0.people) } })),
      ("acceptability", finite(cells.map { $0.all?.mean })),
      ("low", finite(cells.map { $0.all?.low })), ("high", finite(cells.map { $0.all?.high })),
      ("dispersion", finite(cells.map(\.dispersion))),
      ("verdict", .text(TextColumn(cells.map(\.verdict)))),
    ]
    for (position, group) in groups.enumerated() {
      fields.append(
        ("\(group.id)_acceptability", finite(cells.map { $0.groups[position]?.mean })))
    }
    return Layer(
      name: "acceptability", crs: result.districts.crs,
      ids: cells.map { "\(actions[$0.action].id)/\(result.units.ids[$0.area])" },
      geometry: result.units.geometry.selecting(cells.map(\.area)), fields: fields)
  }

  /// Where people disagree, as far as it may be shown: one feature a unit, with the action they disagree about most.
  ///
  /// After Brown and Raymond: the weaker side by the stronger (`ratio`), and whether much is said about the place.
  var conflicts: Layer {
    let result = account.result
    let actions = result.options.actions
    var strongest: [Int: PublishedPreferences.Cell] = [:]
    for cell in result.society?.published.units ?? [] where cell.ratio != nil {
      if cell.ratio! > strongest[cell.area]?.ratio ?? -1 { strongest[cell.area] = cell }
    }
    let cells = strongest.keys.sorted().map { strongest[$0]! }
    return Layer(
      name: "conflicts", crs: result.districts.crs, ids: cells.map { result.units.ids[$0.area] },
      geometry: result.units.geometry.selecting(cells.map(\.area)),
      fields: [
        (
          "action",
          .text(TextColumn(codes: cells.map { Int32($0.action) }, categories: actions.map(\.id)))
        ),
        ("people", finite(cells.map { $0.all.map { Double($0.people) } })),
        ("ratio", finite(cells.map(\.ratio))),
        ("class", .text(TextColumn(cells.map(\.conflict)))),
      ])
  }
}
