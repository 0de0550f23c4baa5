import Foundation
import Import
import Layers
import PlanFile
import PlanModel

/// A profile to fill in for a file: its fields with their commonest values as comments.
///
/// - Parameters:
///   - file: The file, or anything GDAL reads.
///   - layer: Its layer; nil: the one with most features.
///   - role: What the layer is to be: `districts`, `buildings`, `landUse`, `constraint` or `units`.
/// - Throws: `PlanningFailure` where the file cannot be opened or has no such layer.
public func fieldsDraft(of file: String, layer: String?, role: String) throws -> String {
  let role = try importRole(role)
  let temporary = TemporaryAreas()
  var found: [Diagnostic] = []
  var path = absolute(file)
  if cityFormat(of: path) != nil {
    let profile = ImportProfile(name: "file", role: role)
    guard let readable = readablePath(path, profile: profile, reach: nil, temporary, &found) else {
      throw PlanningFailure(found)
    }
    path = readable
  }
  let first = describeSource(path)
  guard let layers = first.description?.layers else { throw PlanningFailure(first.diagnostics) }
  let chosen = try chosenLayer(layer, of: layers, in: file)
  let described = describeSource(path, valuesOf: chosen.name).description?.layers
    .first { $0.name == chosen.name }
  return draft(described ?? chosen, role: role, file: file)
}

/// A text as a quoted YAML scalar in one line; JSON's quotes are YAML's.
private func quoted(_ text: String) -> String {
  JSONValue.string(String(text.map { $0.isNewline ? " " : $0 })).text()
}

private func draft(
  _ layer: SourceDescription.Layer, role: ImportProfile.Role, file: String
) -> String {
  let name = String(
    URL(filePath: file).deletingPathExtension().lastPathComponent.lowercased()
      .map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
  let roles = profileFields(of: role)
  var lines = [
    "# A profile for \(quoted(shownSource(file))). Fill in which field means what, then:",
    "#   commonground import --profile THIS-FILE \(quoted(shownSource(file))) --into FOLDER",
    "commongroundProfile: 1", "name: \(name.isEmpty ? "own" : name)",
    "title: \(quoted(layer.name))",
    "role: \(role.rawValue)", "licence: \"not stated\"", "layers: [\(quoted(layer.name))]",
  ]
  lines.append(
    "# Which field holds a code that stays the same, and is another for each feature.")
  lines.append("#id: [\(quoted(layer.fields.first?.name ?? "id"))]")
  if layer.geometries.count > 1 {
    lines.append("# Features have several geometries; the first that a feature has is taken.")
    lines.append("#geometries: [\(layer.geometries.map(quoted).joined(separator: ", "))]")
  }
  if !layer.hasCRS {
    lines += [
      "# The file does not say in which CRS it is: it must be named here.", "#crs: EPSG:25832",
    ]
  }
  lines.append("# Which features are wanted, for example: status = 'current'")
  lines.append("#filter: ")
  if !roles.isEmpty {
    lines.append("# Take the # away from what the data know. Forms of a field:")
    lines.append("#   levels: FIELD")
    lines.append("#   height: {field: FIELD, unit: m, missing: [\"9999\"]}")
    lines.append("#   use: {field: FIELD, values: {\"1\": singleFamily}, otherwise: other}")
    lines.append("fields: {}")
    lines.append("#fields:")
    for (role, about) in roles { lines.append("#  \(role):    # \(about)") }
  }
  lines.append("")
  lines.append("# The fields of the layer, with the commonest values of its first 1,000 features:")
  for field in layer.fields {
    lines.append("#   \(quoted(field.name)) (\(field.isNumber ? "numbers" : "text"))")
    for (value, count) in field.values {
      lines.append("#     \(count) × \(quoted(String(value.prefix(80))))")
    }
  }
  return lines.joined(separator: "\n") + "\n"
}

/// The layer of a name; without one the layer with most features.
///
/// - Throws: `PlanningFailure` that names those there are, where the file does not hold it.
func chosenLayer(
  _ name: String?, of layers: [SourceDescription.Layer], in file: String
) throws -> SourceDescription.Layer {
  let chosen =
    name.map { name in layers.first { $0.name == name } }
    ?? layers.max { ($0.count ?? 0) < ($1.count ?? 0) }
  guard let chosen else {
    throw PlanningFailure([
      Diagnostic(
        .error, "import.no-layer", "The file does not hold that layer.",
        remedy: "It has: \(layers.map(\.name).joined(separator: ", ")).",
        at: Place(file: shownSource(file)))
    ])
  }
  return chosen
}
