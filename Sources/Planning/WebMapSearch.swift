import Exports
import Foundation
import Reference

/// What the web map is made of, where all of it is there; nil otherwise, and then no `map.html` is written.
///
/// The page's own files lie in the program's folder of the module `Exports`. MapLibre GL JS is not part of the program:
/// `tools/maplibre` puts it beside those files, or the variable `COMMONGROUND_MAPLIBRE` names the folder that has
/// `maplibre-gl.js` and `maplibre-gl.css`.
func findWebMapParts() -> WebMapParts? {
  guard let data = try? resourceFolder(of: "Exports", holding: "the web map") else { return nil }
  let own = WebMapParts.ownFiles.map { try? resourceText(at: "\(data)/web/\($0)") }
  let folder =
    ProcessInfo.processInfo.environment["COMMONGROUND_MAPLIBRE"] ?? "\(data)/maplibre"
  guard let library = try? resourceText(at: "\(folder)/maplibre-gl.js"),
    let style = try? resourceText(at: "\(folder)/maplibre-gl.css"),
    let licence = try? resourceText(at: "\(data)/web/maplibre-licence.txt"),
    !own.contains(nil),
    // A text that ends the element it stands in would be written into the page as markup.
    !library.contains("</script"), !style.contains("</style")
  else { return nil }
  let texts = own.compactMap { $0 }
  return WebMapParts(
    library: library, libraryStyle: style, licence: licence, style: texts[0],
    scripts: Array(texts.dropFirst()))
}

/// The line of the summary for whoever has no web map.
let noWebMapNote =
  "No map.html: MapLibre GL JS is not beside the program; tools/maplibre fetches it (index.html has a map without it)."
