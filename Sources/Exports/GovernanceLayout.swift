import PlanModel

/// Where bodies and links stand in the drawing of a governance.
///
/// Levels of government are rows from the top, of at most four boxes each. A link leaves its box upwards or downwards into the space
/// between rows, runs there in a lane of its own, and goes round all boxes at the right where rows lie between: so no line crosses a
/// box or a text, and no two lines lie on each other.
struct GovernanceLayout {
  /// One body.
  struct Box {
    var body: Int
    var x: Double
    var y: Double
    var width: Double
    var height: Double
    /// The name, in lines.
    var name: [String]
    /// What it is and who sits in it, in lines.
    var about: [String]
  }
  /// One link: corners of its line.
  struct Route {
    var link: Int
    var points: [(x: Double, y: Double)]
  }
  /// A level with its band.
  struct Band {
    var title: [String]
    var y: Double
    var height: Double
  }

  private(set) var boxes: [Box] = []
  private(set) var routes: [Route] = []
  private(set) var bands: [Band] = []
  /// The right and the lower end of all of it.
  private(set) var width = 0.0
  private(set) var height = 0.0

  static let labels = 128.0
  static let stripe = 10.0
  static let nameLine = 17.0
  static let aboutLine = 16.0
  private static let inRow = 4
  private static let gap = 28.0
  private static let lane = 10.0
  private static let margin = 16.0
  private static let slot = 12.0

  private let governance: GovernanceDescription
  /// The bodies of each row, by position.
  private var rows: [[Int]] = []
  private var rowOfBody: [Int] = []
  private var columnOfBody: [Int] = []
  private var boxWidth = 200.0
  /// The ends of links at the upper and the lower side of each body, as positions among the ends there.
  private var ports: [Port: Double] = [:]

  private struct Port: Hashable {
    var link: Int
    var isStart: Bool
  }

  /// - Parameters:
  ///   - top: Where the drawing begins, below its title.
  ///   - groups: The helix groups, for their names.
  init(_ governance: GovernanceDescription, groups: [HelixGroup], top: Double) {
    self.governance = governance
    rowOfBody = governance.bodies.map { _ in 0 }
    columnOfBody = rowOfBody
    var levels: [(level: GovernanceLevel, rows: Range<Int>)] = []
    for level in GovernanceLevel.allCases {
      let own = governance.bodies.indices.filter { governance.bodies[$0].level == level }
      if own.isEmpty { continue }
      let first = rows.count
      for start in stride(from: 0, to: own.count, by: Self.inRow) {
        rows.append(Array(own[start..<min(start + Self.inRow, own.count)]))
      }
      levels.append((level, first..<rows.count))
    }
    for (row, bodies) in rows.enumerated() {
      for (column, body) in bodies.enumerated() {
        rowOfBody[body] = row
        columnOfBody[body] = column
      }
    }
    let plans = routePlans()
    let most = sideCounts(plans).values.max() ?? 0
    boxWidth = max(200, Self.slot * Double(most + 2))
    placePorts(plans)
    place(plans, levels, groups, top: top)
  }

  /// How a link runs, before anything has a place.
  private struct Plan {
    var link: Int
    var from: Int
    var to: Int
    /// Whether it leaves and enters at the lower side.
    var leavesBelow: Bool
    var entersBelow: Bool
    /// The spaces below these rows that it runs in: one, or two with the way at the right between.
    var channels: [Int]
  }

  private func routePlans() -> [Plan] {
    var position: [String: Int] = [:]
    for (body, entry) in governance.bodies.enumerated() { position[entry.id] = body }
    return governance.links.enumerated().compactMap { link, entry in
      guard let from = position[entry.from], let to = position[entry.to], from != to else {
        return nil
      }
      let (a, b) = (rowOfBody[from], rowOfBody[to])
      if a == b {
        return Plan(
          link: link, from: from, to: to, leavesBelow: true, entersBelow: true, channels: [a])
      }
      let first = a < b ? a : a - 1
      let last = a < b ? b - 1 : b
      return Plan(
        link: link, from: from, to: to, leavesBelow: a < b, entersBelow: a > b,
        channels: first == last ? [first] : [first, last])
    }
  }

  private struct Side: Hashable {
    var body: Int
    var isBelow: Bool
  }

  private func sideCounts(_ plans: [Plan]) -> [Side: Int] {
    var counts: [Side: Int] = [:]
    for plan in plans {
      counts[Side(body: plan.from, isBelow: plan.leavesBelow), default: 0] += 1
      counts[Side(body: plan.to, isBelow: plan.entersBelow), default: 0] += 1
    }
    return counts
  }

  /// Gives each end of a link a place of its own at its side. Lower sides use every other slot, so that a line that comes from above
  /// never lies on one that comes from below.
  private mutating func placePorts(_ plans: [Plan]) {
    var ends: [Side: [(port: Port, other: Int)]] = [:]
    for plan in plans {
      ends[Side(body: plan.from, isBelow: plan.leavesBelow), default: []].append(
        (Port(link: plan.link, isStart: true), plan.to))
      ends[Side(body: plan.to, isBelow: plan.entersBelow), default: []].append(
        (Port(link: plan.link, isStart: false), plan.from))
    }
    for (side, list) in ends {
      // By where the other end is, so that fewer lines cross.
      let sorted = list.sorted {
        (columnOfBody[$0.other], $0.port.link, $0.port.isStart ? 0 : 1)
          < (columnOfBody[$1.other], $1.port.link, $1.port.isStart ? 0 : 1)
      }
      let slots = Int(boxWidth / Self.slot) - 1
      let left = Self.labels + Double(columnOfBody[side.body]) * (boxWidth + Self.gap)
      for (position, end) in sorted.enumerated() {
        let number = (position + 1) * (slots + 1) / (sorted.count + 1)
        ports[end.port] =
          left + Self.slot * Double(number) + (side.isBelow ? 0 : Self.slot / 2)
      }
    }
  }

  private func end(_ link: Int, _ isStart: Bool) -> Double {
    ports[Port(link: link, isStart: isStart)] ?? 0
  }

  private mutating func place(
    _ plans: [Plan], _ levels: [(level: GovernanceLevel, rows: Range<Int>)],
    _ groups: [HelixGroup], top: Double
  ) {
    let columns = rows.map(\.count).max() ?? 0
    let right = Self.labels + Double(columns) * (boxWidth + Self.gap) - Self.gap
    let detours = plans.filter { $0.channels.count == 2 }
    var gutter: [Int: Double] = [:]
    for (position, plan) in detours.enumerated() {
      gutter[plan.link] = right + Self.margin + Self.lane * Double(position + 1)
    }
    width = right + Self.margin * 2 + Self.lane * Double(detours.count)
    let lanes = lanes(plans, gutter)
    var y = top
    var channelTop: [Double] = []
    var rowTop: [Double] = []
    var rowBottom: [Double] = []
    for (row, bodies) in rows.enumerated() {
      let texts = bodies.map { text(of: governance.bodies[$0], groups) }
      let tall = texts.map(\.height).max() ?? 0
      for (column, body) in bodies.enumerated() {
        boxes.append(
          Box(
            body: body, x: Self.labels + Double(column) * (boxWidth + Self.gap), y: y,
            width: boxWidth, height: tall, name: texts[column].name, about: texts[column].about))
      }
      rowTop.append(y)
      rowBottom.append(y + tall)
      y += tall
      channelTop.append(y)
      y += Self.margin * 2 + Self.lane * Double(lanes.count[row])
    }
    height = y
    for level in levels {
      let from = rowTop[level.rows.lowerBound]
      bands.append(
        Band(
          title: WrappedText.lines(level.level.title, width: 12), y: from - 8,
          height: rowBottom[level.rows.upperBound - 1] - from + 16))
    }
    func laneY(_ channel: Int, _ lane: Int) -> Double {
      channelTop[channel] + Self.margin + Self.lane * (Double(lane) + 0.5)
    }
    for plan in plans {
      let (start, finish) = (end(plan.link, true), end(plan.link, false))
      let (a, b) = (rowOfBody[plan.from], rowOfBody[plan.to])
      var points = [(x: start, y: plan.leavesBelow ? rowBottom[a] : rowTop[a])]
      let first = laneY(plan.channels[0], lanes.lane[LaneUse(plan.link, 0)] ?? 0)
      points.append((start, first))
      if let x = gutter[plan.link] {
        let second = laneY(plan.channels[1], lanes.lane[LaneUse(plan.link, 1)] ?? 0)
        points += [(x, first), (x, second), (finish, second)]
      } else {
        points.append((finish, first))
      }
      points.append((finish, plan.entersBelow ? rowBottom[b] : rowTop[b]))
      routes.append(Route(link: plan.link, points: points))
    }
  }

  private struct LaneUse: Hashable {
    var link: Int
    var part: Int

    init(_ link: Int, _ part: Int) {
      self.link = link
      self.part = part
    }
  }

  /// A lane for each stretch between two rows; stretches that would touch have lanes of their own.
  private func lanes(
    _ plans: [Plan], _ gutter: [Int: Double]
  ) -> (lane: [LaneUse: Int], count: [Int]) {
    var lane: [LaneUse: Int] = [:]
    var taken: [[[ClosedRange<Double>]]] = rows.map { _ in [] }
    for plan in plans {
      for (part, channel) in plan.channels.enumerated() {
        let (start, finish) = (end(plan.link, true), end(plan.link, false))
        let turn = gutter[plan.link]
        let ends = part == 0 ? (start, turn ?? finish) : (turn ?? start, finish)
        let stretch = min(ends.0, ends.1) - Self.lane...max(ends.0, ends.1) + Self.lane
        let free = taken[channel].firstIndex { used in
          used.allSatisfy { !$0.overlaps(stretch) }
        }
        let chosen = free ?? taken[channel].count
        if free == nil { taken[channel].append([]) }
        taken[channel][chosen].append(stretch)
        lane[LaneUse(plan.link, part)] = chosen
      }
    }
    return (lane, taken.map(\.count))
  }

  private func text(
    of body: GovernanceBody, _ groups: [HelixGroup]
  ) -> (name: [String], about: [String], height: Double) {
    let room = boxWidth - Self.stripe - 20
    let name = WrappedText.lines(body.name, width: Int(room / 8.4))
    let sits = groups.filter { body.groups.contains($0.id) }.map(\.name)
    let about =
      [body.kind == "other" ? "" : body.kind, sits.joined(separator: ", ")].filter { !$0.isEmpty }
      .flatMap { WrappedText.lines($0, width: Int(room / 7.4)) }
    let height =
      20 + Self.nameLine * Double(name.count) + Self.aboutLine * Double(about.count)
    return (name, about, height)
  }
}
