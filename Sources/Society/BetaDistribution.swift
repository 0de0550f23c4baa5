import Glibc

/// The beta distribution on 0…1.
struct BetaDistribution {
  /// Shape at 1; more than 0.
  let a: Double
  /// Shape at 0; more than 0.
  let b: Double

  var mean: Double { a / (a + b) }
  var standardDeviation: Double { (a / (a + b) * (b / (a + b)) / (a + b + 1)).squareRoot() }

  /// The probability of at most `x`: the regularised incomplete beta function I_x(a, b).
  ///
  /// By its continued fraction after Lentz (recalled: Press and others, Numerical Recipes, section 6.4), which converges in
  /// O(√max(a, b)) steps on the side of the mean that it is used on.
  func probability(atMost x: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    let logFront = lgamma(a + b).0 - lgamma(a).0 - lgamma(b).0 + a * log(x) + b * log1p(-x)
    return x < (a + 1) / (a + b + 2)
      ? exp(logFront) * Self.fraction(a, b, x) / a
      : 1 - exp(logFront) * Self.fraction(b, a, 1 - x) / b
  }

  private static func fraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
    // A denominator of 0 is put off by as little as Lentz's method allows.
    func kept(_ value: Double) -> Double { abs(value) < 1e-300 ? 1e-300 : value }
    var c = 1.0
    var d = 1 / kept(1 - (a + b) * x / (a + 1))
    var result = d
    let most = 200 + Int(20 * max(a, b).squareRoot())
    for step in 1...most {
      let m = Double(step)
      var term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / kept(1 + term * d)
      c = kept(1 + term / c)
      result *= d * c
      term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / kept(1 + term * d)
      c = kept(1 + term / c)
      result *= d * c
      if abs(d * c - 1) < 1e-15 { break }
    }
    return result
  }

  /// The value that a share of the probability lies below, to some 1e-12, by bisection.
  ///
  /// From a million answers on by the normal distribution with the same mean and deviation: it is nearer than the
  /// logarithms of the gamma function then are.
  func quantile(_ share: Double) -> Double {
    if a + b > 1e6, min(a, b) > 1000 {
      return min(1, max(0, mean + standardDeviation * Self.normalQuantile(share)))
    }
    var low = 0.0
    var high = 1.0
    for _ in 0..<60 where high - low > 1e-13 {
      let middle = (low + high) / 2
      if probability(atMost: middle) < share { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  private static func normalQuantile(_ share: Double) -> Double {
    var low = -40.0
    var high = 40.0
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if 0.5 * erfc(-middle / 2.0.squareRoot()) < share { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
