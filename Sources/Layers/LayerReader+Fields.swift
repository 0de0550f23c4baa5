import GDALBinding
import PlanModel

/// The fields that a plan asks for, found in a layer.
struct ResolvedFields {
  /// One field of the plan.
  struct Field {
    let source: FieldSource
    /// Its column in the table; nil for a constant.
    let column: Int?
    let kind: VectorField.Kind
  }
  /// The fields of the plan, in its order.
  var fields: [Field] = []
  /// The column of the ids; nil: the driver's feature ids.
  var idColumn: Int?
  /// The fields to read, as positions in the layer, in the order of the table's columns.
  var positions: [Int] = []
  /// Further fields that the filter may refer to.
  var neededByFilter: [Int] = []
}

extension LayerReader {
  /// Finds the plan's fields; nil where one is unknown, which is an error for each.
  mutating func resolveFields(_ opened: OpenedLayer) -> ResolvedFields? {
    let names = opened.layer.fields.map(\.name)
    var resolved = ResolvedFields()
    if opened.isEmptyWithoutFields {
      resolved.fields = source.fields.map { .init(source: $0, column: nil, kind: .text) }
      return resolved
    }
    var isComplete = true
    func column(of position: Int) -> Int {
      if let known = resolved.positions.firstIndex(of: position) { return known }
      resolved.positions.append(position)
      return resolved.positions.count - 1
    }
    if let idField = source.idField {
      if let position = position(of: idField, in: names) {
        resolved.idColumn = column(of: position)
      } else if ![opened.layer.featureIDColumn, "fid"].contains(where: {
        $0.lowercased() == idField.lowercased()
      }) {
        isComplete = false
        tellUnknown(idField, role: "id", names, line: source.line, opened)
      }
    }
    for field in source.fields {
      guard let name = field.field else {
        resolved.fields.append(.init(source: field, column: nil, kind: .text))
        continue
      }
      let found = ([name] + field.alternatives).lazy.compactMap {
        Layers.position(of: $0, in: names)
      }.first
      if let position = found {
        resolved.fields.append(
          .init(
            source: field, column: column(of: position), kind: opened.layer.fields[position].kind))
      } else if !field.isOptional {
        isComplete = false
        tellUnknown(name, role: field.role, names, line: field.line ?? source.line, opened)
      }
    }
    if let filter = source.filter?.lowercased() {
      resolved.neededByFilter = names.indices.filter { filter.contains(names[$0].lowercased()) }
    }
    return isComplete ? resolved : nil
  }

  private mutating func tellUnknown(
    _ field: String, role: String, _ names: [String], line: Int?, _ opened: OpenedLayer
  ) {
    var place = opened.place
    place.field = field
    let nearest = field.nearest(among: names).map { "Did you mean \($0)? " } ?? ""
    diagnostics.append(
      Diagnostic(
        .error, "layer.unknown-field",
        "The layer has no field \"\(shortened(field))\", which the plan names for \(role).",
        remedy: nearest
          + (names.isEmpty ? "It has no fields at all." : "It has: \(listed(names))."), at: place))
  }

  /// The id of each row of a table; unique, also where the source's are not.
  mutating func featureIDs(
    _ table: VectorTable, _ fields: ResolvedFields, _ opened: OpenedLayer,
    _ outcomes: [GeometryOutcome]
  ) -> [String] {
    guard let idColumn = fields.idColumn, let idField = source.idField else {
      return table.featureIDs.map { String($0) }
    }
    let mapping = FieldMapping(
      source: FieldSource(role: "id", field: idField, isNumber: false),
      kind: opened.layer.fields[fields.positions[idColumn]].kind, encoding: source.encoding,
      assumedEncoding: opened.assumedEncoding(source), place: opened.place)
    let (column, found) = mapping.column(from: table.columns[idColumn])
    diagnostics += found
    guard case .text(let texts) = column else { return [] }
    // Every id that the source gives is taken, so that a made-up one never equals one further on.
    var isTaken = Set(texts.categories)
    var isSeen = [Bool](repeating: false, count: texts.categories.count)
    var missing: [String] = []
    var duplicates: [String] = []
    let ids = texts.codes.enumerated().map { row, code in
      let counts = outcomes[row] != .outside
      if code >= 0, !isSeen[Int(code)] {
        isSeen[Int(code)] = true
        return texts.categories[Int(code)]
      }
      let stem = code >= 0 ? texts.categories[Int(code)] : "row \(row + 1)"
      if code >= 0 {
        if counts { duplicates.append(stem) }
      } else if counts {
        missing.append(String(row + 1))
      }
      var made = code >= 0 ? "\(stem) (row \(row + 1))" : stem
      while !isTaken.insert(made).inserted { made += "'" }
      return made
    }
    tellIDs(missing: missing, duplicates: duplicates, idField, opened)
    return ids
  }

  private mutating func tellIDs(
    missing: [String], duplicates: [String], _ idField: String, _ opened: OpenedLayer
  ) {
    var place = opened.place
    place.field = idField
    if !missing.isEmpty {
      place.feature = "row \(missing[0])"
      diagnostics.append(
        Diagnostic(
          .error, "layer.missing-id", "Some features have no id; they are rows \(listed(missing)).",
          remedy: "Give each feature an id, or leave the id out to use the feature's number.",
          at: place, count: missing.count))
    }
    if !duplicates.isEmpty {
      place.feature = duplicates[0]
      var seen: Set<String> = []
      let distinct = duplicates.filter { seen.insert($0).inserted }
      diagnostics.append(
        Diagnostic(
          .error, "layer.duplicate-id",
          "Some ids belong to more than one feature: \(listed(distinct)).",
          remedy: "Make the ids unique, or name another field as id.", at: place,
          count: duplicates.count))
    }
  }
}

extension VectorColumn {
  /// The column with only some rows.
  func selecting(_ rows: [Int]) -> VectorColumn {
    switch self {
    case .integers(let values, let present):
      .integers(rows.map { values[$0] }, present: rows.map { present[$0] })
    case .reals(let values, let present):
      .reals(rows.map { values[$0] }, present: rows.map { present[$0] })
    case .texts(let texts): .texts(texts.selecting(rows))
    }
  }
}
