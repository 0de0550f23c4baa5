/// Blocks of the centre, apartment blocks and halls.
extension BlockDraft {
  /// Closed fronts: four corner houses in the shape of an L, and houses wall to wall between them.
  mutating func layOutPerimeter() {
    let wing = random.number(11, 13)
    guard width > 4 * wing, depth > 4 * wing else { return layOutRows() }
    let years = 1780...(ratio < 0.15 ? 1935 : 1960)
    let levels = 3 + random.below(3)
    let arm = (0..<8).map { _ in random.number(wing + 3, wing + 7) }
    let ends = [
      (0.0, 0.0, arm[0], arm[1], 2), (width - arm[2], 0, width, arm[3], 3),
      (width - arm[4], depth - arm[5], width, depth, 0), (0, depth - arm[7], arm[6], depth, 1),
    ]
    for (x0, y0, x1, y1, quarter) in ends {
      angle(
        x0, y0, x1, y1, cut: Point(x1 - x0 - wing, y1 - y0 - wing), quarter: quarter,
        random.happens(0.25) ? .shop : .apartmentHouse, levels: levels, years: years)
    }
    for (start, end, side) in [
      (arm[0], width - arm[2], 0), (arm[6], width - arm[4], 1),
      (arm[1], depth - arm[7], 2), (arm[3], depth - arm[5], 3),
    ] {
      let count = Swift.max(1, Int(((end - start) / 14.5).rounded()))
      var from = start
      for i in 0..<count {
        let share = Double(i + 1) / Double(count)
        let to =
          i + 1 == count
          ? end : start + (end - start) * (share + random.number(-0.2, 0.2) / Double(count))
        frontHouse(from, to, side: side, wing: wing, levels: levels, years: years)
        from = to
      }
    }
    let inner = Point(width - 2 * wing - 14, depth - 2 * wing - 14)
    if inner.x > 12, inner.y > 9, random.happens(0.6) {
      let w = Swift.min(inner.x, random.number(11, 22))
      let h = Swift.min(inner.y, random.number(8, 13))
      rectangle(
        (width - w) / 2, (depth - h) / 2, (width + w) / 2, (depth + h) / 2,
        random.happens(0.5) ? .warehouse : .office, levels: 1 + random.below(2), years: years)
    }
  }

  private mutating func frontHouse(
    _ from: Double, _ to: Double, side: Int, wing: Double, levels: Int, years: ClosedRange<Int>
  ) {
    // A gap in the front now and then: a yard, a plot never built on.
    if random.happens(0.06) { return }
    let draw = random.unit()
    let use: TownUse =
      draw < 0.7 ? .apartmentHouse : draw < 0.83 ? .shop : draw < 0.96 ? .office : .hotel
    let own = levels + random.below(3) - 1
    switch side {
    case 0: rectangle(from, 0, to, wing, use, levels: own, years: years)
    case 1: rectangle(from, depth - wing, to, depth, use, levels: own, years: years)
    case 2: rectangle(0, from, wing, to, use, levels: own, years: years)
    default: rectangle(width - wing, from, width, to, use, levels: own, years: years)
    }
  }

  /// Apartment blocks across the block, with a shop in front.
  mutating func layOutSlabs() {
    guard width > 36, depth > 34 else { return layOutRows() }
    let count = Int((width - 4) / 30)
    let step = width / Double(count)
    let levels = 4 + random.below(6)
    let pattern = random.below(3)
    for i in 0..<count {
      let x = (Double(i) + 0.5) * step - 6.25
      let length = Swift.min(depth - 17, random.number(36, 62))
      let y = 14 + (depth - 14 - length) * random.unit()
      if pattern == 0, length > 40 {
        angle(
          x, y, x + 20, y + length, cut: Point(7.5, length - 12.5), quarter: 1 + random.below(2),
          .apartmentBlock, levels: levels, years: 1956...1990)
      } else {
        rectangle(
          x, y, x + 12.5, y + length, .apartmentBlock, levels: levels + random.below(2),
          years: 1956...1990)
      }
    }
    if random.happens(0.6) {
      rectangle(3, 1, 3 + random.number(12, 24), 11, .shop, levels: 1, years: 1960...1995)
    }
    var x = width - 4.0
    while x > 36, random.happens(0.85) {
      rectangle(x - 3.2, 1, x, 7, .garage, levels: 1, years: 1965...1990)
      x -= 3.2
    }
  }

  /// Factories and warehouses in their yards.
  mutating func layOutHalls() {
    let across = width > 84 ? 2 : 1
    let along = depth > 84 ? 2 : 1
    let size = Point(width / Double(across), depth / Double(along))
    for j in 0..<along {
      for i in 0..<across {
        if random.happens(0.1) { continue }
        let x0 = Double(i) * size.x + random.number(3, 9)
        let y0 = Double(j) * size.y + random.number(10, 15)
        let x1 = Double(i + 1) * size.x - random.number(3, 10)
        let y1 = Double(j + 1) * size.y - random.number(3, 10)
        if x1 - x0 < 8 || y1 - y0 < 8 { continue }
        let use: TownUse = random.happens(0.5) ? .factory : .warehouse
        if random.happens(0.35) {
          angle(
            x0, y0, x1, y1, cut: Point((x1 - x0) * 0.4, (y1 - y0) * 0.45), quarter: random.below(4),
            use, levels: 1, years: 1958...2020)
        } else {
          rectangle(x0, y0, x1, y1, use, levels: 1 + random.below(2), years: 1958...2020)
        }
        if random.happens(0.4) {
          let front = Double(j) * size.y
          rectangle(
            x0, front + 1, x0 + random.number(8, 16), front + 8, .office, levels: 2,
            years: 1965...2020)
        }
      }
    }
  }
}
