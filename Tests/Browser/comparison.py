"""Opens the page of a comparison in a real Chromium and prints what is there as JSON: facts, no verdicts.

Usage: comparison.py PAGE [PAGE_WITHOUT_A_PLAN [FOLDER_FOR_SCREENSHOTS]]
"""

import json
import pathlib
import sys

from playwright.sync_api import sync_playwright

ARGUMENTS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
path = pathlib.Path(sys.argv[1]).resolve()
infeasible = pathlib.Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else None
shots = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None
facts = {"console": [], "requests": []}


def shot(page, name):
    if shots:
        page.screenshot(path=shots / f"{name}.png")


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.on("console", lambda message: facts["console"].append(message.text))
    page.on("pageerror", lambda error: facts["console"].append(str(error)))
    page.on("request", lambda request: facts["requests"].append(request.url.split(":")[0]))
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-moved='1']", state="attached", timeout=60_000)
    page.wait_for_timeout(1500)
    facts["left"] = page.locator("#theme option:checked").inner_text()
    facts["right"] = page.locator("#theme-after option:checked").inner_text()
    facts["split"] = page.locator("#map-after canvas").is_visible()
    facts["whole"] = page.locator("#panel").inner_text()
    facts["themes"] = page.locator(
        "#theme optgroup[label^='Before'] option, #theme optgroup[label='What moved'] option"
    ).all_inner_texts()
    shot(page, "comparison")
    facts["before"] = [
        [item.inner_text().strip(), item.locator(".swatch").get_attribute("style"), item.locator(".swatch").get_attribute("class")]
        for item in page.locator("#legend .class").all()
    ]
    page.select_option("#theme", label="What moved, and why")
    page.wait_for_timeout(500)
    facts["legend"] = [text.strip() for text in page.locator("#legend .class").all_inner_texts()]
    shot(page, "why")
    page.click("#panel summary")
    page.click("#panel details table tbody tr:first-child button")
    page.wait_for_selector("#panel .back")
    page.wait_for_timeout(700)
    facts["unit"] = page.locator("#panel").inner_text()
    facts["sheet"] = page.locator("#panel a[href*='districts/']").first.get_attribute("href")
    shot(page, "unit")

    page = browser.new_context(viewport={"width": 390, "height": 800}, is_mobile=True).new_page()
    page.goto((infeasible or path).as_uri())
    page.wait_for_selector("html[data-moved='1']", state="attached", timeout=60_000)
    facts["noPlan"] = page.locator("#panel").inner_text()
    # The line of the swipe reaches from edge to edge and makes the page no wider.
    page.mouse.wheel(60, 0)
    page.wait_for_timeout(300)
    boxes = [e.bounding_box() for e in page.locator("header, main, #stage, #controls, #panel").all()]
    facts["widest"] = max(b["x"] + b["width"] for b in boxes)
    facts["leftmost"] = min(b["x"] for b in boxes)
    shot(page, "no-plan")
    browser.close()

facts["requests"] = sorted(set(facts["requests"]))
print(json.dumps(facts))
