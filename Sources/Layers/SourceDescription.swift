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
    /// How many different values the features looked at have.
    public var distinctCount = 0
    /// How many of the features looked at have a value.
    public var knownCount = 0
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
    /// How many features were looked at for values.
    public var sampledCount = 0
    /// The encoding that was guessed for its texts; nil: they say it themselves, or are all readable.
    public var guessedEncoding: String?
  }
  /// The layers with geometry.
  public var layers: [Layer]
}

/// Looks into a source; nil where it cannot be opened, which is an error among the diagnostics.
///
/// - Parameters:
///   - encoding: The encoding of its texts; nil: as it says itself, or a guess.
///   - layer: The only layer whose values are looked at; nil: none.
///   - sample: Of how many features values are looked at.
///   - most: How many values of each field are told.
public func describeSource(
  _ source: String, encoding: String? = nil, valuesOf layer: String? = nil, sample: Int = 1000,
  most: Int = 12
) -> (description: SourceDescription?, diagnostics: [Diagnostic]) {
  var diagnostics: [Diagnostic] = []
  let description = WebReading(LayerSource(name: "", source: source)).run(&diagnostics) { found in
    do throws(Diagnostic) {
      let plain = try described(
        source, encoding: encoding, valuesOf: layer, sample: sample, most: most)
      guard encoding == nil, plain.layers.contains(where: \.hasUnreadableTexts),
        OpenedLayer.isUnmarkedShapefile(try SourceLocation(source, place: Place()))
      else { return plain }
      // The guess that the reader makes too.
      var guessed = try described(
        source, encoding: OpenedLayer.guessedEncoding, valuesOf: layer, sample: sample, most: most)
      if guessed.layers.contains(where: \.hasControlCharacters) { return plain }
      for position in guessed.layers.indices {
        guessed.layers[position].guessedEncoding = OpenedLayer.guessedEncoding
      }
      return guessed
    } catch {
      found.append(error)
      return nil
    }
  }
  return (description, diagnostics)
}

private func described(
  _ source: String, encoding: String?, valuesOf layer: String?, sample: Int, most: Int
) throws(Diagnostic) -> SourceDescription {
  let place = Place(file: shownSource(source))
  let location = try SourceLocation(source, place: place)
  if let refusal = cityModelRefusal(location, place) { throw refusal }
  let dataset: GDALDataset
  if let encoding { try OpenedLayer.checkEncoding(encoding, place) }
  do {
    dataset = try GDALDataset(
      location.path, as: .vector,
      options: OpenedLayer.options(for: location.path, encoding: encoding))
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
    let sampled = name == layer ? add(values: sample, most: most, of: found, to: &fields) : 0
    layers.append(
      SourceDescription.Layer(
        name: name, count: found.declaredCount, fields: fields, geometries: found.geometryNames,
        hasCRS: found.referenceSystem != nil, sampledCount: sampled))
  }
  return SourceDescription(layers: layers)
}

/// Adds the commonest values of the first features; gives how many features these are.
private func add(
  values sample: Int, most: Int, of layer: VectorLayer, to fields: inout [SourceDescription.Field]
) -> Int {
  let (found, _) = capturingGDALMessages { layer.countedTexts(rows: sample) }
  for (column, counts) in found.counts.enumerated() {
    fields[column].values = counts.map { ($0.key, $0.value) }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }.prefix(most).map { ($0.0, $0.1) }
    fields[column].distinctCount = counts.count
    fields[column].knownCount = counts.values.reduce(0, +)
  }
  return found.rows
}

extension SourceDescription.Layer {
  /// Whether there are characters that no text has, because they are letters in another encoding.
  fileprivate var hasControlCharacters: Bool {
    fields.contains { field in
      (field.values.map(\.value) + [field.name]).contains { text in
        text.unicodeScalars.contains { (0x80...0x9F).contains($0.value) }
      }
    }
  }

  /// Whether names or values have bytes that are no text in UTF-8.
  fileprivate var hasUnreadableTexts: Bool {
    fields.contains { field in
      field.name.contains("\u{FFFD}") || field.values.contains { $0.value.contains("\u{FFFD}") }
    }
  }
}
