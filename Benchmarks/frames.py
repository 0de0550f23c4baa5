"""Frames a second of a map.html while it is dragged by the mouse, in a real Chromium without a graphics card.

Usage: frames.py MAP.html [ZOOMS NEARER ...]   (default: 0 1.5 3 3.6 4.5)
Needs playwright; `make test` installs it into .build/venv. A copy of the page with a probe in it is made beside the page and
removed. Start it with `chrt -r 10` where other work runs on the machine, so that it does not count.
"""

import math
import pathlib
import re
import sys
import time

from playwright.sync_api import sync_playwright

ARGUMENTS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
PROBE = r'\1 window.probed = maps.before; window.times = []; maps.before.on("render", () => window.times.push(performance.now()));'
SECONDS = 3

path = pathlib.Path(sys.argv[1]).resolve()
nearer = [float(text) for text in sys.argv[2:]] or [0, 1.5, 3, 3.6, 4.5]
text, count = re.subn(r"(maps\.before = makeMap\([^;]*;)", PROBE, path.read_text(), count=1)
if count != 1:
    sys.exit(f"error: {path} is no map.html")
copy = path.with_name("probe-" + path.name)
copy.write_text(text)
try:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        page = browser.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=True).new_page()
        page.goto(copy.as_uri())
        page.wait_for_selector("html[data-ready='1']", state="attached", timeout=60_000)
        print(f"first map: {page.locator('html').get_attribute('data-first-map')} ms")
        start = page.evaluate("window.probed.getZoom()")
        box = page.locator("#map").bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        for step in nearer:
            page.evaluate(f"window.probed.jumpTo({{zoom: {start + step}}})")
            page.wait_for_timeout(2000)
            page.mouse.move(x, y)
            page.mouse.down()
            page.evaluate("window.times = []")
            begin = time.monotonic()
            while (past := time.monotonic() - begin) < SECONDS:
                page.mouse.move(x + 200 * math.sin(past / SECONDS * 4 * math.pi), y + 40 * math.sin(3 * past))
            times = page.evaluate("window.times")
            page.mouse.up()
            page.wait_for_timeout(300)
            gaps = sorted(b - a for a, b in zip(times, times[1:]))
            if not gaps:
                sys.exit("error: the map was not drawn")
            slow = gaps[int(0.95 * len(gaps))]
            print(f"zoom {start + step:.1f}: {1000 * len(gaps) / sum(gaps):.0f} a second, 95 % within {slow:.0f} ms")
        browser.close()
finally:
    copy.unlink()
