import PlanModel
import Reference
import Testing

@Suite("Profiles of building registers")
struct BuildingProfileTests {
  @Test("every word means a use, a sector or nothing, and every role is one of the layer's")
  func words() throws {
    let uses = Set(BuildingUse.allCases.map(\.word))
    let sectors = Set(StockSector.allCases.map(\.word))
    let roles: Set = [
      "use", "sector", "levels", "height", "year", "dwellings", "floorArea", "footprint", "name",
    ]
    for (name, profile) in try BuildingProfile.load() {
      #expect(Set(profile.fields.map(\.role)).isSubset(of: roles), "\(name)")
      #expect(Set(profile.fields.map(\.role)).count == profile.fields.count, "\(name)")
      for field in profile.fields {
        #expect(field.isOptional)
        let meanings = Set(field.values.values)
        if field.role == "use" { #expect(meanings.isSubset(of: uses), "\(name)") }
        if field.role == "sector" { #expect(meanings.isSubset(of: sectors), "\(name)") }
      }
    }
  }

  @Test("a plan's own fields and filter go before the register's")
  func ownFirst() throws {
    let profile = try #require(try BuildingProfile.load()["bag"])
    var source = LayerSource(name: "buildings", source: "a.gpkg")
    source.fields = [FieldSource(role: "year", field: "built", isNumber: true)]
    let applied = source.applying(profile)
    #expect(applied.fields.filter { $0.role == "year" }.map(\.field) == ["built"])
    #expect(applied.fields.contains { $0.role == "use" && $0.field == "gebruiksdoel" })
    #expect(applied.filter?.contains("eindGeldigheid IS NULL") == true)
    source.filter = "status = 'x'"
    #expect(source.applying(profile).filter == "status = 'x'")
  }
}
