import CairoBinding
import PlanModel

/// A map for print: title, areas by class, borders and names of districts, legend, scale bar, north arrow, sources.
struct MapSheet {
  private let account: PlanAccount
  private let measure: TextMeasure
  private var result: PlanResult { account.result }

  /// How the sheet is cut up.
  private let layout: Layout

  /// Sizes in pixels.
  struct Layout: Sendable {
    var width = 900.0
    var margin = 18.0
    var mapWidth = 620.0
    /// The least and the most height of the map's frame.
    var mapHeight = 300.0...720.0
    /// Whether title and note stand above the map.
    var hasTitle = true
    /// Whether the layers and the program are named below the map, beside the sources.
    var hasDetails = true
    var legendLeft: Double { margin + mapWidth + 18 }

    /// A file of its own.
    static let whole = Layout()

    /// A part of a page that has a title: fills a height.
    static func part(height: Double) -> Layout {
      // Below the frame stand scale bar and sources.
      let frame = max(120, height - 66)
      return Layout(
        width: 640, margin: 2, mapWidth: 430, mapHeight: frame...frame, hasTitle: false,
        hasDetails: false)
    }
  }

  init(_ account: PlanAccount, _ measure: TextMeasure, _ layout: Layout = .whole) {
    self.account = account
    self.measure = measure
    self.layout = layout
  }

  /// A theme over the whole municipality.
  func municipality(_ theme: MapTheme) throws(CairoError) -> Drawing {
    let all = Array(0..<result.districts.count)
    return try draw(
      theme, around: MapFrame.extent(of: result.districts.geometry, rows: all), own: all,
      place: result.description.name, buildings: [])
  }

  /// What is planned in one district, with its buildings, among its neighbours.
  func district(_ row: Int, _ theme: MapTheme) throws(CairoError) -> Drawing {
    var theme = theme.selecting(account.units[row])
    let used = theme.classes.indices.filter(theme.place.contains)
    theme.place = theme.place.map { used.firstIndex(of: $0) ?? -1 }
    theme.classes = used.map { theme.classes[$0] }
    let buildings = result.buildingDistrict.indices.filter { result.buildingDistrict[$0] == row }
    return try draw(
      theme, around: MapFrame.extent(of: result.districts.geometry, rows: [row]), own: [row],
      place: account.name(of: row),
      // More would be a grey mass at this scale.
      buildings: buildings.count <= 4000 ? buildings : [])
  }

  private func draw(
    _ theme: MapTheme, around extent: Extent, own: [Int], place: String, buildings: [Int]
  ) throws(CairoError) -> Drawing {
    var drawing = Drawing(
      width: layout.width, height: 0, title: "\(theme.title), \(place)",
      summary: summary(of: theme))
    let heading = try heading(drawing.title, theme.note)
    let top = heading.bottom
    let aspect = extent.width > 0 ? extent.height / extent.width : 1
    let box = Box(
      left: layout.margin, top: top, right: layout.margin + layout.mapWidth,
      bottom: top
        + min(
          layout.mapHeight.upperBound, max(layout.mapHeight.lowerBound, layout.mapWidth * aspect))
    )
    let frame = MapFrame(extent, in: box.expanded(by: -14))
    let whole = MapFrame(frame.shown, in: box.expanded(by: -14))
    addAreas(theme, own: own, buildings: buildings, frame: whole, box: box, to: &drawing)
    // After the areas, because what reaches beyond the frame is covered.
    for text in heading.texts { drawing.add(text) }
    try addNames(own: own, frame: whole, box: box, to: &drawing)
    let legendBottom = try addLegend(
      theme, top: top, hasBuildings: !buildings.isEmpty, to: &drawing)
    addScale(whole, below: box, to: &drawing)
    var y = max(box.bottom + 42, legendBottom + 14)
    for (text, isBold) in sources {
      for line in try measure.lines(
        text, size: 10, isBold: isBold, width: layout.width - 2 * layout.margin)
      {
        drawing.add(
          Drawing.Text(
            text: line, x: layout.margin, y: y, size: 10, isBold: isBold, colour: Drawing.soft))
        y += 14
      }
    }
    drawing.height = (y + 4).rounded(.up)
    return drawing
  }

  /// Title and note, and where they end.
  private func heading(
    _ title: String, _ note: String
  ) throws(CairoError) -> (texts: [Drawing.Text], bottom: Double) {
    guard layout.hasTitle else { return ([], layout.margin) }
    let width = layout.width - 2 * layout.margin
    var texts: [Drawing.Text] = []
    var y = layout.margin + 16
    for line in try measure.lines(title, size: 17, isBold: true, width: width) {
      texts.append(Drawing.Text(text: line, x: layout.margin, y: y, size: 17, isBold: true))
      y += 22
    }
    for line in try measure.lines(note, size: 12, width: width) {
      texts.append(Drawing.Text(text: line, x: layout.margin, y: y, colour: Drawing.soft))
      y += 16
    }
    return (texts, y - 4)
  }

  private func addAreas(
    _ theme: MapTheme, own: [Int], buildings: [Int], frame: MapFrame, box: Box,
    to drawing: inout Drawing
  ) {
    let districts = result.districts.geometry
    let reach = MapFrame(frame.shown, in: frame.box)
    let outlines = (0..<result.districts.count).map { reach.outline(of: districts, $0) }
    let isOwn = Set(own)
    let others = outlines.enumerated().filter { !isOwn.contains($0.offset) }
      .compactMap(\.element)
    let ground = own.compactMap { outlines[$0] }
    drawing.marks.append(
      .areas(
        others, Drawing.Fill(colour: "#f3f4f4"), Drawing.Line(colour: "#9aa3a8", width: 0.8)))
    drawing.marks.append(.areas(ground, Drawing.Fill(colour: Self.rest), nil))
    let areas = (0..<theme.geometry.count).map { frame.outline(of: theme.geometry, $0) }
    // Borders between small areas would hide them; then the colour itself closes the seams.
    let middle = areas.compactMap { $0?.area }.sorted()
    let isCoarse = middle.isEmpty || middle[middle.count / 2] > 40
    for (place, kind) in theme.classes.enumerated() {
      let members = theme.place.indices.filter { theme.place[$0] == place }.compactMap { areas[$0] }
      if members.isEmpty { continue }
      let line =
        isCoarse
        ? Drawing.Line(colour: "#ffffff", width: 0.5)
        : kind.fill.alpha < 1 ? nil : Drawing.Line(colour: kind.fill.colour, width: 0.3)
      drawing.marks.append(.areas(members, kind.fill, line))
    }
    if theme.rest != nil, isCoarse {
      let others = theme.place.indices.filter { theme.place[$0] < 0 }.compactMap { areas[$0] }
      drawing.marks.append(.areas(others, nil, Drawing.Line(colour: "#ffffff", width: 0.5)))
    }
    if let layer = result.buildings, !buildings.isEmpty {
      let houses = buildings.compactMap { frame.outline(of: layer.geometry, $0) }
      let sizes = houses.map(\.area).sorted()
      let isSmall = sizes.isEmpty || sizes[sizes.count / 2] < Self.smallHouse
      drawing.marks.append(.areas(houses, Self.building, isSmall ? nil : Self.buildingRim))
    }
    drawing.marks.append(.areas(ground, nil, Drawing.Line(colour: "#2b3338", width: 1.3)))
    // What reaches beyond the frame is covered, because a picture has no clip of its own.
    let paper = Drawing.Fill(colour: "#ffffff")
    let far = 4000.0
    for cover in [
      Box(left: -far, top: -far, right: box.left, bottom: far),
      Box(left: box.right, top: -far, right: far, bottom: far),
      Box(left: box.left, top: box.bottom, right: box.right, bottom: far),
      Box(left: box.left, top: -far, right: box.right, bottom: box.top),
    ] { drawing.add(cover, paper) }
    drawing.add(box, nil, Drawing.Line(colour: Drawing.rule, width: 1))
  }

  private static let rest = Palette.none
  private static let building = Drawing.Fill(colour: Drawing.ink)
  /// Light, so that dark buildings are seen on dark areas.
  private static let buildingRim = Drawing.Line(colour: "#ffffff", width: 0.5)
  /// A rim around a house of less than three pixels would hide it.
  private static let smallHouse = 9.0

  private func addNames(
    own: [Int], frame: MapFrame, box: Box, to drawing: inout Drawing
  ) throws(CairoError) {
    var requests: [LabelPlacement.Request] = []
    let isOwn = Set(own)
    let size = 11.0
    var isBold: [Bool] = []
    for row in 0..<result.districts.count {
      guard let outline = frame.outline(of: result.districts.geometry, row),
        let middle = outline.middle
      else { continue }
      let bold = isOwn.contains(row)
      let lines = try lines(of: account.name(of: row), size: size, isBold: bold, on: outline)
      var width = 0.0
      for line in lines { width = max(width, try measure.width(line, size: size, isBold: bold)) }
      requests.append(
        LabelPlacement.Request(
          text: lines.joined(separator: "\n"), x: middle.x, y: middle.y, width: width + 4,
          height: (size + 2) * Double(lines.count) + 2,
          weight: (bold ? 1e9 : 0) + outline.area))
      isBold.append(bold)
    }
    let placed = LabelPlacement(requests, in: box.expanded(by: -2))
    for (index, box) in placed.boxes.enumerated() {
      guard let box else { continue }
      let lines = requests[index].text.split(separator: "\n")
      for (number, line) in lines.enumerated() {
        let shift = (Double(number) - Double(lines.count - 1) / 2) * (size + 2)
        drawing.add(
          Drawing.Text(
            text: String(line), x: (box.left + box.right) / 2,
            y: (box.top + box.bottom) / 2 + shift + size * 0.36, size: size,
            isBold: isBold[index], anchor: .middle,
            colour: isBold[index] ? Drawing.ink : Drawing.soft, hasHalo: true))
      }
    }
  }

  /// A name in one line where the district is as wide, else in two, broken at the space nearest its middle.
  private func lines(
    of name: String, size: Double, isBold: Bool, on outline: Drawing.Outline
  ) throws(CairoError) -> [String] {
    let room = (outline.x.max() ?? 0) - (outline.x.min() ?? 0)
    let words = name.split(separator: " ")
    if words.count < 2 { return [name] }
    let width = try measure.width(name, size: size, isBold: isBold)
    if width <= 0.8 * room {
      return [name]
    }
    func length(_ words: some Sequence<Substring>) -> Int { words.reduce(0) { $0 + $1.count + 1 } }
    let cut = (1..<words.count).min {
      abs(length(words[..<$0]) - length(words[$0...]))
        < abs(
          length(words[..<$1]) - length(words[$1...]))
    }!
    return [words[..<cut].joined(separator: " "), words[cut...].joined(separator: " ")]
  }

  /// Adds north arrow and legend, and gives where they end.
  private func addLegend(
    _ theme: MapTheme, top: Double, hasBuildings: Bool, to drawing: inout Drawing
  ) throws(CairoError) -> Double {
    let left = layout.legendLeft
    let labelLeft = left + 32
    let labelWidth = layout.width - layout.margin - labelLeft
    var y = top + 14
    // Half dark, half light, as on printed maps; the light half keeps the tip seen on any copy.
    let (x, head) = (left + 10, top + 2)
    drawing.marks.append(
      .areas(
        [.line([(x, head), (x, head + 26), (x - 8, head + 32)])], Drawing.Fill(colour: Drawing.ink),
        Drawing.Line(colour: Drawing.ink, width: 0.8)))
    drawing.marks.append(
      .areas(
        [.line([(x, head), (x, head + 26), (x + 8, head + 32)])], Drawing.Fill(colour: "#ffffff"),
        Drawing.Line(colour: Drawing.ink, width: 0.8)))
    drawing.add(Drawing.Text(text: "N", x: labelLeft, y: head + 14, size: 13, isBold: true))
    drawing.add(
      Drawing.Text(
        text: "grid north", x: labelLeft, y: head + 28, size: 10, colour: Drawing.soft))
    y = head + 58
    func entry(_ label: String, _ detail: String?, _ fill: Drawing.Fill?, _ line: Drawing.Line?)
      throws(CairoError)
    {
      drawing.add(Box(left: left, top: y - 11, right: left + 24, bottom: y + 4), fill, line)
      for text in try measure.lines(label, size: 11, width: labelWidth) {
        drawing.add(Drawing.Text(text: text, x: labelLeft, y: y, size: 11))
        y += 14
      }
      if let detail {
        drawing.add(
          Drawing.Text(text: detail, x: labelLeft, y: y, size: 10, colour: Drawing.soft))
        y += 13
      }
      y += 7
    }
    let border = Drawing.Line(colour: "#7d868c", width: 0.7)
    for (place, kind) in theme.classes.enumerated() {
      try entry(kind.label, detail(theme, place), kind.fill, border)
    }
    if let rest = theme.rest {
      try entry(rest, detail(theme, -1), Drawing.Fill(colour: Self.rest), border)
    } else if let ground = theme.ground {
      try entry(ground, nil, Drawing.Fill(colour: Self.rest), border)
    }
    if hasBuildings {
      try entry("building", nil, Self.building, Self.buildingRim)
    }
    try entry("border of a district", nil, nil, Drawing.Line(colour: "#2b3338", width: 1.3))
    return y
  }

  private func detail(_ theme: MapTheme, _ place: Int) -> String {
    let extent = theme.extent(of: place)
    if extent.count == 0 { return "none" }
    // One unit for all, so that the lines of the legend can be compared.
    let shown = ShownUnit("m²", upTo: largestExtent(theme))
    return
      "\(extent.count.counted(theme.counted)), \((extent.area / shown.factor).aboutThreeDigits)\u{00A0}\(shown.symbol)"
  }

  /// The area of the class that has most, m².
  private func largestExtent(_ theme: MapTheme) -> Double {
    (-1..<theme.classes.count).map { theme.extent(of: $0).area }.max() ?? 0
  }

  private func addScale(_ frame: MapFrame, below box: Box, to drawing: inout Drawing) {
    let bar = ScaleBar(scale: frame.scale, upTo: layout.mapWidth / 3)
    let y = box.bottom + 8
    let line = Drawing.Line(colour: Drawing.ink, width: 0.8)
    for part in 0..<2 {
      let left = box.left + 4 + Double(part) * bar.length / 2
      drawing.add(
        Box(left: left, top: y, right: left + bar.length / 2, bottom: y + 6),
        Drawing.Fill(colour: part == 0 ? Drawing.ink : "#ffffff"), line)
    }
    for part in 0..<3 where part != 1 || bar.length > 120 {
      drawing.add(
        Drawing.Text(
          text: part == 0 ? "0" : ScaleBar.label(bar.metres * Double(part) / 2),
          x: box.left + 4 + Double(part) * bar.length / 2, y: y + 19, size: 10,
          anchor: part == 0 ? .start : .middle))
    }
    drawing.add(
      Drawing.Text(
        text: Self.name(of: result.districts.crs), x: box.right, y: y + 19, size: 10, anchor: .end,
        colour: Drawing.soft))
  }

  private static func name(of crs: CRS) -> String {
    crs.epsg.map { "\(crs.name) (EPSG:\($0))" } ?? crs.name
  }

  /// Who made the data, under which licence, and what the reader must know; the bold ones first.
  private var sources: [(String, Bool)] {
    let description = result.description
    // A page that the map is a part of has the notice itself.
    var lines: [(String, Bool)] =
      layout.hasDetails ? description.notice.map { [($0, true)] } ?? [] : []
    let source = description.attribution ?? "the layers that the plan names; it states no licence"
    lines.append(("Sources: \(source)\(source.hasSuffix(".") ? "" : ".")", false))
    guard layout.hasDetails else { return lines }
    // Keys of plan files; other names are the plan's own words.
    let keys: Set = ["landUse", "wasteHeat"]
    let names = result.record.inputs.map { keys.contains($0.name) ? $0.name.codeInWords : $0.name }
    if !names.isEmpty {
      lines.append(("Layers: \(names.joined(separator: ", ")); see run.json.", false))
    }
    lines.append(
      (
        "Data of \(description.baseYear), plan until \(description.targetYear). Made with CommonGround \(result.record.version).",
        false
      ))
    return lines
  }

  private func summary(of theme: MapTheme) -> String {
    var parts = theme.classes.enumerated().map { place, kind in
      "\(kind.label): \(detail(theme, place))"
    }
    if let rest = theme.rest { parts.append("\(rest): \(detail(theme, -1))") }
    return "\(theme.note) \(parts.joined(separator: "; "))."
  }
}
