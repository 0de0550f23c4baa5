import PlanModel

/// A unit whose decisions differ between two runs.
struct ChangedArea {
  /// The unit's id.
  var unit: String
  /// The district's id.
  var district: String
  /// The decisions that differ, in the order of slots.
  var changes: ArraySlice<ChangeLine>

  /// The units of changes, whose lines stand together unit by unit.
  static func all(of changes: [ChangeLine]) -> [ChangedArea] {
    var areas: [ChangedArea] = []
    var first = 0
    while first < changes.count {
      var end = first
      while end < changes.count, changes[end].unit == changes[first].unit { end += 1 }
      areas.append(
        ChangedArea(
          unit: changes[first].unit, district: changes[first].district,
          changes: changes[first..<end]))
      first = end
    }
    return areas
  }

  /// What an amount of the unit grew by; nil where it is not known.
  func change(_ amount: Amount) -> Double? {
    let sum = changes.map { $0.amounts[amount.index] }.compensatedSum()
    return sum.isFinite ? sum : nil
  }

  /// The reasons, each once.
  var reason: String { changes.map(\.reason).unique.joined(separator: "; ") }

  /// The rule that the decisions moved for, or the kind of reason where it is no rule.
  var cause: String {
    let causes = changes.map(\.cause).unique
    return causes.count == 1 ? causes[0] : "several causes"
  }

  /// What moved, as ways to colour a map; values by area.
  static func themes(of areas: [ChangedArea]) -> [WebMapTheme] {
    let group = "What moved"
    let causes = areas.map(\.cause).unique.sorted()
    var themes: [WebMapTheme] = []
    if !causes.isEmpty {
      themes.append(
        WebMapTheme(
          key: "why", title: "What moved, and why", group: group, none: "as before",
          classes: causes.enumerated().map { ($1, $0) },
          values: areas.map { area in Int32(causes.firstIndex(of: area.cause) ?? -1) }))
    }
    let shown: [(Amount, String)] = [
      (.co2, "Emissions cut, change"), (.annualCost, "Yearly cost, change"),
      (.investment, "Investment, change"),
    ]
    themes += shown.compactMap { amount, title in
      WebMapTheme(
        key: "change-\(amount.rawValue)", title: title, group: group, unit: amount.unit,
        changes: areas.map { $0.change(amount) })
    }
    // A class of none is added by the page for what did not move, which is not among the areas.
    for place in themes.indices { themes[place].isNoneShown = true }
    return themes
  }
}

extension ChangeLine {
  /// The rule that is the reason, or the kind of reason: what stands before its colon.
  var cause: String {
    if !row.isEmpty { return row }
    return String(reason.prefix { $0 != ":" && $0 != ";" })
  }
}

extension WebMapTheme {
  /// Purple where there is less, orange where there is more: told apart with any colour vision, and the strong ones in grey
  /// (ColorBrewer's PuOr).
  private static let lessAndMore = ["#5e3c99", "#b2abd2", "#fdb863", "#e66101"]

  /// A theme of differences: much less, less, more, much more, parted at the median of each side; nil where nothing differs.
  init?(key: String, title: String, group: String, unit: String, changes: [Double?]) {
    let sizes = changes.compactMap { $0 }.filter { $0 != 0 }
    let sides = [sizes.filter { $0 < 0 }.map { -$0 }.sorted(), sizes.filter { $0 > 0 }.sorted()]
    guard let most = sizes.map(abs).max() else { return nil }
    let shown = ShownUnit(unit, upTo: most)
    func text(_ value: Double) -> String {
      "\((value / shown.factor).aboutThreeDigits)\u{00A0}\(shown.symbol)"
    }
    let middles = sides.map { $0.isEmpty ? 0 : $0[$0.count / 2] }
    var places = [Int32](repeating: -1, count: 4)
    var classes: [Class] = []
    for (place, isStrong) in [(0, true), (1, false), (2, false), (3, true)] {
      let side = place / 2
      let word = side == 0 ? "less" : "more"
      let own = sides[side].filter { ($0 >= middles[side]) == isStrong }
      guard let least = own.first, let last = own.last else { continue }
      places[place] = Int32(classes.count)
      classes.append(
        Class(
          title: least == last ? "\(text(last)) \(word)" : "\(text(least)) – \(text(last)) \(word)",
          colour: Self.lessAndMore[place]))
    }
    self.init(
      key: key, title: title, group: group, none: "as before", classes: classes,
      values: changes.map { change in
        guard let change, change != 0 else { return -1 }
        let side = change < 0 ? 0 : 1
        let isStrong = abs(change) >= middles[side]
        return places[side == 0 ? (isStrong ? 0 : 1) : (isStrong ? 3 : 2)]
      })
  }
}
