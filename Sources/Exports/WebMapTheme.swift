import PlanModel

/// One way to colour the planning units: for each unit its class.
struct WebMapTheme {
  /// A class as the legend shows it.
  struct Class {
    var title: String
    var colour: String
    /// The colour on dark ground; nil: the same.
    var dark: String?
    /// 0 none; else the hatching that sets the class apart from another of its colour.
    var hatch = 0
  }
  /// What it is called in the page's data.
  var key: String
  var title: String
  /// What it stands under in the list of themes.
  var group: String
  var classes: [Class]
  /// What a unit without a class is called.
  var none: String
  /// What a unit is called of which nothing is known.
  var unknown = "not known"
  /// By unit; ``nothing`` without a class, ``notKnown`` where there is no number.
  var values: [Int32]
  /// The unit's own number, in `unit`; empty where the theme has classes alone.
  var numbers: [Double?] = []
  /// The unit of the numbers as it is shown.
  var unit = ""
  /// How it was computed, in one sentence; empty where the title says all.
  var note = ""
  /// Whether the legend tells of units without a class though none of these values is.
  var isNoneShown = false

  /// The value of a unit without a class.
  static let nothing: Int32 = -1
  /// The value of a unit of which nothing is known.
  static let notKnown: Int32 = -2
  /// Less than nothing, as cheaper than before: no step of the ramp, whose least is more than nothing.
  private static let less = (colour: "#5e3c99", hatch: 1)

  /// A step of the ramp of numbers, the first and the last always its ends; on dark ground it is turned round, so that more always stands
  /// out more.
  static func step(_ place: Int, of count: Int) -> (light: String, dark: String) {
    let ramp = MapTheme.ramp
    let at = count == 1 ? 2 : place * (ramp.count - 1) / (count - 1)
    return (ramp[at], ramp[ramp.count - 1 - at])
  }

  /// A theme of numbers in classes of about equally many units, with the limits of drawings and QGIS; nil where no unit has a number but 0.
  ///
  /// - Parameters:
  ///   - unit: The unit of the values; the legend takes one in which the middle value is short.
  ///   - perArea: What stands behind the unit: `/ha` or ` per ha` for densities; empty for others.
  init?(
    key: String, title: String, group: String, unit: String, perArea: String = "", none: String,
    values: [Double?]
  ) {
    let known = values.map { value in value.flatMap { $0.isFinite ? $0 : nil } }
    let sizes = known.compactMap { $0.map(abs) }.filter { $0 > 0 }.sorted()
    guard !sizes.isEmpty else { return nil }
    let shown = ShownUnit(unit, upTo: sizes[sizes.count / 2])
    let numbers = known.map { $0.map { $0 / shown.factor } }
    let breaks = ClassBreaks(numbers.compactMap { $0 }, most: MapTheme.ramp.count)
    let symbol = (shown.symbol == "1" ? "" : shown.symbol) + perArea
    let labels = breaks.labels(symbol)
    var classes = labels.enumerated().map { place, label in
      let colour = Self.step(place, of: labels.count)
      return Class(title: label, colour: colour.light, dark: colour.dark)
    }
    let hasLess = numbers.contains { $0.map { $0 < 0 } ?? false }
    if hasLess {
      classes.insert(
        Class(title: "less than 0", colour: Self.less.colour, hatch: Self.less.hatch), at: 0)
    }
    self.init(
      key: key, title: title, group: group, none: none, classes: classes,
      values: numbers.map { number in
        guard let number else { return Self.notKnown }
        if number == 0 { return Self.nothing }
        return number < 0 ? 0 : Int32(breaks.place(of: number) + (hasLess ? 1 : 0))
      })
    self.numbers = numbers.map { $0.map(ClassBreaks.printed) }
    self.unit = symbol
  }

  /// A theme of classes; colours by place in a list that does not change with the plan.
  init(
    key: String, title: String, group: String, none: String,
    classes: [(title: String, place: Int)], values: [Int32]
  ) {
    self.init(
      key: key, title: title, group: group, none: none,
      classes: classes.map { title, place in
        let mark = Palette.mark(place)
        return Class(title: title, colour: mark.colour, hatch: mark.hatch)
      }, values: values)
  }

  /// A theme of classes with colours of their own.
  init(
    key: String, title: String, group: String, none: String, classes: [Class], values: [Int32]
  ) {
    self.key = key
    self.title = title
    self.group = group
    self.none = none
    self.classes = classes
    self.values = values
  }

  /// As the page's script reads it.
  var json: JSONValue {
    let hasNone = isNoneShown || values.contains(Self.nothing)
    return .object([
      ("key", .string(key)), ("title", .string(title)), ("group", .string(group)),
      ("none", .string(hasNone ? none : "")),
      ("unknown", .string(values.contains(Self.notKnown) ? unknown : "")),
      ("note", .string(note)), ("unit", .string(unit)),
      (
        "classes",
        .array(
          classes.map {
            .object([
              ("title", .string($0.title)), ("colour", .string($0.colour)),
              ("dark", .string($0.dark ?? $0.colour)), ("hatch", .integer($0.hatch)),
            ])
          })
      ),
    ])
  }

  /// The character that stands for a class in the units' one attribute; a dash stands for none, a stop for what is not known.
  static func character(of value: Int32) -> Character {
    switch value {
    case notKnown: "."
    case ..<0: "-"
    default: Character(Unicode.Scalar(UInt32(firstCharacter + value)) ?? "-")
    }
  }

  /// The character of the first class; the page's script counts from it too.
  private static let firstCharacter: Int32 = 48

  /// The classes of all themes as one attribute of the units in the tiles, a character a theme.
  ///
  /// One text is read ten times faster than an attribute a theme, because readers take tiles apart feature by feature.
  static func field(of themes: [WebMapTheme], units: Int) -> TileLayer.Field {
    let texts = (0..<units).map { unit in
      String(themes.map { character(of: $0.values[unit]) })
    }
    return TileLayer.Field(name: "t", column: .text(TextColumn(texts)))
  }
}
