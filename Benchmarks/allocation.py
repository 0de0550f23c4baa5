"""Ours beside HiGHS and CBC on the same planning problems, side by side in one run.

Usage: allocation.py COMMONGROUND FOLDER [--gap 0.001] [--limit 120] [--runs 3]

FOLDER holds problems in the JSON form of `allocate`; a free MPS file of the same name, where there is one, is what CBC and HiGHS
read (a minimisation: a maximum is minus its objective). Prints one line a problem: seconds of each solver without reading, its gap by
the bound it proves itself, and the ratio. Each of our plans is checked row by row before its time counts.
"""
import json, math, os, pathlib, re, statistics, subprocess, sys, tempfile, time

ours, folder = sys.argv[1], pathlib.Path(sys.argv[2])


def option(name, default):
    return float(sys.argv[sys.argv.index(name) + 1]) if name in sys.argv else default


gap, limit, runs = option("--gap", 0.001), option("--limit", 120), int(option("--runs", 3))


def check(problem, plan):
    """The objective, and by how much the plan misses a row at most, over the tolerance."""
    o = problem["options"]
    chosen, worst = plan["chosen"], 0.0
    pairs = {(o["unit"][k], o["slot"][k]) for k in chosen}
    if len(pairs) != len(chosen):
        worst = math.inf
    for row in problem["rows"]:
        terms = row.get("terms") or [{"amount": row["amount"], "factor": 1.0}]
        groups = problem["groups"][row["per"]] if "per" in row else None
        rhs = row["rhs"] if groups else [row["rhs"]]
        parts = [[] for _ in rhs]
        for k in chosen:
            own = groups[o["unit"][k]] if groups else 0
            if own >= 0:
                parts[own].append(sum(t["factor"] * o["amounts"][t["amount"]][k] for t in terms))
        for part, right in zip(parts, rhs):
            over = math.fsum(part) - right
            missed = {"<=": over, ">=": -over, "=": abs(over)}[row["sense"]]
            worst = max(worst, missed / (1e-6 * max(1.0, abs(right))))
    objective = math.fsum(o["objective"][k] for k in chosen)
    border = problem.get("compactness")
    if border:
        classes = [0] * problem["units"]
        for k in chosen:
            if o["slot"][k] == 0:
                classes[o["unit"][k]] = o["class"][k]
        cost = math.fsum(border["penalty"] * n for l, r, n in zip(border["left"], border["right"], border["length"]) if classes[l] != classes[r])
        objective += cost if problem["sense"] == "minimise" else -cost
    return objective, worst


def run_ours(path):
    seconds, answer = [], None
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as place:
            out = os.path.join(place, "plan.json")
            subprocess.run([ours, "allocate", str(path), "--gap", str(gap), "--time-limit", str(limit), "--out", out], capture_output=True)
            if not os.path.exists(out):
                return None
            answer = json.load(open(out))
            seconds.append(answer["seconds"])
    problem = json.load(open(path))
    objective, worst = check(problem, answer)
    sign = 1 if problem["sense"] == "minimise" else -1
    held = worst <= 1 and abs(objective - answer["objective"]) <= 1e-6 * max(1, abs(objective)) and sign * (objective - answer["bound"]) >= -1e-6 * max(1, abs(objective))
    return statistics.median(seconds), answer["gap"], answer["solver"], held, answer["objective"]


def run_highs(path):
    import highspy

    h = highspy.Highs()
    h.setOptionValue("output_flag", False)
    h.readModel(str(path))
    h.setOptionValue("mip_rel_gap", gap)
    h.setOptionValue("time_limit", limit)
    h.setOptionValue("threads", 2)
    begin = time.perf_counter()
    h.run()
    return time.perf_counter() - begin, h.getInfo().mip_gap, h.getInfo().objective_function_value


def run_cbc(path):
    begin = time.perf_counter()
    text = subprocess.run(["cbc", str(path), "-ratioGap", str(gap), "-sec", str(limit), "-threads", "2", "-solve", "-quit"], capture_output=True, text=True).stdout
    whole = time.perf_counter() - begin
    found = re.search(r"Objective value:\s+([-\d.e+]+)", text)
    lower = re.search(r"Lower bound:\s+([-\d.e+]+)", text)
    told = re.search(r"Gap:\s+([-\d.e+]+)", text)
    own = re.search(r"^Time \(Wallclock seconds\):\s+([\d.]+)", text, re.M)
    seconds = float(own.group(1)) if own else whole
    return seconds, float(told.group(1)) if told else 0.0, float(found.group(1)) if found else math.nan


print("| problem | ours s | our gap | solver | holds | HiGHS s | its gap | CBC s | its gap | better of both ÷ ours |")
print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
for path in sorted(folder.glob("*.json")):
    mine = run_ours(path)
    if mine is None:
        print(f"| {path.stem} | no plan |", flush=True)
        continue
    mps = path.with_suffix(".mps")
    cells, times = ["–"] * 4, []
    if mps.exists():
        for place, solve in ((0, run_highs), (2, run_cbc)):
            try:
                seconds, other, value = solve(mps)
                times.append(seconds)
                cells[place], cells[place + 1] = f"{seconds:.2f}", f"{other:.5%}"
            except Exception as problem:
                cells[place] = type(problem).__name__
    ratio = f"{min(times) / mine[0]:.0f}" if times else "–"
    print(f"| {path.stem} | {mine[0]:.4f} | {mine[1]:.5%} | {mine[2]} | {'yes' if mine[3] else 'NO'} | " + " | ".join(cells) + f" | {ratio} |", flush=True)
