import PlanModel

/// One way to colour the planning units: for each unit its class.
struct WebMapTheme {
  /// A class as the legend shows it.
  struct Class {
    var title: String
    var colour: String
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
  /// By unit; −1 without a class.
  var values: [Int32]
  /// How it was computed, in one sentence; empty where the title says all.
  var note = ""
  /// Whether the legend tells of units without a class though none of these values is.
  var isNoneShown = false

  /// Light to dark, for numbers: Viridis, which keeps its order for readers with any colour vision and in grey.
  static let ramp = ["#fde725", "#5ec962", "#21918c", "#3b528b", "#440154"]

  /// A theme of numbers in classes of equally many units (quintiles of what is not 0); nil where nothing varies.
  init?(
    key: String, title: String, group: String, unit: String, none: String, values: [Double?]
  ) {
    let sorted = values.compactMap { $0 }.filter { $0 != 0 && $0.isFinite }.sorted()
    guard let first = sorted.first, let last = sorted.last, first < last else { return nil }
    var cuts: [Double] = []
    for fifth in 1..<Self.ramp.count {
      let cut = sorted[fifth * sorted.count / Self.ramp.count]
      if cut > cuts.last ?? first { cuts.append(cut) }
    }
    self.key = key
    self.title = title
    self.group = group
    self.none = none
    let edges = [first] + cuts + [last]
    let shown = ShownUnit(unit, upTo: edges.map(abs).max() ?? 0)
    let texts = edges.map { ($0 / shown.factor).aboutThreeDigits }
    let symbol = shown.symbol == "1" || shown.symbol.isEmpty ? "" : "\u{00A0}\(shown.symbol)"
    let steps = cuts.count + 1
    classes = (0..<steps).map { step in
      // The ends of the ramp stay its ends, however few classes there are.
      let place = steps == 1 ? 2 : step * (Self.ramp.count - 1) / (steps - 1)
      return Class(
        title: "\(texts[step]) – \(texts[step + 1])\(symbol)", colour: Self.ramp[place])
    }
    self.values = values.map { value in
      guard let value, value != 0, value.isFinite else { return -1 }
      return Int32(cuts.count { $0 <= value })
    }
  }

  /// A theme of classes; colours by place in a list that does not change with the plan.
  init(
    key: String, title: String, group: String, none: String,
    classes: [(title: String, place: Int)], values: [Int32]
  ) {
    self.key = key
    self.title = title
    self.group = group
    self.none = none
    self.classes = classes.map { title, place in
      let mark = Palette.mark(place)
      return Class(title: title, colour: mark.colour, hatch: mark.hatch)
    }
    self.values = values
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
    .object([
      ("key", .string(key)), ("title", .string(title)), ("group", .string(group)),
      ("none", .string(isNoneShown || values.contains(-1) ? none : "")), ("note", .string(note)),
      (
        "classes",
        .array(
          classes.map {
            .object([
              ("title", .string($0.title)), ("colour", .string($0.colour)),
              ("hatch", .integer($0.hatch)),
            ])
          })
      ),
    ])
  }

  /// The character that stands for a class in the units' one attribute; a dash stands for none.
  static func character(of value: Int32) -> Character {
    value < 0 ? "-" : Character(Unicode.Scalar(UInt32(firstCharacter + value)) ?? "-")
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
