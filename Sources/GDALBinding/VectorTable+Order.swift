extension VectorTable {
  /// Puts the rows into the order of their feature ids.
  ///
  /// A database gives rows in any order, and another one at the next run.
  public mutating func sortByFeatureID() {
    let order = featureIDs.indices.sorted {
      (featureIDs[$0], $0) < (featureIDs[$1], $1)
    }
    if order == Array(featureIDs.indices) { return }
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
