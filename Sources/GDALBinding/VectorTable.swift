/// The features of a layer as read: columns, one row a feature, in the order of the source.
public struct VectorTable: Sendable {
  /// The driver's feature ids.
  public internal(set) var featureIDs: [Int64] = []
  /// The well-known binary of all geometries, one after another; ISO, perhaps with Z, M and curves.
  public internal(set) var geometryBytes: [UInt8] = []
  /// Where each geometry starts, and where the last one ends; no bytes mean null.
  public internal(set) var geometryOffsets: [Int] = [0]
  /// The fields, in the order asked for.
  public internal(set) var columns: [VectorColumn] = []
  /// Whether the rows came by the Arrow stream.
  public internal(set) var cameAsStream = false

  /// The number of rows.
  public var count: Int { featureIDs.count }
}

/// A field as read.
public enum VectorColumn: Sendable {
  /// Whole numbers, 0 where null; booleans are 0 and 1.
  case integers([Int64], present: [Bool])
  /// Numbers, 0 where null; may hold NaN and infinities.
  case reals([Double], present: [Bool])
  /// Texts.
  case texts(RawTexts)
}

/// A column that grows row by row.
struct ColumnBuilder {
  let kind: VectorField.Kind
  var integers: [Int64] = []
  var reals: [Double] = []
  var present: [Bool] = []
  var texts = TextInterner()

  init(_ kind: VectorField.Kind) { self.kind = kind }

  mutating func appendNull() {
    switch kind {
    case .integer, .boolean:
      integers.append(0)
      present.append(false)
    case .real:
      reals.append(0)
      present.append(false)
    default: texts.appendNull()
    }
  }

  mutating func append(_ value: Int64) {
    integers.append(value)
    present.append(true)
  }

  mutating func append(_ value: Double) {
    reals.append(value)
    present.append(true)
  }

  consuming func finish() -> VectorColumn {
    switch kind {
    case .integer, .boolean: .integers(integers, present: present)
    case .real: .reals(reals, present: present)
    default: .texts(texts.texts)
    }
  }
}
