import Foundation
import Layers
import PlanFile
import PlanModel
import Reference

/// A mapping file for a layer of one's own: a profile with a guess for each role, and what nobody could guess.
struct MappingDraft {
  /// The file.
  private(set) var text = ""
  /// What was guessed, for people, a line a role.
  private(set) var guesses: [String] = []
  /// Fields that no role was found for.
  private(set) var unused: [String] = []
  /// Values without a meaning, as `role: value (count)`.
  private(set) var open: [String] = []
  /// Roles that a layer of the kind cannot be without and no field was found for.
  private(set) var missing: [String] = []

  /// More values than that are no list of words.
  private static let mostWords = 300

  private let layer: SourceDescription.Layer
  private let role: ImportProfile.Role
  private let known: ImportGuesses
  private let lists: [CodeList]
  private var taken: Set<String> = []

  /// - Parameter layer: With the values of all its features.
  init(
    of layer: SourceDescription.Layer, role: ImportProfile.Role, name: String, file: String
  ) throws {
    self.layer = layer
    self.role = role
    known = try ImportGuesses.load()
    lists = try CodeList.all(for: role)
    var fields: [String] = []
    var rest: [String] = []
    for role in ProfileRole.all(of: role) {
      if let entry = entry(for: role) { fields += entry } else { rest.append(comment(on: role)) }
    }
    let id = idField()
    unused = layer.fields.map(\.name).filter { !taken.contains($0) && $0 != id }
    var lines = [
      "# What the fields of \(Self.quoted(file)) mean. Every guess stands beside what it was made from: correct it,",
      "# then run the same command again. A value without a meaning is an error, so nothing gets lost unseen.",
      "commongroundProfile: 1", "name: \(name)", "title: \(Self.quoted(layer.name))",
      "role: \(role.rawValue)",
      "# The licence of the data goes into the plan folder.", "licence: \"not stated\"",
      "layers: [\(Self.quoted(layer.name))]",
    ]
    if let id {
      lines += ["# Guess: each feature has another value here.", "id: [\(Self.quoted(id))]"]
    } else {
      lines += [
        "# No field has another value for each feature, so features are numbered as in the file.",
        "#id: [\"\"]",
      ]
    }
    if !layer.hasCRS {
      lines += [
        "# The file does not say in which CRS it is; name it here unless --crs does.",
        "#crs: EPSG:25832",
      ]
    }
    lines += ["# Which features are wanted, for example: status = 'current'", "#filter: "]
    if fields.isEmpty { lines.append("fields: {}") } else { lines += ["fields:"] + fields }
    if !rest.isEmpty {
      lines += ["", "# What else could be said of the features; no field was found for it:"] + rest
    }
    if !unused.isEmpty {
      lines += [
        "", "# Fields that mean nothing in the plan as it stands, with their commonest values:",
      ]
      for field in layer.fields where unused.contains(field.name) {
        lines += Self.comment(on: field)
      }
    }
    text = lines.joined(separator: "\n") + "\n"
  }

  // MARK: Fields

  /// The lines of a role whose field was guessed; nil where none was.
  private mutating func entry(for role: ProfileRole) -> [String]? {
    let free = layer.fields.filter { !taken.contains($0.name) }
    let named = free.filter { known.isName($0.name, of: role.name) }
    if let words = role.words {
      let candidates = (named.isEmpty ? free : named)
        .filter { (1...Self.mostWords).contains($0.distinctCount) }
        .map { (field: $0, meanings: meanings(of: $0, in: role, among: words)) }
      // A field of another name must say nearly everything in words that are known.
      let best = candidates.max { $0.meanings.share < $1.meanings.share }
      guard let best, best.meanings.share >= (named.isEmpty ? 0.9 : 0) else {
        if self.role == .landUse { missing.append(role.name) }
        return nil
      }
      return entry(role, best.field, words, best.meanings)
    }
    guard let field = named.first(where: { !role.isNumber || $0.isNumber || $0.looksNumeric })
    else { return nil }
    taken.insert(field.name)
    guesses.append("\(role.name): \(field.name)")
    let unit =
      role.unit.isEmpty || role.unit == "1" ? "" : " In \(role.unit) unless `unit` says another."
    return [
      "  # Guess by its name: \(Self.summary(of: field)).\(unit)",
      "  \(role.name): {field: \(Self.quoted(field.name))}   # \(role.about)",
    ]
  }

  private mutating func entry(
    _ role: ProfileRole, _ field: SourceDescription.Field, _ words: [String], _ found: Meanings
  ) -> [String] {
    taken.insert(field.name)
    guesses.append(
      "\(role.name): \(field.name)" + (found.list.map { ", values as in \($0)" } ?? ""))
    var lines = [
      "  # Guess: \(Self.summary(of: field)).\(found.list.map { " Values as in the profile \($0)." } ?? "")",
      "  # Words: \(words.joined(separator: ", ")).",
      "  \(role.name):   # \(role.about)", "    field: \(Self.quoted(field.name))", "    values:",
    ]
    for (value, count) in field.values {
      let meaning = found.meanings[value]
      let comment = meaning == nil ? "   # \(count) ×: write a word" : "   # \(count) ×"
      lines.append("      \(Self.quoted(value)): \(meaning ?? "")\(comment)")
      if meaning == nil { open.append("\(role.name): \(value) (\(count) ×)") }
    }
    return lines
  }

  /// What values mean, as far as it is known.
  private struct Meanings {
    var meanings: [String: String]
    /// The list of codes they were taken from.
    var list: String?
    /// The share of the features whose value has a meaning.
    var share: Double
  }

  private func meanings(
    of field: SourceDescription.Field, in role: ProfileRole, among words: [String]
  ) -> Meanings {
    let all = field.values.reduce(0) { $0 + $1.count }
    func share(_ meaning: (String) -> String?) -> Int {
      field.values.reduce(0) { $0 + (meaning($1.value) == nil ? 0 : $1.count) }
    }
    func own(_ value: String) -> String? {
      words.first { ImportGuesses.key($0) == ImportGuesses.key(value) }
        ?? known.meaning(of: value, in: role.name)
    }
    let candidates = lists.filter { $0.role == role.name }
    let best = candidates.max { first, second in
      share { first.values[$0] } < share { second.values[$0] }
    }
    let fromList = best.map { list in share { list.values[$0] } } ?? 0
    let usesList = fromList > share(own)
    var meanings: [String: String] = [:]
    for (value, _) in field.values {
      let listed = usesList ? best?.values[value] : nil
      meanings[value] = listed ?? own(value)
    }
    let covered = share { meanings[$0] }
    return Meanings(
      meanings: meanings, list: usesList ? best?.name : nil,
      share: all == 0 ? 0 : Double(covered) / Double(all))
  }

  /// The first field whose values are all there and all different, those with names of ids first.
  private func idField() -> String? {
    let candidates = layer.fields.filter { field in
      !taken.contains(field.name) && field.knownCount > 0 && field.distinctCount == field.knownCount
        && field.knownCount == layer.sampledCount
    }
    let names: Set = [
      "id", "gid", "fid", "code", "objectid", "uuid", "gmlid", "localid", "osmid", "oid", "kod",
      "key", "identificatie", "inspireid", "cellcode", "nr",
    ]
    return
      (candidates.first { names.contains(ImportGuesses.key($0.name)) }
      ?? candidates.first { !$0.looksMeasured })?.name
  }

  // MARK: Texts

  private func comment(on role: ProfileRole) -> String {
    let words = role.words.map { " Words: \($0.joined(separator: ", "))." } ?? ""
    return "#  \(role.name): FIELD   # \(role.about)\(words)"
  }

  private static func summary(of field: SourceDescription.Field) -> String {
    "\(field.isNumber ? "numbers" : "text"), \(field.distinctCount) different, known of \(field.knownCount)"
  }

  private static func comment(on field: SourceDescription.Field) -> [String] {
    ["#   \(quoted(field.name)) (\(summary(of: field)))"]
      + field.values.prefix(12).map {
        "#     \($0.count) × \(quoted(String($0.value.prefix(80))))"
      }
  }

  /// A text as a quoted YAML scalar in one line; JSON's quotes are YAML's.
  private static func quoted(_ text: String) -> String {
    JSONValue.string(String(text.map { $0.isNewline ? " " : $0 })).text()
  }
}

/// The words of a profile or register that comes with the program, and what they mean.
private struct CodeList {
  /// The profile's name.
  let name: String
  /// The role whose words they are.
  let role: String
  let values: [String: String]

  /// All lists for a kind of layer, in the order of names.
  static func all(for role: ImportProfile.Role) throws -> [CodeList] {
    var lists: [CodeList] = []
    for (name, _) in try importProfiles() {
      let profile = try loadProfile(name)
      guard profile.role == role, profile.register == nil else { continue }
      lists += profile.fields.filter { !$0.values.isEmpty }.map {
        CodeList(name: name, role: $0.role, values: $0.values)
      }
    }
    if role == .buildings {
      let registers = try BuildingProfile.load()
      // The codes of city models are bare numbers, which mean other things elsewhere.
      for name in registers.keys.sorted() where name != "citygml" {
        lists += (registers[name]?.fields ?? []).filter { !$0.values.isEmpty }.map {
          CodeList(name: name, role: $0.role, values: $0.values)
        }
      }
    }
    return lists
  }
}

extension SourceDescription.Field {
  /// Whether texts are numbers in truth, as a text field of a shapefile may hold.
  fileprivate var looksNumeric: Bool {
    !values.isEmpty && values.allSatisfy { Double($0.value) != nil }
  }

  /// Whether its values are measures, which differ by chance and name nothing.
  fileprivate var looksMeasured: Bool {
    isNumber && values.contains { ($0.value).contains(".") }
  }
}
