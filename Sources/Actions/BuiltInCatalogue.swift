import Foundation

/// The text of the catalogue that comes with the program, in the format of catalogue files.
///
/// - Throws: Foundation's error where the resource cannot be read, which is a broken installation.
public func builtInCatalogueText() throws -> String {
  let folder = Bundle.module.bundleURL.appending(path: "data")
  return try String(contentsOf: folder.appending(path: "catalogue.yaml"), encoding: .utf8)
}
