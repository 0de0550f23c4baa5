import Foundation
import PlanModel

/// The folder of an earlier run, read for what it chose.
struct EarlierRun {
  let directory: String
  /// For each unit's id, what the run chose: by slot, the ids of the actions and the phase, as `actions.csv` and the layer
  /// of units write them.
  private var choices: [String: [String: Choice]] = [:]

  private struct Choice: Hashable {
    var actions: String
    var phase: String?
  }

  /// Reads the layer of units.
  ///
  /// - Parameter slots: The names of the slots to look for.
  /// - Throws: `PlanningFailure` where the folder is no run.
  init(_ directory: String, slots: [String]) throws {
    self.directory = directory
    let layer: [String: Any]
    do { layer = try runObject(directory + "/layers/units.geojson") } catch is PlanningFailure {
      throw PlanningFailure([
        Diagnostic(
          .error, "plan.no-earlier-run",
          "There is no earlier run to start from: layers/units.geojson is missing or cannot be read.",
          remedy: "Name the folder that `commonground plan` wrote, or leave out --from.",
          at: Place(file: directory))
      ])
    }
    for feature in layer["features"] as? [[String: Any]] ?? [] {
      guard let properties = feature["properties"] as? [String: Any],
        let unit = properties["id"] as? String
      else { continue }
      for slot in slots {
        guard let actions = properties["\(slot)_actions"] as? String else { continue }
        choices[unit, default: [:]][slot] = Choice(
          actions: actions, phase: properties["\(slot)_phase"] as? String)
      }
    }
  }

  /// What was chosen, as options of this run: the same unit, slot, actions and, where both runs have phases, phase.
  ///
  /// A choice of a run without phases becomes the earliest phase's option.
  func chosen(among options: OptionTable, units: PlanningUnits) -> EarlierChoices {
    let packages = options.packages.map { package in
      package.map { options.actions[$0].id }.joined(separator: "+")
    }
    var found: [Int] = []
    var taken: Set<UnitPart> = []
    for option in 0..<options.count {
      let slot = options.slot(of: option)
      let unit = options.unit[option]
      guard let choice = choices[units.ids[Int(unit)]]?[options.slots[slot]],
        choice.actions == packages[Int(options.package[option])],
        choice.phase == nil || options.phases.isEmpty
          || choice.phase == options.phaseName(of: option),
        taken.insert(UnitPart(unit: unit, part: Int32(slot))).inserted
      else { continue }
      found.append(option)
    }
    let count = choices.values.reduce(0) { $0 + $1.count }
    return EarlierChoices(directory: directory, chosen: found, lost: count - found.count)
  }
}
