import ArgumentParser
import Foundation
import PlanModel
import Planning

/// `commonground import PROFILE FILE…`: a layer of a plan folder from files of a supplier.
struct ImportProfileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile",
    abstract: "Makes a layer of a plan folder from files of a supplier, by a profile.",
    discussion: """
      The word `profile` may be left out. Several imports fill one folder, whose plan.yaml grows with them.

        commonground import catastro A.ES.SDGC.BU.40146.building.gml --into melque --country ES
        commonground import natura2000 Natura2000.shp --into melque
        commonground import --profile ours.yaml buildings.shp --into melque
        commonground import --list
      """)

  @Argument(help: "The name of a profile, unless --profile names a file; then the files.")
  var words: [String] = []

  @Option(help: "A profile of your own: a YAML file, as `import fields` drafts it.")
  var profile: String?

  @Option(help: "The plan folder: new, or one that has a plan.yaml.")
  var into: String?

  @Option(help: "The layer of the files, where it is not the profile's.")
  var layer: String?

  @Option(help: "The metric CRS of the layer. (default: the folder's plan's, else one that suits)")
  var crs: String?

  @Option(help: "The CRS of the file's coordinates, where the file does not say it.")
  var sourceCrs: String?

  @Option(help: "The encoding of the file's texts, where the file does not say it, e.g. CP1250.")
  var encoding: String?

  @Option(help: "The municipality's name in a new plan file.")
  var name: String?

  @Option(help: "The country as two letters in a new plan file.")
  var country: String?

  @Flag(help: "Replace an earlier import by the profile.")
  var replace = false

  @Flag(help: "List the profiles that come with the program.")
  var list = false

  mutating func validate() throws {
    if list { return }
    if words.count < (profile == nil ? 2 : 1) {
      throw ValidationError("Name a profile and a file; --list shows the profiles.")
    }
    if into == nil { throw ValidationError("Name the plan folder with --into.") }
    if let country, country.utf8.count != 2 {
      throw ValidationError("--country is two letters, for example ES.")
    }
  }

  mutating func run() throws {
    if list {
      let profiles = try reportingFailures { try importProfiles() }
      for profile in profiles { try printLine("\(profile.name): \(profile.title)") }
      return
    }
    let into = into ?? ""
    var order = ProfileOrder(
      profile: profile ?? words[0], files: Array(words.dropFirst(profile == nil ? 1 : 0)))
    order.layer = layer
    order.crs = crs
    order.sourceCRS = sourceCrs
    order.encoding = encoding
    order.name = name
    order.country = country?.uppercased()
    order.replaces = replace
    let workers = Workers(ProcessInfo.processInfo.activeProcessorCount)
    let made = try reportingFailures { try importByProfile(order, into: into, workers: workers) }
    report(made.diagnostics)
    for line in made.summary { try printLine(line) }
    try printLine("Wrote into \(into): \(made.files.joined(separator: ", "))")
    if !made.files.contains("plan.yaml") {
      try printLine(
        "The plan.yaml there was changed by hand and stays; put what \(made.files.last ?? "") says under its layers."
      )
    }
  }
}

/// `commonground import fields FILE`: a profile to fill in.
struct ImportFieldsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fields",
    abstract: "Drafts a profile for a file: its fields and values as comments, to fill in.")

  @Argument(help: "The file, or anything GDAL reads.")
  var file: String

  @Option(help: "The layer. (default: the one with most features)")
  var layer: String?

  @Option(help: "What the layer is to be: districts, buildings, landUse, constraint or units.")
  var role = "buildings"

  mutating func run() throws {
    let text = try reportingFailures { try fieldsDraft(of: file, layer: layer, role: role) }
    try printLine(text)
  }
}
