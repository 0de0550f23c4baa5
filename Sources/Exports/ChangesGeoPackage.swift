import GDALBinding
public import PlanModel

/// Writes the units that moved between two runs as the layer `changes` of a GeoPackage, with styles that QGIS picks up.
///
/// - Parameters:
///   - unmoved: The other units and their districts: the ground of the map, with no changes.
///   - districts: The districts by id, with name and geometry in WGS 84; where there are some, they are a layer of borders.
///   - geometry: The geometry of a unit in WGS 84 as well-known binary, by id.
///   - path: The file, which must not be there yet.
/// - Throws: `ExportFailure` where it cannot be written.
public func writeChanges(
  _ changes: [ChangeLine], unmoved: [(unit: String, district: String)] = [],
  districts: [(id: String, name: String, geometry: [UInt8])] = [],
  geometry: (String) -> [UInt8], notice: String?, to path: String
) throws(ExportFailure) {
  let moved = ChangedArea.all(of: changes)
  let areas =
    moved + unmoved.map { ChangedArea(unit: $0.unit, district: $0.district, changes: []) }
  let layer = changesLayer(areas, geometry)
  let styles = changeStyles(moved)
  do {
    try withVectorFile(creating: path) { writer in
      try writer.setMetadata("TITLE", "What moved between two plans, and why")
      if let notice { try writer.setMetadata("NOTICE", notice) }
      try GeoPackageWriter.write(layer, notice: notice, by: writer)
      if !districts.isEmpty {
        let borders = Layer(
          name: "districts", crs: .wgs84, ids: districts.map(\.id),
          geometry: GeometryColumn(rows: districts.map(\.geometry)),
          fields: [("name", .text(TextColumn(districts.map(\.name))))])
        try GeoPackageWriter.write(borders, notice: notice, by: writer)
      }
      try MapStyles.write(
        styles + (districts.isEmpty ? [] : [.districts]), titles: ["changes": changeTitles(layer)],
        by: writer)
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
    ("cause", .text(TextColumn(areas.map { $0.changes.isEmpty ? nil : $0.cause }))),
    ("reason", texts(areas.map(\.reason))),
  ]
  fields += Amount.allCases.map { amount in
    (changeField(of: amount), numbers(areas.map { $0.change(amount) }))
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

/// What a change of an amount is called in `changes.csv`, `changes.geojson` and `changes.gpkg`, with its unit.
public func changeField(of amount: Amount) -> String {
  "\(amount.rawValue)_change_\(CSVUnit.word(amount.unit))"
}

/// The fields in words, `id` first.
private func changeTitles(_ layer: Layer) -> [FieldTitle] {
  var titles = ["id": "Area", "changes": "Decisions that differ", "cause": "Why, in a word"]
  for amount in Amount.allCases {
    titles[changeField(of: amount)] = "\(amount.title), change (\(amount.unit))"
  }
  let endings = [
    ("_before", "before"), ("_after", "after"), ("_reason", "why it differs"),
  ]
  return (["id"] + layer.fields.map(\.role)).map { field in
    if let title = titles[field] { return FieldTitle(field: field, title: title) }
    for (ending, word) in endings where field.hasSuffix(ending) {
      let slot = String(field.dropLast(ending.count)).codeInWords
      return FieldTitle(
        field: field, title: "\(slot.prefix(1).uppercased())\(slot.dropFirst()): \(word)")
    }
    return FieldTitle(field: field, title: FieldTitles.title(of: field))
  }
}

extension MapStyles.Style {
  /// The borders of districts.
  static let districts = MapStyles.Style(
    layer: "districts", name: "districts",
    drawing: MapDrawing(
      .single(.outline("#3a4248", width: 0.5)),
      // A municipality fills a screen at about 1 : 100,000; from farther away the names would hide the map.
      label: MapLabel(field: "name", size: 9, closerThan: 250_000)),
    isDefault: true, description: "Borders and names of the districts")
}

/// The colours are those of the page: by cause, and by what became more or less.
private func changeStyles(_ areas: [ChangedArea]) -> [MapStyles.Style] {
  let causes = areas.map(\.cause).unique.sorted()
  let asBefore = MapSymbol.fill(Palette.none, outline: "#ffffff")
  let byCause = causes.enumerated().map { place, cause in
    let mark = Palette.mark(place)
    return MapClass(value: cause, label: cause, symbol: .fill(mark.colour, hatch: mark.hatch))
  }
  let shown: [(Amount, String)] = [
    (.co2, "emissions cut"), (.annualCost, "yearly cost"), (.investment, "investment"),
  ]
  return [
    MapStyles.Style(
      layer: "changes", name: "why",
      drawing: .categories(
        "cause", byCause + [MapClass(value: "", label: "as before", symbol: asBefore)]),
      isDefault: true, description: "Why decisions of the unit moved")
  ]
    + shown.compactMap { amount, title in
      let changes = areas.map { $0.change(amount) }
      let more = sizes(changes.compactMap { $0 }.filter { $0 > 0 }, "more", amount.unit)
      let less = sizes(changes.compactMap { $0 }.filter { $0 < 0 }.map { -$0 }, "less", amount.unit)
      if more.isEmpty, less.isEmpty { return nil }
      let colours = ["more": ["#e66101", "#fdb863"], "less": ["#5e3c99", "#b2abd2"]]
      let ranges =
        more.enumerated().map { place, size in
          MapRange(
            lower: size.from, upper: size.to, label: size.label,
            symbol: .fill(colours["more"]![place]))
        }
        + [MapRange(lower: 0, upper: 0, label: "as before", symbol: asBefore)]
        // Strong first too, because a change on a limit is in the class that comes first.
        + less.enumerated().map { place, size in
          MapRange(
            lower: -size.to, upper: -size.from, label: size.label,
            symbol: .fill(colours["less"]![place]))
        }
        + (changes.contains { $0 == nil }
          ? [
            MapRange(
              lower: unknownChange, upper: unknownChange, label: "not known",
              symbol: .fill("#f4f5f5", outline: "#8a9399"), holdsMissing: true)
          ] : [])
      return MapStyles.Style(
        layer: "changes", name: title, drawing: .ranges(changeField(of: amount), ranges),
        isDefault: false, description: "What became of it: \(title), \(amount.unit)")
    }
}

/// A number that no change has, for those that are not known.
private let unknownChange = 9e99

/// Sizes of changes in one direction in two classes of about equal count, the larger first.
private func sizes(
  _ values: [Double], _ word: String, _ unit: String
) -> [(from: Double, to: Double, label: String)] {
  guard let least = values.min(), let most = values.max() else { return [] }
  // The ends of the legend are computed again by the program that draws.
  let (first, last) = (least * (1 - 1e-9), most * (1 + 1e-9))
  guard let limit = ClassBreaks(values, most: 2).limits.first else {
    return [(first, last, "\(word), \(most.aboutThreeDigits) \(unit) at most")]
  }
  let text = "\(limit.aboutThreeDigits) \(unit)"
  return [
    (limit, last, "\(word) by \(text) and above"), (first, limit, "\(word) by less than \(text)"),
  ]
}
