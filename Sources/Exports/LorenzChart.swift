import PlanModel

extension BenefitsResult {
  /// What a chart is drawn of: the cost of energy at home; nil where nobody lives or nothing is known of it.
  var drawnDistribution: BenefitDistribution? {
    distributions.first { $0.id == "energyCost" && ($0.before != nil || $0.after != nil) }
  }
}

/// The Lorenz curves of one distribution, today and with the plan, as an SVG image that stands alone.
///
/// The straight line is where all have the same; a curve that hangs lower is less even.
struct LorenzChart {
  private let spread: BenefitDistribution

  /// - Parameter spread: What is shared among the districts' people.
  init(_ spread: BenefitDistribution) { self.spread = spread }

  private static let left = 72.0
  private static let top = 64.0
  private static let side = 400.0

  /// The image.
  var svg: String {
    let curves = [
      ("today", "4 4", spread.before), ("with the plan", "", spread.after),
    ].compactMap { name, dashes, curve in curve.map { (name: name, dashes: dashes, curve: $0) } }
    let summary = curves.map { "Gini \($0.name): \($0.curve.gini.grouped(3))" }
      .joined(separator: "; ")
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 520 540\" width=\"520\" height=\"540\" role=\"img\" aria-labelledby=\"title desc\">",
      "<title id=\"title\">\(HTMLRenderer.escaped(spread.title))</title>",
      "<desc id=\"desc\">\(HTMLRenderer.escaped(summary))</desc>",
      "<style>\(TradeOffChart.style)</style>",
      "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>",
      "<text class=\"head\" x=\"\(at(Self.left))\" y=\"30\">\(HTMLRenderer.escaped(spread.title))</text>",
    ]
    for tick in 0...4 {
      let share = Double(tick) / 4
      lines.append(
        "<path class=\"grid\" d=\"M\(x(share)) \(y(0))V\(y(1))M\(x(0)) \(y(share))H\(x(1))\"/>"
          + "<text class=\"tick\" x=\"\(x(share))\" y=\"\(at(Self.top + Self.side + 20))\" text-anchor=\"middle\">\(25 * tick) %</text>"
          + "<text class=\"tick\" x=\"\(at(Self.left - 8))\" y=\"\(y(share))\" text-anchor=\"end\">\(25 * tick) %</text>"
      )
    }
    lines += [
      "<text class=\"axis\" x=\"\(x(0.5))\" y=\"\(at(Self.top + Self.side + 46))\" text-anchor=\"middle\">Share of the people, from those who have least</text>",
      "<text class=\"axis\" transform=\"translate(18 \(y(0.5))) rotate(-90)\" text-anchor=\"middle\">Share of the whole</text>",
      "<path class=\"grid\" d=\"M\(x(0)) \(y(0))L\(x(1)) \(y(1))\"/>",
    ]
    for (place, line) in curves.enumerated() {
      let path = zip(line.curve.people, line.curve.amount).map { "\(x($0)) \(y($1))" }
      let dashes = line.dashes.isEmpty ? "" : " stroke-dasharray=\"\(line.dashes)\""
      let words = "\(line.name), Gini \(line.curve.gini.grouped(3))"
      let start = Self.left + 200 * Double(place)
      lines.append(
        "<path class=\"curve\"\(dashes) d=\"M\(path.joined(separator: "L"))\"><title>\(words)</title></path>"
          + "<path class=\"curve\"\(dashes) d=\"M\(at(start)) 48H\(at(start + 24))\"/><text class=\"tick\" x=\"\(at(start + 30))\" y=\"52\">\(words)</text>"
      )
    }
    return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  private func x(_ share: Double) -> String { at(Self.left + share * Self.side) }
  private func y(_ share: Double) -> String { at(Self.top + (1 - share) * Self.side) }

  /// A coordinate to a tenth of a pixel.
  private func at(_ value: Double) -> String { value.rounded(toDecimals: 1) }
}
