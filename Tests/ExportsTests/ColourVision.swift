import Foundation

/// How colours look to readers with other colour vision, and how far apart two colours are.
enum ColourVision: CaseIterable {
  case normal
  /// Without cones for long waves.
  case protanopia
  /// Without cones for middle waves.
  case deuteranopia
  /// Without cones for short waves.
  case tritanopia

  /// The matrices of severity 1 for linear RGB from Machado, Oliveira and Fernandes, *A physiologically-based model for simulation of color
  /// vision deficiency*, IEEE Transactions on Visualization and Computer Graphics 15 (6), 2009, table of the supplement.
  private var matrix: [[Double]] {
    switch self {
    case .normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    case .protanopia:
      [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
      ]
    case .deuteranopia:
      [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
      ]
    case .tritanopia:
      [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
      ]
    }
  }

  /// The colour `#rrggbb` on white, as this reader sees it.
  func seen(_ colour: String, alpha: Double = 1) -> CIELAB {
    let value = Int(colour.dropFirst(), radix: 16)!
    let linear = [16, 8, 0].map { shift -> Double in
      let share = Double(value >> shift & 255) / 255
      let mixed = share * alpha + 1 - alpha
      return mixed <= 0.04045 ? mixed / 12.92 : pow((mixed + 0.055) / 1.055, 2.4)
    }
    return CIELAB(
      linear: matrix.map { row in
        min(1, max(0, row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2]))
      })
  }
}

/// A colour in the space of CIE 1976, by the white of D65.
struct CIELAB {
  var lightness: Double
  var a: Double
  var b: Double

  init(lightness: Double, a: Double, b: Double) {
    (self.lightness, self.a, self.b) = (lightness, a, b)
  }

  /// From linear sRGB, by IEC 61966-2-1.
  init(linear rgb: [Double]) {
    func row(_ x: Double, _ y: Double, _ z: Double) -> Double {
      x * rgb[0] + y * rgb[1] + z * rgb[2]
    }
    func f(_ t: Double) -> Double { t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116 }
    let x = f(row(0.4124564, 0.3575761, 0.1804375) / 0.95047)
    let y = f(row(0.2126729, 0.7151522, 0.0721750))
    let z = f(row(0.0193339, 0.1191920, 0.9503041) / 1.08883)
    self.init(lightness: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z))
  }

  /// The difference of two colours by CIEDE2000; about 1 is the least that is seen side by side.
  ///
  /// By Sharma, Wu and Dalal, *The CIEDE2000 color-difference formula: implementation notes, supplementary test data, and mathematical
  /// observations*, Color Research and Application 30 (1), 2005.
  func difference(from other: CIELAB) -> Double {
    func degrees(_ radians: Double) -> Double { radians * 180 / .pi }
    func cosine(_ degrees: Double) -> Double { cos(degrees * .pi / 180) }
    func seventh(_ chroma: Double) -> Double {
      let power = pow(chroma, 7)
      return (power / (power + 6_103_515_625)).squareRoot()
    }
    let meanChroma = (hypot(a, b) + hypot(other.a, other.b)) / 2
    let stretch = 1 + (1 - seventh(meanChroma)) / 2
    let (a1, a2) = (a * stretch, other.a * stretch)
    let (c1, c2) = (hypot(a1, b), hypot(a2, other.b))
    func hue(_ a: Double, _ b: Double) -> Double {
      let angle = degrees(atan2(b, a))
      return angle < 0 ? angle + 360 : angle
    }
    let (h1, h2) = (hue(a1, b), hue(a2, other.b))
    let isGrey = c1 * c2 == 0
    var turn = isGrey ? 0 : h2 - h1
    if turn > 180 { turn -= 360 }
    if turn < -180 { turn += 360 }
    var meanHue = h1 + h2
    if !isGrey {
      if abs(h1 - h2) > 180 { meanHue += meanHue < 360 ? 360 : -360 }
      meanHue /= 2
    }
    let lightnessStep = other.lightness - lightness
    let chromaStep = c2 - c1
    let hueStep = 2 * (c1 * c2).squareRoot() * sin(turn / 2 * .pi / 180)
    let chroma = (c1 + c2) / 2
    let fromGrey = pow((lightness + other.lightness) / 2 - 50, 2)
    var t = 1 - 0.17 * cosine(meanHue - 30) + 0.24 * cosine(2 * meanHue)
    t += 0.32 * cosine(3 * meanHue + 6) - 0.20 * cosine(4 * meanHue - 63)
    let rotation = 30 * exp(-pow((meanHue - 275) / 25, 2))
    let l = lightnessStep / (1 + 0.015 * fromGrey / (20 + fromGrey).squareRoot())
    let c = chromaStep / (1 + 0.045 * chroma)
    let h = hueStep / (1 + 0.015 * chroma * t)
    let twist = -sin(2 * rotation * .pi / 180) * 2 * seventh(chroma)
    return (l * l + c * c + h * h + twist * c * h).squareRoot()
  }
}
