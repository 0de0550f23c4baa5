"""Times `commonground overlay` and `zonal` against other engines, side by side in one run.

Usage: compare.py [--folder DIR] [--runs 5] [--only WORD] [--large] [--all-peers] [--record FILE]

Each operation runs once to warm up and then --runs times, ours and the peers in turn. Medians are of computing; reading is
shown apart, except where it is part of the question. A time counts only if all rows agree to nine digits.
"""

import argparse
import csv
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import numpy

import peers
import town

COMMAND = pathlib.Path(__file__).resolve().parent.parent / ".build/release/commonground"


def ours(arguments, column):
    """One run of the command: seconds by part, the whole process, and a column of its table."""
    with tempfile.NamedTemporaryFile(suffix=".csv") as table:
        start = time.perf_counter()
        run = subprocess.run([COMMAND, *map(str, arguments), "--out", table.name, "--json"], capture_output=True, text=True)
        whole = time.perf_counter() - start
        if run.returncode:
            sys.exit(run.stderr)
        with open(table.name, newline="") as text:
            rows = list(csv.DictReader(text))
    names = [name for name in rows[0] if name == column or name.endswith("_" + column)]
    values = numpy.array([[float(row[name] or 0) for name in names] for row in rows])
    return json.loads(run.stdout)["seconds"] | {"whole": whole}, values.squeeze()


def timed(question):
    start = time.perf_counter()
    answer = question()
    return time.perf_counter() - start, answer


def difference(one, other):
    """The largest difference of two answers, as a share of the largest number."""
    return float(numpy.nanmax(numpy.abs(one - other)) / numpy.nanmax(numpy.abs(other)))


class Comparison:
    def __init__(self, runs):
        self.runs = runs
        self.rows = []
        print("| operation | ours s | reading s | peer | peer s | ours ÷ peer | largest difference |")
        print("| --- | --- | --- | --- | --- | --- | --- |", flush=True)

    def operation(self, name, command, column, questions, includes_reading=False):
        """Runs one operation of ours and what each peer makes of the same question, in turn."""
        mine, theirs, answers = [], {peer: [] for peer, _ in questions}, {}
        for run in range(self.runs + 1):
            seconds, answer = ours(command, column)
            if run:
                mine.append(seconds)
            for peer, question in questions:
                spent, answers[peer] = timed(question)
                if run:
                    theirs[peer].append(spent)
        compute = statistics.median(run["whole" if includes_reading else "compute"] for run in mine)
        reading = statistics.median(run["read"] for run in mine)
        for peer, _ in questions or [(None, None)]:
            row = dict(operation=name, seconds=compute, reading=reading, peer=peer)
            if peer:
                row |= dict(peer_seconds=statistics.median(theirs[peer]), difference=difference(answer, answers[peer]))
                row["ratio"] = compute / row["peer_seconds"]
            self.rows.append(row)
            cells = [name, f"{compute:.3f}", f"{reading:.3f}", peer or "–"]
            cells += [f"{row['peer_seconds']:.2f}", f"1/{1 / row['ratio']:.1f}", f"{row['difference']:.0e}"] if peer else ["–"] * 3
            if peer and row["difference"] > 1e-9:
                cells[-1] += " (does not agree)"
            print("| " + " | ".join(cells) + " |", flush=True)
        return compute


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", default="Benchmarks/.build-town", help="where the town is, or is made")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default="", help="only operations whose name holds this word")
    parser.add_argument("--large", action="store_true", help="also a million buildings with reading")
    parser.add_argument("--all-peers", action="store_true", help="also geopandas, which takes minutes")
    parser.add_argument("--record", help="a file for the rows, as JSON")
    options = parser.parse_args()
    folder = town.make_town(options.folder)
    layers = {name: peers.read(folder / f"{name}.gpkg") for name in ("districts", "landuse", "buildings", "constraints")}
    engines = {engine.name: engine for engine in peers.available(layers)}
    vector = [name for name in ("shapely", "sedonadb", *(["geopandas"] if options.all_peers else [])) if name in engines]
    file = {name: folder / f"{name}.gpkg" for name in layers}
    raster = folder / "solar.tif"
    comparison = Comparison(options.runs)

    def wanted(name):
        return options.only in name

    for layer in ("buildings", "landuse"):
        if wanted(f"{layer} × districts"):
            comparison.operation(
                f"{layer} × districts", ["overlay", file[layer], file["districts"]], "area_m2",
                [(peer, lambda peer=peer: engines[peer].overlay(layer, "districts")) for peer in vector])
    if wanted("landuse − constraints"):
        comparison.operation(
            "landuse − constraints", ["overlay", file["landuse"], "--minus", file["constraints"]], "area_m2",
            [(peer, lambda peer=peer: engines[peer].difference("landuse", "constraints")) for peer in vector])
    exact = engines.get("exactextract")
    for zones, statistic in (("landuse", "mean"), ("buildings", "sum")):
        if wanted(f"zonal {statistic} of {zones}"):
            comparison.operation(
                f"zonal {statistic} of {zones}", ["zonal", raster, file[zones], "--stats", statistic], statistic,
                [("exactextract", lambda: exact.zonal(raster, zones, statistic).squeeze())] if exact else [],
                includes_reading=True)
    if wanted("zonal mean of landuse, 24 rasters"):
        series = town.make_series(folder, raster)
        comparison.operation(
            "zonal mean of landuse, 24 rasters", ["zonal", series, file["landuse"], "--stats", "mean", "--bands", "all"], "mean",
            [], includes_reading=True)
    if options.large and wanted("1,000,000 buildings × 500 districts, with reading"):
        large = town.make_large_town(str(folder) + "-large")

        def pyogrio_reading(arrow):
            import pyogrio

            (pyogrio.raw.read_arrow if arrow else pyogrio.raw.read)(large / "buildings.gpkg")
            return numpy.zeros(1)

        def expert_with_reading():
            parts = {name: peers.read(large / f"{name}.gpkg") for name in ("buildings", "districts")}
            return peers.Shapely(parts).overlay("buildings", "districts")

        comparison.operation(
            "1,000,000 buildings × 500 districts, with reading",
            ["overlay", large / "buildings.gpkg", large / "districts.gpkg"], "area_m2", [("shapely", expert_with_reading)],
            includes_reading=True)
        for arrow in (False, True):
            spent = [timed(lambda: pyogrio_reading(arrow))[0] for _ in range(options.runs + 1)][1:]
            print(f"pyogrio reads the buildings {'by Arrow' if arrow else 'by rows'} in {statistics.median(spent):.2f} s (median)")
    if options.record:
        pathlib.Path(options.record).write_text(json.dumps(comparison.rows, indent=1) + "\n")


if __name__ == "__main__":
    main()
