import GDALBinding

extension TownLayers {
  /// What people said on the map: pins, lines, areas, and votes about a district without a geometry.
  func write(_ voices: [TownVoice]) throws {
    var geometry = block()
    var districts: [String?] = []
    for voice in voices {
      var district: String?
      switch voice.place {
      case .pin(let point): geometry.appendPoint(point)
      case .line(let line): geometry.appendLine(line)
      case .area(let outline): geometry.appendPolygon([outline])
      case .district(let number):
        geometry.appendMissing()
        district = Self.districtID(number, of: frame.districtCount)
      }
      districts.append(district)
    }
    let year = frame.specification.populationYear + 1
    let fields = [
      OutputField("voice_id", .integer), OutputField("person", .integer),
      OutputField("helix_group", .text), OutputField("stance", .text),
      OutputField("subject", .text), OutputField("condition", .text),
      OutputField("strength_percent", .integer), OutputField("said_on", .text),
      OutputField("district", .text),
    ]
    let conditions = voices.map { $0.condition.isEmpty ? nil : $0.condition }
    let columns: [OutputColumn] = [
      .integers(voices.indices.map { Int64($0 + 1) }),
      .integers(voices.map { Int64($0.person) }), .texts(voices.map(\.group)),
      .texts(voices.map(\.stance)), .texts(voices.map(\.subject)), .texts(conditions),
      .integers(voices.map(\.strength)), .texts(voices.map { Self.date($0.day, of: year) }),
      .texts(districts),
    ]
    try write("voices", .any, geometry, fields, columns)
  }

  /// A day of spring, counted from the first of March.
  private static func date(_ day: Int, of year: Int) -> String {
    var day = day
    for (month, days) in [("03", 31), ("04", 30), ("05", 31), ("06", 30)] {
      if day < days { return "\(year)-\(month)-\(day < 9 ? "0" : "")\(day + 1)" }
      day -= days
    }
    return "\(year)-07-01"
  }
}
