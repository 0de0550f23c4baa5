/// A stream of numbers that depends on its seed alone (SplitMix64; Steele, Lea, Flood, OOPSLA 2014).
struct TownRandom {
  private var state: UInt64

  /// Starts a stream for one thing: `tag` names the kind of thing, `a` and `b` which one.
  ///
  /// Things have streams of their own, so that the order in which they are made does not matter.
  init(seed: UInt64, tag: UInt64, _ a: Int = 0, _ b: Int = 0) {
    state = scrambled(seed &+ 0x9E37_79B9_7F4A_7C15 &* (tag &+ 1))
    state = scrambled(state ^ UInt64(bitPattern: Int64(a)) &* 0xD6E8_FEB8_6659_FD93)
    state = scrambled(state ^ UInt64(bitPattern: Int64(b)) &* 0xA076_1D64_78BD_642F)
  }

  /// The next 64 bits.
  mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return scrambled(state)
  }

  /// A number in 0..<1.
  mutating func unit() -> Double { Double(bits() >> 11) * 0x1p-53 }

  /// A number in `low..<high`.
  mutating func number(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

  /// A whole number in `0..<count`.
  mutating func below(_ count: Int) -> Int { Swift.min(count - 1, Int(unit() * Double(count))) }

  /// Whether an event of a probability happens.
  mutating func happens(_ probability: Double) -> Bool { unit() < probability }
}

/// What SplitMix64 makes of a state.
private func scrambled(_ value: UInt64) -> UInt64 {
  var z = value
  z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
  return z ^ (z >> 31)
}

/// Smooth noise over the plane, in about −1…1: sums of waves in drawn directions.
///
/// Waves instead of lattice noise, because they need no table and have no axis of their own.
struct WaveNoise {
  private var waves: [(kx: Double, ky: Double, phase: Double, weight: Double)] = []

  /// Creates noise whose largest features have about the size `wavelength`, in m.
  init(seed: UInt64, tag: UInt64, wavelength: Double, octaves: Int = 4) {
    var random = TownRandom(seed: seed, tag: tag)
    var length = wavelength
    var weight = 1.0
    for _ in 0..<octaves {
      for _ in 0..<4 {
        let angle = random.number(0, 2 * Double.pi)
        let k = 2 * Double.pi / (length * random.number(0.75, 1.35))
        let phase = random.number(0, 2 * Double.pi)
        waves.append((k * cosine(angle), k * sine(angle), phase, weight * 0.42))
      }
      length *= 0.5
      weight *= 0.58
    }
  }

  /// The noise at a point.
  func value(at p: Point) -> Double {
    var sum = 0.0
    for wave in waves { sum += wave.weight * sine(wave.kx * p.x + wave.ky * p.y + wave.phase) }
    return sum
  }
}
