import CGDAL
import Synchronization

/// Something that GDAL said during a call.
public struct GDALMessage: Sendable, Hashable {
  /// How much it matters to GDAL.
  public enum Level: Int, Sendable, Comparable {
    /// For information.
    case note
    /// The call went on, perhaps with a loss.
    case warning
    /// The call failed.
    case failure

    /// Whether `lhs` matters less than `rhs`.
    public static func < (lhs: Level, rhs: Level) -> Bool { lhs.rawValue < rhs.rawValue }
  }
  /// How much it matters.
  public let level: Level
  /// GDAL's error number.
  public let code: Int
  /// What it said.
  public let text: String

  /// Creates a message.
  package init(level: Level, code: Int, text: String) {
    self.level = level
    self.code = code
    self.text = text
  }

  @safe
  init(_ type: CPLErr, _ code: CPLErrorNum, _ text: UnsafePointer<CChar>?) {
    level = type.rawValue >= CE_Failure.rawValue ? .failure : type == CE_Warning ? .warning : .note
    self.code = Int(code)
    self.text = unsafe text.map { unsafe String(cString: $0) } ?? ""
  }
}

/// Where the messages of one thread are kept while a call runs.
package final class MessageList {
  /// What was kept, in the order it was said.
  package private(set) var messages: [GDALMessage] = []
  private var hasFailure = false
  /// GDAL repeats some messages for every row; the first hundred tell the story.
  private static let limit = 100

  package init() {}

  /// Keeps a message among the first hundred, and the first failure however late it comes: whether a call
  /// failed must not depend on how much it warned before.
  package func keep(_ message: GDALMessage) {
    let isFirstFailure = message.level == .failure && !hasFailure
    if messages.count < Self.limit || isFirstFailure { messages.append(message) }
    if isFirstFailure { hasFailure = true }
  }
}

/// Messages from threads that GDAL started itself, such as the reader behind an Arrow stream: they pass
/// by the handler of the calling thread (GDAL 3.6, `CPLPushErrorHandlerEx` is per thread).
private let strays = Mutex<(first: Int, messages: [GDALMessage])>((0, []))

/// Runs `body` and gives its result together with what GDAL said meanwhile; nothing reaches standard error.
///
/// Messages of GDAL's own threads are included. Where two calls run at the same time in one process, either may
/// see those of the other: they are for telling a person, or for the cause of a call that failed anyway.
public func capturingGDALMessages<Result, Failure: Error>(
  _ body: () throws(Failure) -> Result
) throws(Failure) -> (result: Result, messages: [GDALMessage]) {
  let list = GDALMessageCapture()
  let result = try body()
  return (result, list.finish())
}

/// A capture of GDAL's messages on this thread, from its creation to `finish()`.
///
/// Captures nest like the brackets of an expression.
@safe
public struct GDALMessageCapture: ~Copyable {
  private let list = MessageList()
  private let firstStray: Int

  /// Starts to capture.
  public init() {
    GDALLibrary.start()
    firstStray = strays.withLock { $0.first + $0.messages.count }
    // Safe: the handler runs only between this push and the pop in `deinit`, and the list lives as long.
    unsafe CPLPushErrorHandlerEx(
      { type, code, text in
        guard let userData = unsafe CPLGetErrorHandlerUserData() else { return }
        let list = unsafe Unmanaged<MessageList>.fromOpaque(userData).takeUnretainedValue()
        list.keep(GDALMessage(type, code, text))
      }, unsafe Unmanaged.passUnretained(list).toOpaque())
  }

  deinit { CPLPopErrorHandler() }

  /// What was said so far on this thread.
  public borrowing func ownMessages() -> [GDALMessage] { list.messages }

  /// What was said so far: first on this thread, then on GDAL's own threads.
  public borrowing func messages() -> [GDALMessage] {
    let first = firstStray
    return list.messages
      + strays.withLock { log in
        log.messages.isEmpty ? [] : Array(log.messages.dropFirst(max(0, first - log.first)))
      }
  }

  /// Ends the capture and gives what was said.
  public consuming func finish() -> [GDALMessage] { messages() }
}

/// Keeps a message of a thread that has no handler of its own.
@safe
func keepStray(_ type: CPLErr, _ code: CPLErrorNum, _ text: UnsafePointer<CChar>?) {
  let message = GDALMessage(type, code, text)
  if type == CE_Debug { return }
  strays.withLock { log in
    log.messages.append(message)
    // Bounded, because a long-lived process would otherwise grow with every bad file.
    if log.messages.count > 1000 {
      log.messages.removeFirst(500)
      log.first += 500
    }
  }
}
