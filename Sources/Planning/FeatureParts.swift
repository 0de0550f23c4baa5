import Foundation
import Layers
import PlanModel

/// What the parts of features say of them: of each number the largest among the parts, as of floors that which is seen.
struct FeatureParts {
  private let profile: ImportProfile.Parts
  private var largest: [String: [String: Double]] = [:]
  private var ids: Set<String> = []

  init(_ profile: ImportProfile.Parts) { self.profile = profile }

  /// The layer of parts in a file, as a source; nil where the file holds none.
  func source(at path: String, encoding: String?) -> LayerSource? {
    guard
      let layer = describeSource(path, encoding: encoding).description?.layers.first(where: {
        profile.layers.contains($0.name)
      })
    else { return nil }
    var source = LayerSource(name: "parts", source: path)
    source.layer = layer.name
    let fields = Set(layer.fields.map { $0.name.lowercased() })
    source.idField = profile.ids.first { fields.contains($0.lowercased()) }
    source.fields = profile.fields
    source.encoding = encoding
    return source
  }

  /// Takes up the parts of a layer.
  mutating func add(_ layer: Layer) {
    for field in profile.fields {
      guard let numbers = layer.numbers(field.role) else { continue }
      for row in 0..<layer.count {
        guard let number = numbers[row] else { continue }
        let id = owner(of: layer.ids[row])
        largest[field.role, default: [:]][id] = max(
          largest[field.role]?[id] ?? -.infinity, number)
      }
    }
    ids.formUnion(layer.ids.map { owner(of: $0) })
  }

  private func owner(of part: String) -> String {
    part.range(of: profile.mark).map { String(part[..<$0.lowerBound]) } ?? part
  }

  /// A layer of features with the numbers of their parts where they have none of their own.
  func filling(_ layer: Layer) -> Layer {
    var fields = layer.fields
    for field in profile.fields {
      guard let found = largest[field.role] else { continue }
      let own = layer.numbers(field.role)
      var values: [Double] = []
      var present = ValidityMask(count: 0, present: false)
      for row in 0..<layer.count {
        let number = own?[row] ?? found[layer.ids[row]]
        values.append(number ?? 0)
        present.append(number != nil)
      }
      let column = Column.number(NumberColumn(values: values, present: present))
      fields.removeAll { $0.role == field.role }
      fields.append((field.role, column))
    }
    return Layer(
      name: layer.name, crs: layer.crs, ids: layer.ids, geometry: layer.geometry, fields: fields)
  }

  /// A warning where parts belong to no feature of the layer.
  func strays(in layer: Layer) -> [Diagnostic] {
    let strays = ids.subtracting(layer.ids)
    guard let first = strays.min() else { return [] }
    return [
      Diagnostic(
        .warning, "import.stray-parts",
        "Parts belong to \(strays.count) features that are not in the layer, such as \(first).",
        remedy: "Check that both files are of one delivery.", at: Place(layer: layer.name),
        count: strays.count)
    ]
  }
}
