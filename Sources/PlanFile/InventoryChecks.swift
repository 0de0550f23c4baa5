public import PlanModel

extension InventoryStatement {
  /// The statements of a plan file and of a table together; where both state the same cell, the plan file's counts.
  ///
  /// - Returns: The whole, and what was stated in both.
  public func completed(by table: InventoryStatement) -> (
    statement: InventoryStatement, diagnostics: [Diagnostic]
  ) {
    var whole = self
    var twice = 0
    for entry in table.energy {
      if energy.contains(where: {
        $0.sector == entry.sector && $0.carrier == entry.carrier && $0.fuel == entry.fuel
      }) {
        twice += 1
      } else {
        whole.energy.append(entry)
      }
    }
    for factor in table.factors
    where !factors.contains(where: {
      $0.sector == factor.sector && $0.carrier == factor.carrier && $0.fuel == factor.fuel
    }) {
      whole.factors.append(factor)
    }
    for emission in table.emissions {
      if emissions.contains(where: { $0.source == emission.source }) {
        twice += 1
      } else {
        whole.emissions.append(emission)
      }
    }
    if electricity.isEmpty {
      whole.electricity = table.electricity
    } else if !table.electricity.isEmpty {
      twice += 1
    }
    whole.published += table.published
    let note = Diagnostic(
      .note, "inventory.stated-in-both",
      "\(twice) statements stand in the plan file and in its table; the plan file's count.",
      remedy: "Remove them from one of the two.",
      at: Place(file: table.energy.first?.place.file), count: twice)
    return (whole, twice > 0 ? [note] : [])
  }

  /// What contradicts itself or would be counted twice.
  public var contradictions: [Diagnostic] { repeated + countedTwice + lightingFuels }

  /// Cells that are stated a second time.
  private var repeated: [Diagnostic] {
    energy.indices.compactMap { index in
      let entry = energy[index]
      let isFirst = !energy[..<index].contains {
        $0.sector == entry.sector && $0.carrier == entry.carrier && $0.fuel == entry.fuel
      }
      if isFirst { return nil }
      return Diagnostic(
        .error, "inventory.stated-twice",
        "The energy of \(entry.sector.word), \(entry.fuel.isEmpty ? entry.carrier.rawValue : entry.fuel) is stated a second time.",
        remedy: "Keep one of the two.", at: entry.place)
    }
  }

  /// Parts of a sum that is stated too.
  private var countedTwice: [Diagnostic] {
    energy.compactMap { entry in
      guard entry.amount != nil, let aggregate = entry.sector.aggregate,
        entries(aggregate, entry.carrier).contains(where: { $0.amount != nil })
      else { return nil }
      return Diagnostic(
        .error, "inventory.counted-twice",
        "\(entry.carrier.rawValue) is stated for \(entry.sector.word) and for \(aggregate.word), which contains it.",
        remedy: "Remove one of the two, or write IE for \(entry.sector.word).", at: entry.place)
    }
  }

  /// Lamps that burn something.
  private var lightingFuels: [Diagnostic] {
    energy.compactMap { entry in
      guard entry.sector == .publicLighting, entry.carrier != .electricity, entry.amount ?? 0 > 0
      else { return nil }
      return Diagnostic(
        .error, "inventory.lighting-fuel",
        "Public lighting uses \(entry.carrier.rawValue); only electricity can be counted there.",
        remedy: "State it under municipal.", at: entry.place)
    }
  }
}
