/// Reads the XML format of OpenStreetMap (`.osm`), version 0.6.
///
/// Only what that format uses is understood: elements with quoted attributes, comments, declarations and the five named
/// entities with character references. Elements of other names are passed over.
struct OSMXMLReader {
  private let bytes: [UInt8]
  private var position = 0
  private var builder = OSMDataBuilder()
  private var element: (kind: Kind, id: Int64, place: (Double, Double))?
  private var tags: [Int32] = []
  private var refs: [Int64] = []
  private var members: [OSMRelations.Member] = []
  private var isOSM = false
  private var isClosed = false

  private enum Kind {
    case node
    case way
    case relation
  }

  /// Whether bytes begin as XML of OpenStreetMap does.
  static func accepts(_ bytes: [UInt8]) -> Bool {
    bytes.prefix(1000).contains(subsequence: Array("<osm".utf8))
  }

  /// All elements of a file.
  static func read(_ bytes: [UInt8]) throws(OSMFormatError) -> OSMData {
    var reader = OSMXMLReader(bytes: bytes)
    try reader.read()
    guard reader.isOSM else { throw OSMFormatError("it has no element <osm>") }
    guard reader.isClosed else {
      throw OSMFormatError("it breaks off: </osm> is missing at its end")
    }
    return reader.builder.finish()
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func read() throws(OSMFormatError) {
    while let start = bytes[position...].firstIndex(of: UInt8(ascii: "<")) {
      position = start + 1
      guard position < bytes.count else { throw brokenOff() }
      switch bytes[position] {
      case UInt8(ascii: "!") where bytes[position...].starts(with: Array("!--".utf8)):
        try skip(past: "-->")
      case UInt8(ascii: "!"), UInt8(ascii: "?"): try skip(past: ">")
      case UInt8(ascii: "/"):
        position += 1
        let name = word()
        try skip(past: ">")
        if name == "osm" { isClosed = true }
        if let element, name == Self.name(element.kind) { finish(element) }
      default: try open()
      }
    }
  }

  private func brokenOff() -> OSMFormatError {
    OSMFormatError("it breaks off or is damaged at byte \(position) of \(bytes.count)")
  }

  private static func name(_ kind: Kind) -> String {
    switch kind {
    case .node: "node"
    case .way: "way"
    case .relation: "relation"
    }
  }

  /// Reads a start tag and does what it means.
  private mutating func open() throws(OSMFormatError) {
    let name = word()
    var attributes: [(name: String, value: String)] = []
    var isEmpty = false
    while true {
      skipSpaces()
      guard position < bytes.count else { throw brokenOff() }
      if bytes[position] == UInt8(ascii: ">") { break }
      if bytes[position] == UInt8(ascii: "/") {
        isEmpty = true
        position += 1
        continue
      }
      let key = word()
      skipSpaces()
      guard !key.isEmpty, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "=") else {
        throw brokenOff()
      }
      position += 1
      skipSpaces()
      guard position < bytes.count,
        bytes[position] == UInt8(ascii: "\"") || bytes[position] == UInt8(ascii: "'"),
        let end = bytes[(position + 1)...].firstIndex(of: bytes[position])
      else { throw brokenOff() }
      attributes.append((key, XMLText.decoded(bytes[(position + 1)..<end])))
      position = end + 1
    }
    position += 1
    try take(name, attributes, isEmpty)
  }

  private mutating func take(
    _ name: String, _ attributes: [(name: String, value: String)], _ isEmpty: Bool
  ) throws(OSMFormatError) {
    func attribute(_ key: String) -> String { attributes.first { $0.name == key }?.value ?? "" }
    func number(_ key: String) -> Double { Double(attribute(key)) ?? .nan }
    switch name {
    case "osm": isOSM = true
    case "bounds":
      builder.setBounds(
        west: number("minlon"), south: number("minlat"), east: number("maxlon"),
        north: number("maxlat"))
    case "node", "way", "relation":
      // An editor's file marks what it has deleted.
      guard let id = Int64(attribute("id")) else {
        throw OSMFormatError("the \(name) before byte \(position) has no id")
      }
      let kind: Kind = name == "node" ? .node : name == "way" ? .way : .relation
      tags.removeAll(keepingCapacity: true)
      refs.removeAll(keepingCapacity: true)
      members.removeAll(keepingCapacity: true)
      let isDeleted = attribute("action") == "delete" || attribute("visible") == "false"
      let opened = (kind, id, (number("lon"), number("lat")))
      element = isDeleted ? nil : opened
      if isEmpty, let element { finish(element) }
    case "tag" where element != nil:
      tags.append(builder.code(of: attribute("k")))
      tags.append(builder.code(of: attribute("v")))
    case "nd" where element != nil:
      if let ref = Int64(attribute("ref")) { refs.append(ref) }
    case "member" where element != nil:
      guard let ref = Int64(attribute("ref")) else { return }
      let kind: OSMRelations.Member.Kind =
        attribute("type") == "node" ? .node : attribute("type") == "way" ? .way : .relation
      members.append(.init(kind: kind, id: ref, role: builder.code(of: attribute("role"))))
    default: break
    }
  }

  private mutating func finish(_ opened: (kind: Kind, id: Int64, place: (Double, Double))) {
    switch opened.kind {
    case .node:
      builder.node(
        opened.id, longitude: opened.place.0, latitude: opened.place.1, tags: tags)
    case .way: builder.way(opened.id, nodes: refs, tags: tags)
    case .relation: builder.relation(opened.id, members: members, tags: tags)
    }
    element = nil
  }

  // MARK: Text

  /// The name at the position.
  private mutating func word() -> String {
    let start = position
    while position < bytes.count, Self.isInName(bytes[position]) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private static func isInName(_ byte: UInt8) -> Bool {
    byte > 32 && byte != UInt8(ascii: ">") && byte != UInt8(ascii: "/")
      && byte != UInt8(ascii: "=") && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "'")
      && byte != UInt8(ascii: "<")
  }

  private mutating func skipSpaces() {
    while position < bytes.count, bytes[position] <= 32 { position += 1 }
  }

  private mutating func skip(past text: String) throws(OSMFormatError) {
    let wanted = Array(text.utf8)
    var next = position
    while next + wanted.count <= bytes.count {
      if bytes[next...].starts(with: wanted) {
        position = next + wanted.count
        return
      }
      next += 1
    }
    throw brokenOff()
  }
}
