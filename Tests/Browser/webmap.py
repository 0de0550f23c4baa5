"""Uses map.html as people do, in a real Chromium, and prints what came of it as JSON: facts, no verdicts.

Usage: webmap.py MAP [OTHER_MAP [FOLDER_FOR_SCREENSHOTS]]
The page forbids eval, so nothing here evaluates a script in it; frames and sizes are read off elements.
"""

import json
import pathlib
import sys

from playwright.sync_api import sync_playwright

ARGUMENTS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
path = pathlib.Path(sys.argv[1]).resolve()
other = sys.argv[2] if len(sys.argv) > 2 else None
shots = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None
facts = {"console": [], "requests": []}


def opened(browser, **options):
    page = browser.new_context(**options).new_page()
    page.on("console", lambda message: facts["console"].append(message.text))
    page.on("pageerror", lambda error: facts["console"].append(str(error)))
    page.on("request", lambda request: facts["requests"].append(request.url.split(":")[0]))
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready='1']", state="attached", timeout=60_000)
    return page


def shot(page, name):
    if shots:
        page.screenshot(path=shots / f"{name}.png")


def colours(page):
    """How many colours the middle of the map has: more than the ground alone where something is drawn."""
    from io import BytesIO

    from PIL import Image

    picture = Image.open(BytesIO(page.locator("#map").screenshot())).convert("RGB")
    return len({c for n, c in picture.getcolors(picture.width * picture.height) if n > 400})


def texts(page, selector):
    return [text.strip() for text in page.locator(selector).all_inner_texts()]


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
    page = opened(browser, viewport={"width": 1280, "height": 800})
    facts["firstMap"] = int(page.locator("html").get_attribute("data-first-map"))
    facts["legend"] = texts(page, "#legend .class")
    facts["themes"] = texts(page, "#theme option")
    facts["bars"] = texts(page, "#panel figcaption")
    facts["colours"] = colours(page)
    shot(page, "light")

    box = page.locator("#map").bounding_box()
    middle = (box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.5)
    page.mouse.move(middle[0] + 3, middle[1])
    page.mouse.move(*middle)
    page.wait_for_selector("#tip:not([hidden])")
    facts["tip"] = page.locator("#tip").inner_text()
    page.select_option("#theme", label="Investment of the plan")
    page.wait_for_timeout(700)
    facts["ownNumber"] = page.locator("#tip").inner_text()
    facts["told"] = page.locator("#status").inner_text()
    facts["numberLegend"] = texts(page, "#legend .class")
    page.mouse.click(*middle)
    page.wait_for_selector("#panel .back")
    facts["clicked"] = page.locator("#panel").inner_text()
    facts["marked"] = colours(page)
    shot(page, "click")

    facts["told"] = [facts["told"], page.locator("#status").inner_text()]
    page.click("#panel .back")
    facts["back"] = texts(page, "#panel h2")

    page.select_option("#theme", index=0)
    page.wait_for_timeout(400)
    unmarked = page.locator("#map").screenshot()
    page.locator("#panel .bar button").first.click()
    page.wait_for_timeout(700)
    facts["framed"] = page.locator("#status").inner_text()
    facts["framedIsSeen"] = page.locator("#map").screenshot() != unmarked
    page.click("#panel .back")

    page.select_option("#theme", index=1)
    facts["secondLegend"] = texts(page, "#legend .class")

    page.fill("#find", "ea")
    page.wait_for_selector("#found li")
    facts["found"] = texts(page, "#found li")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel .back")
    facts["searched"] = page.locator("#panel h2").first.inner_text()
    page.fill("#find", "zzzz")
    page.wait_for_selector("#found li[aria-disabled]")
    page.keyboard.press("Escape")
    facts["closed"] = page.locator("#found").is_hidden()
    page.click("#all")
    page.wait_for_timeout(700)

    page.locator("#map canvas").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(700)
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    facts["byKeys"] = page.locator("#panel h2").first.inner_text()
    facts["cross"] = page.locator("#cross").is_visible()

    page.click("#as-table")
    facts["table"] = texts(page, "#table tbody th")
    page.click("#table tbody tr:last-child button")
    facts["fromTable"] = page.locator("#panel h2").first.inner_text()
    page.click("#as-table")

    page.click("#compare")
    page.wait_for_selector("#map-after canvas")
    page.wait_for_timeout(700)
    page.focus("#swipe")
    page.keyboard.press("Home")
    facts["swipeAtStart"] = page.locator("#map-after").get_attribute("style")
    page.keyboard.press("End")
    facts["swipeAtEnd"] = page.locator("#map-after").get_attribute("style")
    shot(page, "swipe")
    page.click("#compare")

    if other:
        page.set_input_files("#other-file", other)
        page.wait_for_selector("#theme-after option:checked", state="attached")
        page.wait_for_timeout(700)
        facts["otherThemes"] = texts(page, "#theme-after optgroup:last-child option")
        page.select_option("#theme", label="Where the two runs differ")
        facts["note"] = page.locator("#note").inner_text()
        shot(page, "other")
        page.set_input_files(
            "#other-file", {"name": "no.html", "mimeType": "text/html", "buffer": b"<p onclick=alert(1)>no map</p>"}
        )
        page.wait_for_selector("#trouble:not([hidden])")
        facts["notAMap"] = page.locator("#trouble").inner_text()

    facts["unlabelled"] = [
        element.get_attribute("id") or element.get_attribute("class") or ""
        for element in page.locator("button, select, input").all()
        if not (
            (element.text_content() or "").strip()
            or element.get_attribute("aria-label")
            or page.locator(f"label[for='{element.get_attribute('id') or '-'}']").count()
            or element.locator("xpath=ancestor::label").count()
            or element.get_attribute("title")
        )
    ]

    page.emulate_media(media="print")
    facts["printed"] = [page.locator("#legend").is_visible(), page.locator(".buttons").is_visible()]
    page.emulate_media(media="screen")
    pdf = page.pdf(path=shots / "print.pdf" if shots else None, print_background=True)
    facts["picture"] = (page.locator("#printed").get_attribute("src") or "")[:22]
    facts["pages"] = pdf.count(b"/Type /Page\n") or pdf.count(b"/Type /Page")

    page = opened(
        browser, viewport={"width": 375, "height": 720}, device_scale_factor=2, is_mobile=True, has_touch=True, color_scheme="dark"
    )
    facts["dark"] = page.locator("#look").get_attribute("aria-pressed")
    stage, key = page.locator("#stage").bounding_box(), page.locator("#key").bounding_box()
    facts["legendBelowMap"] = [stage["y"] + stage["height"], key["y"], page.locator("#legend .class").last.bounding_box()["y"]]
    page.click("#as-table")
    page.wait_for_timeout(400)
    facts["tableTop"] = page.locator("#table").bounding_box()["y"]
    page.click("#as-table")
    facts["phoneWidth"] = page.locator("main").bounding_box()["width"]
    facts["widest"] = max(
        (lambda b: b["x"] + b["width"])(e.bounding_box()) for e in page.locator("header, main, #stage, #controls, #panel").all()
    )
    box = page.locator("#map").bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_selector("#panel .back")
    page.wait_for_timeout(500)
    facts["panelTop"] = page.locator("#panel").bounding_box()["y"]
    shot(page, "phone")
    browser.close()

facts["requests"] = sorted(set(facts["requests"]))
print(json.dumps(facts))
