import Foundation
import Frameworks
import GEOSBinding
import PlanModel
import TestSupport
import Testing

@testable import Exports

@Suite("Every file of layers in geopandas")
struct GeopandasTests {
  /// What the files must hold: of each feature its area and its values, from the layers themselves.
  private func expected(_ result: PlanResult) throws -> Data {
    let context = try GEOSContext()
    var layers: [String: Any] = [:]
    for layer in MapLayers(PlanAccount.withDocuments(of: result, labels: Labels())).all {
      layers[layer.name] = try (0..<layer.count).map { row -> [String: Any] in
        var values: [String: Any] = [:]
        for field in layer.fields {
          switch field.column {
          case .number(let column):
            values[field.role] = column.present[row] ? column.values[row] : NSNull()
          case .text(let column):
            let code = Int(column.codes[row])
            values[field.role] = code < 0 ? NSNull() : column.categories[code]
          }
        }
        let area: Any =
          layer.geometry.isMissing(row)
          ? NSNull() : try context.read(wkb: layer.geometry.row(row)).area()
        return ["id": layer.ids[row], "area": area, "values": values]
      }
    }
    return try JSONSerialization.data(withJSONObject: layers)
  }

  @Test(
    "geopandas reads as many features, the same areas and the same values from every file as the plan has",
    .enabled(if: TestPython.has("geopandas"), "the Python package geopandas is not installed"))
  func readBack() throws {
    var result = MadeUpTown().result
    result.description.outputs.formats = [.csv, .flatGeobuf]
    let exported = try Exported(result)
    try expected(result).write(to: URL(filePath: exported.folder.path("expected.json")))
    let script = """
      import json, math, sys
      import geopandas, pandas
      out, layers = sys.argv[1] + "/out/", json.load(open(sys.argv[1] + "/expected.json"))

      def read(name, form):
          if form == "gpkg": return geopandas.read_file(out + "plan.gpkg", layer=name)
          if form != "csv": return geopandas.read_file(out + "layers/" + name + "." + form)
          table = pandas.read_csv(out + "layers/" + name + ".csv", dtype={"id": str}, keep_default_na=False)
          shapes = geopandas.GeoSeries.from_wkt([t or None for t in table["WKT"]], crs=3794)
          return geopandas.GeoDataFrame(table, geometry=shapes)

      def same(wanted, value, form):
          if wanted is None: return value is None or value == "" or value != value
          if isinstance(wanted, str):
              # A cell that a spreadsheet would run has an apostrophe before it.
              return value == wanted or form == "csv" and value == "'" + wanted
          slack = {"geojson": 5.1e-7, "csv": 1e-11 * abs(wanted)}.get(form, 0)
          return math.isclose(float(value), wanted, rel_tol=1e-15, abs_tol=slack)

      for name, rows in layers.items():
          for form in ["gpkg", "fgb", "csv", "geojson"]:
              frame = read(name, form)
              # FlatGeobuf holds no feature without geometry.
              wanted = {r["id"]: r for r in rows if form != "fgb" or r["area"] is not None}
              faults = 0 if sorted(wanted) == (sorted(frame["id"]) if len(frame) else []) else 1
              areas = frame.geometry.to_crs(3794).area if len(frame) else []
              values = 0
              for (_, row), area in zip(frame.iterrows(), areas):
                  feature = wanted[row["id"]]
                  if feature["area"] is None:
                      faults += row.geometry is not None and not row.geometry.is_empty
                  else:
                      # Seven digits of a degree move a corner by up to 8 mm.
                      slack = 1e-9 * feature["area"] if form != "geojson" else 1e-4 * feature["area"] + 0.5
                      faults += not abs(area - feature["area"]) <= slack
                  for key, value in feature["values"].items():
                      values += 1
                      if not same(value, row[key], form):
                          faults += 1
                          print("differs", name, form, row["id"], key, value, row[key])
              print(name, form, len(frame), values, frame.crs and frame.crs.to_epsg(), "faults", faults)
      """
    let text = try #require(TestPython.run(script, [exported.folder.path("")]))
    let lines = text.split(separator: "\n")
    #expect(lines.count == 24 && lines.allSatisfy { $0.hasSuffix("faults 0") }, "\(text)")
    for form in ["gpkg", "csv"] { #expect(text.contains("buildings \(form) 6 ")) }
    #expect(text.contains("buildings fgb 5 ") && text.contains("units geojson 6 "))
    #expect(text.contains(/units gpkg 6 \d{3} 3794/) && text.contains(/units geojson 6 \d{3} 4326/))
  }

  @Test(
    "geopandas finds every unit with its values in the tiles of the last zoom, in MBTiles and in PMTiles",
    .enabled(if: TestPython.has("geopandas"), "the Python package geopandas is not installed"))
  func tiles() throws {
    let exported = try Exported()
    let script = """
      import sys
      import geopandas
      out = sys.argv[1]
      units = geopandas.read_file(out + "/layers/units.geojson").set_index("id").to_crs(3857)
      for form in ["mbtiles", "pmtiles"]:
          tiles = geopandas.read_file(out + "/tiles/plan." + form, layer="units")
          # A unit that lies over several tiles is in each, and GDAL joins nothing.
          whole = tiles.dissolve("id")
          share = (whole.area / units.area).reindex(units.index)
          same = all(row["investment_EUR"] == units.loc[id, "investment_EUR"] for id, row in whole.iterrows())
          print(form, len(whole) == len(units), same, share.between(0.98, 1.02).all())
      """
    let text = try #require(TestPython.run(script, [exported.folder.path("out")]))
    #expect(text == "mbtiles True True True\npmtiles True True True\n")
  }
}
