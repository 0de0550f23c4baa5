import Foundation
import Testing

/// Two made-up towns and what they share, as a folder.
struct MiniRegion {
  let folder: String

  /// - Parameter problem: The lines below `problem:` of the region file.
  init(_ problem: String, spoiling: (String) throws -> Void = { _ in }) throws {
    folder =
      FileManager.default.temporaryDirectory
      .appending(path: "commonground-\(UUID().uuidString)").path() + "/"
    try FileManager.default.createDirectory(
      atPath: folder + "towns", withIntermediateDirectories: true)
    var east = MiniTown().replacing("name: Minitown", by: "name: Easttown")
    // Older and larger houses: more is to be had there for the money.
    east.buildings = MiniTown.collection(
      (0..<20).map { i in
        MiniTown.feature(
          #"{"id": "b\#(i)", "use": "flats", "floors": 3, "built": 1930}"#,
          MiniTown.square(50 + Double(i % 10) * 190, 60 + Double(i / 10) * 60, 14))
      })
    for (name, town) in [("east", east), ("west", MiniTown())] {
      let alone = town.replacing(
        """
          budgets:
            - {name: budget, amount: investment, atMost: 2 MEUR}
          targets:
            - {name: target, amount: co2, atLeast: 20 % of baseline}
        """, by: "")
      try FileManager.default.moveItem(
        atPath: String(alone.write().dropLast()), toPath: folder + "towns/" + name)
    }
    try spoiling(folder)
    try Data(
      ("commongroundRegion: 1\nname: Valley\nfolder: towns\n"
        + (problem.isEmpty ? "" : "problem:\n" + problem)).utf8
    ).write(to: URL(filePath: folder + "region.yaml"))
  }

  func run(_ options: String..., out: String = "out") throws -> Command {
    try Command.run(
      ["region", folder, "--out", folder + out, "--progress", "none"] + options)
  }

  func object(_ path: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(filePath: folder + path))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  /// When a file was written.
  func date(_ path: String) throws -> Date {
    try #require(
      try FileManager.default.attributesOfItem(atPath: folder + path)[.modificationDate] as? Date)
  }
}

/// A fund, a target and a floor that two towns share.
let sharedByTwo = """
    budgets: [{name: fund, atMost: 1.2 MEUR}]
    targets: [{name: target, atLeast: 15 % of baseline}]
    floors: [{name: fair, per: municipality, atLeast: 20 % of plan}]

  """
