"""Measures the contrast of every text on pages in a real Chromium, light and dark, and prints it as JSON: facts, no verdicts.

Usage: contrast.py PAGE ...
A text's ground is what lies below it: the grounds of its element and of all around it, laid over one another. Ratios are by WCAG 2.1; `wanted` is 3
for large text (24 px, or 18.66 px in bold) and 4.5 for other. A text on the map's canvas has its rim for a ground.
"""

import json
import pathlib
import sys

from playwright.sync_api import sync_playwright

ARGUMENTS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
MEASURE = """() => {
  const parse = text => {
    const parts = (text.match(/[\\d.]+/g) || []).map(Number);
    return text.startsWith("rgb") ? [parts[0], parts[1], parts[2], parts.length > 3 ? parts[3] : 1] : [0, 0, 0, 0];
  };
  const over = (top, below) => [0, 1, 2].map(k => top[k] * top[3] + below[k] * (1 - top[3])).concat([1]);
  const light = colour => {
    const [r, g, b] = colour.slice(0, 3).map(v => { const s = v / 255; return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement, text = node.textContent.trim();
    if (!text || ["SCRIPT", "STYLE", "OPTION", "NOSCRIPT", "TITLE", "DESC"].includes(element.tagName.toUpperCase())) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect(), style = getComputedStyle(element);
    if (!box.width || !box.height || style.visibility !== "visible" || !element.checkVisibility({ opacityProperty: true })) continue;
    // What is written for readers of the screen alone stands in a box of a pixel.
    if (element.offsetWidth === 1 || box.width <= 1) continue;
    const chain = [];
    for (let e = element; e; e = e.parentElement) chain.unshift(e);
    let ground = [255, 255, 255, 1], opacity = 1;
    for (const e of chain) {
      const s = getComputedStyle(e);
      ground = over(parse(s.backgroundColor), ground);
      opacity *= Number(s.opacity);
    }
    const isDrawn = element instanceof SVGElement;
    if (isDrawn) {
      // Shapes of a drawing lie below its texts without being around them.
      element.scrollIntoView({ block: "center", inline: "center" });
      const place = range.getBoundingClientRect();
      const below = document.elementsFromPoint(place.left + place.width / 2, place.top + place.height / 2)
        .filter(e => e instanceof SVGElement && !["text", "tspan", "svg", "g"].includes(e.tagName)).reverse();
      for (const e of below) {
        const s = getComputedStyle(e), fill = parse(s.fill);
        ground = over([fill[0], fill[1], fill[2], fill[3] * Number(s.fillOpacity)], ground);
      }
    }
    const rim = isDrawn && style.stroke !== "none" ? parse(style.stroke) : null;
    if (rim) ground = over(rim, ground);
    const colour = parse(isDrawn ? style.fill : style.color);
    const ink = over([colour[0], colour[1], colour[2], colour[3] * opacity], ground);
    const [a, b] = [light(ink), light(ground)];
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || size >= 18.66 && Number(style.fontWeight) >= 700;
    found.push({ text: text.slice(0, 40), ratio: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), wanted: isLarge ? 3 : 4.5 });
  }
  return found;
}"""

facts = []
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
    for name in sys.argv[1:]:
        path = pathlib.Path(name).resolve()
        for scheme in ["light", "dark"]:
            # The pages forbid eval, which is how a script is run in them from outside.
            page = browser.new_context(
                viewport={"width": 1280, "height": 900}, color_scheme=scheme, bypass_csp=True
            ).new_page()
            page.goto(path.as_uri())
            if path.name == "map.html":
                page.wait_for_selector("html[data-ready='1']", state="attached", timeout=60_000)
            for summary in page.locator("details:not([open]) > summary").all():
                if summary.is_visible():
                    summary.click()
            texts = page.evaluate(MEASURE)
            facts.append(
                {
                    "page": path.name,
                    "scheme": scheme,
                    "texts": len(texts),
                    "least": min((t["ratio"] for t in texts), default=0),
                    "faint": [f"{t['text']}: {t['ratio']:.2f}" for t in texts if t["ratio"] < t["wanted"]],
                    "ground": page.evaluate("() => getComputedStyle(document.body).backgroundColor"),
                }
            )
            page.close()
    browser.close()
print(json.dumps(facts))
