import PlanModel

/// The colours of classes, and the hatchings that tell apart what has one colour.
///
/// Ten colours that readers with any kind of colour vision tell apart, found by a search for the largest least difference (CIEDE2000, with the
/// simulations of Machado, Oliveira and Fernandes 2009), all at least 3 : 1 lighter than what has no class on dark ground. Neighbours in the
/// list are far apart. `ColourVisionTests` measures them.
enum Palette {
  /// What a colour stands for where actions are drawn, and its place in ``colours``.
  enum Hue: Int, CaseIterable {
    /// Saving electricity.
    case saving
    case sun
    /// The fabric of buildings.
    case house
    /// Wind, water and cooling.
    case air
    case plant
    case heatPump
    /// Waste, soil and farms.
    case earth
    /// Heat networks and burning.
    case network
    /// Motors.
    case road
    /// Ways that need less of them.
    case path
  }

  static let colours = [
    "#4e8e7d", "#dec553", "#ea9aac", "#82def9", "#1bb366", "#bc70b0", "#8c704e", "#d71d18",
    "#0f5db6", "#9d9df2",
  ]
  /// The colour of what has no class.
  static let none = "#d9dcdd"
  /// How many hatchings there are: 0 none, 1 rising, 2 falling, 3 level, 4 upright, 5 crossed.
  static let hatches = 6

  /// The place of a colour with a hatching.
  static func place(_ hue: Hue, hatch: Int) -> Int { hue.rawValue + hatch * colours.count }

  /// The colour of a class, and the hatching that sets it apart where colours repeat.
  static func mark(_ position: Int) -> (colour: String, hatch: Int) {
    (colours[position % colours.count], position / colours.count % hatches)
  }

  /// The colour of the lines of a hatching: white on dark grounds, dark on light ones, else they would not be seen.
  static func hatchColour(on colour: String) -> String {
    Drawing.Fill(colour: colour).hatchColour
  }

  /// The colour of a sector's buildings, darker than any action, since they lie on what is planned.
  static func colour(of sector: StockSector) -> String {
    switch sector {
    case .residential: "#3d2600"
    case .tertiary: "#5a2ca0"
    case .municipal: "#8e0152"
    case .industry: "#111111"
    }
  }

  /// The same as the fill of an SVG that holds the hatchings `h<colour>-<hatch>`.
  static func fill(_ position: Int) -> String {
    let (colour, hatch) = mark(position)
    return hatch == 0 ? colour : "url(#h\(position % colours.count)-\(hatch))"
  }
}
