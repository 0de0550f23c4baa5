import Foundation
import PlanModel
import Testing

@testable import Planning

/// Tries to find out from all files of a run what a few people said.
@Suite("Nobody is singled out by any file of a run")
struct VoicesPrivacyTests {
  /// Voices for heat pumps on each of two neighbouring squares, three people of one group each: too few to be shown there, and
  /// six together, enough for their district.
  ///
  /// - Parameter isSwapped: Whether one of the first square and one of the second have changed places in what they say.
  private func voices(isSwapped: Bool) -> [TownVoice] {
    var voices: [TownVoice] = []
    for square in 0..<2 {
      for number in 0..<3 {
        let isTraded = number == 0
        let supports = isTraded ? (square == 0) != isSwapped : number == 1
        var voice = TownVoice(
          group: "civil", stance: supports ? "support" : "oppose", subject: "biomass-boiler",
          person: "few-\(square)-\(number)")
        voice.pin = (x: 250 + 500 * Double(square), y: 200)
        voices.append(voice)
      }
    }
    // Others whom enough agree with, so that there is something to compare with.
    for square in 0..<4 {
      for number in 0..<7 {
        var voice = TownVoice(
          group: number % 7 < 6 ? "business" : "civil", stance: "support", subject: "roof-pv",
          person: "many-\(square)-\(number)")
        voice.pin = (x: 250 + 500 * Double(square), y: 200)
        voices.append(voice)
      }
    }
    return voices
  }

  private func run(_ town: MiniTown) throws -> (folder: String, files: [String: Data]) {
    let folder = try town.write()
    var settings = RunSettings()
    settings.draws = 0
    _ = try runPlan(at: folder, into: folder + "out", settings: settings) { _ in }
    var files: [String: Data] = [:]
    let paths = try #require(FileManager.default.enumerator(atPath: folder + "out"))
    for case let path as String in paths {
      let full = folder + "out/" + path
      let attributes = try FileManager.default.attributesOfItem(atPath: full)
      guard attributes[.type] as? FileAttributeType == .typeRegular else { continue }
      files[path] = try Data(contentsOf: URL(filePath: full))
    }
    return (folder, files)
  }

  /// The bytes of a file without the marks of the inputs' bytes, which differ by nature.
  private func unmarked(_ data: Data, _ files: [String: Data]) throws -> Data {
    let bytes = try #require(files["run.json"])
    let record = try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    var data = data
    for input in try #require(record["inputs"] as? [[String: Any]]) {
      let mark = try #require(input["sha256"] as? String)
      while let range = data.range(of: Data(mark.utf8)) {
        data.replaceSubrange(range, with: Data(repeating: 0x30, count: range.count))
      }
    }
    return data
  }

  /// The run record without what is measured, and without the marks of the inputs' bytes, which differ by nature.
  private func record(_ data: Data) throws -> Data {
    var record = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    record["timings"] = nil
    record["peakMemory"] = nil
    record["inputs"] = nil
    return try JSONSerialization.data(withJSONObject: record, options: .sortedKeys)
  }

  @Test(
    "who of two neighbours is for and who against leaves no trace in any file where too few spoke")
  func swapped() throws {
    let runs = try [false, true].map { isSwapped in
      try run(
        MiniTown().withVoices(voices(isSwapped: isSwapped), society: ""))
    }
    let names = runs[0].files.keys.sorted()
    #expect(names == runs[1].files.keys.sorted())
    for kind in ["plan.gpkg", "map.html", "run.json", "acceptability.csv", "index.html"] {
      #expect(names.contains(kind), "\(kind)")
    }
    for name in names {
      let pair = runs.map { $0.files[name]! }
      if name == "run.json" {
        #expect(try record(pair[0]) == record(pair[1]))
      } else {
        let pairs = try zip(pair, runs).map { try unmarked($0, $1.files) }
        #expect(pairs[0] == pairs[1], "\(name)")
      }
    }
    // The district's numbers are there, so that the squares could be told from them if they were shown as well.
    let table = String(decoding: runs[0].files["acceptability.csv"]!, as: UTF8.self)
    #expect(table.contains("district,W,biomass-boiler,6,"))
    #expect(!table.contains("unit,W/0-0,biomass-boiler"))
  }

  @Test(
    "no number of people in table, layer or record, and no difference of levels, groups and all, is of one to four people"
  )
  func differences() throws {
    let (_, files) = try run(
      MiniTown().withVoices(voices(isSwapped: false) + MiniTown.fortyVoices, society: ""))
    let text = try #require(files["acceptability.csv"])
    let records = CSVRecords(String(decoding: text, as: UTF8.self), separator: UInt8(ascii: ","))
    let start = try #require(records.rows.firstIndex { $0.first == "level" })
    let header = records.rows[start]
    let columns = header.indices.filter { header[$0].hasSuffix("people") }
    #expect(columns.count == 5)
    /// People by level, then action, then column, then area.
    var people: [String: [String: [Int: [String: Double]]]] = [:]
    for row in records.rows[(start + 1)...] where row.count == header.count {
      for column in columns {
        guard let number = Double(row[column]) else { continue }
        #expect(number >= 5, "\(row)")
        people[row[0], default: [:]][row[2], default: [:]][column, default: [:]][row[1]] = number
      }
      // A total less the groups that are shown is of nobody or of enough.
      if let all = Double(row[columns[0]]) {
        let rest = all - columns.dropFirst().compactMap { Double(row[$0]) }.reduce(0, +)
        #expect(rest == 0 || rest >= 5, "\(row)")
      }
    }
    #expect(people["unit"] != nil && people["district"] != nil && people["municipality"] != nil)
    // Everybody spoke at one place, so people of units add up to those of districts, and these to the municipality's.
    var compared = 0
    func rest(_ whole: Double, _ parts: [Double]) {
      guard !parts.isEmpty else { return }
      compared += 1
      let left = whole - parts.reduce(0, +)
      #expect(left == 0 || left >= 5, "\(whole) less \(parts)")
    }
    for (action, byColumn) in people["municipality"] ?? [:] {
      for (column, whole) in byColumn {
        let all = whole.values.first ?? 0
        let districts = people["district"]?[action]?[column] ?? [:]
        let units = people["unit"]?[action]?[column] ?? [:]
        rest(all, Array(districts.values))
        rest(all, Array(units.values))
        for (district, count) in districts {
          rest(count, units.filter { $0.key.hasPrefix(district + "/") }.map(\.value))
        }
      }
    }
    #expect(compared > 0)
    // The layer tells no more than the table.
    let bytes = try #require(files["layers/acceptability.geojson"])
    let layer = try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    let features = try #require(layer["features"] as? [[String: Any]])
    let shown = features.compactMap {
      ($0["properties"] as? [String: Any])?["people"] as? Double
    }
    #expect(!shown.isEmpty && shown.allSatisfy { $0 >= 5 })
    #expect(
      shown.count
        == (people["unit"] ?? [:]).values.map { $0[columns[0]]?.count ?? 0 }.reduce(0, +))
  }
}
