import PlanModel
import Testing

@testable import Exports

@Suite("The drawing of a governance")
struct GovernanceDiagramTests {
  /// Bodies on all levels, some levels with more than fit into a row, each linked to several others.
  private func governance(_ count: Int, name: (Int) -> String = { "Body number \($0)" })
    -> GovernanceDescription
  {
    var governance = GovernanceDescription()
    for number in 0..<count {
      var body = GovernanceBody(
        id: "b\(number)", name: name(number), kind: GovernanceBody.kinds[number % 11])
      body.level = GovernanceLevel.allCases[number * number % 5]
      body.groups = [["public"], ["civil", "business"], []][number % 3]
      governance.bodies.append(body)
    }
    for from in 0..<count {
      for step in [1, 3, 7] where (from * step + 1) % count != from {
        governance.links.append(
          GovernanceLink(
            from: "b\(from)", to: "b\((from * step + 1) % count)",
            kind: GovernanceLink.Kind.allCases[(from + step) % 5]))
      }
    }
    return governance
  }

  private let groups = [
    HelixGroup(id: "public", name: "Public authorities"),
    HelixGroup(id: "business", name: "Industry and business"),
    HelixGroup(id: "civil", name: "Civil society"),
  ]

  private func diagram(_ governance: GovernanceDescription) -> GovernanceDiagram {
    GovernanceDiagram(governance, groups: groups, of: "Town", notice: "Made up.")
  }

  @Test("no two boxes overlap, and each is inside the drawing", arguments: [1, 2, 5, 12, 40])
  func boxes(count: Int) {
    let layout = diagram(governance(count)).layout
    #expect(Set(layout.boxes.map(\.body)).count == count)
    for (position, box) in layout.boxes.enumerated() {
      #expect(box.x >= GovernanceLayout.labels && box.x + box.width <= layout.width)
      #expect(box.y > 0 && box.y + box.height <= layout.height)
      for other in layout.boxes[(position + 1)...] {
        let isApart =
          box.x + box.width < other.x || other.x + other.width < box.x
          || box.y + box.height < other.y || other.y + other.height < box.y
        #expect(isApart, "\(box.body) and \(other.body)")
      }
    }
  }

  @Test(
    "lines run upright or level, from box to box, through no box and on no other line",
    arguments: [2, 5, 12, 40])
  func lines(count: Int) {
    let governance = governance(count)
    let layout = diagram(governance).layout
    #expect(layout.routes.count == governance.links.count)
    var stretches: [(link: Int, isLevel: Bool, at: Double, span: ClosedRange<Double>)] = []
    for route in layout.routes {
      for (a, b) in zip(route.points, route.points.dropFirst()) {
        #expect(a.x == b.x || a.y == b.y)
        let isLevel = a.y == b.y
        let (from, to) = isLevel ? (a.x, b.x) : (a.y, b.y)
        stretches.append((route.link, isLevel, isLevel ? a.y : a.x, min(from, to)...max(from, to)))
        for box in layout.boxes {
          // Ends touch the border of their own boxes only.
          let isThrough =
            max(a.x, b.x) > box.x && min(a.x, b.x) < box.x + box.width
            && max(a.y, b.y) > box.y && min(a.y, b.y) < box.y + box.height
          #expect(!isThrough, "link \(route.link) through body \(box.body)")
        }
      }
      let ends = [route.points.first!, route.points.last!]
      let link = governance.links[route.link]
      for (end, id) in zip(ends, [link.from, link.to]) {
        let box = layout.boxes.first { governance.bodies[$0.body].id == id }!
        #expect(end.x > box.x && end.x < box.x + box.width)
        #expect(end.y == box.y || end.y == box.y + box.height)
      }
    }
    for (position, one) in stretches.enumerated() {
      for other in stretches[(position + 1)...]
      where other.link != one.link && other.isLevel == one.isLevel
        && abs(other.at - one.at) < 3
      {
        #expect(!one.span.overlaps(other.span), "links \(one.link) and \(other.link)")
      }
    }
  }

  @Test("texts stay in their boxes, whatever names bodies have")
  func texts() {
    let names = [
      "Interdepartmental task force for energy, climate, spatial planning and housing",
      "Gemeinschaftsunterkunftsverwaltungsdienststellenleitung", "市政府能源與氣候行動協調辦公室委員會", "X",
    ]
    let layout = diagram(governance(8) { names[$0 % 4] }).layout
    for box in layout.boxes {
      let room = box.width - GovernanceLayout.stripe - 20
      #expect(box.name.allSatisfy { Double(WrappedText.width($0)) * 8.4 <= room })
      #expect(box.about.allSatisfy { Double(WrappedText.width($0)) * 7.4 <= room })
      let tall =
        GovernanceLayout.nameLine * Double(box.name.count)
        + GovernanceLayout.aboutLine * Double(box.about.count)
      #expect(tall + 20 <= box.height)
    }
  }

  @Test(
    "words are kept together where they fit, and broken with a hyphen where they do not",
    arguments: [
      ("one two three", 7, ["one two", "three"]), ("abcdefgh", 5, ["abcd-", "efgh"]),
      ("a abcdefgh", 5, ["a", "abcd-", "efgh"]), ("exact five", 5, ["exact", "five"]),
      ("漢字漢字", 5, ["漢字-", "漢字"]), ("", 5, []),
    ])
  func wrapping(text: String, width: Int, lines: [String]) {
    #expect(WrappedText.lines(text, width: width) == lines)
    #expect(lines.allSatisfy { WrappedText.width($0) <= width })
  }

  @Test("the file is XML, says what it shows, and hostile names stay text")
  func xml() throws {
    var governance = governance(6) {
      $0 == 2 ? "</text><script>alert(1)</script> & \"Co\"" : "B\($0)"
    }
    governance.bodies[0].mandate = "a < b & c"
    let file = diagram(governance).file
    #expect(!file.contains("<script>"))
    #expect(file.contains("&lt;script&gt;"))
    #expect(file.contains("<title id=\"governance-title\">Governance of Town</title>"))
    #expect(file.contains("aria-labelledby=\"governance-title governance-desc\""))
    #expect(file.contains("Made up."))
    #expect(file.contains("Public authorities") && file.contains("reports to"))
    #expect(try isWellFormed(file))
    #expect(file == diagram(governance).file)
  }

  /// Whether every element is closed in order; a small reader of our own kind of XML.
  private func isWellFormed(_ text: String) throws -> Bool {
    var open: [String] = []
    for piece in text.split(separator: "<").dropFirst(text.hasPrefix("<") ? 0 : 1) {
      guard let end = piece.firstIndex(of: ">") else { return false }
      let tag = piece[..<end]
      if piece[piece.index(after: end)...].contains(">") { return false }
      if tag.hasPrefix("?") || tag.hasSuffix("/") { continue }
      let name = tag.drop { $0 == "/" }.prefix { !$0.isWhitespace }
      if tag.hasPrefix("/") {
        guard open.popLast() == String(name) else { return false }
      } else {
        open.append(String(name))
      }
    }
    // An ampersand begins a reference.
    let references = text.split(separator: "&").dropFirst()
    return open.isEmpty && references.allSatisfy { $0.prefix(6).contains(";") }
  }
}
