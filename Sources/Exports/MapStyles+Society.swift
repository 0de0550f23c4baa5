import PlanModel

extension MapStyles {
  /// The styles of what people find acceptable and of where interests collide.
  var societyStyles: [Style] {
    var styles: [Style] = []
    if result.hasVoices {
      styles.append(
        Style(
          layer: "acceptability", name: "four-way map",
          drawing: categories(
            "verdict",
            [
              ("go", "#117733"), ("negotiate", "#ddcc77"), ("leave", Palette.none),
              ("protect", "#882255"),
            ]), isDefault: true,
          description:
            "Go, negotiate, leave or protect, by what groups want and how far they are apart"))
    }
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
          value: "", label: "too few people", symbol: .fill("#f4f5f5", outline: "#8a9399"))
      ])
  }
}
