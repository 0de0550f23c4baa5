"""What other engines make of the same questions: each function gives one number a row, as an array."""

import json

import geopandas
import numpy
import pandas
import shapely


def read(path):
    return geopandas.read_file(path, use_arrow=True)


class Shapely:
    """The best that can be written with shapely alone: a tree, prepared areas, cuts only where a border crosses."""

    name = "shapely"

    def __init__(self, layers):
        self.geometry = {name: numpy.asarray(layer.geometry.values) for name, layer in layers.items()}

    def overlay(self, layer, areas):
        items, zones = self.geometry[layer], self.geometry[areas]
        tree = shapely.STRtree(items)
        shapely.prepare(zones)
        zone, item = tree.query(zones, predicate="intersects")
        whole = shapely.contains(zones[zone], items[item])
        shared = shapely.area(items)[item]
        cut = ~whole
        shared[cut] = shapely.area(shapely.intersection(items[item[cut]], zones[zone[cut]]))
        return numpy.bincount(zone, shared, minlength=len(zones))

    def difference(self, layer, minus):
        items, masks = self.geometry[layer], self.geometry[minus]
        item, mask = shapely.STRtree(masks).query(items, predicate="intersects")
        order = numpy.argsort(item, kind="stable")
        rows, starts = numpy.unique(item[order], return_index=True)
        area = shapely.area(items)
        for row, group in zip(rows, numpy.split(mask[order], starts[1:])):
            area[row] = shapely.area(shapely.difference(items[row], shapely.union_all(masks[group])))
        return area


class GeoPandas:
    """What most people write."""

    name = "geopandas"

    def __init__(self, layers):
        self.layers = layers

    def overlay(self, layer, areas):
        pieces = geopandas.overlay(
            self.layers[layer][["geometry"]], self.layers[areas][["id", "geometry"]], how="intersection", keep_geom_type=True)
        return pieces.area.groupby(pieces["id"]).sum().reindex(self.layers[areas]["id"], fill_value=0).to_numpy()

    def difference(self, layer, minus):
        rest = geopandas.overlay(
            self.layers[layer][["id", "geometry"]], self.layers[minus][["geometry"]], how="difference", keep_geom_type=True)
        return rest.area.groupby(rest["id"]).sum().reindex(self.layers[layer]["id"], fill_value=0).to_numpy()


class Sedona:
    """SedonaDB, in SQL."""

    name = "sedonadb"

    def __init__(self, layers):
        import sedonadb

        self.session = sedonadb.connect()
        self.count = {name: len(layer) for name, layer in layers.items()}
        for name, layer in layers.items():
            self.session.create_data_frame(layer[["id", "geometry"]]).to_memtable().to_view(name)

    def answer(self, query, count):
        table = self.session.sql(query).to_pandas()
        return pandas.Series(table["area"].to_numpy(), index=table["id"]).reindex(range(count), fill_value=0).to_numpy()

    def overlay(self, layer, areas):
        return self.answer(
            f"SELECT z.id AS id, SUM(ST_Area(ST_Intersection(i.geometry, z.geometry))) AS area FROM {layer} i JOIN {areas} z "
            "ON ST_Intersects(i.geometry, z.geometry) GROUP BY z.id", self.count[areas])

    def difference(self, layer, minus):
        return self.answer(
            f"WITH mask AS (SELECT i.id AS id, ST_Union_Agg(m.geometry) AS shape FROM {layer} i JOIN {minus} m "
            "ON ST_Intersects(i.geometry, m.geometry) GROUP BY i.id) "
            f"SELECT i.id AS id, CASE WHEN mask.id IS NULL THEN ST_Area(i.geometry) "
            f"ELSE ST_Area(ST_Difference(i.geometry, mask.shape)) END AS area FROM {layer} i LEFT JOIN mask ON i.id = mask.id",
            self.count[layer])


class ExactExtract:
    """exactextract, going through the raster once; the reading of the raster is part of its time."""

    name = "exactextract"

    def __init__(self, layers):
        self.layers = layers

    def zonal(self, raster, zones, statistic):
        from exactextract import exact_extract

        table = exact_extract(str(raster), self.layers[zones], [statistic], strategy="raster-sequential", output="pandas")
        return table.to_numpy(dtype=float)


def available(layers):
    """The engines that can be imported here."""
    engines = []
    for engine in (Shapely, GeoPandas, Sedona, ExactExtract):
        try:
            engines.append(engine(layers))
        except Exception as reason:
            print(json.dumps({"engine": engine.name, "left out": str(reason)}))
    return engines
