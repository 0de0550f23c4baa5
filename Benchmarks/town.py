"""Makes the town that the side-by-side runs use, as GeoPackages and a GeoTIFF.

Districts and land use are Voronoi cells with wavy borders, buildings are turned rectangles (or L shapes), constraints are discs
that overlap, and the raster is smooth with noise. The same seed gives the same town.
"""

import pathlib

import geopandas
import numpy
import shapely

EAST, NORTH = 4_300_000.0, 2_700_000.0


def wavy_cells(random, count, side, step, swing, phase):
    """Voronoi cells over a square, their borders bent by sines; cells that the bending breaks are left out."""
    seeds = random.uniform(-500, side + 500, (count, 2)) + [EAST, NORTH]
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(shapely.points(seeds))))
    square = shapely.box(EAST - 50, NORTH - 50, EAST + side + 50, NORTH + side + 50)

    def bend(corners):
        east, north = corners[:, 0] - EAST, corners[:, 1] - NORTH
        shift_x = swing * (numpy.sin(north / 130 + phase) + 0.4 * numpy.sin(north / 37 + 2 * phase))
        shift_y = swing * (numpy.sin(east / 150 - phase) + 0.4 * numpy.sin(east / 41 - phase))
        return corners + numpy.column_stack([shift_x, shift_y])

    bent = shapely.transform(shapely.segmentize(shapely.intersection(cells, square), step), bend)
    return bent[~shapely.is_empty(bent) & shapely.is_valid(bent)]


def turned(random, outline, count, side, least, most):
    """Copies of an outline, each with a place, a size and a direction of its own."""
    centre = random.uniform(50, side - 50, (count, 2)) + [EAST, NORTH]
    size = random.uniform(least, most, (count, 2))
    angle = random.uniform(0, numpy.pi, count)
    across = outline[None, :, 0] * size[:, :1]
    along = outline[None, :, 1] * size[:, 1:]
    cos, sin = numpy.cos(angle)[:, None], numpy.sin(angle)[:, None]
    corners = numpy.stack([across * cos - along * sin, across * sin + along * cos], axis=-1)
    return shapely.polygons(corners + centre[:, None, :])


RECTANGLE = numpy.array([[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5], [-0.5, -0.5]])
L_SHAPE = numpy.array([[-0.5, -0.5], [0.5, -0.5], [0.5, 0], [0, 0], [0, 0.5], [-0.5, 0.5], [-0.5, -0.5]])


def write(path, geometry, **fields):
    frame = geopandas.GeoDataFrame({"id": numpy.arange(len(geometry)), **fields}, geometry=geometry, crs=3035)
    frame.to_file(path, driver="GPKG")


def building_fields(random, count):
    uses = numpy.array(["house", "apartments", "office", "retail", "school", "industrial"])
    return {
        "use": uses[random.integers(0, len(uses), count)],
        "year": random.integers(1880, 2024, count),
        "levels": random.integers(1, 8, count),
    }


def make_town(folder, seed=7, buildings=200_000, districts=200, land_use=20_000, constraints=300, cells=4000, side=20_000.0):
    """Writes a whole town, unless it is there."""
    folder = pathlib.Path(folder)
    if (folder / "solar.tif").exists():
        return folder
    import rasterio

    folder.mkdir(parents=True, exist_ok=True)
    random = numpy.random.default_rng(seed)
    write(folder / "districts.gpkg", wavy_cells(random, districts, side, 25, 25, 1.0))
    write(folder / "landuse.gpkg", wavy_cells(random, land_use, side, 20, 12, 2.0))
    write(folder / "buildings.gpkg", turned(random, RECTANGLE, buildings, side, 6, 25), **building_fields(random, buildings))
    centres = shapely.points(random.uniform(0, side, (constraints, 2)) + [EAST, NORTH])
    write(folder / "constraints.gpkg", shapely.buffer(centres, random.uniform(200, 800, constraints), quad_segs=32))
    rows = numpy.arange(cells)
    values = numpy.add.outer(numpy.sin(rows / 90), numpy.cos(rows / 70)) * 200 + 1000 + random.normal(0, 30, (cells, cells))
    transform = rasterio.transform.from_origin(EAST, NORTH + side, side / cells, side / cells)
    profile = dict(driver="GTiff", height=cells, width=cells, count=1, dtype="float32", crs="EPSG:3035", transform=transform)
    with rasterio.open(folder / "solar.tif", "w", tiled=True, blockxsize=256, blockysize=256, compress="deflate", **profile) as out:
        out.write(values.astype("float32"), 1)
    return folder


def make_series(folder, raster, count=24):
    """Writes a raster of many bands over the grid of another, unless it is there."""
    import rasterio

    path = pathlib.Path(folder) / f"series{count}.tif"
    if path.exists():
        return path
    with rasterio.open(raster) as source:
        values = source.read(1)
        profile = source.profile | dict(count=count, interleave="band", BIGTIFF="YES")
    with rasterio.open(path, "w", **profile) as out:
        for band in range(count):
            out.write(values * numpy.float32(1 + band / count), band + 1)
    return path


def make_large_town(folder, buildings=1_000_000, districts=500, seed=7):
    """Writes districts and L-shaped buildings at the density of the town, unless they are there."""
    folder = pathlib.Path(folder)
    if (folder / "buildings.gpkg").exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    random = numpy.random.default_rng(seed)
    side = 20_000 * (buildings / 200_000) ** 0.5
    write(folder / "districts.gpkg", wavy_cells(random, districts, side, 25, 25, 1.0))
    write(folder / "buildings.gpkg", turned(random, L_SHAPE, buildings, side, 8, 25), **building_fields(random, buildings))
    return folder
