import PlanModel
import Reference

/// What people said, read from all sources, before it is placed on the map.
struct VoiceReading {
  /// All but the places.
  var contributions = Contributions()
  /// The geometry of each voice; missing where it is about a district.
  var geometry = GeometryColumn(rows: [])
  /// How far each reaches, m.
  var reach: [Double] = []
  /// The district each is about, where it has no geometry; −1 where it has one.
  var district: [Int] = []
  var diagnostics: [Diagnostic] = []
}

extension VoiceReading {
  /// Reads voices into the words of the plan: groups, actions, directions.
  ///
  /// A row that names an unknown group, subject or district, or none, is left out and counted once a source and cause.
  /// Where no person is given, voices that are the same in everything are one person's, so that a form sent twice counts once.
  init(
    _ sources: [(source: ContributionSource, layer: Layer)], society: SocietyDescription,
    actions: [Action], districtIDs: [String], reference: ReferenceData
  ) {
    contributions.subjects = subjects(of: society, actions: actions, file: "").known
    let standardReach = reference.number("society.reach").value
    var persons: [String: Int32] = [:]
    var rows: [[UInt8]] = []
    for (source, layer) in sources {
      var losses = VoiceLosses(layer: layer.name)
      let columns = VoiceColumns(layer)
      for row in 0..<layer.count {
        guard
          let voice = columns.voice(
            row, society: society, subjects: contributions.subjects.map(\.name),
            districtIDs: districtIDs, losses: &losses)
        else { continue }
        let bytes = layer.geometry.row(row)
        // The source's name keeps the persons of two sources apart that both count from 1.
        let person =
          voice.person.map { "\(layer.name)\u{1F}p\u{1F}\($0)" }
          ?? "\(layer.name)\u{1F}v\u{1F}\(voice.sameness)\u{1F}\(bytes)"
        if persons[person] == nil {
          persons[person] = Int32(persons.count)
        } else if voice.person == nil {
          losses.repeated.append(layer.ids[row])
        }
        contributions.ids.append("\(layer.name)/\(layer.ids[row])")
        contributions.group.append(Int32(voice.group))
        contributions.stance.append(voice.stance)
        contributions.direction.append(voice.direction)
        contributions.strength.append(voice.strength)
        contributions.subject.append(Int32(voice.subject))
        contributions.person.append(persons[person]!)
        contributions.date.append(voice.date)
        contributions.condition.append(voice.condition)
        rows.append(bytes)
        reach.append(source.reach ?? standardReach)
        district.append(voice.district)
      }
      diagnostics += losses.diagnostics(
        groups: society.groups.map(\.id), subjects: contributions.subjects.map(\.name),
        districts: districtIDs)
    }
    geometry = GeometryColumn(rows: rows)
  }
}

/// What can be spoken of: each action by its id, then the themes.
func subjects(
  of society: SocietyDescription, actions: [Action], file: String
) -> (known: [(name: String, actions: [Int])], diagnostics: [Diagnostic]) {
  var known = actions.enumerated().map { (name: $1.id, actions: [$0]) }
  var diagnostics: [Diagnostic] = []
  for theme in society.themes {
    if known.contains(where: { $0.name == theme.name }) {
      diagnostics.append(
        Diagnostic(
          .error, "society.theme-is-action", "The theme `\(theme.name)` is the name of an action.",
          remedy: "Give the theme another name.", at: Place(file: file, line: theme.line)))
      continue
    }
    var positions: [Int] = []
    for id in theme.actions {
      if let position = actions.firstIndex(where: { $0.id == id }) {
        if !positions.contains(position) { positions.append(position) }
      } else {
        let near = id.nearest(among: actions.map(\.id))
        diagnostics.append(
          Diagnostic(
            .error, "society.unknown-action",
            "The theme `\(theme.name)` names the unknown action `\(id)`.",
            remedy: near.map { "Did you mean `\($0)`?" } ?? "Name one that the plan offers.",
            at: Place(file: file, line: theme.line)))
      }
    }
    known.append((theme.name, positions.sorted()))
  }
  return (known, diagnostics)
}

/// One voice in the words of the plan.
struct Voice {
  var group: Int
  var stance: Stance
  var direction: Double
  var strength: Double
  var subject: Int
  var person: String?
  var date: Int32
  var condition: String?
  var district: Int

  /// All that makes it the same as another, but its place.
  var sameness: String {
    "\(group)|\(stance)|\(strength)|\(subject)|\(date)|\(condition ?? "")|\(district)"
  }
}

/// The columns of a source of voices.
private struct VoiceColumns {
  let layer: Layer
  let group: TextColumn?
  let stance: TextColumn?
  let subject: TextColumn?
  let condition: TextColumn?
  let person: TextColumn?
  let date: TextColumn?
  let district: TextColumn?
  let strength: NumberColumn?

  init(_ layer: Layer) {
    self.layer = layer
    group = layer.texts("group")
    stance = layer.texts("stance")
    subject = layer.texts("subject")
    condition = layer.texts("condition")
    person = layer.texts("person")
    date = layer.texts("date")
    district = layer.texts("district")
    strength = layer.numbers("strength")
  }

  /// The voice of a row; nil after a loss.
  func voice(
    _ row: Int, society: SocietyDescription, subjects: [String], districtIDs: [String],
    losses: inout VoiceLosses
  ) -> Voice? {
    let id = layer.ids[row]
    guard let word = group?[row], let group = society.groups.firstIndex(where: { $0.id == word })
    else {
      losses.add("group", id, group?[row])
      return nil
    }
    guard let word = stance?[row], let stance = Stance(rawValue: word) else {
      losses.add("stance", id, stance?[row])
      return nil
    }
    guard let word = subject?[row], let subject = subjects.firstIndex(of: word) else {
      losses.add("subject", id, subject?[row])
      return nil
    }
    let strength = strength.map { $0[row] ?? 1 } ?? 1
    guard (0...1).contains(strength) else {
      losses.add("strength", id, strength.shortest)
      return nil
    }
    var place = -1
    if layer.geometry.isMissing(row) {
      guard let word = district?[row], let found = districtIDs.firstIndex(of: word) else {
        losses.add("district", id, district?[row])
        return nil
      }
      place = found
    }
    let day = date?[row]
    let time = day.flatMap { dayNumber($0) }
    if day != nil, time == nil { losses.add("date", id, day) }
    let condition = condition?[row]
    let direction: Double =
      switch stance {
      case .support: 1
      case .oppose: -1
      case .condition: condition.map { society.conditionsMet.contains($0) } ?? false ? 1 : 0
      }
    return Voice(
      group: group, stance: stance, direction: direction, strength: strength, subject: subject,
      person: person?[row], date: time ?? 0, condition: condition, district: place)
  }
}

/// The day of a date as a number that grows with it; nil where the text is no date. Written `2026-05-17`, with `/` for `-`, and
/// with a time behind it that does not count.
func dayNumber(_ text: String) -> Int32? {
  let day = text.prefix { $0 != "T" && $0 != " " }
  let parts = day.split(whereSeparator: { $0 == "-" || $0 == "/" }).map { Int32($0) }
  guard parts.count == 3, let year = parts[0], let month = parts[1], let number = parts[2],
    (1900...2200).contains(year), (1...12).contains(month), (1...31).contains(number)
  else { return nil }
  return (year * 12 + month - 1) * 31 + number
}
