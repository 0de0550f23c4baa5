import PlanModel

/// A closed way or a relation as polygons, with its tags.
struct OSMArea: Sendable {
  /// Where it is in OpenStreetMap, such as `way/123`.
  let id: String
  let tags: OSMTags
  /// Valid polygons in the coordinates of the nodes.
  let shape: [UInt8]
  /// In square units of the coordinates.
  let area: Double
  let extent: Extent
  /// A place inside.
  let inside: (x: Double, y: Double)
}

/// What was wrong with elements that could have been areas; each list has the elements' names.
struct OSMProblems: Sendable {
  /// Relations that miss members.
  var missingMembers: [String] = []
  /// Relations whose ways, all there, do not close.
  var openRelations: [String] = []
  /// Ways tagged as buildings whose ends do not meet.
  var openBuildings: [String] = []
  /// Ways or rings with fewer than three different places.
  var tooFewNodes: [String] = []
  /// Ways or rings some of whose nodes the file lacks.
  var missingNodes: [String] = []
  /// Areas that were invalid and were mended.
  var mended: [String] = []
  /// Areas that were invalid and of which nothing was left.
  var lost: [String] = []
  /// Ways whose tags their relation has too.
  var repeatedOutlines: [String] = []
  /// Relations that took their tags from their outer ways.
  var oldStyle: [String] = []
}
