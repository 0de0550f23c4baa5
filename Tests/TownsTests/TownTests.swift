import Foundation
import GDALBinding
import PlanModel
import Testing
import Towns

@Suite("Made-up towns")
struct TownTests {
  static let names = ["padova", "leon", "tartu", "karditsa", "thun", "ljutomer"]

  @Test("six towns are on offer, each with country, CRS, people, area and source")
  func specifications() throws {
    let all = try townSpecifications()
    #expect(all.map(\.id) == Self.names)
    #expect(all.map(\.country) == ["IT", "ES", "EE", "GR", "CH", "SI"])
    #expect(
      all.map(\.crs) == [
        "EPSG:25832", "EPSG:25830", "EPSG:3301", "EPSG:2100", "EPSG:2056", "EPSG:3794",
      ])
    let thun = all[4]
    #expect(thun.population == 43_734 && thun.areaKm2 == 21.6 && thun.confidence == .medium)
    #expect(all.allSatisfy { !$0.source.isEmpty && $0.usualBuildings > 1000 })
  }

  @Test("the same seed gives the same bytes for any number of workers", arguments: [1, 3, 4])
  func determinism(workers: Int) throws {
    let one = try TownFolder(seed: 7, workers: 2)
    let other = try TownFolder(seed: 7, workers: workers)
    #expect(one.files.files == other.files.files)
    for file in one.files.files { #expect(try one.bytes(file) == other.bytes(file), "\(file)") }
  }

  @Test("no two districts of a town have the same place in their names", arguments: names)
  func districtNames(name: String) throws {
    let districts = try TownFolder(name, buildings: 400).layer("districts").texts("name")
    let places = districts.compactMap { $0?.split(separator: "(").last }
    #expect(Set(places).count == districts.count, "\(districts)")
  }

  @Test("a town of few buildings has no floor for districts with nothing to invest in")
  func floors() throws {
    let few = try String(decoding: TownFolder(buildings: 100).bytes("plan.yaml"), as: UTF8.self)
    let many = try String(decoding: TownFolder(buildings: 2500).bytes("plan.yaml"), as: UTF8.self)
    #expect(!few.contains("floors:") && many.contains("floors:"))
  }

  @Test("towns of the Union count on its funds, and Swiss towns do not")
  func fundsOfTheUnion() throws {
    let inside = try String(decoding: TownFolder("tartu").bytes("plan.yaml"), as: UTF8.self)
    let outside = try String(decoding: TownFolder("thun").bytes("plan.yaml"), as: UTF8.self)
    for word in ["{id: erdf, cap:", "{id: scf, cap:", "level: EU"] {
      #expect(inside.contains(word) && !outside.contains(word), "\(word)")
    }
    #expect(inside.contains("{id: national-climate,") && outside.contains("{id: national-climate,"))
  }

  @Test("another seed gives another town")
  func otherSeed() throws {
    let one = try TownFolder(seed: 7).layer("buildings").table.geometryBytes
    let other = try TownFolder(seed: 8).layer("buildings").table.geometryBytes
    #expect(one != other)
  }

  @Test("a town has exactly the buildings asked for", arguments: [0, 1, 10, 137, 2500])
  func exactCounts(count: Int) throws {
    let town = try TownFolder(buildings: count)
    let buildings = try town.layer("buildings")
    #expect(town.files.buildings == count && buildings.count == count)
    #expect(buildings.integers("building_id") == (0..<count).map { Int64($0 + 1) })
  }

  @Test("every town can be made, and lies in its CRS with its people and area", arguments: names)
  func everyTown(name: String) throws {
    let specification = try #require(townSpecifications().first { $0.id == name })
    let town = try TownFolder(name, buildings: 400)
    let districts = try town.layer("districts")
    #expect(districts.count == town.files.districts)
    let people = districts.integers("population").compactMap { $0 }
    let growth = 400 / Double(specification.usualBuildings)
    #expect(
      people.reduce(0, +) == Int64((Double(specification.population) * growth).rounded()))
    #expect(Set(districts.texts("district_id").compactMap { $0 }).count == districts.count)
    let area = (0..<districts.count).reduce(0) { $0 + doubleArea(districts.rings($1)[0]) }
    // Half a square metre in a square kilometre: what rounding to 1 cm costs.
    #expect(abs(Double(area) / 2e10 / specification.areaKm2 - 1) < 5e-7)
    let first = districts.rings(0)[0][0]
    #expect(abs(Double(first.x) / 100 - specification.centreX) < 20_000)
    #expect(abs(Double(first.y) / 100 - specification.centreY) < 20_000)
  }

  @Test("districts share every border point, and their areas add up to the outline exactly")
  func partition() throws {
    struct Side: Hashable {
      var from: Centimetres
      var to: Centimetres
    }
    let town = try TownFolder("karditsa", buildings: 50)
    let districts = try town.layer("districts")
    let outline = try town.layer("municipality").rings(0)
    #expect(outline.count == 1)
    var sides = Set<Side>()
    var count = 0
    for row in 0..<districts.count {
      let ring = districts.rings(row)[0]
      for (a, b) in zip(ring, ring.dropFirst()) {
        sides.insert(Side(from: a, to: b))
        count += 1
      }
    }
    #expect(sides.count == count)
    let outer = zip(outline[0], outline[0].dropFirst()).map { Side(from: $0, to: $1) }
    #expect(sides.filter { !sides.contains(Side(from: $0.to, to: $0.from)) } == Set(outer))
    let sum = (0..<districts.count).reduce(0) { $0 + doubleArea(districts.rings($1)[0]) }
    #expect(sum == doubleArea(outline[0]))
  }

  @Test("attributes are missing at about the stated rates, and some geometries are unusable")
  func gaps() throws {
    let buildings = try TownFolder(buildings: 4000).layer("buildings")
    func rate<T>(_ values: [T?]) -> Double {
      Double(values.count { $0 == nil }) / Double(values.count)
    }
    #expect(abs(rate(buildings.texts("use")) - 0.15) < 0.02)
    #expect(abs(rate(buildings.integers("year")) - 0.30) < 0.03)
    #expect(abs(rate(buildings.integers("levels")) - 0.45) < 0.03)
    #expect(abs(rate(buildings.reals("height")) - 0.35) < 0.03)
    #expect(buildings.integers("year").contains(9999))
    #expect(buildings.texts("owner").contains("municipal"))
    let kinds = buildings.kinds
    #expect(kinds.count { $0 == 1 } == 10)
    #expect(kinds.count { $0 == 0 } == 4)
    #expect(kinds.count { $0 == 3 } == 4000 - 14)
  }

  @Test("walls of two buildings never cross, apart from the buildings that cross themselves")
  func buildingsDoNotOverlap() throws {
    let buildings = try TownFolder("leon", buildings: 600).layer("buildings")
    let kinds = buildings.kinds
    // One in 643 is crossed on purpose, the first of them row 321.
    let rings = kinds.indices.filter { kinds[$0] == 3 && $0 != 321 }.map { buildings.rings($0)[0] }
    let extents = rings.map { ring in
      (
        ring.map(\.x).min()!, ring.map(\.y).min()!, ring.map(\.x).max()!, ring.map(\.y).max()!
      )
    }
    var crossings = 0
    for i in rings.indices {
      for j in rings.indices[(i + 1)...] {
        let (a, b) = (extents[i], extents[j])
        if a.0 > b.2 || b.0 > a.2 || a.1 > b.3 || b.1 > a.3 { continue }
        crossings += countCrossings(rings[i], rings[j])
      }
    }
    #expect(rings.count > 590 && crossings == 0)
  }

  @Test("land use covers most of the municipality and leaves a part unknown")
  func landUseCoverage() throws {
    let town = try TownFolder(buildings: 500)
    let landUse = try town.layer("land_use")
    let area = (0..<landUse.count).reduce(0) { sum, row in
      sum + landUse.rings(row).reduce(0) { $0 + doubleArea($1) }
    }
    let share = Double(area) / Double(doubleArea(try town.layer("municipality").rings(0)[0]))
    #expect(share > 0.85 && share < 1.1)
    let classes = Set(landUse.texts("class").compactMap { $0 })
    #expect(classes.isSubset(of: LandUseClass.allCases.map(\.word)))
    #expect(
      classes.isSuperset(of: [
        "built", "industrial", "urbanGreen", "arable", "grassland", "forest", "water",
      ]))
  }

  @Test("buildings are heated as their country heats")
  func heating() throws {
    func share(_ word: String, in name: String) throws -> Double {
      let known = try TownFolder(name, buildings: 3000).layer("buildings").texts("heating")
        .compactMap { $0 }
      return Double(known.count { $0 == word }) / Double(known.count)
    }
    #expect(try share("district heat", in: "tartu") > 0.3)
    #expect(try share("gas", in: "tartu") < 0.1)
    #expect(try share("gas", in: "padova") > 0.5)
  }

  @Test("the plan file and the README say that the geometry is made up")
  func notice() throws {
    let town = try TownFolder("thun", buildings: 20)
    let sentence =
      "Made-up geometry: generated from published statistics of Thun; not a survey."
    for file in ["plan.yaml", "capacity.yaml", "README.md", "LICENSE"] {
      #expect(String(decoding: try town.bytes(file), as: UTF8.self).contains(sentence))
    }
    #expect(town.files.notice == sentence)
  }

  @Test("a name in other letters finds its town", arguments: ["León", "LEON", " leon "])
  func looseNames(name: String) throws {
    #expect(try TownFolder(name, buildings: 5).files.specification.id == "leon")
  }

  @Test("an unknown name is an error that names the six")
  func unknownName() throws {
    let failure = try #require(throws: PlanningFailure.self) { try TownFolder("Atlantis") }
    let found = try #require(failure.diagnostics.first)
    #expect(found.code == "town.unknown" && found.severity == .error)
    for name in Self.names { #expect(found.remedy.contains(name)) }
  }

  @Test("numbers of buildings that cannot be are refused", arguments: [-1, 5_000_001, Int.max])
  func impossibleCounts(count: Int) throws {
    let failure = try #require(throws: PlanningFailure.self) { try TownFolder(buildings: count) }
    #expect(failure.diagnostics.map(\.code) == ["town.buildings"])
  }

  @Test("a folder that holds something is left alone")
  func usedFolder() throws {
    let path = TownFolder.temporaryPath()
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("mine".utf8).write(to: URL(filePath: path).appending(path: "notes.txt"))
    let failure = try #require(throws: PlanningFailure.self) {
      try writeTown(named: "thun", buildings: 5, seed: 1, into: path, workers: Workers(1))
    }
    #expect(failure.diagnostics.map(\.code) == ["town.folder-not-empty"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["notes.txt"])
  }

  @Test("a path that is a file is refused")
  func fileInTheWay() throws {
    let path = TownFolder.temporaryPath()
    try Data("mine".utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let failure = try #require(throws: PlanningFailure.self) {
      try writeTown(named: "thun", buildings: 5, seed: 1, into: path, workers: Workers(1))
    }
    #expect(failure.diagnostics.map(\.code) == ["town.not-a-folder"])
  }
}
