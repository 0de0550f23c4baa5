/// Terraces, detached houses and farms.
extension BlockDraft {
  /// The span of years in which homes at this distance from the centre were built.
  private var homeYears: ClosedRange<Int> {
    ratio < 0.4 ? 1880...1975 : ratio < 0.8 ? 1920...2005 : 1950...2023
  }

  /// Terraces along two sides of the block, and a third between them where there is room.
  mutating func layOutRows() {
    let house = random.number(6.2, 7.6)
    let reach = random.number(9, 11)
    var fronts = [4.0]
    if depth > 2 * reach + 22 { fronts.append(depth - 4 - reach) }
    if depth > 3 * reach + 52 { fronts.append((depth - reach) / 2) }
    for front in fronts {
      var x = random.number(1, 4)
      while x + house <= width - 1 {
        var left = 4 + random.below(4)
        while left > 0, x + house <= width - 1 {
          rectangle(
            x, front, x + house, front + reach, .terracedHouse, levels: 2 + (left % 5 == 0 ? 1 : 0),
            years: homeYears)
          x += house
          left -= 1
        }
        x += random.number(5, 9)
      }
    }
  }

  /// Detached houses on plots along two sides, and a third row behind a lane where there is room.
  ///
  /// - Parameter empty: The share of plots without a house.
  mutating func layOutHouses(empty: Double, plot: ClosedRange<Double>) {
    var rows = [(4.0, 1.0)]
    if depth > 44 { rows.append((depth - 4, -1.0)) }
    if depth > 84 { rows.append((depth / 2 - 6, 1.0)) }
    for (front, direction) in rows {
      var x = 0.0
      while true {
        let width = random.number(plot.lowerBound, plot.upperBound)
        if x + width > self.width { break }
        if !random.happens(empty) { house(x, width, front: front, direction: direction) }
        x += width
      }
    }
  }

  private mutating func house(_ x: Double, _ plot: Double, front: Double, direction: Double) {
    let w = random.number(8.5, Swift.min(13.5, plot - 5))
    let d = random.number(8, 11.5)
    let x0 = x + random.number(1.2, Swift.min(4, plot - w - 3))
    let near = front + direction * random.number(0, 3)
    let y0 = direction > 0 ? near : near - d
    let levels = random.happens(0.3) ? 1 : random.happens(0.85) ? 2 : 3
    let use: TownUse = levels == 3 ? .apartmentHouse : .detachedHouse
    if random.happens(0.38) {
      angle(
        x0, y0, x0 + w, y0 + d,
        cut: Point(w * random.number(0.3, 0.55), d * random.number(0.3, 0.5)),
        quarter: random.below(4), use, levels: levels, years: homeYears)
    } else {
      rectangle(x0, y0, x0 + w, y0 + d, use, levels: levels, years: homeYears)
    }
    if plot - (x0 - x) - w > 6, random.happens(0.45) {
      let g0 = x0 + w + 1.4
      let gy = direction > 0 ? near : near - 6
      rectangle(g0, gy, g0 + 3.4, gy + 6, .garage, levels: 1, years: 1960...2020)
    }
  }

  /// Farmhouses along two sides, each with a barn behind.
  mutating func layOutFarms() {
    var sides = [1.0]
    if depth > 62 { sides.append(-1.0) }
    for direction in sides {
      var x = 0.0
      while true {
        let plot = random.number(25, 38)
        if x + plot > width { break }
        defer { x += plot }
        if random.happens(0.12) { continue }
        let front = direction > 0 ? 3.0 : depth - 3
        house(x, Swift.min(plot, 22), front: front, direction: direction)
        // House and yard take 16 m; what is left up to the middle of the block is for the barn.
        let room = (sides.count == 2 ? depth / 2 : depth) - 21
        if room > 8, random.happens(0.6) {
          let b0 = x + random.number(2, 5)
          let length = Swift.min(plot - 8, random.number(12, 22))
          let wing = Swift.min(room, random.number(8, 12))
          let y0 = direction > 0 ? 19.0 : depth - 19 - wing
          if random.happens(0.3) {
            angle(
              b0, y0, b0 + length, y0 + wing, cut: Point(length * 0.5, wing * 0.45),
              quarter: random.below(4), .barn, levels: 1, years: 1850...1990)
          } else {
            rectangle(b0, y0, b0 + length, y0 + wing, .barn, levels: 1, years: 1850...1990)
          }
        }
      }
    }
  }

  /// A church with its transept, drawn in a box of 26 × 36 m.
  private mutating func church(_ x: Double, _ y: Double) {
    corner(x + 8, y)
    corner(x + 18, y)
    corner(x + 18, y + 20)
    corner(x + 26, y + 20)
    corner(x + 26, y + 29)
    corner(x + 18, y + 29)
    corner(x + 18, y + 36)
    corner(x + 8, y + 36)
    corner(x + 8, y + 29)
    corner(x, y + 29)
    corner(x, y + 20)
    corner(x + 8, y + 20)
    finish(.church, levels: 1, years: 1300...1900)
  }

  /// Church, inn and some houses.
  mutating func layOutVillageCentre() {
    guard width > 62, depth > 44 else { return layOutFarms() }
    church(3, 4)
    rectangle(34, 4, 52, 15, .hotel, levels: 2, years: 1850...1985)
    rectangle(36, 22, 58, 33, .townHall, levels: 2, years: 1890...1990)
    if depth > 66 { house(2, 22, front: depth - 2, direction: -1) }
    if depth > 66 { house(28, 22, front: depth - 2, direction: -1) }
  }

  /// Town hall with a courtyard, church, and offices at the square.
  mutating func layOutCivic() {
    guard width > 72, depth > 60 else { return layOutPerimeter() }
    corner(2, 2)
    corner(36, 2)
    corner(36, 34)
    corner(2, 34)
    beginCourtyard()
    corner(14, 14)
    corner(14, 23)
    corner(24, 23)
    corner(24, 14)
    finish(.townHall, levels: 3, years: 1750...1910)
    church(44, 2)
    var x = 2.0
    while x + 16 < width {
      rectangle(
        x, depth - 13, x + 14, depth, random.happens(0.5) ? .office : .shop,
        levels: 3 + random.below(2), years: 1820...1960)
      x += 14
    }
    if random.happens(0.5), depth > 76 {
      rectangle(4, 42, 34, 56, .hotel, levels: 4, years: 1880...1975)
    }
  }

  /// A school in the shape of a U, with a sports hall; a hospital now and then.
  mutating func layOutSchool() {
    guard width > 60, depth > 60 else { return layOutHouses(empty: 0.06, plot: 19...25) }
    if random.happens(0.12) {
      rectangle(4, 8, 56, 24, .hospital, levels: 5, years: 1955...2010)
      rectangle(22, 30, 38, 52, .hospital, levels: 3, years: 1955...2010)
      return
    }
    corner(4, 4)
    corner(52, 4)
    corner(52, 36)
    corner(40, 36)
    corner(40, 17)
    corner(16, 17)
    corner(16, 36)
    corner(4, 36)
    finish(.school, levels: 2 + random.below(2), years: 1900...2000)
    rectangle(6, 42, 34, 58, .sportsHall, levels: 1, years: 1960...2010)
  }
}
