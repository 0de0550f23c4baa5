/// Where names stand on a map: none over another, none outside the frame.
///
/// Greedy by weight: each name takes the first of its places that is free – its middle, then around it – and is left out
/// where none is. Finding the most names that fit at once is NP-hard (Formann and Wagner 1991); greedy by importance is
/// what map makers do by hand.
struct LabelPlacement: Sendable {
  /// A name that asks for a place.
  struct Request: Sendable {
    var text: String
    var x: Double
    var y: Double
    var width: Double
    var height: Double
    /// Who comes first: the largest.
    var weight: Double
  }
  /// For each request the box it got, or nil.
  let boxes: [Box?]

  /// Places names.
  ///
  /// - Parameters:
  ///   - frame: Where they may stand.
  ///   - taken: Where they may not.
  init(_ requests: [Request], in frame: Box, taken: [Box] = []) {
    var boxes: [Box?] = requests.map { _ in nil }
    var used = taken
    let order = requests.indices.sorted {
      (requests[$1].weight, $0) < (requests[$0].weight, $1)
    }
    for index in order {
      let request = requests[index]
      for (dx, dy) in Self.offsets {
        let x = request.x + dx * request.width
        let y = request.y + dy * request.height
        let box = Box(
          left: x - request.width / 2, top: y - request.height / 2, right: x + request.width / 2,
          bottom: y + request.height / 2)
        if frame.holds(box), !used.contains(where: box.overlaps) {
          boxes[index] = box
          used.append(box)
          break
        }
      }
    }
    self.boxes = boxes
  }

  /// Steps from the middle in widths and heights of the name, near ones first.
  private static let offsets: [(Double, Double)] = [
    (0, 0), (0, -0.75), (0, 0.75), (0.35, 0), (-0.35, 0), (0, -1.4), (0, 1.4), (0.5, -1),
    (-0.5, -1),
    (0.5, 1), (-0.5, 1), (0.6, 0), (-0.6, 0),
  ]
}
