import Foundation

/// A voice of the mini town's people, as a row of its layer.
struct TownVoice {
  var group: String
  var stance: String
  var subject: String
  var person: String
  var date = "2026-05-17"
  var condition: String?
  var district: String?
  /// A pin, m from the town's corner; nil for a voice about a district.
  var pin: (x: Double, y: Double)?

  /// The feature of the voice.
  var feature: String {
    func text(_ word: String?) -> String { word.map { "\"\($0)\"" } ?? "null" }
    let geometry =
      pin.map {
        #"{"type": "Point", "coordinates": [\#(MiniTown.origin.x + $0.x), \#(MiniTown.origin.y + $0.y)]}"#
      } ?? "null"
    return MiniTown.feature(
      #"{"who": "\#(group)", "stance": "\#(stance)", "about": "\#(subject)", "person": "\#(person)", "day": "\#(date)", "condition": \#(text(condition)), "place": \#(text(district))}"#,
      geometry)
  }
}

extension MiniTown {
  /// The town with people who speak, and further keys of `society`, indented by two.
  func withVoices(_ voices: [TownVoice], society keys: String) -> MiniTown {
    var town = replacing(
      "problem:",
      by: """
        society:
          contributions:
            - name: talks
              source: voices.geojson
              crs: EPSG:3794
              reach: 100 m
              fields: {group: who, stance: stance, subject: about, person: person, date: day, condition: condition, district: place}
        \(keys)
        problem:
        """)
    town.others.append(("voices.geojson", Self.collection(voices.map(\.feature))))
    return town
  }

  /// Forty voices of four groups, ten a group: seven for one action and three against another, in the built-up row of the town.
  static let fortyVoices: [TownVoice] = {
    var voices: [TownVoice] = []
    for (group, name) in ["public", "business", "academia", "civil"].enumerated() {
      let wanted = group % 2 == 0 ? "roof-pv-all" : "heat-pump-air"
      let unwanted = group % 2 == 0 ? "renovation-deep" : "roof-pv"
      for number in 0..<10 {
        let isFor = number < 7
        var voice = TownVoice(
          group: name, stance: isFor ? "support" : "oppose", subject: isFor ? wanted : unwanted,
          person: "\(name)-\(number)-secret")
        voice.pin = (x: 250 + Double((number + group) % 4) * 500, y: 200)
        voices.append(voice)
      }
    }
    return voices
  }()
}
