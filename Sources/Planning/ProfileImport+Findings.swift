import Foundation
import Layers
import PlanModel

/// Whether a profile is a file of one's own rather than one that comes with the program.
func isOwnFile(_ profile: String) -> Bool {
  profile.hasSuffix(".yaml") || profile.hasSuffix(".yml") || profile.contains("/")
}

/// Findings about a source as an import tells them: with advice for its command and files, where those of a plan speak of a
/// plan file that there may not be yet.
///
/// - Parameter mapping: The mapping file or own profile that the layer is read by; nil: none.
func importFindings(_ findings: [Diagnostic], mapping: String?) -> [Diagnostic] {
  findings.map { finding in
    var told = finding
    switch finding.code {
    case "layer.no-crs":
      told.remedy =
        "Say --source-crs EPSG:25832 with the CRS it is in"
        + (mapping.map { ", or write crs: EPSG:25832 into \($0)." } ?? ".")
    case "layer.encoding-guessed":
      told.remedy =
        "If that is wrong, "
        + (mapping.map { "write encoding: CP1250 into \($0)." } ?? "say --encoding CP1250.")
    case "layer.bad-text":
      // What is written would be lost for good.
      told.severity = .error
      told.message = "Some texts are not in UTF-8 and cannot be read."
      told.remedy =
        "Say which encoding they have, as in --encoding CP1250"
        + (mapping.map { ", or write encoding: CP1250 into \($0)." } ?? ".")
    case "layer.no-file":
      told.remedy = "Check the path; it is relative to the folder that the command runs in."
    default: break
    }
    return told
  }
}

/// The files that a source is made of: one, unless it is an archive whose files each hold the same layers, as a register
/// that is delivered in pieces.
func parts(of source: String, _ order: ProfileOrder) -> [String] {
  let files = archivedLayerFiles(absolute(source))
  guard files.count > 1 else { return [source] }
  let layers = files.map { file in
    describeSource(file, encoding: order.encoding).description?.layers.map(\.name)
  }
  guard let first = layers[0], layers.allSatisfy({ $0 == first }) else { return [source] }
  return files
}
