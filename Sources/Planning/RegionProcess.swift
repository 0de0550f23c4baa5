import Foundation
import PlanModel

/// Runs this program again for single municipalities, each in a process of its own.
///
/// A process that fails, runs out of memory or is killed takes no other with it, and the libraries behind the layers share
/// nothing.
struct RegionProcess: Sendable {
  /// The program.
  let executable: String
  /// Seconds that one may take; nil: any time.
  var timeLimit: Double?

  /// The code of a process that took too long and was ended.
  static let tookTooLong: Int32 = -2
  /// Seconds between asking a process to end and ending it.
  private static let grace = 2.0

  /// Runs one and waits for it, until it is ended where there is a limit of time.
  ///
  /// - Parameter log: The file that takes what it says.
  /// - Returns: Its exit code; 128 and more where a signal ended it, −1 where it could not be started, `tookTooLong`.
  func run(_ arguments: [String], log: String) -> Int32 {
    guard FileManager.default.createFile(atPath: log, contents: nil),
      let handle = FileHandle(forWritingAtPath: log)
    else { return -1 }
    defer { try? handle.close() }
    let process = Process()
    process.executableURL = URL(filePath: executable)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = handle
    process.standardError = handle
    let end = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in end.signal() }
    do { try process.run() } catch { return -1 }
    if let timeLimit, end.wait(timeout: .now() + timeLimit) == .timedOut {
      process.terminate()
      if end.wait(timeout: .now() + Self.grace) == .timedOut {
        kill(process.processIdentifier, SIGKILL)
        end.wait()
      }
      return Self.tookTooLong
    }
    process.waitUntilExit()
    return process.terminationReason == .uncaughtSignal
      ? 128 + process.terminationStatus : process.terminationStatus
  }

  /// What a failed run said: its errors, or how it ended where it said none.
  func messages(log: String, status: Int32) -> [String] {
    if status == Self.tookTooLong {
      return [
        "error: The run was ended, because it took longer than \((timeLimit ?? 0).shortest) s."
      ]
    }
    let text = FileManager.default.contents(atPath: log).map { String(decoding: $0, as: UTF8.self) }
    let errors = (text ?? "").split(separator: "\n").map(String.init)
      .filter { $0.hasPrefix("error: ") }
    if !errors.isEmpty {
      return Array(errors.prefix(Self.most))
        + (errors.count > Self.most ? ["… \(errors.count - Self.most) more"] : [])
    }
    return [
      status < 0
        ? "error: The program could not be started again."
        : status >= 128
          ? "error: The run was ended by signal \(status - 128)."
          : "error: The run ended with code \(status)."
    ]
  }

  /// So many messages of a municipality are kept.
  private static let most = 20
}
