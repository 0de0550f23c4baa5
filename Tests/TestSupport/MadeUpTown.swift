public import PlanModel

/// A whole result of a made-up town: three districts of two units each, buildings with and without geometry,
/// two slots, a plan with prices and reasons, a ledger that closes, interests and findings.
///
/// Every number is small enough to be checked in the head; sums that must agree do.
public struct MadeUpTown {
  /// The ids of the districts.
  public var ids = ["north", "south", "east"]
  /// The names of the districts.
  public var names = ["North", "South", "East"]
  /// Whether a plan exists.
  public var isFeasible = true
  /// Whether the town has buildings.
  public var hasBuildings = true
  /// Whether the town has interests.
  public var hasInterests = true
  /// A sentence for every output.
  public var notice: String? = "The geometry of this town is made up."
  /// The lower left corner, in metres of EPSG:3794.
  public var origin = (x: 590_000.0, y: 155_000.0)

  /// The town as it is written above.
  public init() {}

  static let crs = CRS(
    definition: "EPSG:3794", name: "Slovenia 1996 / Slovene National Grid", isMetric: true)

  /// Metres east and north of the origin to a rectangle, given clockwise where `isClockwise`.
  func rectangle(
    _ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double, isClockwise: Bool = false
  ) -> [UInt8] {
    let corners = Shapes.corners(origin.x + x0, origin.y + y0, origin.x + x1, origin.y + y1)
    return Shapes.polygon(isClockwise ? corners.reversed() : corners)
  }

  var districts: Layer {
    Layer(
      name: "districts", crs: Self.crs, ids: ids,
      geometry: Shapes.column(
        rectangle(0, 1000, 2000, 2000, isClockwise: true), rectangle(0, 0, 2000, 1000),
        Shapes.multiPolygon([rectangle(2000, 0, 3000, 1000), rectangle(2000, 1000, 3000, 2000)])),
      fields: [
        ("name", .text(TextColumn(names.map { $0 }))),
        ("population", .number(NumberColumn(values: [100, 200, 50]))),
      ])
  }

  var units: PlanningUnits {
    PlanningUnits(
      ids: ids.flatMap { ["\($0)/0-0", "\($0)/1-0"] },
      geometry: Shapes.column(
        rectangle(0, 1000, 1000, 2000), rectangle(1000, 1000, 2000, 2000),
        rectangle(0, 0, 1000, 1000), rectangle(1000, 0, 2000, 1000),
        rectangle(2000, 0, 3000, 1000), rectangle(2000, 1000, 3000, 2000, isClockwise: true)),
      district: [0, 0, 1, 1, 2, 2], area: Array(repeating: 1_000_000, count: 6))
  }

  var buildings: Layer? {
    guard hasBuildings else { return nil }
    let house = { (x: Double, y: Double) in rectangle(x, y, x + 10, y + 12) }
    let courtyard = Shapes.polygon(
      Shapes.corners(origin.x + 400, origin.y + 400, origin.x + 440, origin.y + 440),
      Shapes.corners(origin.x + 410, origin.y + 410, origin.x + 430, origin.y + 430))
    return Layer(
      name: "buildings", crs: Self.crs, ids: ["b0", "b1", "b2", "b3", "b4", "b5"],
      geometry: Shapes.column(
        house(100, 1100), house(1200, 1500), courtyard, [],
        Shapes.point(origin.x + 2500, origin.y + 500), house(5000, 5000)))
  }

  static let buildingDistrict: [Int32] = [0, 0, 1, 1, 2, -1]

  /// Six buildings of 100 m² and 10,000 kWh of gas heat each.
  var stock: BuildingStock {
    var stock = BuildingStock()
    guard hasBuildings else { return stock }
    let count = 6
    func all(_ value: Double) -> [Double] { Array(repeating: value, count: count) }
    func marks(_ mark: Provenance) -> [Provenance] { Array(repeating: mark, count: count) }
    stock.sector = [.residential, .residential, .tertiary, .residential, .municipal, .residential]
    stock.use = [.singleFamily, .multiFamily, .office, .singleFamily, .education, .singleFamily]
    stock.useProvenance = marks(.observed)
    stock.ageBand = [0, 1, 2, 3, 4, 6]
    stock.ageProvenance = marks(.assumed)
    stock.footprint = all(50)
    stock.levels = all(2)
    stock.levelsProvenance = marks(.derived)
    stock.floorArea = all(100)
    stock.floorAreaProvenance = marks(.derived)
    stock.heatedArea = all(80)
    stock.dwellings = all(1)
    stock.spaceHeat = all(8000)
    stock.hotWater = all(1000)
    stock.spaceHeatProvenance = marks(.assumed)
    stock.coolingElectricity = all(100)
    stock.dwellingsProvenance = marks(.observed)
    stock.applianceElectricity = all(2000)
    stock.heatFinal = Carrier.allCases.map { all($0 == .naturalGas ? 10_000 : 0) }
    stock.emissions = all(2.6)
    stock.roofArea = all(50)
    stock.suitableRoof = all(20)
    stock.inNetworkArea = Array(repeating: 0, count: count)
    stock.networkInvestment = all(0)
    return stock
  }

  /// The stock of areas, from the buildings that lie in each.
  func areaStock(
    count: Int, area: [Double], population: [Double], of place: (Int) -> Int?
  ) -> AreaStock {
    var areas = AreaStock(count: count)
    areas.area = area
    areas.population = population
    areas.radiation = Array(repeating: 1150, count: count)
    let stock = stock
    for building in 0..<stock.count {
      guard let row = place(building) else { continue }
      let sector = stock.sector[building]
      areas[.buildings, sector, row] += 1
      areas[.dwellings, sector, row] += stock.dwellings[building]
      areas[.footprint, sector, row] += stock.footprint[building]
      areas[.floorArea, sector, row] += stock.floorArea[building]
      areas[.heatedArea, sector, row] += stock.heatedArea[building]
      areas[.spaceHeat, sector, row] += stock.spaceHeat[building]
      areas[.hotWater, sector, row] += stock.hotWater[building]
      areas[.applianceElectricity, sector, row] += stock.applianceElectricity[building]
      areas[.coolingElectricity, sector, row] += stock.coolingElectricity[building]
      areas[.emissions, sector, row] += stock.emissions[building]
      areas[.suitableRoof, sector, row] += stock.suitableRoof[building]
      areas[heat: .naturalGas, sector, row] += stock.heatFinal[Carrier.naturalGas.index][building]
    }
    return areas
  }

  /// The whole result.
  public var result: PlanResult {
    let places = hasBuildings ? Self.buildingDistrict : []
    let unitOf: [Int?] = [0, 1, 2, 3, 4, nil]
    let options = townOptions
    var record = RunRecord()
    record.version = "0.1.0"
    record.libraries = [("GDAL", "3.6.2"), ("GEOS", "3.11.1")]
    record.planSHA256 = String(repeating: "a", count: 64)
    record.inputs = [
      LayerReport(name: "districts", source: "town.gpkg", driver: "GPKG", read: 3, polygons: 3)
    ]
    record.crs = Self.crs
    record.defaults = [
      SourcedNumber(
        name: "pv.performance-ratio", value: 0.8, unit: "1", year: 2020, source: "A | source",
        confidence: .medium)
    ]
    record.closures = [
      RunRecord.Closure(name: "area ledger", parts: 6_000_000, whole: 6_000_000, tolerance: 1e-9)
    ]
    record.timings = [("read", 0.25), ("overlay", 0.5)]
    record.peakMemory = 123_456_789
    let districtEmissions = [5.2, 5.2, 2.6]
    return PlanResult(
      description: townDescription, districts: districts, buildings: buildings, stock: stock,
      buildingDistrict: places, units: units,
      unitStock: areaStock(
        count: 6, area: units.area, population: [50, 50, 100, 100, 25, 25]
      ) { unitOf[$0] },
      districtStock: areaStock(
        count: 3, area: Array(repeating: 2_000_000, count: 3), population: [100, 200, 50]
      ) { Self.buildingDistrict[$0] < 0 ? nil : Int(Self.buildingDistrict[$0]) },
      municipalStock: areaStock(count: 1, area: [6_000_000], population: [350]) {
        Self.buildingDistrict[$0] < 0 ? nil : 0
      },
      outsideStock: areaStock(count: 1, area: [0], population: [0]) {
        Self.buildingDistrict[$0] < 0 ? 0 : nil
      },
      districtIndicators: IndicatorTable(
        indicators: [
          Indicator(
            id: "heat-density", title: "Heat density", unit: "MWh/ha",
            method: "Useful heat over land.", support: "district", confidence: .medium)
        ],
        values: [
          NumberColumn(
            values: [0.09, 0.09, 0, 0.075],
            present: { () -> ValidityMask in
              var mask = ValidityMask(count: 4, present: true)
              mask[2] = false
              return mask
            }())
        ]), unitIndicators: IndicatorTable(), ledger: townLedger, eligibility: townEligibility,
      exclusions: townExclusions,
      interests: hasInterests ? townInterests : nil,
      baselineEmissions: hasBuildings ? districtEmissions + [13] : [0, 0, 0, 0],
      emissionFactors: Carrier.allCases.map {
        $0 == .naturalGas ? 0.0002 : $0 == .electricity ? 0.0003 : 0
      }, options: options, problem: townProblem(options), plan: townPlan(options),
      diagnostics: [
        Diagnostic(
          .warning, "building.missing-geometry", "One building has no geometry.",
          remedy: "Add its outline.",
          at: Place(file: "town.gpkg", layer: "buildings", feature: "b3", field: nil)),
        Diagnostic(.note, "layer.read", "=SUM(A1) is not a formula here, \"quoted\"\nand broken."),
      ], record: record)
  }
}
