import PlanModel

/// The values under one zone with their coverage fractions, one entry a cell or a value.
struct ZoneValues: Sendable {
  /// A value and the fraction that is covered of its cell, or of all its cells.
  struct Entry: Sendable {
    var value: Double
    var fraction: Double
  }
  var entries: [Entry] = []

  /// Puts the entries in the order of their values; equal ones by fraction, so that the order of reading never shows.
  mutating func sort() {
    entries.sort { a, b in a.value == b.value ? a.fraction < b.fraction : a.value < b.value }
  }

  /// Joins the entries of equal values; they must be sorted.
  mutating func join() {
    var last = -1
    for entry in entries {
      if last >= 0, entries[last].value == entry.value {
        entries[last].fraction += entry.fraction
      } else {
        last += 1
        entries[last] = entry
      }
    }
    entries.removeLast(entries.count - last - 1)
  }

  /// A quantile of sorted entries, one a cell, weighted by their fractions; nil where there is none.
  ///
  /// With values x₁ ≤ … ≤ xₙ and fractions wₖ, value xₖ stands at sₖ = (k − 1) wₖ + (n − 1) Σᵢ₍ᵢ﹤ₖ₎ wᵢ on a scale that ends at
  /// (n − 1) Σ wᵢ; the quantile q is read at q times that end, linearly between the two values beside it. Where all
  /// fractions are equal this is type 7 of Hyndman and Fan (The American Statistician 50, 1996, 361–365), the usual
  /// one of spreadsheets, NumPy and R; other fractions go by the formula of exactextract 0.3, which however joins cells of
  /// equal value first, so that for it the 5 % quantile of zeros and 22s, half each, is 1.1 and not 0.
  func quantile(_ q: Double) -> Double? {
    guard let first = entries.first, let last = entries.last else { return nil }
    if entries.count == 1 { return first.value }
    let steps = Double(entries.count - 1)
    var total = 0.0
    for entry in entries { total += entry.fraction }
    let wanted = q * steps * total
    var before = 0.0
    var left = (place: 0.0, value: first.value)
    for (index, entry) in entries.enumerated() {
      let place = Double(index) * entry.fraction + steps * before
      if place > wanted {
        if place == left.place { return left.value }
        return left.value + (wanted - left.place) * (entry.value - left.value)
          / (place - left.place)
      }
      left = (place, entry.value)
      before += entry.fraction
    }
    return last.value
  }

  /// Majority, minority and variety of joined entries.
  var frequencies: ZonalFrequencies {
    var result = ZonalFrequencies()
    result.variety = entries.count
    var most = -Double.infinity
    var least = Double.infinity
    for entry in entries {
      // Entries come by size: the largest of equally frequent values wins, and the smallest of equally rare ones.
      if entry.fraction >= most {
        most = entry.fraction
        result.majority = entry.value
      }
      if entry.fraction < least {
        least = entry.fraction
        result.minority = entry.value
      }
    }
    return result
  }
}
