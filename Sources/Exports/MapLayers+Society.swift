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

  /// Where people disagree, as far as it may be shown, and where farming, nature and energy want the same land: one feature a unit.
  ///
  /// Of people, the action they disagree about most: after Brown and Raymond the weaker side by the stronger (`ratio`), and
  /// whether much is said about the place (`class`). Of land, the LUCIS code of three levels and what it means.
  var conflicts: Layer {
    let result = account.result
    let actions = result.options.actions
    var strongest: [Int: PublishedPreferences.Cell] = [:]
    for cell in result.society?.published.units ?? [] where cell.ratio != nil {
      if cell.ratio! > strongest[cell.area]?.ratio ?? -1 { strongest[cell.area] = cell }
    }
    let land = result.landContention
    let units = land == nil ? strongest.keys.sorted() : Array(result.units.ids.indices)
    let cells = units.map { strongest[$0] }
    func texts(_ values: [String?]) -> Column { .text(TextColumn(values)) }
    var fields: [(role: String, column: Column)] = [
      ("district", texts(units.map { result.districts.ids[result.units.district[$0]] })),
      ("action", texts(cells.map { $0.map { actions[$0.action].id } })),
      ("people", finite(cells.map { $0?.all.map { Double($0.people) } })),
      ("ratio", finite(cells.map { $0?.ratio })),
      ("class", texts(cells.map { $0?.conflict })),
    ]
    if let land {
      fields.append(("land_conflict", texts(units.map { land.degree[$0] })))
      fields.append(
        (
          "land_strongest",
          texts(
            units.map { land.strongest[$0].map(\.rawValue).joined(separator: ", ") })
        ))
      fields.append(("land_code", finite(units.map { Double(land.code[$0]) })))
      for (position, interest) in LandContention.Interest.allCases.enumerated() {
        fields.append(
          ("\(interest.rawValue)_share", finite(units.map { land.shares[position][$0] })))
      }
    }
    return Layer(
      name: "conflicts", crs: result.districts.crs, ids: units.map { result.units.ids[$0] },
      geometry: result.units.geometry.selecting(units), fields: fields)
  }
}
