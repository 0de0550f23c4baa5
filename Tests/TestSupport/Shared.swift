import Synchronization

/// Values that are worked out once a process, however many tests ask for them.
public final class Shared<Value: Sendable>: Sendable {
  /// One value; whoever comes second waits for the first.
  private final class Slot: Sendable {
    let result = Mutex<Result<Value, any Error>?>(nil)
  }
  private let slots = Mutex<[String: Slot]>([:])

  /// Creates a store without values.
  public init() {}

  /// The value of a key, made by the first that asks.
  public func value(_ key: String, _ make: @Sendable () throws -> Value) throws -> Value {
    let slot = slots.withLock { slots in
      let slot = slots[key] ?? Slot()
      slots[key] = slot
      return slot
    }
    return try slot.result.withLock { result in
      let known = result ?? Result { try make() }
      result = known
      return try known.get()
    }
  }
}
