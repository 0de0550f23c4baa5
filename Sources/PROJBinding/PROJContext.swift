import CPROJ

/// The state that calls of PROJ need.
///
/// A context is confined to one worker at a time: it is not `Sendable`, and neither is anything made
/// from it. It never reads from the network, so that the result does not depend on it.
@safe
public final class PROJContext {
  let handle: OpaquePointer
  private var lastMessage = ""

  /// Creates a context with its own error state.
  public init() throws(PROJError) {
    guard let handle = unsafe proj_context_create() else {
      throw PROJError(function: "proj_context_create", message: "")
    }
    unsafe self.handle = handle
    _ = unsafe proj_context_set_enable_network(handle, 0)
    // Safe: PROJ calls back only inside a call on this handle, and `deinit` ends the handle before
    // the object goes away.
    let me = unsafe Unmanaged.passUnretained(self).toOpaque()
    unsafe proj_log_func(handle, me) { userData, _, message in
      guard let message = unsafe message, let userData = unsafe userData else { return }
      let context = unsafe Unmanaged<PROJContext>.fromOpaque(userData).takeUnretainedValue()
      context.lastMessage = unsafe String(cString: message)
    }
  }

  deinit { unsafe proj_context_destroy(handle) }

  /// Takes the message of the last failure, so that it is never reported twice.
  func failure(in function: StaticString) -> PROJError {
    defer { lastMessage = "" }
    return PROJError(function: function, message: lastMessage)
  }

  /// Forgets messages of earlier calls.
  func forgetMessages() { lastMessage = "" }

  /// The version of the library, for example `9.1.1`.
  public static var libraryVersion: String {
    let info = unsafe proj_info()
    return unsafe "\(info.major).\(info.minor).\(info.patch)"
  }
}
