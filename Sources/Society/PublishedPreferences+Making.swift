public import PlanModel

/// What may be shown of what people said, at three levels.
///
/// At each level an entry of fewer people than may be shown is left out, and with it others from which it could be worked out
/// (`suppression`). Between two levels: where the people of the coarser entry that are in no shown finer entry are some but
/// too few, the finer entries of that action and group are all left out, because the difference would show those few.
///
/// - Parameters:
///   - district: The district of each unit.
///   - near: Which units are neighbours, for the clustering of conflict; nil: not asked.
/// - Throws: `PlanningFailure` where a number is out of range, which only a defect can cause.
public func publishedPreferences(
  of contributions: Contributions, heard: Hearing, groups: Int, district: [Int], districts: Int,
  leastPeople: Int, rules: SocietyRules, near: SpatialWeights?, seed: UInt64, workers: Workers
) throws -> PublishedPreferences {
  func surface(_ area: [Int32]) -> LevelSurface {
    LevelSurface(of: contributions, heard: heard, groups: groups, areaOfUnit: area)
  }
  let units = surface(district.indices.map(Int32.init))
  let inDistricts = surface(district.map(Int32.init))
  let whole = surface(district.map { _ in 0 })
  let shownWhole = try ShownEntries(whole, leastPeople: leastPeople)
  var shownDistricts = try ShownEntries(inDistricts, leastPeople: leastPeople)
  shownDistricts.hideDifferences(to: whole, shownWhole) { _ in 0 }
  var shownUnits = try ShownEntries(units, leastPeople: leastPeople)
  shownUnits.hideDifferences(to: inDistricts, shownDistricts) { Int32(district[Int($0)]) }
  // What is hidden in the districts must not come back as the difference of the whole and the units.
  shownUnits.hideDifferences(to: whole, shownWhole) { _ in 0 }
  let values = voiceIntensity(of: contributions, units: district.count)
  var published = PublishedPreferences()
  published.municipality = try shownWhole.cells(values: [1], rules: rules)
  published.districts = try shownDistricts.cells(
    values: Array(repeating: 1, count: districts), rules: rules)
  published.units = try shownUnits.cells(values: values, rules: rules)
  published.concordance = try concordance(published.municipality, groups: groups)
  if let near {
    var conflict = Array(repeating: 0.0, count: district.count)
    for cell in 0..<units.count where !shownUnits.isAllHidden[cell] {
      let (plus, minus) = shownUnits.sums(cell)
      conflict[Int(units.area[cell])] += min(plus, minus)
    }
    let isMany = district.count > manyUnits
    published.clustering = try SpatialAutocorrelation(
      of: conflict, near: near, permutations: isMany ? 0 : rules.permutations, seed: seed,
      workers: workers
    ).flatMap { moran in
      (isMany ? moran.normalProbability : moran.probability).map {
        PublishedPreferences.Clustering(
          index: moran.index, expected: moran.expected, probability: $0)
      }
    }
  }
  return published
}

/// Over so many units a thousand permutations take a minute, and the normal distribution says the same.
private let manyUnits = 50_000

/// How much is said about each unit, as a share of the unit most is said about: what people care for, be it for or against.
private func voiceIntensity(of contributions: Contributions, units: Int) -> [Double] {
  var sums = Array(repeating: CompensatedSum(), count: units)
  for row in 0..<contributions.count {
    for place in contributions.starts[row]..<contributions.starts[row + 1] {
      sums[Int(contributions.unit[place])].add(
        contributions.strength[row] * contributions.voice[place])
    }
  }
  let most = sums.map(\.value).max() ?? 0
  return sums.map { most > 0 ? min(1, $0.value / most) : 0 }
}

/// Kendall's W over the actions that all groups which are shown at least twice spoke of.
private func concordance(
  _ cells: [PublishedPreferences.Cell], groups: Int
) throws -> PublishedPreferences.Concordance? {
  var compared = (0..<groups).filter { group in
    cells.count { $0.groups[group] != nil } >= 2
  }
  while compared.count >= 2 {
    let common = cells.filter { cell in compared.allSatisfy { cell.groups[$0] != nil } }
    if common.count >= 2 {
      let scores = compared.map { group in common.map { $0.groups[group]!.mean } }
      return try Concordance(of: scores).map {
        PublishedPreferences.Concordance(
          coefficient: $0.coefficient, groups: compared, actions: common.count)
      }
    }
    // Without the group that spoke of the fewest actions there may be common ones.
    let fewest = compared.min { left, right in
      cells.count { $0.groups[left] != nil } < cells.count { $0.groups[right] != nil }
    }
    compared.removeAll { $0 == fewest }
  }
  return nil
}

/// A level with what of it is hidden.
private struct ShownEntries {
  let surface: LevelSurface
  let leastPeople: Int
  /// By cell and group.
  var isHidden: [Bool]
  /// Whether the numbers of all people are hidden, by cell.
  var isAllHidden: [Bool]

  init(_ surface: LevelSurface, leastPeople: Int) throws {
    self.surface = surface
    self.leastPeople = leastPeople
    let suppressed = try suppression(
      people: surface.people.map(\.count), groups: surface.groups, leastPeople: leastPeople)
    isHidden = suppressed.isHidden
    isAllHidden = suppressed.isTotalHidden
    for cell in 0..<surface.count where surface.allPeople(cell).count < leastPeople {
      isAllHidden[cell] = true
    }
  }

  /// Support and opposition of all people in a cell.
  func sums(_ cell: Int) -> (Double, Double) {
    let entries = cell * surface.groups..<(cell + 1) * surface.groups
    return (
      surface.support[entries].compensatedSum(), surface.opposition[entries].compensatedSum()
    )
  }

  /// Hides what, beside the entries of a coarser level, would show the few people who are in none of the shown entries.
  mutating func hideDifferences(
    to coarse: LevelSurface, _ shown: ShownEntries, areaOf: (Int32) -> Int32
  ) {
    let groups = surface.groups
    var own: [Int64: [Int]] = [:]
    func key(_ area: Int32, _ action: Int32) -> Int64 { Int64(area) << 32 | Int64(action) }
    for cell in 0..<surface.count {
      own[key(areaOf(surface.area[cell]), surface.action[cell]), default: []].append(cell)
    }
    for cell in 0..<coarse.count {
      let finer = own[key(coarse.area[cell], coarse.action[cell])] ?? []
      var hidesGroup = false
      for group in 0..<groups where !shown.isHidden[cell * groups + group] {
        let entries = finer.map { $0 * groups + group }.filter { !isHidden[$0] }
        let covered = Set(entries.flatMap { surface.people[$0] })
        let rest = coarse.people[cell * groups + group].count { !covered.contains($0) }
        if rest > 0, rest < leastPeople, !entries.isEmpty {
          for entry in entries { isHidden[entry] = true }
          hidesGroup = true
        }
      }
      let open = finer.filter { !isAllHidden[$0] }
      let covered = open.reduce(into: Set<Int32>()) { $0.formUnion(surface.allPeople($1)) }
      let rest = coarse.allPeople(cell).subtracting(covered).count
      let hidesAll = !shown.isAllHidden[cell] && rest > 0 && rest < leastPeople
      if hidesGroup || hidesAll { for cell in open { isAllHidden[cell] = true } }
    }
  }

  /// The cells with what is left to show.
  func cells(values: [Double], rules: SocietyRules) throws -> [PublishedPreferences.Cell] {
    var support: [Double] = []
    var opposition: [Double] = []
    for cell in 0..<surface.count {
      let (plus, minus) = sums(cell)
      support.append(plus)
      opposition.append(minus)
    }
    let conflict = try ConflictIndices(
      support: support, opposition: opposition,
      value: (0..<surface.count).map { values[Int(surface.area[$0])] },
      limits: rules.conflictLimits)
    return try (0..<surface.count).compactMap { cell in
      let entries = cell * surface.groups..<(cell + 1) * surface.groups
      let groups = try entries.map { entry in
        isHidden[entry]
          ? nil
          : try Self.entry(
            surface.support[entry], surface.opposition[entry],
            people: surface.people[entry].count, rules: rules)
      }
      let all =
        isAllHidden[cell]
        ? nil
        : try Self.entry(
          support[cell], opposition[cell], people: surface.allPeople(cell).count, rules: rules)
      if all == nil, groups.allSatisfy({ $0 == nil }) { return nil }
      var shown = PublishedPreferences.Cell(
        area: Int(surface.area[cell]), action: Int(surface.action[cell]), groups: groups, all: all)
      let means = groups.compactMap { $0?.mean }
      if let apart = try dispersion(of: means) {
        shown.dispersion = apart
        shown.verdict =
          FourWay(
            mean: means.compensatedSum() / Double(means.count), dispersion: apart,
            limits: rules.fourWayLimits
          ).rawValue
      }
      if all != nil {
        shown.ratio = conflict.ratio[cell]
        shown.conflict = conflict.classes[cell]?.rawValue
      }
      return shown
    }
  }

  private static func entry(
    _ support: Double, _ opposition: Double, people: Int, rules: SocietyRules
  ) throws -> PublishedPreferences.Entry? {
    try acceptabilities(
      support: [support], opposition: [opposition], people: [people], leastPeople: 0,
      interval: rules.interval)[0].map {
        PublishedPreferences.Entry(people: people, mean: $0.mean, low: $0.low, high: $0.high)
      }
  }
}
