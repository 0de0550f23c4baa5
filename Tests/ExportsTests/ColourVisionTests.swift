import Frameworks
import PlanModel
import TestSupport
import Testing

@testable import Exports

/// One entry of a legend.
private struct Entry {
  var title: String
  var colour: String
  var hatch = 0
  var alpha = 1.0
}

@Suite("Colours for every colour vision")
struct ColourVisionTests {
  /// The least difference of two classes of a legend that have the same pattern: ten times what is just seen side by side.
  private static let least = 10.0

  /// The two classes without a different pattern that come nearest to each other for some reader.
  private func nearest(_ entries: [Entry]) -> (difference: Double, pair: String) {
    var nearest = (difference: Double.infinity, pair: "")
    for vision in ColourVision.allCases {
      let seen = entries.map { vision.seen($0.colour, alpha: $0.alpha) }
      for (one, other) in entries.indices.flatMap({ i in entries.indices[(i + 1)...].map { (i, $0) }
      })
      where entries[one].hatch == entries[other].hatch {
        let difference = seen[one].difference(from: seen[other])
        if difference < nearest.difference {
          nearest = (difference, "\(vision): \(entries[one].title) and \(entries[other].title)")
        }
      }
    }
    return nearest
  }

  private func check(_ legend: String, _ entries: [Entry]) {
    let nearest = nearest(entries)
    #expect(nearest.difference >= Self.least, "\(legend), \(nearest.pair)")
  }

  @Test(
    "the difference of colours is that of the published pairs",
    arguments: [
      ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
      ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0000),
      ((50, 2.5, 0), (73, 25, -18), 27.1492), ((50, 2.5, 0), (50, 0, -2.5), 4.3065),
      ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
      ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
      ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ] as [((Double, Double, Double), (Double, Double, Double), Double)])
  func published(
    one: (Double, Double, Double), other: (Double, Double, Double), wanted: Double
  ) {
    let (p, q) = (
      CIELAB(lightness: one.0, a: one.1, b: one.2),
      CIELAB(lightness: other.0, a: other.1, b: other.2)
    )
    #expect(abs(p.difference(from: q) - wanted) < 5e-5)
    #expect(abs(q.difference(from: p) - wanted) < 5e-5)
  }

  @Test(
    "red and green of equal darkness are one colour without cones for middle waves, and grey stays grey"
  )
  func simulation() {
    let (red, green) = ("#c0392b", "#4f7f2a")
    let normal = ColourVision.normal.seen(red).difference(from: ColourVision.normal.seen(green))
    let without = ColourVision.deuteranopia.seen(red)
      .difference(from: ColourVision.deuteranopia.seen(green))
    #expect(normal > 30 && without < 8)
    for vision in ColourVision.allCases {
      let grey = vision.seen("#808080")
      #expect(abs(grey.a) < 0.1 && abs(grey.b) < 0.1)
    }
  }

  @Test(
    "the palette, what has no class, and the ramps are told apart by every reader, on light and on dark ground"
  )
  func palettes() {
    let palette = Palette.colours.map { Entry(title: $0, colour: $0) }
    for ground in [Palette.none]
      + (WebMapColours.all.first { $0.name == "none" }.map { [$0.light, $0.dark] } ?? [])
    {
      let none = Entry(title: "none", colour: ground)
      check("palette on \(ground)", palette + [none])
      check(
        "numbers of the web map on \(ground)",
        MapTheme.ramp.map { Entry(title: $0, colour: $0) } + [none])
    }
    check(
      "numbers of figures and QGIS",
      (MapTheme.ramp + [Palette.none]).map { Entry(title: $0, colour: $0) })
    let page = PageStyle.common.matches(of: /--none: (#\w{6})/).map { String($0.output.1) }
    #expect(page.count == 2)
    for ground in page {
      check("palette on \(ground) of the page", palette + [Entry(title: "none", colour: ground)])
    }
  }

  @Test("classes beyond the palette's colours have a pattern")
  func patterns() {
    let count = Palette.hatches * Palette.colours.count
    let marks = (0..<count).map { Palette.mark($0) }
    check(
      "\(count) classes", marks.map { Entry(title: "\($0)", colour: $0.colour, hatch: $0.hatch) })
    #expect(Set(marks.map { "\($0.colour) \($0.hatch)" }).count == count)
  }

  @Test("each legend of the web map, of QGIS and of the figures is told apart by every reader")
  func legends() throws {
    let account = PlanAccount.withDocuments(of: MadeUpTown().result, labels: Labels())
    var count = 0
    for theme in WebMapThemes(account).all {
      check(
        "web map, \(theme.title)",
        theme.classes.map { Entry(title: $0.title, colour: $0.colour, hatch: $0.hatch) })
      check(
        "web map in the dark, \(theme.title)",
        theme.classes.map { Entry(title: $0.title, colour: $0.dark ?? $0.colour, hatch: $0.hatch) })
      count += 1
    }
    let layers = MapLayers(account).all
    for style in MapStyles(account, layers).all {
      let symbols: [(String, MapSymbol)]
      switch style.drawing.rule {
      case .single: continue
      case .categories(_, let classes): symbols = classes.map { ($0.label, $0.symbol) }
      case .ranges(_, let ranges): symbols = ranges.map { ($0.label, $0.symbol) }
      }
      check(
        "QGIS, \(style.layer) \(style.name)",
        symbols.compactMap { label, symbol in
          symbol.ground.map {
            Entry(title: label, colour: $0, hatch: symbol.hatch, alpha: symbol.opacity)
          }
        })
      count += 1
    }
    for theme in MapThemes(account).all {
      check(
        "figure, \(theme.title)",
        theme.classes.map {
          Entry(
            title: $0.label, colour: $0.fill.colour, hatch: $0.fill.hatch.rawValue,
            alpha: $0.fill.alpha)
        })
      count += 1
    }
    #expect(count > 15)
  }
}
