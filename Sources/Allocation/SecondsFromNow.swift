/// A clock that starts with the call: it gives the seconds since then, and never goes back.
///
/// It is what searches go by whose caller gives no clock. What they find depends on it only where a time limit is given. Time
/// for which the computer sleeps does not count.
public func secondsFromNow() -> @Sendable () -> Double {
  let clock = SuspendingClock()
  let begin = clock.now
  return {
    let passed = (clock.now - begin).components
    return Double(passed.seconds) + Double(passed.attoseconds) * 1e-18
  }
}
