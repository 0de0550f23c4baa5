import Exports
import Foundation
import PlanFile
import PlanModel

/// A plan folder that imports by profiles fill, layer by layer.
struct ProfileFolder {
  private let folder: String
  private let profile: ImportProfile

  init(_ directory: String, profile: ImportProfile) {
    var path = URL(filePath: directory).standardizedFileURL.path(percentEncoded: false)
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    folder = path
    self.profile = profile
  }

  private var data: String { "data/\(profile.name).gpkg" }
  private var part: String { "data/\(profile.name).layer.yaml" }

  private func full(_ path: String) -> String { "\(folder)/\(path)" }

  private func text(_ path: String) -> String? {
    FileManager.default.contents(atPath: full(path)).flatMap { String(bytes: $0, encoding: .utf8) }
  }

  /// The CRS that the folder's plan file declares; nil where there is none.
  var declaredCRS: String? {
    text("plan.yaml") == nil ? nil : readPartialPlan(path: full("plan.yaml")).plan?.crs
  }

  /// The plan file, whether it is there or not.
  var planFile: String { full("plan.yaml") }

  /// Refuses a folder that holds another import of the profile, or things of others without a plan file.
  ///
  /// - Parameter country: The country for a new plan file; without one there is none, because factors, prices and the
  ///   stock of buildings follow from it.
  func refuse(replacing: Bool, country: String?) throws {
    let files = FileManager.default
    if files.fileExists(atPath: full(data)), !replacing {
      throw failure(
        "import.exists", "The folder has an import by \(profile.name) already.",
        "Say --replace to put the new one in its place, or name another folder.")
    }
    // Mapping files wait in a folder that has no layer yet.
    let present = ((try? files.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { !$0.hasSuffix(".fields.yaml") }
    if !present.isEmpty, text("plan.yaml") == nil {
      throw failure(
        "import.not-a-plan", "The folder holds other things and no plan.yaml.",
        "Name a new folder, or that of a plan.")
    }
    if text("plan.yaml") == nil, country == nil {
      throw failure(
        "import.no-country",
        "A new plan file must say its country, and the data are not those of one country.",
        "Name it with --country, in two letters of ISO 3166, for example --country EE.")
    }
  }

  private func failure(_ code: String, _ message: String, _ remedy: String) -> PlanningFailure {
    PlanningFailure([Diagnostic(.error, code, message, remedy: remedy, at: Place(file: folder))])
  }

  /// Writes the layer and what the plan file says of it; gives the files written.
  func write(_ layer: Layer, order: ProfileOrder) throws -> [String] {
    let files = FileManager.default
    let former = parts()
    let isUntouched = text("plan.yaml").map { $0 == planText(former, like: $0) } ?? true
    do {
      try files.createDirectory(atPath: full("data"), withIntermediateDirectories: true)
      let draft = full("data/.\(profile.name).\(ProcessInfo.processInfo.processIdentifier).gpkg")
      try? files.removeItem(atPath: draft)
      defer { try? files.removeItem(atPath: draft) }
      try writeLayerFile(
        [layer], to: draft, notice: profile.notice)
      try? files.removeItem(atPath: full(data))
      try files.moveItem(atPath: draft, toPath: full(data))
      try Data(partText(layer).utf8).write(to: URL(filePath: full(part)), options: .atomic)
      var written = [data, part]
      if isUntouched {
        let head =
          text("plan.yaml")
          ?? Self.head(
            name: order.name ?? "Municipality",
            country: order.country ?? profile.country ?? "", crs: layer.crs)
        try Data(planText(parts(), like: head).utf8)
          .write(to: URL(filePath: full("plan.yaml")), options: .atomic)
        written.append("plan.yaml")
      }
      return written
    } catch let failure as ExportFailure {
      throw self.failure("import.failed", failure.message, failure.remedy)
    } catch {
      throw failure(
        "import.failed", "The folder cannot be written: \((error as NSError).localizedDescription)",
        "Check that the folder may be written to and the disk has space.")
    }
  }

  // MARK: Texts

  private static let mark =
    "# --- layers of imports: written anew as long as nobody changes them ---"

  /// What every import of the folder has to say, by the names of the profiles.
  private func parts() -> [(key: String, text: String)] {
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: full("data"))) ?? []
    return names.filter { $0.hasSuffix(".layer.yaml") }.sorted().compactMap { name in
      guard let text = text("data/\(name)") else { return nil }
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      guard let first = lines.first, first.hasPrefix("# under: ") else { return nil }
      return (String(first.dropFirst(9)), lines.dropFirst().joined(separator: "\n"))
    }
  }

  /// The layer as it stands under `layers` of a plan file, after a line that says where.
  private func partText(_ layer: Layer) -> String {
    let key: String =
      switch profile.role {
      case .districts: "districts"
      case .buildings: "buildings"
      case .landUse: "landUse"
      case .constraint: "constraints"
      case .units: "units"
      }
    var lines = ["# under: \(key)", "# \(profile.notice)"]
    let isList = profile.role == .constraint
    if isList { lines.append("- name: \(profile.name)") }
    func add(_ line: String) { lines.append((isList ? "  " : "") + line) }
    add("source: \(data)")
    add("layer: \(layer.name)")
    add("id: id")
    let roles = ProfileUnits.roles(of: layer)
    if !roles.isEmpty {
      add("fields:")
      for (role, unit) in roles {
        add(unit.map { "  \(role): {field: \(role), unit: \($0)}" } ?? "  \(role): \(role)")
      }
    }
    if isList, profile.buffer > 0 { add("buffer: \(profile.buffer.shortest) m") }
    if isList, !profile.excludes.isEmpty {
      add("excludes: [\(profile.excludes.joined(separator: ", "))]")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func head(name: String, country: String, crs: CRS) -> String {
    """
    # A plan for CommonGround, made from imported layers. Check it with `commonground check`, run it with `commonground plan`.
    # Every quantity has its unit. A key that is not known is an error. Paths are relative to this file.
    commonground: 1
    name: \(JSONValue.string(name).text())
    country: \(country)
    # All areas are computed in this grid.
    crs: \(crs.definition)
    # The year that the data describe, and the year that the targets are for.
    years: {base: 2024, target: 2035}
    inventory: {factors: CO2e}
    problem:
      # leastCost reaches the target at the least annualised cost; mostReduction makes the most of the budgets.
      objective: leastCost
      targets:
        - {name: climate target, amount: co2, atLeast: 20 % of baseline}

    """
  }

  /// The plan file: what stands before the mark in a text, and the layers of the imports behind it.
  private func planText(_ parts: [(key: String, text: String)], like text: String) -> String {
    let head = text.components(separatedBy: Self.mark)[0]
    var lines = [Self.mark, "layers:"]
    for key in ["districts", "buildings", "landUse", "constraints"] {
      let those = parts.filter { $0.key == key }
      guard let first = those.first else {
        if key == "districts" {
          lines.append("  # A plan needs districts: import some, or name a layer of polygons here.")
        }
        continue
      }
      lines.append("  \(key):")
      // Only constraints may be several; of other layers the first by name counts, and the rest wait as choices.
      for (position, part) in those.enumerated() {
        let isShown = key == "constraints" || part == first && position == 0
        for line in part.text.split(separator: "\n") {
          lines.append((isShown ? "    " : "    #") + line)
        }
      }
    }
    if let units = parts.first(where: { $0.key == "units" }) {
      lines += ["# What is decided on.", "units:", "  layer:"]
      for line in units.text.split(separator: "\n") { lines.append("    " + line) }
    }
    return head + lines.joined(separator: "\n") + "\n"
  }
}

extension ImportProfile {
  /// What the data are, under which licence and from where, as far as it is known.
  fileprivate var notice: String {
    let terms = licence == "not stated" ? "Licence not stated" : licence
    return
      ([title, terms].filter { !$0.isEmpty }.map { $0.hasSuffix(".") ? $0 : $0 + "." }
      + [url].filter { !$0.isEmpty }).joined(separator: " ")
  }
}
