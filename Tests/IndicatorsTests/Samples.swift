import Indicators
import PlanModel
import Reference

/// The default numbers; they lie beside the tests.
let reference = Result { try ReferenceData.load() }

/// A CRS in metres.
let metric = CRS(definition: "EPSG:25832", name: "ETRS89 / UTM zone 32N", isMetric: true)

/// Emission factors that a reader can multiply in the head: electricity 0.3, district heat 0.1, gas 0.2 kg/kWh.
let sampleFactors: [Double] = Carrier.allCases.map {
  switch $0 {
  case .electricity: 0.000_3
  case .districtHeat: 0.000_1
  case .naturalGas: 0.000_2
  default: 0
  }
}

/// A context in Austria, half gas and half district heat.
let sampleContext = StockContext(
  country: "AT", baseYear: 2020, heatCarriers: [.naturalGas: 0.5, .districtHeat: 0.5],
  emissionFactors: sampleFactors)

/// What a test says of one building; nil is missing.
struct Building {
  var use: String?
  var sector: String?
  var owner: String?
  var carrier: String?
  var year: Double?
  var levels: Double?
  var height: Double?
  var floorArea: Double?
  var pointFootprint: Double?
  var dwellings: Double?
  var roofArea: Double?
  var polygon = 0.0
  var x = 50.0
  var y = 50.0
}

/// The layer of some buildings; geometries do not matter to the stock and are missing.
func layer(of buildings: [Building]) -> Layer {
  let texts: [(String, KeyPath<Building, String?>)] = [
    ("use", \.use), ("sector", \.sector), ("owner", \.owner), ("carrier", \.carrier),
  ]
  let numbers: [(String, KeyPath<Building, Double?>)] = [
    ("year", \.year), ("levels", \.levels), ("height", \.height), ("floorArea", \.floorArea),
    ("footprint", \.pointFootprint), ("dwellings", \.dwellings), ("roofArea", \.roofArea),
  ]
  var fields: [(role: String, column: Column)] = []
  for (role, path) in texts {
    fields.append((role, .text(TextColumn(buildings.map { $0[keyPath: path] }))))
  }
  for (role, path) in numbers {
    var present = ValidityMask(count: buildings.count, present: true)
    for (row, building) in buildings.enumerated() where building[keyPath: path] == nil {
      present[row] = false
    }
    fields.append(
      (
        role,
        .number(NumberColumn(values: buildings.map { $0[keyPath: path] ?? 0 }, present: present))
      ))
  }
  return Layer(
    name: "buildings", crs: metric, ids: buildings.indices.map { "b\($0)" },
    geometry: GeometryColumn(
      bytes: [], offsets: Array(repeating: 0, count: buildings.count + 1)), fields: fields)
}

/// The stock of some buildings.
func stock(
  of buildings: [Building], context: StockContext = sampleContext, workers: Int = 1
) throws -> StockOutcome {
  try buildingStock(
    of: layer(of: buildings), footprint: buildings.map(\.polygon),
    centroidX: buildings.map(\.x), centroidY: buildings.map(\.y), context: context,
    reference: reference.get(), workers: Workers(workers))
}

/// A repeatable source of numbers in 0..<1 (SplitMix64).
struct Draw {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((bits ^ (bits >> 31)) >> 11) * 0x1p-53
  }

  /// One of some values, each with the same chance.
  mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int(next() * Double(values.count))]
  }
}

/// Buildings with the gaps that real data have.
func randomBuildings(_ count: Int, seed: UInt64) -> [Building] {
  var draw = Draw(seed: seed)
  return (0..<count).map { _ in
    var building = Building()
    building.use = draw.pick([nil, nil, "castle"] + BuildingUse.allCases.map { $0.word })
    building.sector = draw.pick([nil, nil, nil, "tertiary", "municipal", "residential", "navy"])
    building.owner = draw.pick([nil, "private", "municipal"])
    building.carrier = draw.pick([nil, nil, nil, "naturalGas", "biomass", "peat"])
    building.year = draw.pick([nil, 1850, 1944, 1945, 1969, 1985, 1999, 2010, 2011, 9999, -3])
    building.levels = draw.pick([nil, nil, 1, 2.5, 6, 0, -1, .nan])
    building.height = draw.pick([nil, 2, 6.4, 30, 0, .infinity])
    building.floorArea = draw.pick([nil, nil, nil, 120, 4000, -10, 0])
    building.pointFootprint = draw.pick([nil, 90, 700])
    building.dwellings = draw.pick([nil, nil, 0, 1, 7, 60])
    building.roofArea = draw.pick([nil, nil, 130])
    building.polygon = draw.pick([0, 0, 25, 39, 140, 450, 2600])
    building.x = draw.pick([draw.next() * 900 - 300, .nan])
    building.y = draw.next() * 900 - 300
    return building
  }
}

/// Whether two numbers agree to a share of the larger.
func agree(_ a: Double, _ b: Double, _ tolerance: Double = 1e-12) -> Bool {
  abs(a - b) <= tolerance * max(abs(a), abs(b), 1e-300)
}
