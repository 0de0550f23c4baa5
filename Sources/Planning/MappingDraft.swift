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
  private let isRaster: Bool
  private let role: ImportProfile.Role
  private let known: ImportGuesses
  private let lists: [CodeList]
  private var taken: Set<String> = []

  /// - Parameters:
  ///   - layer: With the values of all its features.
  ///   - isRaster: Whether it is made of the cells of a raster.
  ///   - order: What the command says of the source, which the file then says too.
  init(
    of layer: SourceDescription.Layer, role: ImportProfile.Role, name: String, file: String,
    isRaster: Bool = false, order: ProfileOrder
  ) throws {
    self.layer = layer
    self.isRaster = isRaster
    self.role = role
    known = try ImportGuesses.load()
    lists = try CodeList.all(for: role)
    var fields: [String] = []
    var rest: [String] = []
    let roles = ProfileRole.all(of: role)
    let found = entries(for: roles)
    for role in roles {
      if let entry = found[role.name] { fields += entry } else { rest.append(comment(on: role)) }
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
    if let crs = order.sourceCRS {
      lines += ["# The CRS of the coordinates, as --source-crs said.", "crs: \(Self.quoted(crs))"]
    } else if !layer.hasCRS {
      lines += [
        "# The file does not say in which CRS its coordinates are; name it here, or with --source-crs.",
        "#crs: EPSG:25832",
      ]
    }
    if let encoding = order.encoding {
      lines += ["# As --encoding said.", "encoding: \(Self.quoted(encoding))"]
    } else if let guess = layer.guessedEncoding {
      lines += [
        "# The file does not say its encoding; \(guess) is a guess. If words look wrong, name another one.",
        "#encoding: CP1250",
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

  /// Finds a field for each role: those that are called so first, then those whose values speak for themselves.
  ///
  /// - Returns: The lines of each role whose field was found.
  private mutating func entries(for roles: [ProfileRole]) -> [String: [String]] {
    var found: [String: [String]] = [:]
    for role in roles { found[role.name] = namedEntry(for: role) }
    let names = roles.map(\.name)
    for role in roles where found[role.name] == nil {
      // A field that is called like another role is none of this one, whatever its values.
      let free = layer.fields.filter { field in
        !taken.contains(field.name) && field.distinctCount > 1
          && !names.contains { known.isName(field.name, of: $0) }
      }
      if let words = role.words {
        let candidates = free.filter { $0.distinctCount <= Self.mostWords }
          .map { (field: $0, meanings: meanings(of: $0, in: role, among: words, isNamed: false)) }
        // It must say nearly everything in words that are known.
        if let best = candidates.max(by: { $0.meanings.share < $1.meanings.share }),
          best.meanings.share >= 0.9
        {
          found[role.name] = entry(role, best.field, words, best.meanings)
        } else if self.role == .landUse {
          missing.append(role.name)
        }
      } else if role.name == "year", let field = free.first(where: \.looksLikeYears) {
        found[role.name] = entry(role, field, madeFrom: "its values, which look like years")
      }
    }
    return found
  }

  /// The lines of a role that a field is called after; nil where none is.
  private mutating func namedEntry(for role: ProfileRole) -> [String]? {
    let named = layer.fields.filter { field in
      !taken.contains(field.name)
        && (known.isName(field.name, of: role.name) || isRaster && role.words != nil)
    }
    guard let words = role.words else {
      return named.first { !role.isNumber || $0.isNumber || $0.looksNumeric }
        .map { entry(role, $0, madeFrom: "its name") }
    }
    let candidates = named.filter { (1...Self.mostWords).contains($0.distinctCount) }
      .map { (field: $0, meanings: meanings(of: $0, in: role, among: words, isNamed: true)) }
      // One value for all says nothing of a class, unless it is a word.
      .filter { $0.field.distinctCount > 1 || $0.meanings.share > 0 && !$0.field.looksNumeric }
    return candidates.max { $0.meanings.share < $1.meanings.share }
      .map { entry(role, $0.field, words, $0.meanings) }
  }

  private mutating func entry(
    _ role: ProfileRole, _ field: SourceDescription.Field, madeFrom reason: String
  ) -> [String] {
    taken.insert(field.name)
    guesses.append(
      "\(role.name): \(field.name)" + (reason == "its name" ? "" : ", guessed by \(reason)"))
    let unit =
      role.unit.isEmpty || role.unit == "1" ? "" : " In \(role.unit) unless `unit` says another."
    return [
      "  # Guess by \(reason): \(Self.summary(of: field)).\(unit)",
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

  /// - Parameter isNamed: Whether the field is called after the role; of others, numbers count as codes only where they
  ///   are such as no count, number of floors or rank has: of three digits, and three of them.
  private func meanings(
    of field: SourceDescription.Field, in role: ProfileRole, among words: [String], isNamed: Bool
  ) -> Meanings {
    let all = field.values.reduce(0) { $0 + $1.count }
    func share(_ meaning: (String) -> String?) -> Int {
      field.values.reduce(0) { $0 + (meaning($1.value) == nil ? 0 : $1.count) }
    }
    func own(_ value: String) -> String? {
      words.first { ImportGuesses.key($0) == ImportGuesses.key(value) }
        ?? known.meaning(of: value, in: role.name)
    }
    let speaks =
      isNamed || !field.looksNumeric
      || field.distinctCount >= 3 && field.values.allSatisfy { $0.value.utf8.count >= 3 }
    let candidates = lists.filter { $0.role == role.name && speaks }
      .map { $0.codes(forRaster: isRaster, field: field) }
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
  /// What the field is called in the data.
  var names: Set<String> = []

  /// The list without the numbers that the cells of its raster have, which are other things in a field of another name.
  func codes(forRaster isRaster: Bool, field: SourceDescription.Field) -> CodeList {
    let isOwn = names.contains(ImportGuesses.key(field.name)) && field.distinctCount >= 5
    guard !isRaster, !isOwn, values.keys.contains(where: { $0.utf8.count == 3 }) else {
      return self
    }
    return CodeList(
      name: name, role: role,
      values: values.filter { $0.key.utf8.count > 2 || Int($0.key) == nil }, names: names)
  }

  /// All lists for a kind of layer, in the order of names.
  static func all(for role: ImportProfile.Role) throws -> [CodeList] {
    var lists: [CodeList] = []
    for (name, _) in try importProfiles() {
      let profile = try loadProfile(name)
      guard profile.role == role, profile.register == nil else { continue }
      lists += profile.fields.filter { !$0.values.isEmpty }.map {
        CodeList(
          name: name, role: $0.role, values: $0.values,
          names: Set(([$0.field].compactMap { $0 } + $0.alternatives).map(ImportGuesses.key)))
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

  /// Whether its values are years by the look of them: whole numbers from 1000 to 2100, some different ones.
  fileprivate var looksLikeYears: Bool {
    let years = values.compactMap { entry in
      Double(entry.value).flatMap { $0 == $0.rounded() && (1000...2100).contains($0) ? entry : nil }
    }
    let count = years.reduce(0) { $0 + $1.count }
    // What is another number for each feature is a number of the feature.
    return years.count >= 3 && Double(count) >= 0.9 * Double(knownCount)
      && (knownCount < 20 || distinctCount < knownCount)
  }

  /// Whether its values are measures, which differ by chance and name nothing.
  fileprivate var looksMeasured: Bool {
    isNumber && values.contains { ($0.value).contains(".") }
  }
}
