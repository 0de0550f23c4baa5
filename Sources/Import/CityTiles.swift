import GDALBinding
public import PlanModel

/// The formats of city models.
public enum CityFormat: String, Sendable, CaseIterable {
  /// CityGML 1.0 to 3.0.
  case citygml
  /// CityJSON 1.0 to 2.0, and sequences of its features.
  case cityjson

  /// The name for people.
  public var title: String { self == .citygml ? "CityGML" : "CityJSON" }
}

/// The format of the city model that a file begins as; nil where it is none, or cannot be opened.
public func cityFormat(of path: String) -> CityFormat? {
  // Standard input cannot be read twice.
  if path.lowercased().contains("/vsistdin") { return nil }
  guard let start = try? readableCity(path).start else { return nil }
  if CityJSONReader.accepts(start) { return .cityjson }
  return CityGMLReader.accepts(start) ? .citygml : nil
}

/// The path that the text of a file can be read from, whether it is packed with gzip or not, and its first bytes.
func readableCity(_ path: String) throws(GDALError) -> (path: String, start: [UInt8]) {
  let start = try GDALBytes.beginning(of: path, count: 16_384)
  guard start.starts(with: [0x1F, 0x8B]) else { return (path, start) }
  return ("/vsigzip/" + path, try GDALBytes.beginning(of: "/vsigzip/" + path, count: 16_384))
}

/// Makes layers of buildings from the files of city models, in which tiles have buildings in common.
///
/// A building that an earlier file has, by its id and place, is left out of later ones.
public struct CityTiles: Sendable {
  private var seen: [String: (crs: String, extent: Extent)] = [:]

  /// Begins with no file.
  public init() {}

  /// The name of the layer that ``write(_:as:crs:to:)`` makes.
  public static let layer = "buildings"

  /// Writes the buildings of one file into a new GeoPackage.
  ///
  /// The layer has the fields `id`, `height` (m), `levels`, `address`, `parts`, `lod`, `footprint_source`, `height_source`, and
  /// the attributes of the file as texts under their own names. It is in the file's CRS.
  ///
  /// - Parameters:
  ///   - file: The file, whose text may be packed with gzip; at most 8 GiB unpacked, all held in memory.
  ///   - format: What the file must be; nil: what it begins as.
  ///   - crs: The CRS where the file says none.
  ///   - path: A path that does not exist yet.
  /// - Returns: What was found; with an error among it, nothing was written.
  public mutating func write(
    _ file: String, as format: CityFormat?, crs: String?, to path: String
  ) -> [Diagnostic] {
    var reading = CityReading(file: file)
    do {
      let ground = try CityFootprint()
      let found = try reading.read(format, crs: crs, ground)
      var records: [CityRecord] = []
      for record in reading.records {
        var record = record
        if let before = seen[record.id] {
          // Ids of another file may begin anew; only where both lie in one place they mean one building.
          if before.crs != found || before.extent.meets(record.extent) {
            reading.twice.add(record.id)
            continue
          }
          reading.renamed.add(record.id)
          var number = 2
          while seen["\(record.id)-\(number)"] != nil { number += 1 }
          record.id = "\(record.id)-\(number)"
        }
        seen[record.id] = (found, record.extent)
        records.append(record)
      }
      try withVectorFile(creating: path) { writer in
        try CityLayer(crs: found, records: records).write(with: writer)
      }
    } catch let error as CityFormatError {
      reading.fail(error)
    } catch let error as GDALError {
      reading.fail(
        error.function.description == "VSIFOpenL"
          ? CityFormatError(
            "not-found", "The file cannot be opened.",
            remedy: "Check the path and the right to read it.")
          : .broken(error.message))
    } catch {
      reading.fail(.broken("\(error)"))
    }
    return reading.diagnostics
  }
}
