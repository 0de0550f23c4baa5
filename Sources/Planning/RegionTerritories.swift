import Foundation
import Layers
import Overlay
import PlanFile
import PlanModel

/// Finds the municipalities of a region's layer, and which districts of the common plan are whose.
struct RegionTerritories {
  /// Those that were found, in the order of their ids.
  private(set) var members: [RegionMember] = []
  /// What was found about the layer.
  private(set) var diagnostics: [Diagnostic] = []
  private let region: RegionDescription
  private let settings: RunSettings
  private var workers: Workers { settings.workers }

  /// Reads the layer of municipalities, and the districts of the common plan where it has some.
  ///
  /// A district belongs to the municipality that has most of it, of two with the same the one whose id comes first; so each
  /// district, and with it each share of a building, is counted once.
  ///
  /// - Throws: `PlanningFailure` with all findings where no municipality can be told from the others.
  init(_ region: RegionDescription, settings: RunSettings) throws {
    self.region = region
    self.settings = settings
    guard var source = region.layer, let path = region.commonPlan else { return }
    source.web = WebAccess(cache: region.folder + "/cache", isOffline: settings.isOffline)
    let first = try read(source, into: nil)
    try checkIDs(first.ids)
    let plans = first.ids.prefix(2).map { id in
      readPartialPlan(
        path: path, for: PlanTerritory(id: id, name: id, districts: [id], layer: source))
    }
    // What is wrong with the plan, the run of each municipality says; without districts nothing can be shared out.
    guard let plan = plans[0].plan, var districts = plan.layers.districts else {
      throw PlanningFailure(diagnostics + plans[0].diagnostics)
    }
    districts.web = settings.webAccess(for: plan)
    let others = plans.dropFirst().compactMap(\.plan)
    checkInventory(plan, others.first)
    let found = planCRS(declared: plan.crs, districts: districts)
    guard let crs = found.crs else { throw PlanningFailure(diagnostics + found.diagnostics) }
    let layer =
      crs == first.crs ? first : try read(source, into: crs).ordered()
    try checkOverlaps(layer)
    let names = layer.texts("name")
    // As a plan's own districts where the common plan names none.
    let isOwn =
      districts.source == source.source && districts.layer == source.layer
      && districts.idField == source.idField && districts.filter == source.filter
    let shares = isOwn ? layer.ids.map { [$0] } : try share(districts, among: layer)
    for row in layer.ids.indices {
      var member = RegionMember(id: layer.ids[row], plan: path, line: source.line)
      member.territory = PlanTerritory(
        id: layer.ids[row], name: names?[row] ?? layer.ids[row], districts: shares[row],
        layer: source)
      members.append(member)
    }
    guard !diagnostics.containError else { throw PlanningFailure(diagnostics) }
  }

  /// The municipalities in the order of their ids.
  private mutating func read(_ source: LayerSource, into crs: CRS?) throws -> Layer {
    var crs = crs
    if crs == nil {
      let found = planCRS(declared: nil, districts: source)
      guard let own = found.crs else { throw PlanningFailure(found.diagnostics) }
      crs = own
    }
    let reading = readLayer(
      source, into: crs!, expecting: .polygons, within: nil, isRecorded: false, workers: workers)
    diagnostics += reading.diagnostics.filter { !diagnostics.contains($0) }
    guard let layer = reading.layer, !reading.diagnostics.containError else {
      throw PlanningFailure(diagnostics)
    }
    guard layer.count > 0 else {
      throw PlanningFailure(
        diagnostics + [
          Diagnostic(
            .error, "region.no-municipality", "The layer has no municipality.",
            remedy: "Check its filter and that its features are polygons.",
            at: Place(file: region.file, line: source.line, layer: source.name))
        ])
    }
    return layer.ordered()
  }

  private mutating func checkIDs(_ ids: [String]) throws {
    let known = Set(region.municipalities.map(\.id))
    for id in ids {
      let place = Place(
        file: region.file, line: region.layer?.line, layer: region.layer?.name, feature: id)
      if !isMunicipalID(id) {
        diagnostics.append(
          Diagnostic(
            .error, "region.bad-id", "`\(id)` is no id: it becomes the name of a folder.",
            remedy: "Name a field with codes of up to 64 letters a to z, digits, - and _.",
            at: place))
      } else if known.contains(id) {
        diagnostics.append(
          Diagnostic(
            .error, "region.duplicate-id", "Another municipality has the id `\(id)` as well.",
            remedy: "Leave it out of the layer by a filter, or out of the list.", at: place))
      }
    }
    guard !diagnostics.containError else { throw PlanningFailure(diagnostics) }
  }

  /// Energy that is stated for one municipality must not be counted in each.
  private mutating func checkInventory(_ plan: PlanDescription, _ other: PlanDescription?) {
    guard let other else { return }
    let isStated =
      !plan.inventory.statement.energy.isEmpty
      || plan.inventory.file != nil && plan.inventory.file == other.inventory.file
    guard isStated else { return }
    diagnostics.append(
      Diagnostic(
        .error, "region.common-inventory",
        "The common plan states the energy of one municipality for all of them.",
        remedy: "Give each a table of its own, as in `file: energy-<id>.csv`, or leave it out.",
        at: Place(file: plan.file, field: "inventory")))
  }

  private mutating func checkOverlaps(_ layer: Layer) throws {
    let topology = try districtTopology(of: layer.geometry, workers: workers)
    for pair in topology.overlaps {
      diagnostics.append(
        Diagnostic(
          .warning, "region.overlap",
          "\(layer.ids[pair.left]) and \(layer.ids[pair.right]) share \(pair.area.rounded(toDecimals: 2)) m².",
          remedy: "Mend their common border; what lies there is counted in both.",
          at: Place(file: region.file, layer: layer.name, feature: layer.ids[pair.right])))
    }
  }

  /// The ids of the districts of each municipality.
  private mutating func share(_ source: LayerSource, among layer: Layer) throws -> [[String]] {
    let reading = readLayer(
      source, into: layer.crs, expecting: .polygons, within: nil, isRecorded: false,
      workers: workers)
    guard let districts = reading.layer, !reading.diagnostics.containError else {
      throw PlanningFailure(diagnostics + reading.diagnostics)
    }
    let areas = try measures(of: districts.geometry, workers: workers).area
    var most: [(share: Double, row: Int)?] = Array(repeating: nil, count: districts.count)
    for pair in try sharedAreas(
      of: districts.geometry, with: layer.geometry, gridSize: 0.001, workers: workers)
    where pair.shared > (most[pair.feature]?.share ?? 0) {
      most[pair.feature] = (pair.shared, pair.area)
    }
    var shares = Array(repeating: [String](), count: layer.count)
    var cut = 0
    var outside = 0
    for (row, best) in most.enumerated() {
      guard let best else {
        outside += 1
        continue
      }
      shares[best.row].append(districts.ids[row])
      // A thousandth is the difference between two drawings of one border.
      if best.share < 0.999 * areas[row] { cut += 1 }
    }
    let place = Place(file: region.file, layer: "districts")
    if cut > 0 {
      diagnostics.append(
        Diagnostic(
          .warning, "region.districts-cut",
          "\(cut) districts reach over a border of municipalities; each belongs to the one that has most of it.",
          remedy: "Check that the two layers are of the same year.", at: place, count: cut))
    }
    if outside > 0 {
      diagnostics.append(
        Diagnostic(
          .note, "region.districts-outside",
          "\(outside) districts lie in no municipality of the region and are left out.", at: place,
          count: outside))
    }
    return shares
  }
}

extension Layer {
  /// The layer in the order of its ids, whatever the order of its source.
  fileprivate func ordered() -> Layer { selecting(ids.indices.sorted { ids[$0] < ids[$1] }) }
}
