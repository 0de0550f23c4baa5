import Foundation

/// The command as a user starts it, from the folder that the tests were built in.
struct Command {
  var status: Int32
  var output: String
  var errors: String

  static let path = Bundle(for: Marker.self).bundleURL
    .appending(path: "commonground").path()

  private final class Marker {}

  static func run(_ arguments: String...) throws -> Command { try run(arguments) }

  static func run(_ arguments: [String]) throws -> Command {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let said = output.fileHandleForReading.readDataToEndOfFile()
    let complained = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Command(
      status: process.terminationStatus, output: String(decoding: said, as: UTF8.self),
      errors: String(decoding: complained, as: UTF8.self))
  }
}
