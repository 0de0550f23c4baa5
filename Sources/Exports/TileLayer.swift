import PlanModel

/// A layer as vector tiles hold it.
struct TileLayer: Sendable {
  /// An attribute, and the zoom from which tiles have it.
  struct Field: Sendable {
    var name: String
    var column: Column
    var fromZoom = 0
  }
  var name: String
  var shapes: TileShapes
  var fields: [Field]
  /// The zoom from which tiles have the layer.
  var fromZoom = 0
  /// Whether what is smaller than a pixel is left out above the deepest zoom.
  var dropsSmall = false

  /// The layer of one tile, by the specification of vector tiles 2.1; the id of a feature is its row.
  ///
  /// - Parameters:
  ///   - features: The rows in their order, each with its encoded geometry.
  func message(
    _ features: [(row: Int, geometry: ArraySlice<UInt8>)], zoom: Int
  ) -> [UInt8] {
    let fields = fields.filter { $0.fromZoom <= zoom }
    var places: [ValueKey: UInt64] = [:]
    var values: [ValueKey] = []
    var message = ProtobufBytes()
    message.reserve(features.count * (24 + 3 * fields.count))
    message.add(15, varint: 2)
    message.add(1, name.utf8)
    var tags = features.map { _ in ProtobufBytes() }
    // One column at a time: taking a column out of its enumeration row by row costs more than all the rest.
    for (position, field) in fields.enumerated() {
      switch field.column {
      case .number(let column):
        for (place, feature) in features.enumerated() where column.present[feature.row] {
          let value = (column.values[feature.row] * 1e6).rounded() / 1e6
          if !value.isFinite { continue }
          tag(ValueKey(field: -1, bits: (value + 0).bitPattern), place, position)
        }
      case .text(let column):
        for (place, feature) in features.enumerated() where column.codes[feature.row] >= 0 {
          let code = UInt64(column.codes[feature.row])
          tag(ValueKey(field: position, bits: code), place, position)
        }
      }
    }
    func tag(_ key: ValueKey, _ place: Int, _ position: Int) {
      let number =
        places[key]
        ?? {
          let next = UInt64(values.count)
          places[key] = next
          values.append(key)
          return next
        }()
      tags[place].add(varint: UInt64(position))
      tags[place].add(varint: number)
    }
    for (place, feature) in features.enumerated() {
      var piece = ProtobufBytes()
      piece.reserve(feature.geometry.count + tags[place].bytes.count + 16)
      piece.add(1, varint: UInt64(feature.row))
      if !tags[place].bytes.isEmpty { piece.add(2, tags[place].bytes) }
      piece.add(3, varint: UInt64(shapes.kinds[feature.row]))
      piece.add(4, feature.geometry)
      message.add(2, piece.bytes)
    }
    for field in fields { message.add(3, field.name.utf8) }
    for value in values { message.add(4, encoded(value, fields)) }
    message.add(5, varint: UInt64(TileGrid.extent))
    return message.bytes
  }

  /// A value as it is told from others: a number by its bits, a text by its field and category.
  private struct ValueKey: Hashable {
    /// −1 for a number.
    var field: Int
    var bits: UInt64
  }

  private func encoded(_ key: ValueKey, _ fields: [Field]) -> [UInt8] {
    var value = ProtobufBytes()
    if key.field >= 0 {
      if case .text(let column) = fields[key.field].column {
        value.add(1, column.categories[Int(key.bits)].utf8)
      }
      return value.bytes
    }
    let number = Double(bitPattern: key.bits)
    if number == number.rounded(), abs(number) < 1e15 {
      if number >= 0 {
        value.add(5, varint: UInt64(number))
      } else {
        value.add(6, varint: ProtobufBytes.zigzag(Int(number)))
      }
    } else {
      value.add(3, double: number)
    }
    return value.bytes
  }
}
