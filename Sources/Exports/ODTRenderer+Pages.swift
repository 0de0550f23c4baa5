extension ODTRenderer {
  /// Which blocks stand on pages on their side: all of a section that holds a table of more columns of words than an
  /// upright page has room for. A section begins with its headings, so that none is left alone on a page before.
  static func areOnTheirSide(_ blocks: [Document.Block]) -> [Bool] {
    var sides = Array(repeating: false, count: blocks.count)
    var start = 0
    var hasText = false
    for (position, block) in blocks.enumerated() {
      switch block {
      case .heading, .subheading:
        if hasText { start = position }
        hasText = false
      case .table(let table), .folded(_, let table), .numbered(_, let table):
        hasText = true
        // A page of another shape has to begin with a heading, which bears the change.
        guard needsBreadth(table), blocks[start].isHeading else { continue }
        for before in start...position { sides[before] = true }
      default: hasText = true
      }
      if position > start, sides[start], !block.isHeading { sides[position] = true }
    }
    return sides
  }

  /// More than six columns, five of them of words.
  private static func needsBreadth(_ table: Document.Table) -> Bool {
    table.columns.count > 6 && table.columns.count(where: { !$0.isNumber }) >= 5
  }
}

extension Document.Block {
  /// Whether it is a heading of any level.
  var isHeading: Bool {
    switch self {
    case .heading, .subheading: true
    default: false
    }
  }
}
