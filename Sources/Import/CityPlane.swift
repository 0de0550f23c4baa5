import PROJBinding
import PlanModel

/// The plane in which the footprints of a city model are measured.
struct CityPlane {
  /// Its CRS: the model's own where that is projected, else the UTM zone of its first corner.
  let crs: String
  /// Whether it is in metres.
  let isMetric: Bool
  private let isLatitudeFirst: Bool
  private let transformer: PROJTransformer?

  /// Finds the plane for a model.
  ///
  /// - Parameters:
  ///   - name: The name of the CRS in the file; nil: it says none.
  ///   - other: The CRS to take where the name means none.
  ///   - point: A corner of the model.
  /// - Throws: `CityFormatError` where no CRS is known.
  init(_ name: String?, else other: String?, near point: CityPoint) throws {
    guard let name, !name.trimmed.isEmpty else {
      throw CityFormatError(
        "no-crs", "The file does not say in which CRS its coordinates are.",
        remedy: "Write `crs:` into a profile of your own, and name it with --profile.")
    }
    guard let system = CityCRS(name) ?? other.flatMap({ CityCRS($0) }) else {
      throw CityFormatError(
        "unknown-crs", "The CRS of the file, `\(name.prefix(80))`, is not known.",
        remedy: "Write `crs:` into a profile of your own, and name it with --profile.")
    }
    isLatitudeFirst = system.isLatitudeFirst
    guard system.isGeographic else {
      crs = system.definition
      isMetric = system.isMetric
      transformer = nil
      return
    }
    // Slopes and areas have no meaning in degrees.
    let longitude = isLatitudeFirst ? point.y : point.x
    let latitude = isLatitudeFirst ? point.x : point.y
    let zone = Int(min(60, max(1, ((longitude + 180) / 6).rounded(.down) + 1)))
    let isEuropean = (32.88...84.73).contains(latitude) && (28...38).contains(zone)
    crs = isEuropean ? "EPSG:\(25800 + zone)" : "EPSG:\((latitude < 0 ? 32700 : 32600) + zone)"
    isMetric = true
    transformer = try PROJTransformer(from: system.definition, to: crs)
  }

  /// Takes all corners of a building into the plane; gives whether all of them have a place in it.
  func flatten(_ building: inout CityBuilding) -> Bool {
    guard let transformer else { return true }
    var isWhole = flatten(&building.body, transformer)
    for index in building.parts.indices {
      isWhole = flatten(&building.parts[index], transformer) && isWhole
    }
    return isWhole
  }

  private func flatten(_ body: inout CityBody, _ transformer: PROJTransformer) -> Bool {
    for geometry in body.geometries.indices {
      for surface in body.geometries[geometry].surfaces.indices {
        let rings = body.geometries[geometry].surfaces[surface].rings
        var moved: [[CityPoint]] = []
        for ring in rings {
          var points: [CityPoint] = []
          for point in ring {
            let place = isLatitudeFirst ? (x: point.y, y: point.x) : (x: point.x, y: point.y)
            guard let found = transformer.transform(x: place.x, y: place.y) else { return false }
            points.append(CityPoint(x: found.x, y: found.y, z: point.z))
          }
          moved.append(points)
        }
        body.geometries[geometry].surfaces[surface].rings = moved
      }
    }
    return true
  }
}

extension CityBuilding {
  /// Its first corner; nil where it has no geometry.
  var first: CityPoint? {
    ([body] + parts).lazy.flatMap(\.geometries).flatMap(\.surfaces).first?.rings.first?.first
  }
}
