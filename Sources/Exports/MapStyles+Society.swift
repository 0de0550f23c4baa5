import PlanModel

extension MapStyles {
  /// The styles of what people find acceptable and of where interests collide.
  var societyStyles: [Style] {
    var styles: [Style] = []
    styles += fourWay
    guard result.hasConflicts else { return styles }
    if result.landContention != nil {
      styles.append(
        Style(
          layer: "conflicts", name: "land",
          drawing: categories(
            "land_conflict",
            [("major", "#882255"), ("moderate", "#ddcc77"), ("none", Palette.none)]),
          isDefault: !result.hasVoices,
          description: "Where farming, nature and energy want the same land (LUCIS)"))
    }
    if result.hasVoices {
      let classes = Set((result.society?.published.units ?? []).compactMap(\.conflict)).sorted()
      styles.append(
        Style(
          layer: "conflicts", name: "people",
          drawing: categories(
            "class",
            ConflictLooks.inOrder(classes).map {
              let mark = Palette.mark(ConflictLooks.place(ofClass: $0))
              return ($0, mark.colour, mark.hatch)
            }),
          isDefault: true, description: "Whether and about what people disagree"))
    }
    return styles
  }

  /// The four-way map of each action that people spoke of, those of which most may be shown first.
  private var fourWay: [Style] {
    guard result.hasVoices, let cells = result.society?.published.units else { return [] }
    var shown: [Int: Int] = [:]
    for cell in cells { shown[cell.action, default: 0] += cell.verdict == nil ? 0 : 1 }
    let order = shown.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    return order.enumerated().map { place, action in
      let action = result.options.actions[action]
      return Style(
        layer: "acceptability", name: "acceptability of \(action.name.lowercasedFirst)",
        drawing: .categories(
          "verdict",
          [
            ("go", "#117733"), ("negotiate", "#ddcc77"), ("leave", "#b0b8bc"),
            ("protect", "#882255"),
          ].map { word, colour in
            MapClass(
              value: word, label: SocietySections.verdict(word), symbol: .fill(colour, alpha: 0.8))
          } + [
            MapClass(
              value: "", label: "too few voices to show",
              symbol: .fill("#f4f5f5", outline: "#d5dadd"))
          ]), isDefault: place == 0,
        description:
          "Go, negotiate, leave or protect, by what groups want of it and how far they are apart",
        only: MapFilter(field: "action", value: action.id))
    }
  }

  private func categories(_ field: String, _ classes: [(value: String, colour: String)])
    -> MapDrawing
  {
    categories(field, classes.map { ($0.value, $0.colour, 0) })
  }

  private func categories(
    _ field: String, _ classes: [(value: String, colour: String, hatch: Int)]
  ) -> MapDrawing {
    .categories(
      field,
      classes.map {
        MapClass(
          value: $0.value, label: ConflictWords.title($0.value),
          symbol: .fill($0.colour, hatch: $0.hatch, alpha: 0.7))
      } + [
        MapClass(
          value: "", label: "too few people", symbol: .fill("#f4f5f5", outline: "#d5dadd"))
      ])
  }
}
