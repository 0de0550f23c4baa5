/// A grid of people that a plan names.
public struct PopulationSource: Sendable {
  /// Where the cells come from: polygons with the role `people`, or a raster.
  public var source: LayerSource
  /// The band of a raster, counted from 1.
  public var band = 1

  /// Creates a source.
  public init(source: LayerSource) { self.source = source }
}

/// How the people of a grid were shared among the units.
public struct PopulationAccount: Sendable {
  /// How many of a cell's people live in the municipality.
  public enum BorderKey: String, Sendable, CaseIterable {
    /// All: the cell lies inside.
    case whole
    /// By residential floor area inside and outside.
    case floorArea
    /// By area inside and outside, because no homes are known outside.
    case area
  }
  /// How a cell's people inside were shared among its units.
  public enum SharingKey: String, Sendable, CaseIterable {
    /// By residential floor area.
    case floorArea
    /// By area, because no homes are known in the cell.
    case area
  }
  /// A cell that meets the municipality.
  public struct Cell: Sendable, Hashable {
    /// Its id in the source.
    public var id: String
    /// The people in all of it.
    public var people: Double
    /// The share of its area inside the municipality.
    public var insideShare: Double
    /// Residential gross floor area inside the municipality, m².
    public var floorAreaInside: Double
    /// Residential gross floor area outside the municipality, m².
    public var floorAreaOutside: Double
    /// How its people inside were found.
    public var border: BorderKey
    /// How they were shared.
    public var sharing: SharingKey
    /// The people inside the municipality.
    public var peopleInside: Double

    /// Creates a cell whose people are all inside.
    public init(id: String, people: Double) {
      self.id = id
      self.people = people
      insideShare = 1
      floorAreaInside = 0
      floorAreaOutside = 0
      border = .whole
      sharing = .floorArea
      peopleInside = people
    }
  }
  /// The cells that meet the municipality and hold people, in the order of the source.
  public var cells: [Cell]
  /// The people of each unit.
  public var units: [Double]
  /// Residential gross floor area of the municipality that lies in no cell, m².
  public var floorAreaElsewhere: Double

  /// Creates an account.
  public init(cells: [Cell], units: [Double], floorAreaElsewhere: Double) {
    self.cells = cells
    self.units = units
    self.floorAreaElsewhere = floorAreaElsewhere
  }

  /// The people of all cells inside the municipality.
  public var peopleInside: Double { cells.map(\.peopleInside).compensatedSum() }
}
