import Glibc

/// A stream of numbers that depends on a seed and on which stream it is alone (SplitMix64; Steele, Lea, Flood, OOPSLA 2014).
///
/// Each draw, permutation or unit has a stream of its own, so that neither their order nor the number of workers matters.
struct RandomStream {
  private var state: UInt64

  /// Starts a stream.
  ///
  /// - Parameters:
  ///   - purpose: What is drawn, so that two uses of one seed have nothing in common.
  ///   - number: Which stream of them.
  init(seed: UInt64, purpose: UInt64, number: Int) {
    state = Self.scrambled(seed &+ 0x9E37_79B9_7F4A_7C15 &* (purpose &+ 1))
    state = Self.scrambled(
      state ^ UInt64(bitPattern: Int64(number)) &* 0xD6E8_FEB8_6659_FD93)
  }

  private static func scrambled(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  private mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.scrambled(state)
  }

  /// A number between 0 and 1, neither of them.
  mutating func uniform() -> Double { (Double(bits() >> 11) + 0.5) * 0x1p-53 }

  /// A whole number in `0..<count`; its bias is below 2⁻³² for any count of this stage.
  mutating func below(_ count: Int) -> Int {
    Int(bits().multipliedFullWidth(by: UInt64(count)).high)
  }

  /// A standard normal number (Box and Muller 1958).
  mutating func normal() -> Double {
    (-2 * log(uniform())).squareRoot() * cos(2 * .pi * uniform())
  }

  /// An exponential number of mean 1: such numbers over their sum are spread evenly over the simplex.
  mutating func exponential() -> Double { -log(uniform()) }
}
