/// The colours of what people say, by the word of the class, the same in drawings, in QGIS and on the web whichever classes a place has.
enum ConflictLooks {
  /// The classes of where people disagree, after Brown and Raymond: a colour by what people want, a hatching where the value of the landscape
  /// speaks against it.
  private static let classes: [(word: String, place: Int)] = [
    ("highConflict", Palette.place(.network, hatch: 0)),
    ("lowConflict", Palette.place(.sun, hatch: 0)),
    ("development", Palette.place(.plant, hatch: 0)),
    ("supportedDespiteValue", Palette.place(.plant, hatch: 1)),
    ("conservation", Palette.place(.heatPump, hatch: 0)),
    ("opposedDespiteValue", Palette.place(.heatPump, hatch: 2)),
  ]

  /// The place in the palette of a class of conflict.
  static func place(ofClass word: String) -> Int {
    classes.first { $0.word == word }?.place ?? Palette.place(.saving, hatch: 3)
  }

  /// Classes in the order of the legend: what is disputed first, words that are none of the six last.
  static func inOrder(_ words: [String]) -> [String] {
    let known = classes.map(\.word).filter(words.contains)
    return known + words.filter { !known.contains($0) }.sorted()
  }

  /// The classes of the four-way map, and their places in the palette: green and yellow for what is wanted, red and purple for what is not.
  static let verdicts: [(word: String, place: Int)] = [
    ("go", Palette.place(.plant, hatch: 0)), ("negotiate", Palette.place(.sun, hatch: 0)),
    ("leave", Palette.place(.network, hatch: 0)), ("protect", Palette.place(.heatPump, hatch: 0)),
  ]
}
