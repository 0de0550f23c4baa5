import Foundation
import GEOSBinding
import PlanModel

/// The municipalities of a region as a layer: the outline of their districts, what they are and what they got.
func regionLayer(_ result: RegionResult, outlines: [[UInt8]?]) throws -> Layer {
  var rows: [[UInt8]] = []
  for (member, outline) in zip(result.members, outlines) {
    guard let outline else {
      rows.append([])
      continue
    }
    do { rows.append(try unionOfDistricts(outline)) } catch let error as GEOSError {
      throw ExportFailure(
        "The districts of \(member.id) cannot be joined to an outline: \(error.message)",
        remedy: "Look at the districts of its own results, and mend them.")
    }
  }
  let members = result.members
  func numbers(_ value: (RegionResult.Member) -> Double?) -> Column {
    let values = members.map(value)
    var present = ValidityMask(count: values.count, present: true)
    for (row, value) in values.enumerated() where value?.isFinite != true { present[row] = false }
    return .number(
      NumberColumn(
        values: values.map { ($0?.isFinite ?? false) ? $0 ?? 0 : 0 }, present: present))
  }
  let words = RegionWords(result)
  return Layer(
    name: "municipalities", crs: .wgs84, ids: members.map(\.id),
    geometry: GeometryColumn(rows: rows),
    fields: [
      ("name", .text(TextColumn(members.map(\.name)))),
      ("state", .text(TextColumn(members.map(\.state.rawValue)))),
      ("population", numbers(\.population)),
      ("baseline_emissions_t_CO2e_per_a", numbers(\.baselineEmissions)),
    ]
      + Amount.allCases.map { amount in
        (
          "\(amount.rawValue)_\(CSVUnit.word(amount.unit))",
          numbers { $0.amounts.isEmpty ? nil : $0.amounts[amount.index] }
        )
      }
      + [
        (
          "reduction_percent",
          numbers {
            $0.amounts.isEmpty || $0.baselineEmissions <= 0
              ? nil : $0.amounts[Amount.co2.index] / $0.baselineEmissions * 100
          }
        ),
        (
          "investment_per_person_EUR",
          numbers {
            $0.amounts.isEmpty || $0.population <= 0
              ? nil : $0.amounts[Amount.investment.index] / $0.population
          }
        ),
        ("status", .text(TextColumn(members.map { $0.status.isEmpty ? nil : $0.status }))),
        ("gap", numbers(\.gap)),
        ("why", .text(TextColumn(members.map { words.why($0) }))),
      ])
}

/// One outline of the districts in a GeoJSON text, as well-known binary; empty where there is no polygon in it.
private func unionOfDistricts(_ json: [UInt8]) throws -> [UInt8] {
  let root = try? JSONSerialization.jsonObject(with: Data(json)) as? [String: Any]
  let context = try GEOSContext()
  var parts: [GEOSGeometry] = []
  for feature in root?["features"] as? [[String: Any]] ?? [] {
    guard let geometry = feature["geometry"] as? [String: Any] else { continue }
    for polygon in polygons(of: geometry) { parts.append(try context.read(wkb: wkb(polygon))) }
  }
  if parts.isEmpty { return [] }
  // The seventh digit is what GeoJSON keeps; on that grid the common borders of districts fall together.
  return try context.collection(of: parts).unaryUnion(gridSize: 1e-7).wkb()
}

/// The polygons of a GeoJSON geometry, each as rings of points.
private func polygons(of geometry: [String: Any]) -> [[[[Double]]]] {
  func ring(_ value: Any) -> [[Double]] {
    (value as? [[Any]] ?? []).map { $0.prefix(2).compactMap { ($0 as? NSNumber)?.doubleValue } }
      .filter { $0.count == 2 }
  }
  func polygon(_ value: Any) -> [[[Double]]] {
    (value as? [Any] ?? []).map(ring).filter { $0.count >= 4 }
  }
  let coordinates = geometry["coordinates"] as? [Any] ?? []
  switch geometry["type"] as? String {
  case "Polygon": return [polygon(coordinates)].filter { !$0.isEmpty }
  case "MultiPolygon": return coordinates.map(polygon).filter { !$0.isEmpty }
  default: return []
  }
}

/// A polygon as well-known binary, little-endian.
private func wkb(_ rings: [[[Double]]]) -> [UInt8] {
  var bytes: [UInt8] = [1, 3, 0, 0, 0]
  func add<Number: FixedWidthInteger>(_ value: Number) {
    for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }
  add(UInt32(rings.count))
  for ring in rings {
    add(UInt32(ring.count))
    for point in ring { for coordinate in point { add(coordinate.bitPattern) } }
  }
  return bytes
}
