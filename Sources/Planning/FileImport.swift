import Foundation
import Layers
import PlanFile
public import PlanModel

/// Makes a layer of a plan folder from a file of any supplier, guided by a mapping file.
///
/// Where the mapping file is not there, it is written with a guess for each field and the count of each value. It is then
/// read like a profile: a value that has no meaning is an error, and the file waits to be filled in.
///
/// - Parameters:
///   - order: What is asked; its `profile` is not used, and its `files` are one.
///   - word: What the layer is to be: `districts`, `buildings`, `landUse`, `constraints` or `units`.
///   - mapping: The mapping file; nil: `NAME.fields.yaml` in the folder, after the file's name.
/// - Throws: `PlanningFailure` with all that was found; then no layer was written, though the mapping file may be new.
public func importFile(
  _ order: ProfileOrder, as word: String, mapping: String?, into directory: String,
  workers: Workers
) throws -> ProfileOutcome {
  let role = try importRole(word)
  let file = order.files.first ?? ""
  let name = layerName(of: file)
  let path =
    mapping ?? (directory.hasSuffix("/") ? directory : directory + "/") + "\(name).fields.yaml"
  var summary: [String] = []
  var written: [String] = []
  let isNew = !FileManager.default.fileExists(atPath: path)
  let folder = ProfileFolder(directory, profile: ImportProfile(name: name, role: role))
  let temporary = TemporaryAreas()
  if isNew {
    try folder.refuse(replacing: order.replaces, country: order.country)
    let described = try described(
      order, role: role, folder: folder, temporary, workers: workers)
    try refuseUnreadableTexts(of: described, in: file)
    let draft = try MappingDraft(
      of: described, role: role, name: name, file: shownSource(file),
      isRaster: isRaster(absolute(file)),
      order: order)
    try write(draft.text, to: path)
    summary.append(
      draft.guesses.isEmpty
        ? "Written: \(path). No field was recognised." : "Guesses in \(path):")
    summary += draft.guesses.map { "  \($0)" }
    if !draft.unused.isEmpty {
      summary.append("  without a meaning in the plan: \(draft.unused.joined(separator: ", "))")
    }
    written.append(path)
    try refuseOpen(draft, path: path)
  }
  let profile = try loadProfile(path)
  guard profile.role == role else {
    throw PlanningFailure([
      Diagnostic(
        .error, "import.other-role",
        "The mapping file is for \(profile.role.rawValue), and \(role.rawValue) is asked.",
        remedy: "Name another file with --mapping, or remove it.",
        at: Place(file: path, field: "role"))
    ])
  }
  if !isNew {
    var known = order
    known.layer = order.layer ?? profile.layers.first
    known.encoding = order.encoding ?? profile.encoding
    let described = try described(
      known, role: role, folder: folder, temporary, workers: workers)
    let unmapped = unmapped(of: profile, in: described, path: path)
    guard unmapped.isEmpty else { throw PlanningFailure(unmapped) }
  }
  var next = order
  next.profile = path
  let made: ProfileOutcome
  do {
    made = try importByProfile(next, into: directory, workers: workers)
  } catch let failure as PlanningFailure {
    throw PlanningFailure(failure.diagnostics, written: written)
  }
  return ProfileOutcome(
    files: written + made.files, summary: summary + made.summary, diagnostics: made.diagnostics)
}

/// The role that a word of the command line means.
func importRole(_ word: String) throws -> ImportProfile.Role {
  if word == "constraints" { return .constraint }
  if let role = ImportProfile.Role(rawValue: word) { return role }
  let words = ImportProfile.Role.allCases.map(\.rawValue)
  throw PlanningFailure([
    Diagnostic(
      .error, "import.unknown-role", "There is no role \(word.prefix(40)).",
      remedy: "Write one of: \(words.joined(separator: ", ")).")
  ])
}

/// A name of lower-case letters, digits and hyphens after a file's; of a web address without its query, where keys stand.
private func layerName(of file: String) -> String {
  let file = String(file.prefix { $0 != "?" })
  let name = URL(filePath: file).deletingPathExtension().lastPathComponent.lowercased()
    .map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
  let trimmed = String(name).split(separator: "-").joined(separator: "-")
  return trimmed.isEmpty ? "own" : trimmed
}

/// The layer of a file with all values of its fields.
private func described(
  _ order: ProfileOrder, role: ImportProfile.Role, folder: ProfileFolder,
  _ temporary: TemporaryAreas, workers: Workers
) throws -> SourceDescription.Layer {
  let file = order.files.first ?? ""
  var diagnostics: [Diagnostic] = []
  var profile = ImportProfile(name: "file", role: role)
  profile.reach = nil
  guard
    let path = readablePath(
      absolute(file), profile: profile,
      reach: ProfileReach(ofPlanAt: folder.planFile, workers: workers), temporary, &diagnostics)
  else { throw PlanningFailure(diagnostics) }
  let first = describeSource(path, encoding: order.encoding)
  guard let layers = first.description?.layers else {
    throw PlanningFailure(importFindings(first.diagnostics, mapping: nil))
  }
  // The areas of a raster have a layer of their own name.
  let wanted = path == absolute(file) ? order.layer : nil
  let chosen = try chosenLayer(wanted, of: layers, in: file)
  let full = describeSource(
    path, encoding: order.encoding, valuesOf: chosen.name, sample: .max, most: .max)
  return full.description?.layers.first { $0.name == chosen.name } ?? chosen
}

/// Refuses a layer whose fields or values cannot be read, because nothing could say what they mean.
private func refuseUnreadableTexts(of layer: SourceDescription.Layer, in file: String) throws {
  let names = layer.fields.map(\.name).filter { name in
    // A name that begins with the mark of UTF-16 is half of one.
    name.contains("\u{FFFD}") || name.hasPrefix("\u{FF}\u{FE}") || name.hasPrefix("\u{FE}\u{FF}")
  }
  let place = Place(file: shownSource(file), layer: layer.name)
  if !names.isEmpty {
    throw PlanningFailure([
      Diagnostic(
        .error, "import.unreadable-names",
        "The names of \(names.count) fields cannot be read: \(names.prefix(5).joined(separator: ", ")).",
        remedy: "Say which encoding the file has, as in --encoding CP1250, or export it in UTF-8.",
        at: place, count: names.count)
    ])
  }
  let bad = layer.fields.filter { field in field.values.contains { $0.value.contains("\u{FFFD}") } }
  guard let first = bad.first else { return }
  let finding = Diagnostic(
    .error, "layer.bad-text", "",
    at: Place(file: place.file, layer: layer.name, field: first.name), count: bad.count)
  throw PlanningFailure(importFindings([finding], mapping: nil))
}

private func write(_ text: String, to path: String) throws {
  let url = URL(filePath: path)
  do {
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url, options: .atomic)
  } catch {
    throw PlanningFailure([
      Diagnostic(
        .error, "import.failed",
        "The mapping file cannot be written: \((error as NSError).localizedDescription)",
        remedy: "Check that the folder may be written to and the disk has space.",
        at: Place(file: path))
    ])
  }
}

/// Refuses to go on where something in a new mapping file waits for a person.
private func refuseOpen(_ draft: MappingDraft, path: String) throws {
  var found: [Diagnostic] = []
  if !draft.missing.isEmpty {
    found.append(
      Diagnostic(
        .error, "import.no-class",
        "No field was found that says \(draft.missing.joined(separator: " or ")).",
        remedy:
          "Name it in the mapping file, with the meaning of its values, and run the command again.",
        at: Place(file: path)))
  }
  if !draft.open.isEmpty {
    found.append(
      Diagnostic(
        .error, "import.open-values",
        "\(draft.open.count) values have no meaning yet: \(draft.open.prefix(12).joined(separator: "; "))\(draft.open.count > 12 ? "; …" : "").",
        remedy: "Write a word behind each in the mapping file, and run the command again.",
        at: Place(file: path), count: draft.open.count))
  }
  if !found.isEmpty { throw PlanningFailure(found, written: [path]) }
}

/// Values of fields of words that a mapping says nothing of.
private func unmapped(
  of profile: ImportProfile, in layer: SourceDescription.Layer, path: String
) -> [Diagnostic] {
  let roles = ProfileRole.all(of: profile.role)
  return profile.fields.compactMap { field in
    guard let words = roles.first(where: { $0.name == field.role })?.words, field.otherwise == nil
    else { return nil }
    let names = ([field.field].compactMap { $0 } + field.alternatives).map { $0.lowercased() }
    guard let found = layer.fields.first(where: { names.contains($0.name.lowercased()) }) else {
      return nil
    }
    let missing = Set(field.missing)
    let open = found.values.filter { value, _ in
      field.values[value] == nil && !words.contains(value) && !missing.contains(value)
    }
    guard !open.isEmpty else { return nil }
    let shown = open.prefix(12).map { "\($0.value) (\($0.count) ×)" }.joined(separator: "; ")
    return Diagnostic(
      .error, "import.unmapped",
      "\(open.count) values of \(found.name) have no meaning in the mapping: \(shown).",
      remedy: "Add them to `values`, or say what all others mean with `otherwise`.",
      at: Place(file: path, line: field.line, field: "fields.\(field.role)"), count: open.count)
  }
}
