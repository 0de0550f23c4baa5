import Foundation
import PlanFile
import PlanModel
import Reference

/// The names and titles of the profiles that come with the program, by name.
public func importProfiles() throws -> [(name: String, title: String)] {
  try profileNames().map { name in
    let profile = try loadProfile(name)
    return (profile.name, profile.title)
  }
}

private func profileFolder() throws -> String {
  try resourceFolder(of: "Reference", holding: "the import profiles") + "/profiles"
}

private func profileNames() throws -> [String] {
  let files = (try? FileManager.default.contentsOfDirectory(atPath: try profileFolder())) ?? []
  return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
}

/// A profile by its name, or from a file of one's own.
///
/// - Throws: `PlanningFailure` with everything that is wrong with it, or with the nearest name where there is none.
func loadProfile(_ name: String) throws -> ImportProfile {
  let isFile = name.hasSuffix(".yaml") || name.hasSuffix(".yml") || name.contains("/")
  let text: String
  let path: String
  if isFile {
    path = name
    guard let bytes = FileManager.default.contents(atPath: name), bytes.count <= 4_194_304,
      let found = String(bytes: bytes, encoding: .utf8)
    else {
      throw PlanningFailure([
        Diagnostic(
          .error, "import.no-profile-file", "There is no profile \(name) that can be read.",
          remedy: "Check the path; a profile is a YAML text in UTF-8.", at: Place(file: name))
      ])
    }
    text = found
  } else {
    let names = try profileNames()
    guard names.contains(name) else {
      let nearest = name.nearest(among: names).map { "Did you mean \($0)? " } ?? ""
      throw PlanningFailure([
        Diagnostic(
          .error, "import.unknown-profile", "There is no profile \(name.prefix(60)).",
          remedy: nearest
            + "There are: \(names.joined(separator: ", ")); or name a file of your own."
        )
      ])
    }
    path = try profileFolder() + "/\(name).yaml"
    text = try resourceText(at: path)
  }
  let reading = readProfile(text: text, file: path)
  guard var profile = reading.profile else { throw PlanningFailure(reading.diagnostics) }
  if let register = profile.register {
    let registers = try BuildingProfile.load()
    guard let known = registers[register], profile.role == .buildings else {
      throw PlanningFailure([
        Diagnostic(
          .error, "import.unknown-register", "There is no register of buildings \(register).",
          remedy: "Write one of: \(registers.keys.sorted().joined(separator: ", ")).",
          at: Place(file: path, field: "register"))
      ])
    }
    let own = Set(profile.fields.map(\.role))
    profile.fields += known.fields.filter { !own.contains($0.role) }
    profile.filter = profile.filter ?? known.filter
  }
  return profile
}
