import PlanModel

extension YAMLNode {
  /// The document of a common plan for one municipality.
  ///
  /// `<id>` and `<name>` in its texts become the municipality's, as parts of values and never of the document, so a name
  /// cannot add a key. The plan has the municipality's name, and where it names no districts, the municipality is the one.
  func standing(for territory: PlanTerritory) -> YAMLNode {
    guard case .mapping(let entries) = replacing(territory).content else { return self }
    var plan = entries.filter { $0.key != "name" }
    plan.insert(
      Entry(
        key: "name", line: entries.first { $0.key == "name" }?.line ?? line,
        value: text(territory.name)), at: 0)
    let layers = plan.firstIndex { $0.key == "layers" }
    var sources: [Entry] = []
    if let layers {
      guard case .mapping(let named) = plan[layers].value.content else {
        return YAMLNode(content: .mapping(plan), line: line)
      }
      sources = named
    }
    if !sources.contains(where: { $0.key == "districts" }) {
      let districts = YAMLNode(
        content: .mapping([
          Entry(key: "source", line: line, value: text(territory.layer.source)),
          Entry(key: "id", line: line, value: text(territory.layer.idField ?? "id")),
        ]), line: line)
      sources.append(Entry(key: "districts", line: line, value: districts))
      let whole = Entry(
        key: "layers", line: layers.map { plan[$0].line } ?? line,
        value: YAMLNode(content: .mapping(sources), line: line))
      if let layers { plan[layers] = whole } else { plan.append(whole) }
    }
    return YAMLNode(content: .mapping(plan), line: line)
  }

  /// Whether a common plan names districts of its own.
  var namesDistricts: Bool {
    guard case .mapping(let plan) = content,
      case .mapping(let layers)? = plan.first(where: { $0.key == "layers" })?.value.content
    else { return false }
    return layers.contains { $0.key == "districts" }
  }

  private func text(_ text: String) -> YAMLNode {
    YAMLNode(content: .scalar(text, isQuoted: true), line: line)
  }

  private func replacing(_ territory: PlanTerritory) -> YAMLNode {
    switch content {
    case .null: return self
    case .scalar(let text, let isQuoted):
      // In one pass, so that a name with `<id>` in it stays what it is.
      var rest = Substring(text)
      var result = ""
      while let start = rest.firstIndex(of: "<") {
        result += rest[..<start]
        rest = rest[start...]
        if rest.hasPrefix("<id>") {
          result += territory.id
          rest = rest.dropFirst(4)
        } else if rest.hasPrefix("<name>") {
          result += territory.name
          rest = rest.dropFirst(6)
        } else {
          result.append(rest.removeFirst())
        }
      }
      return YAMLNode(content: .scalar(result + rest, isQuoted: isQuoted), line: line)
    case .list(let items):
      return YAMLNode(content: .list(items.map { $0.replacing(territory) }), line: line)
    case .mapping(let entries):
      return YAMLNode(
        content: .mapping(
          entries.map {
            Entry(key: $0.key, line: $0.line, value: $0.value.replacing(territory))
          }), line: line)
    }
  }
}
