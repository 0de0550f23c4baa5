import PlanModel

/// What could not be used of a source of voices, counted by cause.
struct VoiceLosses {
  let layer: String
  /// By role: the first feature and word, and how many.
  private var found: [(role: String, feature: String, word: String?, count: Int)] = []
  /// The features that say again what another said, without a person named.
  var repeated: [String] = []

  init(layer: String) { self.layer = layer }

  /// Counts a row whose word for a role cannot be used.
  mutating func add(_ role: String, _ feature: String, _ word: String?) {
    let isMissing = word == nil
    if let known = found.firstIndex(where: { $0.role == role && ($0.word == nil) == isMissing }) {
      found[known].count += 1
    } else {
      found.append((role, feature, word, 1))
    }
  }

  /// One finding a cause.
  func diagnostics(groups: [String], subjects: [String], districts: [String]) -> [Diagnostic] {
    var diagnostics = found.map { loss in
      let place = Place(layer: layer, feature: loss.feature, field: loss.role)
      if loss.role == "date" {
        return Diagnostic(
          .warning, "society.bad-date",
          "`\(loss.word ?? "")` is no date, so it is not known which voice is the later one.",
          remedy: "Write the date as 2026-05-17.", at: place, count: loss.count)
      }
      let known: [String] =
        switch loss.role {
        case "group": groups
        case "subject": subjects
        case "district": districts
        case "stance": Stance.allCases.map(\.rawValue)
        default: []
        }
      guard let word = loss.word else {
        return Diagnostic(
          .warning, "society.no-\(loss.role)",
          loss.role == "district"
            ? "The voice has neither a geometry nor a district, so it is left out."
            : "The voice says no \(loss.role), so it is left out.",
          remedy: "Fill in the field `\(loss.role)`.", at: place, count: loss.count)
      }
      let near = word.nearest(among: known).map { "Did you mean `\($0)`? " } ?? ""
      return Diagnostic(
        .warning, "society.unknown-\(loss.role)",
        loss.role == "strength"
          ? "The strength is \(word), which is no share of one, so the voice is left out."
          : "`\(word)` is no known \(loss.role), so the voice is left out.",
        remedy: loss.role == "strength"
          ? "Give a share from 0 to 1, or say what the words mean with `values`."
          : near
            + "Say with `values` what the source's words mean; known are \(known.prefix(12).joined(separator: ", "))\(known.count > 12 ? ", …" : "").",
        at: place, count: loss.count)
    }
    if let first = repeated.first {
      diagnostics.append(
        Diagnostic(
          .note, "society.repeated-voice",
          "Voices that are the same in everything count once.",
          remedy: "Name a field `person` where they are of different people.",
          at: Place(layer: layer, feature: first), count: repeated.count))
    }
    return diagnostics
  }
}
