import GDALBinding
import PlanModel

/// Writes the units that moved between two runs as the layer `changes` of a GeoPackage, with styles that QGIS picks up.
///
/// - Parameters:
///   - geometry: The geometry of a unit in WGS 84 as well-known binary, by id.
///   - path: The file, which must not be there yet.
/// - Throws: `ExportFailure` where it cannot be written.
public func writeChanges(
  _ changes: [ChangeLine], geometry: (String) -> [UInt8], notice: String?, to path: String
) throws(ExportFailure) {
  let areas = ChangedArea.all(of: changes)
  let layer = changesLayer(areas, geometry)
  do {
    try withVectorFile(creating: path) { writer in
      try writer.setMetadata("TITLE", "What moved between two plans, and why")
      if let notice { try writer.setMetadata("NOTICE", notice) }
      try GeoPackageWriter.write(layer, notice: notice, by: writer)
      try MapStyles.write(changeStyles(areas), by: writer)
    }
  } catch {
    throw ExportFailure(
      "Could not write \(path): \(error).",
      remedy: "Check the free space and the rights there, or choose another folder with --out.")
  }
}

private func changesLayer(_ areas: [ChangedArea], _ geometry: (String) -> [UInt8]) -> Layer {
  func texts(_ values: [String]) -> Column { .text(TextColumn(values)) }
  func numbers(_ values: [Double?]) -> Column {
    var present = ValidityMask(count: 0, present: false)
    for value in values { present.append(value != nil) }
    return .number(NumberColumn(values: values.map { $0 ?? 0 }, present: present))
  }
  let slots = areas.flatMap { $0.changes.map(\.slot) }.unique.sorted()
  var fields: [(role: String, column: Column)] = [
    ("district", texts(areas.map(\.district))),
    ("changes", numbers(areas.map { Double($0.changes.count) })),
    ("cause", texts(areas.map(\.cause))), ("reason", texts(areas.map(\.reason))),
  ]
  fields += Amount.allCases.map { amount in
    ("\(amount.rawValue)_change", numbers(areas.map { $0.change(amount) }))
  }
  for slot in slots {
    let own = areas.map { $0.changes.first { $0.slot == slot } }
    fields += [
      ("\(slot)_before", texts(own.map { $0?.before ?? "" })),
      ("\(slot)_after", texts(own.map { $0?.after ?? "" })),
      ("\(slot)_reason", texts(own.map { $0?.reason ?? "" })),
    ]
  }
  return Layer(
    name: "changes", crs: .wgs84, ids: areas.map(\.unit),
    geometry: GeometryColumn(rows: areas.map { geometry($0.unit) }), fields: fields)
}

/// The colours are those of the page: by cause, and by what became more or less.
private func changeStyles(_ areas: [ChangedArea]) -> [MapStyles.Style] {
  let causes = areas.map(\.cause).unique.sorted()
  let byCause = causes.enumerated().map { place, cause in
    let mark = Palette.mark(place)
    return MapClass(value: cause, label: cause, symbol: .fill(mark.colour, hatch: mark.hatch))
  }
  let shown: [(Amount, String)] = [
    (.co2, "emissions cut"), (.annualCost, "yearly cost"), (.investment, "investment"),
  ]
  return [
    MapStyles.Style(
      layer: "changes", name: "why", drawing: .categories("cause", byCause), isDefault: true,
      description: "Why decisions of the unit moved")
  ]
    + shown.compactMap { amount, title in
      let sizes = areas.compactMap { $0.change(amount) }.filter { $0 != 0 }.map(abs)
      guard let most = sizes.max() else { return nil }
      let ranges = [
        (-most, 0.0, "less", "#5e3c99"), (0.0, most, "more", "#e66101"),
      ].map { lower, upper, word, colour in
        MapRange(
          lower: lower, upper: upper,
          label: "\(word), up to \(most.aboutThreeDigits) \(amount.unit)",
          symbol: .fill(colour, alpha: 0.8))
      }
      return MapStyles.Style(
        layer: "changes", name: title, drawing: .ranges("\(amount.rawValue)_change", ranges),
        isDefault: false, description: "What became of it: \(title), \(amount.unit)")
    }
}
