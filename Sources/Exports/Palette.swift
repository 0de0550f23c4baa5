/// The colours of classes.
///
/// Colours that readers with any kind of colour vision tell apart: Paul Tol's “muted” scheme
/// (personal.sron.nl/~pault), in an order that keeps neighbours in the list far apart.
enum Palette {
  static let colours = [
    "#44aa99", "#ddcc77", "#cc6677", "#88ccee", "#117733", "#aa4499", "#999933", "#882255",
    "#332288",
  ]
  /// The colour of what has no class.
  static let none = "#d9dcdd"

  /// The colour of a class, and the hatching that sets it apart where colours repeat: 0 none, then stripes and dots.
  static func mark(_ position: Int) -> (colour: String, hatch: Int) {
    (colours[position % colours.count], position / colours.count % 4)
  }

  /// The same as the fill of an SVG that holds the hatchings `h<colour>-<hatch>`.
  static func fill(_ position: Int) -> String {
    let (colour, hatch) = mark(position)
    return hatch == 0 ? colour : "url(#h\(position % colours.count)-\(hatch))"
  }
}
