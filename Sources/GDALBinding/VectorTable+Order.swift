extension VectorTable {
  /// Puts the rows into the order of their feature ids.
  ///
  /// A database gives rows in any order, and another one at the next run.
  public mutating func sortByFeatureID() {
    let order = featureIDs.indices.sorted {
      (featureIDs[$0], $0) < (featureIDs[$1], $1)
    }
    if order != Array(featureIDs.indices) { take(order) }
  }

  /// Puts the rows into an order that their content alone decides, and numbers them anew from the first number on.
  ///
  /// For tables without a key: their feature ids only say in which order a database gave the rows.
  ///
  /// - Parameter column: The column that comes first, then the geometry, then all columns; nil: the geometry first.
  public mutating func sortByContent(first column: Int?) {
    let order = featureIDs.indices.sorted { left, right in
      if let column {
        let step = columns[column].order(left, right)
        if step != 0 { return step < 0 }
      }
      let shape = geometryBytes[geometryOffsets[left]..<geometryOffsets[left + 1]]
      let other = geometryBytes[geometryOffsets[right]..<geometryOffsets[right + 1]]
      if shape != other { return shape.lexicographicallyPrecedes(other) }
      for column in columns {
        let step = column.order(left, right)
        if step != 0 { return step < 0 }
      }
      return left < right
    }
    let numbers = featureIDs.sorted()
    if order != Array(featureIDs.indices) { take(order) }
    featureIDs = numbers
  }

  /// Whether the feature ids are nothing but the numbers of the rows, in the order they came.
  public var isNumberedInOrder: Bool {
    zip(featureIDs, featureIDs.dropFirst()).allSatisfy { $1 == $0 + 1 }
  }

  private mutating func take(_ order: [Int]) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(geometryBytes.count)
    var offsets = [0]
    offsets.reserveCapacity(geometryOffsets.count)
    for row in order {
      bytes += geometryBytes[geometryOffsets[row]..<geometryOffsets[row + 1]]
      offsets.append(bytes.count)
    }
    geometryBytes = bytes
    geometryOffsets = offsets
    featureIDs = order.map { featureIDs[$0] }
    columns = columns.map { column in
      switch column {
      case .integers(let values, let present):
        .integers(order.map { values[$0] }, present: order.map { present[$0] })
      case .reals(let values, let present):
        .reals(order.map { values[$0] }, present: order.map { present[$0] })
      case .texts(let texts): .texts(texts.inOrder(order))
      }
    }
  }
}

extension VectorColumn {
  /// Whether one row comes before another (negative), after it (positive) or has the same value; null comes first.
  fileprivate func order(_ left: Int, _ right: Int) -> Int {
    func step<Value: Comparable>(_ a: Value, _ b: Value) -> Int { a < b ? -1 : b < a ? 1 : 0 }
    switch self {
    case .integers(let values, let present):
      return present[left] == present[right]
        ? step(values[left], values[right]) : present[left] ? 1 : -1
    case .reals(let values, let present):
      return present[left] == present[right]
        ? step(values[left], values[right]) : present[left] ? 1 : -1
    case .texts(let texts):
      let (a, b) = (texts.codes[left], texts.codes[right])
      if a == b { return 0 }
      if a < 0 || b < 0 { return step(a, b) }
      return texts.bytes(of: Int(a)).lexicographicallyPrecedes(texts.bytes(of: Int(b))) ? -1 : 1
    }
  }
}

extension RawTexts {
  /// The rows in another order, with codes again by first appearance.
  func inOrder(_ order: [Int]) -> RawTexts {
    var interner = TextInterner()
    for row in order {
      if codes[row] < 0 {
        interner.appendNull()
      } else {
        let code = Int(codes[row])
        unsafe bytes.withUnsafeBufferPointer { buffer in
          unsafe interner.append(
            UnsafeBufferPointer(rebasing: buffer[offsets[code]..<offsets[code + 1]]))
        }
      }
    }
    return interner.texts
  }
}
