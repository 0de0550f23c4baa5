/// A river that winds past the centre, with two brooks that flow into it.
struct River: Sendable {
  /// The direction the river flows, as an angle.
  private let angle: Double
  private let offset: Double
  private let waves: [(k: Double, phase: Double, height: Double)]
  private let brooks: [(at: Double, side: Double, k: Double, phase: Double)]
  /// How far the river is drawn on both sides, m.
  private let reach: Double
  /// The width, m.
  let width: Double

  /// Lays out the river.
  init(specification: TownSpecification, seed: UInt64, reach: Double) {
    var random = TownRandom(seed: seed, tag: 20)
    angle = random.number(-0.9, 0.9)
    offset = random.number(180, 320) * (random.happens(0.5) ? 1 : -1)
    self.reach = reach * 1.45
    width = specification.riverWidth
    waves = [7000.0, 2900, 1250, 640].map { length in
      (
        2 * .pi / (length * random.number(0.8, 1.25)), random.number(0, 2 * .pi),
        length * 0.045 * random.number(0.7, 1.3)
      )
    }
    brooks = [-0.55, 0.4].map { share in
      (
        share * reach * random.number(0.8, 1.2), share < 0 ? 1.0 : -1.0,
        2 * .pi / random.number(900, 1700), random.number(0, 2 * .pi)
      )
    }
  }

  /// The distance of the river's middle line from its axis, `s` metres along.
  private func course(_ s: Double) -> Double {
    var t = offset
    for wave in waves { t += wave.height * sine(wave.k * s + wave.phase) }
    return t
  }

  private func slope(_ s: Double) -> Double {
    var sum = 0.0
    for wave in waves { sum += wave.height * wave.k * cosine(wave.k * s + wave.phase) }
    return sum
  }

  private func sway(_ brook: Int, _ distance: Double) -> Double {
    // Starts at 0, so that the brook ends in the river.
    Swift.min(1, distance / 400) * 90
      * sine(brooks[brook].k * distance + brooks[brook].phase)
  }

  /// About how far a point is from the nearest middle line of river or brook, m.
  func distance(from p: Point) -> (river: Double, brook: Double) {
    let q = p.turned(by: -angle)
    let slope = slope(q.x)
    let river = abs(q.y - course(q.x)) / (1 + slope * slope).squareRoot()
    var brook = Double.infinity
    for (i, b) in brooks.enumerated() {
      let along = (q.y - course(b.at)) * b.side
      if along < 0 || along > reach { continue }
      brook = Swift.min(brook, abs(q.x - b.at - sway(i, along)) * 0.9)
    }
    return (river, brook)
  }

  /// The middle line of the river, downstream.
  var line: [Point] {
    strip(half: 0).left
  }

  /// The middle lines of the brooks, downstream.
  var brookLines: [[Point]] {
    brooks.indices.map { i in
      let pieces = Int(reach / 60)
      return (0...pieces).reversed().map { step in
        let along = Double(step) * reach / Double(pieces)
        let b = brooks[i]
        return Point(b.at + sway(i, along), course(b.at) + along * b.side).turned(by: angle)
      }
    }
  }

  /// The strip of land at about `half` metres on both sides of the river, as its two edges, downstream.
  ///
  /// The strip is cut across the river's axis, not square to its course: so its edges never cross themselves.
  func strip(half: Double) -> (left: [Point], right: [Point]) {
    let pieces = Int(2 * reach / 50)
    var left: [Point] = []
    var right: [Point] = []
    for step in 0...pieces {
      let s = -reach + 2 * reach * Double(step) / Double(pieces)
      let t = course(s)
      let bulge = half * (1 + 0.35 * sine(s / 410) + 0.2 * sine(s / 173))
      left.append(Point(s, t + bulge).turned(by: angle))
      right.append(Point(s, t - bulge).turned(by: angle))
    }
    return (left, right)
  }
}
