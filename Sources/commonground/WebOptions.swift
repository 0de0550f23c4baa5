import ArgumentParser
import Foundation
import PlanModel

/// How a command without a plan folder asks web services.
struct WebOptions: ParsableArguments {
  @Option(help: "A folder that keeps the answers of web services. (default: none are kept)")
  var cache: String?

  @Flag(help: "Do not ask web services; use their answers in --cache.")
  var offline = false

  func validate() throws {
    if let cache,
      let type = try? FileManager.default.attributesOfItem(atPath: cache)[.type],
      type as? FileAttributeType == .typeRegular
    {
      throw ValidationError("--cache is a folder, and \(cache) is a file.")
    }
  }

  /// The access they stand for.
  var access: WebAccess { WebAccess(cache: cache, isOffline: offline) }
}
