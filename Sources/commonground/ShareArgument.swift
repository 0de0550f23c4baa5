import ArgumentParser

/// A share as a user writes it: `95%`, `95 %` or `0.95`.
struct ShareArgument: ExpressibleByArgument {
  /// In 0…1.
  let value: Double

  init?(argument: String) {
    var text = argument[...]
    let isPercent = text.hasSuffix("%")
    if isPercent { text = text.dropLast() }
    while text.last == " " { text = text.dropLast() }
    guard let number = Double(text), number.isFinite else { return nil }
    let share = isPercent ? number / 100 : number
    guard share >= 0, share <= 1 else { return nil }
    value = share
  }
}
