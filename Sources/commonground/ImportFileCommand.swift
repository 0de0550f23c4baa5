import ArgumentParser
import Foundation
import PlanModel
import Planning

/// `commonground import file FILE`: a layer of a plan folder from any file, guided by a mapping file.
struct ImportFileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "file",
    abstract: "Makes a layer of a plan folder from any file, with a mapping file to look at.",
    discussion: """
      Writes DIR/NAME.fields.yaml with a guess for each field and the count of each value, then reads it. Where a value \
      has no meaning yet, the command stops: fill it in and run the same command again.

        commonground import file districts.shp --into town --as districts --country DE
        commonground import file landuse.gpkg --into town --as landUse
      """)

  @Argument(help: "The file, or anything GDAL reads; for land use also a raster of classes.")
  var file: String

  @Option(help: "The plan folder: new, or one that has a plan.yaml.")
  var into: String

  @Option(
    name: .customLong("as"),
    help: "What the layer is to be: districts, buildings, landUse, constraints or units.")
  var role: String

  @Option(help: "The mapping file. (default: NAME.fields.yaml in the folder)")
  var mapping: String?

  @Option(help: "The layer. (default: the one with most features)")
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

  @Flag(help: "Replace an earlier import of the file.")
  var replace = false

  mutating func validate() throws {
    if let country, country.utf8.count != 2 {
      throw ValidationError("--country is two letters, for example ES.")
    }
  }

  mutating func run() throws {
    var order = ProfileOrder(profile: "", files: [file])
    order.layer = layer
    order.crs = crs
    order.sourceCRS = sourceCrs
    order.encoding = encoding
    order.name = name
    order.country = country?.uppercased()
    order.replaces = replace
    let workers = Workers(ProcessInfo.processInfo.activeProcessorCount)
    let made = try reportingFailures {
      try importFile(order, as: role, mapping: mapping, into: into, workers: workers)
    }
    report(made.diagnostics)
    for line in made.summary { try printLine(line) }
    try printLine("Wrote into \(into): \(made.files.joined(separator: ", "))")
  }
}
