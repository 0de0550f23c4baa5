import PlanModel

/// Where the buildings of a register are: in districts, outside them, or nowhere that is known.
///
/// A record without a geometry counts as outside in the sums of the stock; for people it is another thing.
struct BuildingPlaces {
  /// The records that were read.
  let read: Int
  /// The records without a geometry.
  let withoutPlace: Int
  /// What they emit, t CO2e/a.
  let emissionsWithoutPlace: Double
  /// Buildings in districts; a building on the outer border counts with its share.
  let inDistricts: Double
  /// Buildings outside all districts, with their shares.
  let outside: Double
  /// What these emit, t CO2e/a.
  let outsideEmissions: Double

  init(_ result: PlanResult) {
    var without = 0
    var emissions = CompensatedSum()
    if let buildings = result.buildings {
      for row in 0..<buildings.count
      where buildings.geometry.isMissing(row) && result.buildingDistrict[row] < 0 {
        without += 1
        emissions.add(result.stock.emissions[row])
      }
    }
    read = result.buildings?.count ?? 0
    withoutPlace = without
    emissionsWithoutPlace = emissions.value
    inDistricts = result.municipalStock.total(.buildings, in: 0)
    outside = max(0, result.outsideStock.total(.buildings, in: 0) - Double(without))
    outsideEmissions = max(0, result.outsideStock.total(.emissions, in: 0) - emissions.value)
  }

  /// The sentence from the records read to those that are counted; nil where all lie in districts.
  var bridge: String? {
    if withoutPlace == 0, outside < 0.05 { return nil }
    return
      "\(read.counted("building")) read: \(inDistricts.wholeOrTenths) in districts, which count, "
      + "\(outside.wholeOrTenths) outside all districts, \(withoutPlace.grouped) without a place."
  }
}
