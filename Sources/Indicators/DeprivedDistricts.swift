public import PlanModel
public import Reference

/// The districts where the cost of energy weighs most, by row, and how they were found, in a sentence.
///
/// The weight is that of the vulnerability proxy: modelled cost of the energy that a dwelling requires, as a share of the median
/// income where districts give one. Those at or above a percentile of the districts stand out; districts of few dwellings
/// never do. All districts alike: all of them.
///
/// - Parameter prices: In the order of `Carrier`, EUR/kWh.
public func deprivedDistricts(
  of stock: AreaStock, social: SocialFields, prices: [Double], reference: ReferenceData
) -> (rows: [Int], rule: String) {
  let least = reference.number("vulnerability.least-dwellings").value
  let percentile = reference.number("vulnerability.percentile").value
  let usesIncome = social.medianIncome.contains { $0 != nil }
  let weights = (0..<stock.count).map { district -> Double? in
    let dwellings = stock[.dwellings, .residential, district]
    guard dwellings >= least, dwellings > 0 else { return nil }
    let cost = requiredEnergyCost(of: stock, in: district, prices: prices) / dwellings
    guard usesIncome else { return cost }
    return social.medianIncome[district].flatMap { $0 > 0 ? cost / $0 : nil }
  }
  let limit = quantile(percentile, of: weights.compactMap { $0 }) ?? .infinity
  let rows = weights.indices.filter { weights[$0].map { $0 >= limit } ?? false }
  let what =
    usesIncome
    ? "the modelled cost of the energy that a dwelling requires ÷ the median income"
    : "the modelled cost of the energy that a dwelling requires, as no district gives an income,"
  return (
    rows,
    "Deprived are the districts where \(what) is at or above the \((100 * percentile).rounded(toDecimals: 0))th percentile of the districts with at least \(least.rounded(toDecimals: 0)) dwellings."
  )
}
