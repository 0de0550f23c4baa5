import GDALBinding
public import PlanModel

/// What a source holds, as far as it can be told without reading it all.
public struct SourceDescription: Sendable {
  /// A field with what it holds.
  public struct Field: Sendable {
    /// The name in the source.
    public var name: String
    /// Whether it holds numbers.
    public var isNumber: Bool
    /// The commonest values of the first features, commonest first, each with how often it stands there.
    public var values: [(value: String, count: Int)]
  }
  /// A layer of the source.
  public struct Layer: Sendable {
    /// The name.
    public var name: String
    /// How many features it says it has; nil: not known.
    public var count: Int?
    /// The fields.
    public var fields: [Field]
    /// The names of its geometries.
    public var geometries: [String]
    /// Whether it says in which CRS it is.
    public var hasCRS: Bool
  }
  /// The layers with geometry.
  public var layers: [Layer]
}

/// Looks into a source; nil where it cannot be opened, which is an error among the diagnostics.
///
/// - Parameters:
///   - layer: The only layer whose values are looked at; nil: none.
///   - sample: Of how many features values are looked at.
public func describeSource(
  _ source: String, valuesOf layer: String? = nil, sample: Int = 1000
) -> (description: SourceDescription?, diagnostics: [Diagnostic]) {
  var diagnostics: [Diagnostic] = []
  let description = WebReading(LayerSource(name: "", source: source)).run(&diagnostics) { found in
    do throws(Diagnostic) {
      return try described(source, valuesOf: layer, sample: sample)
    } catch {
      found.append(error)
      return nil
    }
  }
  return (description, diagnostics)
}

private func described(
  _ source: String, valuesOf layer: String?, sample: Int
) throws(Diagnostic) -> SourceDescription {
  let place = Place(file: shownSource(source))
  let location = try SourceLocation(source, place: place)
  let dataset: GDALDataset
  do {
    dataset = try GDALDataset(location.path, as: .vector)
  } catch {
    throw OpenedLayer.unopened(location, error, place)
  }
  var layers: [SourceDescription.Layer] = []
  for (index, name) in dataset.layerNames.enumerated() {
    guard let found = dataset.layer(at: index), found.hasGeometry else { continue }
    var fields = found.fields.map {
      SourceDescription.Field(
        name: $0.name, isNumber: $0.kind == .integer || $0.kind == .real, values: [])
    }
    if name == layer { add(values: sample, of: found, to: &fields) }
    layers.append(
      SourceDescription.Layer(
        name: name, count: found.declaredCount, fields: fields, geometries: found.geometryNames,
        hasCRS: found.referenceSystem != nil))
  }
  return SourceDescription(layers: layers)
}

private func add(
  values sample: Int, of layer: VectorLayer, to fields: inout [SourceDescription.Field]
) {
  let (rows, _) = capturingGDALMessages { layer.sampledTexts(rows: sample) }
  for column in fields.indices {
    var counts: [String: Int] = [:]
    for row in rows {
      if let text = row[column], !text.isEmpty { counts[text, default: 0] += 1 }
    }
    fields[column].values = counts.map { ($0.key, $0.value) }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }.prefix(12).map { ($0.0, $0.1) }
  }
}
