import GDALBinding

/// Reads the binary format of OpenStreetMap (`.osm.pbf`), as its wiki page *PBF Format* describes it.
struct OSMPBFReader {
  private var builder = OSMDataBuilder()

  /// The largest block that the format allows, packed or not.
  private static let largestBlock: UInt64 = 32 << 20
  private static let largestHeader = 64 << 10
  /// What a file may ask of its reader and this one can do.
  private static let features: Set = [
    "OsmSchema-V0.6", "DenseNodes", "HistoricalInformation",
  ]

  /// Whether bytes begin as such a file does: with the length of a header that names its block.
  static func accepts(_ bytes: [UInt8]) -> Bool {
    bytes.count > 20 && bytes[0] == 0 && bytes[1] == 0
      && bytes[4...].prefix(20).contains(subsequence: Array("OSMHeader".utf8))
  }

  /// All elements of a file.
  static func read(_ bytes: [UInt8]) throws(OSMFormatError) -> OSMData {
    var reader = OSMPBFReader()
    var position = 0
    let allowed = largestUnpacked(from: bytes.count)
    var unpacked = 0
    while position < bytes.count {
      guard bytes.count - position >= 4 else { throw brokenOff(position, bytes) }
      let length = bytes[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
      position += 4
      guard length <= largestHeader, length <= bytes.count - position else {
        throw brokenOff(position, bytes)
      }
      let (type, size) = try header(bytes[position..<position + length])
      position += length
      guard size <= largestBlock, size <= UInt64(bytes.count - position) else {
        throw brokenOff(position, bytes)
      }
      let blob = bytes[position..<position + Int(size)]
      position += Int(size)
      guard type == "OSMHeader" || type == "OSMData" else { continue }
      let content = try content(of: blob)
      unpacked += content.count
      guard unpacked <= allowed else {
        throw OSMFormatError(
          "its blocks unpack to more than a hundred times its size, as no map does")
      }
      if type == "OSMHeader" {
        try reader.readHeader(content)
      } else {
        try reader.readBlock(content)
      }
    }
    return reader.builder.finish()
  }

  private static func brokenOff(_ position: Int, _ bytes: [UInt8]) -> OSMFormatError {
    OSMFormatError("it breaks off or is damaged after \(position) of \(bytes.count) bytes")
  }

  private static func header(
    _ bytes: ArraySlice<UInt8>
  ) throws(OSMFormatError) -> (type: String, size: UInt64) {
    var cursor = ProtobufCursor(bytes)
    var type = ""
    var size: UInt64 = 0
    while let field = try cursor.next() {
      switch field.number {
      case 1: type = String(decoding: try field.content.slice, as: UTF8.self)
      case 3: size = try field.content.unsigned
      default: break
      }
    }
    return (type, size)
  }

  private static func content(of blob: ArraySlice<UInt8>) throws(OSMFormatError) -> [UInt8] {
    var cursor = ProtobufCursor(blob)
    var size: UInt64 = 0
    var packed: ArraySlice<UInt8>?
    while let field = try cursor.next() {
      switch field.number {
      case 1: return Array(try field.content.slice)
      case 2: size = try field.content.unsigned
      case 3: packed = try field.content.slice
      case 4, 5, 6, 7:
        throw OSMFormatError(
          "its blocks are packed by another method than zlib; write it again with osmium cat")
      default: break
      }
    }
    guard let packed, size <= largestBlock,
      let content = GDALBytes.inflated(packed, size: Int(size))
    else { throw OSMFormatError("a block cannot be unpacked") }
    return content
  }

  private mutating func readHeader(_ bytes: [UInt8]) throws(OSMFormatError) {
    var cursor = ProtobufCursor(bytes[...])
    while let field = try cursor.next() {
      switch field.number {
      case 1:
        var box = ProtobufCursor(try field.content.slice)
        var sides = [0.0, 0.0, 0.0, 0.0]
        while let side = try box.next() {
          if (1...4).contains(side.number) {
            sides[Int(side.number) - 1] = Double(try side.content.zigzag) / 1e9
          }
        }
        builder.setBounds(west: sides[0], south: sides[3], east: sides[1], north: sides[2])
      case 4:
        let name = String(decoding: try field.content.slice, as: UTF8.self)
        guard Self.features.contains(name) else {
          throw OSMFormatError(
            "it asks for the feature \(name), which is not known",
            remedy: "Make the extract again in the common form, for example with osmium cat.")
        }
      default: break
      }
    }
  }
}

extension OSMPBFReader {
  /// What positions and numbers of a block mean.
  private struct Scale {
    var strings: [Int32] = []
    var granularity: Int64 = 100
    var longitudeOffset: Int64 = 0
    var latitudeOffset: Int64 = 0

    func string(_ position: UInt64) throws(OSMFormatError) -> Int32 {
      guard position < UInt64(strings.count) else {
        throw OSMFormatError("a tag refers to a text that is not there")
      }
      return strings[Int(position)]
    }

    func degrees(_ value: Int64, _ offset: Int64) throws(OSMFormatError) -> Double {
      let product = value.multipliedReportingOverflow(by: granularity)
      let sum = product.partialValue.addingReportingOverflow(offset)
      guard !product.overflow, !sum.overflow else {
        throw OSMFormatError("a place is not on earth")
      }
      // Divided, not multiplied, so that seven digits give the nearest number there is.
      return Double(sum.partialValue) / 1e9
    }
  }

  private mutating func readBlock(_ bytes: [UInt8]) throws(OSMFormatError) {
    var scale = Scale()
    var groups: [ArraySlice<UInt8>] = []
    var cursor = ProtobufCursor(bytes[...])
    while let field = try cursor.next() {
      switch field.number {
      case 1:
        var table = ProtobufCursor(try field.content.slice)
        while let entry = try table.next() {
          if entry.number != 1 { continue }
          let text = String(decoding: try entry.content.slice, as: UTF8.self)
          scale.strings.append(builder.code(of: text))
        }
      case 2: groups.append(try field.content.slice)
      case 17: scale.granularity = Int64(truncatingIfNeeded: try field.content.unsigned)
      case 19: scale.latitudeOffset = Int64(bitPattern: try field.content.unsigned)
      case 20: scale.longitudeOffset = Int64(bitPattern: try field.content.unsigned)
      default: break
      }
    }
    for group in groups {
      var cursor = ProtobufCursor(group)
      while let field = try cursor.next() {
        switch field.number {
        case 1: try readNode(try field.content.slice, scale)
        case 2: try readDenseNodes(try field.content.slice, scale)
        case 3: try readWay(try field.content.slice, scale)
        case 4: try readRelation(try field.content.slice, scale)
        default: break
        }
      }
    }
  }

  private mutating func readNode(
    _ bytes: ArraySlice<UInt8>, _ scale: Scale
  ) throws(OSMFormatError) {
    var cursor = ProtobufCursor(bytes)
    var (id, latitude, longitude): (Int64, Int64, Int64) = (0, 0, 0)
    var keys: [Int32] = []
    var values: [Int32] = []
    while let field = try cursor.next() {
      switch field.number {
      case 1: id = try field.content.zigzag
      case 2: keys = try Self.codes(field.content.slice, scale)
      case 3: values = try Self.codes(field.content.slice, scale)
      case 8: latitude = try field.content.zigzag
      case 9: longitude = try field.content.zigzag
      default: break
      }
    }
    builder.node(
      id, longitude: try scale.degrees(longitude, scale.longitudeOffset),
      latitude: try scale.degrees(latitude, scale.latitudeOffset), tags: Self.pairs(keys, values))
  }

  private mutating func readDenseNodes(
    _ bytes: ArraySlice<UInt8>, _ scale: Scale
  ) throws(OSMFormatError) {
    var cursor = ProtobufCursor(bytes)
    var (ids, latitudes, longitudes): ([Int64], [Int64], [Int64]) = ([], [], [])
    var words: [UInt64] = []
    while let field = try cursor.next() {
      switch field.number {
      case 1: ids = try Self.running(field.content.slice)
      case 8: latitudes = try Self.running(field.content.slice)
      case 9: longitudes = try Self.running(field.content.slice)
      case 10: words = try Self.numbers(field.content.slice)
      default: break
      }
    }
    guard ids.count == latitudes.count, ids.count == longitudes.count else {
      throw OSMFormatError("a block of nodes does not fit together")
    }
    var word = 0
    var tags: [Int32] = []
    for row in ids.indices {
      tags.removeAll(keepingCapacity: true)
      // The tags of all nodes stand in one list, with a zero after each node.
      while word < words.count, words[word] != 0 {
        guard word + 1 < words.count else { throw OSMFormatError("a tag has no value") }
        tags.append(try scale.string(words[word]))
        tags.append(try scale.string(words[word + 1]))
        word += 2
      }
      word += 1
      builder.node(
        ids[row], longitude: try scale.degrees(longitudes[row], scale.longitudeOffset),
        latitude: try scale.degrees(latitudes[row], scale.latitudeOffset), tags: tags)
    }
  }

  private mutating func readWay(
    _ bytes: ArraySlice<UInt8>, _ scale: Scale
  ) throws(OSMFormatError) {
    var cursor = ProtobufCursor(bytes)
    var id: Int64 = 0
    var (keys, values): ([Int32], [Int32]) = ([], [])
    var refs: [Int64] = []
    while let field = try cursor.next() {
      switch field.number {
      case 1: id = Int64(bitPattern: try field.content.unsigned)
      case 2: keys = try Self.codes(field.content.slice, scale)
      case 3: values = try Self.codes(field.content.slice, scale)
      case 8: refs = try Self.running(field.content.slice)
      default: break
      }
    }
    builder.way(id, nodes: refs, tags: Self.pairs(keys, values))
  }

  private mutating func readRelation(
    _ bytes: ArraySlice<UInt8>, _ scale: Scale
  ) throws(OSMFormatError) {
    var cursor = ProtobufCursor(bytes)
    var id: Int64 = 0
    var (keys, values, roles): ([Int32], [Int32], [Int32]) = ([], [], [])
    var ids: [Int64] = []
    var kinds: [UInt64] = []
    while let field = try cursor.next() {
      switch field.number {
      case 1: id = Int64(bitPattern: try field.content.unsigned)
      case 2: keys = try Self.codes(field.content.slice, scale)
      case 3: values = try Self.codes(field.content.slice, scale)
      case 8: roles = try Self.codes(field.content.slice, scale)
      case 9: ids = try Self.running(field.content.slice)
      case 10: kinds = try Self.numbers(field.content.slice)
      default: break
      }
    }
    guard ids.count == kinds.count, ids.count == roles.count else {
      throw OSMFormatError("a relation does not fit together")
    }
    let members = ids.indices.map { row in
      OSMRelations.Member(
        kind: kinds[row] == 0 ? .node : kinds[row] == 1 ? .way : .relation, id: ids[row],
        role: roles[row])
    }
    builder.relation(id, members: members, tags: Self.pairs(keys, values))
  }

  private static func pairs(_ keys: [Int32], _ values: [Int32]) -> [Int32] {
    zip(keys, values).flatMap { [$0, $1] }
  }

  /// A packed list of numbers.
  private static func numbers(_ bytes: ArraySlice<UInt8>) throws(OSMFormatError) -> [UInt64] {
    var cursor = ProtobufCursor(bytes)
    var result: [UInt64] = []
    while !cursor.isAtEnd { result.append(try cursor.varint()) }
    return result
  }

  private static func codes(
    _ bytes: ArraySlice<UInt8>, _ scale: Scale
  ) throws(OSMFormatError) -> [Int32] {
    var result: [Int32] = []
    for number in try numbers(bytes) { result.append(try scale.string(number)) }
    return result
  }

  /// A packed list of differences, added up.
  private static func running(_ bytes: ArraySlice<UInt8>) throws(OSMFormatError) -> [Int64] {
    var cursor = ProtobufCursor(bytes)
    var result: [Int64] = []
    var sum: Int64 = 0
    while !cursor.isAtEnd {
      let next = sum.addingReportingOverflow(try cursor.zigzag())
      if next.overflow { throw OSMFormatError("a number is too large") }
      sum = next.partialValue
      result.append(sum)
    }
    return result
  }
}

extension Collection where Element == UInt8 {
  /// Whether some bytes stand together anywhere.
  func contains(subsequence: [UInt8]) -> Bool {
    var rest = self[startIndex...]
    while rest.count >= subsequence.count {
      if rest.starts(with: subsequence) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
