import PlanModel

/// The tiles inside the web map: geometries with the class of each theme and little else; texts stand in the page once.
struct WebMapTiles {
  let pyramid: TilePyramid

  /// Cuts the layers of a result.
  ///
  /// - Parameter shapes: The geometries of the layers by their names.
  init(
    _ account: PlanAccount, themes: [WebMapTheme], shapes: [String: TileShapes], workers: Workers
  ) throws {
    let result = account.result
    var box = TileBox()
    for name in ["districts", "units"] { if let shape = shapes[name] { box.extend(shape.box) } }
    let zooms = TilePyramid.zooms(around: box)
    let layers = ["units", "eligibility", "interests", "buildings", "districts"].compactMap {
      name -> TileLayer? in
      guard let shapes = shapes[name], shapes.count > 0 else { return nil }
      return TileLayer(
        name: name, shapes: shapes, fields: Self.fields(of: name, result, themes),
        fromZoom: PlanTiles.fromZoom(of: name, zooms),
        dropsSmall: !["districts", "units"].contains(name))
    }
    pyramid = try TilePyramid(layers, zooms: zooms, box: box, workers: workers)
  }

  private static func fields(
    of layer: String, _ result: PlanResult, _ themes: [WebMapTheme]
  ) -> [TileLayer.Field] {
    func codes(_ values: [Int32]) -> Column {
      var present = ValidityMask(count: 0, present: false)
      for value in values { present.append(value >= 0) }
      return .number(NumberColumn(values: values.map(Double.init), present: present))
    }
    switch layer {
    case "units":
      return [
        TileLayer.Field(name: "d", column: codes(result.units.district.map(Int32.init))),
        WebMapTheme.field(of: themes, units: result.units.count),
      ]
    case "eligibility":
      // In the order of the layer: by action, then by unit, where there is land.
      let actions = result.eligibility.enumerated().flatMap { place, land in
        (0..<result.units.count).filter { !land.geometry.isMissing($0) }.map { _ in Int32(place) }
      }
      return [TileLayer.Field(name: "a", column: codes(actions))]
    case "interests":
      let layer = result.interests?.layer
      return ["stance", "group", "topic", "name"].compactMap { role in
        layer?.fields.first { $0.role == role }.map { .init(name: role, column: $0.column) }
      }
    case "buildings":
      return [
        TileLayer.Field(name: "s", column: codes(result.stock.sector.map { Int32($0.rawValue) }))
      ]
    default: return []
    }
  }
}
