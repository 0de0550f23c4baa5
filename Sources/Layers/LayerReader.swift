import GDALBinding
import PROJBinding
import PlanModel

/// The steps of reading one layer, with what is collected on the way.
struct LayerReader {
  let source: LayerSource
  let crs: CRS
  let expectation: GeometryExpectation
  let extent: Extent?
  let workers: Workers
  var path = VectorLayer.Path.automatic
  var isRecorded = true
  var diagnostics: [Diagnostic] = []
  var report: LayerReport

  /// Rows cleaned at a time: large enough that a chunk's start does not show, small enough that a town
  /// of some thousand buildings keeps two workers busy.
  private static let chunkSize = 4096

  init(
    _ source: LayerSource, crs: CRS, expectation: GeometryExpectation, extent: Extent?,
    workers: Workers
  ) {
    self.source = source
    self.crs = crs
    self.expectation = expectation
    self.extent = extent
    self.workers = workers
    report = LayerReport(
      name: source.name, source: SourceLocation.withoutSecrets(source.source), crs: crs)
  }

  /// Reads the layer.
  mutating func read() -> LayerReading {
    let layer = readRows()
    return LayerReading(layer: layer, report: report, diagnostics: diagnostics)
  }

  private mutating func readRows() -> Layer? {
    guard let opened = OpenedLayer(source, &diagnostics) else { return nil }
    report.driver = opened.dataset.driver
    if let system = opened.system { report.crs = CRS(system) }
    let digest =
      isRecorded ? SourceDigest(opened.location.files, workers: workers) : nil
    // Also where reading stops early: a program that ends takes libcrypto away from a thread that still counts on it.
    defer { digest?.wait() }
    // Everything that can be found without reading is found first, so that all of it is told at once.
    let fields = resolveFields(opened)
    let isFiltered = filter(opened)
    let transformation = transformation(opened)
    guard let fields, isFiltered, let (pool, swaps) = transformation else { return nil }
    setExtentFilter(opened, pool, swaps)

    let table: VectorTable
    do {
      table = try readTable(opened, fields)
    } catch {
      diagnostics.append(
        Diagnostic(
          .error, "layer.broken",
          "The source cannot be read to its end: \(sentence(error.message))",
          remedy: "The file is probably incomplete or damaged; fetch or export it again.",
          at: opened.place))
      return nil
    }
    if let digest { report.sha256 = digest.finish() ?? SourceDigest.digest(of: table) }
    return finish(table, fields, opened, pool, swaps)
  }

  /// Reads the columns, in an order that the source cannot change from run to run.
  private mutating func readTable(
    _ opened: OpenedLayer, _ fields: ResolvedFields
  ) throws(GDALError) -> VectorTable {
    let declared = extent == nil ? opened.layer.declaredCount : nil
    var (table, messages) = try opened.layer.read(
      fields: fields.positions, alsoNeeded: fields.neededByFilter, announced: declared, by: path)
    if opened.location.isService {
      if opened.layer.featureIDColumn.isEmpty && table.isNumberedInOrder {
        table.sortByContent(first: fields.idColumn)
      } else {
        table.sortByFeatureID()
      }
    }
    var seen: Set<String> = []
    for message in messages where message.level == .warning {
      let text = SourceLocation.withoutSecrets(message.text)
      if seen.count < 5, seen.insert(text).inserted {
        diagnostics.append(
          Diagnostic(
            .warning, "layer.reader-says", "GDAL says while reading: \(sentence(text))",
            at: opened.place))
      }
    }
    if let declared, declared > table.count {
      diagnostics.append(
        Diagnostic(
          .error, "layer.incomplete",
          "The source announces \(declared) features, but only \(table.count) can be read.",
          remedy: "The file is probably incomplete; fetch or export it again.", at: opened.place,
          count: declared - table.count))
    }
    return table
  }

  // MARK: Before reading

  private mutating func filter(_ opened: OpenedLayer) -> Bool {
    guard let condition = source.filter?.trimmed, !condition.isEmpty, !opened.isEmptyWithoutFields
    else { return true }
    if FilterText(text: condition).hasSeveralStatements {
      diagnostics.append(
        Diagnostic(
          .error, "layer.bad-filter",
          "The filter \"\(shortened(condition))\" has a semicolon outside of quotes.",
          remedy: "Write one condition, such as use = 'school', and put texts into single quotes.",
          at: opened.place))
      return false
    }
    do {
      try opened.layer.filter(where: condition)
      return true
    } catch {
      diagnostics.append(
        Diagnostic(
          .error, "layer.bad-filter",
          "The filter \"\(shortened(condition))\" cannot be used: \(sentence(error.message))",
          remedy: "Write a condition in SQL over the layer's fields: "
            + "\(listed(opened.layer.fields.map(\.name))).", at: opened.place))
      return false
    }
  }

  private mutating func transformation(
    _ opened: OpenedLayer
  ) -> (pool: PROJTransformerPool?, swaps: Bool)? {
    guard let system = opened.system else { return nil }
    let swaps = AxisOrder.swaps(opened, into: crs, &diagnostics)
    if system.definition == crs.definition { return (nil, swaps) }
    do {
      return (try PROJTransformerPool(from: system.definition, to: crs.definition), swaps)
    } catch {
      diagnostics.append(
        Diagnostic(
          .error, "layer.no-transformation",
          "PROJ knows no way from \(system.name) to \(crs.name): \(sentence(error.message))",
          remedy: "Declare another CRS for the plan or the layer.", at: opened.place))
      return nil
    }
  }

  /// Lets the driver pass over what lies outside; the exact test follows after the transformation.
  private func setExtentFilter(
    _ opened: OpenedLayer, _ pool: PROJTransformerPool?, _ swaps: Bool
  ) {
    guard var wanted = extent, let system = opened.system else { return }
    if pool != nil {
      guard
        let bounds = try? PROJTransformer(from: crs.definition, to: system.definition)
          .transformBounds(
            minX: wanted.minX, minY: wanted.minY, maxX: wanted.maxX, maxY: wanted.maxY)
      else { return }
      wanted = Extent(minX: bounds.minX, minY: bounds.minY, maxX: bounds.maxX, maxY: bounds.maxY)
      // The way back is not exact to the last digit, and edges are only sampled.
      wanted = wanted.expanded(by: max(wanted.width, wanted.height) * 0.01)
    }
    if swaps { wanted = wanted.withSwappedAxes }
    opened.layer.filter(
      minX: wanted.minX, minY: wanted.minY, maxX: wanted.maxX, maxY: wanted.maxY)
  }

  // MARK: After reading

  private mutating func finish(
    _ table: VectorTable, _ fields: ResolvedFields, _ opened: OpenedLayer,
    _ pool: PROJTransformerPool?, _ swaps: Bool
  ) -> Layer? {
    let cleaning = GeometryCleaning(
      transformation: pool, swapsAxes: swaps, expectation: expectation, extent: extent)
    let chunks: [CleanedChunk]
    do {
      chunks = try workers.mapChunks(of: table.count, size: Self.chunkSize) { rows in
        try cleaning.clean(table, rows: rows)
      }
    } catch {
      diagnostics.append(
        Diagnostic(
          .error, "layer.not-cleaned", "The geometries cannot be checked: \(sentence("\(error)"))",
          remedy: "Report this with the file.", at: opened.place))
      return nil
    }
    let outcomes = chunks.flatMap(\.outcomes)
    let allIDs = featureIDs(table, fields, opened, outcomes)
    count(outcomes, chunks, allIDs, opened)
    let kept = outcomes.indices.filter { outcomes[$0].stays }
    let isWhole = kept.count == outcomes.count
    let geometry = joined(chunks, table)
    var columns: [(role: String, column: Column)] = []
    for field in fields.fields {
      columns.append((field.source.role, column(of: field, in: table, kept, isWhole, opened)))
    }
    if opened.guessesEncoding(source) { tellGuessedEncoding(columns, opened) }
    if pool != nil { tellTransformation(pool, opened) }
    return Layer(
      name: source.name, crs: crs, ids: isWhole ? allIDs : kept.map { allIDs[$0] },
      geometry: geometry, fields: columns)
  }

  private mutating func column(
    of field: ResolvedFields.Field, in table: VectorTable, _ kept: [Int], _ isWhole: Bool,
    _ opened: OpenedLayer
  ) -> Column {
    var place = opened.place
    place.line = field.source.line
    guard let position = field.column else {
      let (column, found) = FieldMapping.constant(field.source, rows: kept.count, place: place)
      diagnostics += found
      return column
    }
    let mapping = FieldMapping(
      source: field.source, kind: field.kind, encoding: source.encoding,
      assumedEncoding: opened.assumedEncoding(source), place: place)
    // Rows that are left out are left out before mapping, so that they are not counted as losses.
    let raw = isWhole ? table.columns[position] : table.columns[position].selecting(kept)
    let (column, found) = mapping.column(from: raw)
    // One example is enough for a layer.
    diagnostics += found.filter { finding in
      finding.code != "layer.encoding-guessed"
        || !diagnostics.contains { $0.code == finding.code }
    }
    return column
  }

  private func joined(_ chunks: [CleanedChunk], _ table: VectorTable) -> GeometryColumn {
    if chunks.allSatisfy(\.isUnchanged) {
      return GeometryColumn(bytes: table.geometryBytes, offsets: table.geometryOffsets)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(table.geometryBytes.count)
    var offsets = [0]
    offsets.reserveCapacity(table.count + 1)
    var row = 0
    for chunk in chunks {
      var end = bytes.count
      if chunk.isUnchanged {
        bytes +=
          table.geometryBytes[
            table.geometryOffsets[row]..<table.geometryOffsets[row + chunk.lengths.count]]
      } else {
        bytes += chunk.bytes
      }
      row += chunk.lengths.count
      for (length, outcome) in zip(chunk.lengths, chunk.outcomes) where outcome.stays {
        end += length
        offsets.append(end)
      }
    }
    return GeometryColumn(bytes: bytes, offsets: offsets)
  }
}
