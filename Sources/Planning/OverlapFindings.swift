import PlanModel

/// What a person is told of districts that overlap: one finding for all that lie in others, since that is one mistake, and
/// one for each pair whose border is off, or for all such pairs where they are many.
struct OverlapFindings {
  private let overlaps: [(left: Int, right: Int, area: Double)]
  private let districts: Layer
  private let areas: [Double]
  /// More pairs than that are one finding.
  private static let mostSingle = 5

  /// - Parameters:
  ///   - overlaps: Pairs of districts with the area they share, m².
  ///   - areas: The area of each district, m².
  init(
    _ overlaps: [(left: Int, right: Int, area: Double)], of districts: Layer, areas: [Double]
  ) {
    self.overlaps = overlaps
    self.districts = districts
    self.areas = areas
  }

  /// The findings, those about districts inside others first.
  var diagnostics: [Diagnostic] {
    // A district that shares half of itself lies in the other; a border that is off is a strip.
    let nested = overlaps.filter { $0.area >= 0.5 * min(areas[$0.left], areas[$0.right]) }
    let borders = overlaps.filter { $0.area < 0.5 * min(areas[$0.left], areas[$0.right]) }
    let remedy =
      "Mend their common border; until then the ledger has a row for what is counted twice."
    var found: [Diagnostic] = []
    if let largest = nested.max(by: { $0.area < $1.area }) {
      let isLeftInner = areas[largest.left] < areas[largest.right]
      let (inner, outer) =
        isLeftInner ? (largest.left, largest.right) : (largest.right, largest.left)
      let inside = Set(nested.map { areas[$0.left] < areas[$0.right] ? $0.left : $0.right }).count
      let most = "\(id(inner)) lies in \(id(outer)) with \(shown(largest.area))"
      found.append(
        Diagnostic(
          .warning, "districts.nested",
          inside == 1
            ? "District \(most)."
            : "\(inside) districts lie in others, with \(sum(nested)) in all: \(most), and so on.",
          remedy:
            "The layer holds two kinds of areas: leave one out with a filter under districts; until then the ledger has a row for what is counted twice.",
          at: Place(layer: districts.name, feature: id(inner)), count: nested.count))
    }
    if borders.count <= Self.mostSingle {
      found += borders.map { pair in
        Diagnostic(
          .warning, "districts.overlap",
          "Districts \(id(pair.left)) and \(id(pair.right)) share \(shown(pair.area)).",
          remedy: remedy, at: Place(layer: districts.name, feature: id(pair.right)))
      }
    } else if let largest = borders.max(by: { $0.area < $1.area }) {
      found.append(
        Diagnostic(
          .warning, "districts.overlap",
          "\(borders.count) pairs of districts share \(sum(borders)) along their borders, most of them \(id(largest.left)) and \(id(largest.right)) with \(shown(largest.area)).",
          remedy: remedy, at: Place(layer: districts.name, feature: id(largest.right)),
          count: borders.count))
    }
    return found
  }

  private func id(_ row: Int) -> String { districts.ids[row] }

  private func shown(_ area: Double) -> String {
    area < 0.005 ? "less than 0.01 m²" : "\(area.rounded(toDecimals: 2)) m²"
  }

  private func sum(_ pairs: [(left: Int, right: Int, area: Double)]) -> String {
    shown(pairs.map(\.area).compensatedSum())
  }
}
