import PlanModel

/// What stands around the data in a page with a large map: head with its rules of access, controls, and scripts.
struct WebMapFrame {
  /// The name of the plan.
  var name: String
  /// The title of the window.
  var title: String
  /// The heading, where it is another than the name.
  var ownHeading: String?
  /// The line under the heading.
  var line: String
  /// The address of the report.
  var report: String
  /// What must stand on every page of the plan.
  var notice: String?
  /// The tiles that the reader's browser fetches under the map; nil: none.
  var ground: Basemap?

  /// Where the page may take something from: itself alone, and the map ground that the plan names.
  private var policy: String {
    let host = ground.map { " \($0.origin)" } ?? ""
    return "default-src 'none'; script-src 'unsafe-inline' blob:; worker-src blob:; "
      + "style-src 'unsafe-inline'; img-src data: blob:\(host); "
      + "connect-src \(host.isEmpty ? "'none'" : host.dropFirst().description); "
      + "base-uri 'none'; form-action 'none'"
  }

  /// All before the body.
  func head(_ parts: WebMapParts) -> String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="\(HTMLRenderer.escaped(policy))">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(HTMLRenderer.escaped(title))</title>
    <!--
    \(parts.licence.replacing("--", with: "- -"))-->
    <style>
    \(parts.libraryStyle)
    \(WebMapColours.css)
    \(parts.style)
    </style>
    </head>

    """
  }

  /// The body up to the data.
  var body: String {
    let notice =
      self.notice.map { "<p class=\"notice\">\(HTMLRenderer.escaped($0))</p>" } ?? ""
    return """
      <body>
      <a class="skip" href="#panel">Skip the map</a>
      <header>
      <div><h1>\(HTMLRenderer.escaped(ownHeading ?? name))</h1>
      <p>\(HTMLRenderer.escaped(line)) · <a href="\(HTMLRenderer.escaped(report))">Report with all tables</a></p></div>
      <div class="search"><label for="find">Find a district, unit or action</label>
      <input id="find" type="search" role="combobox" autocomplete="off" aria-expanded="false" aria-controls="found" aria-autocomplete="list" placeholder="district, unit or action">
      <ul id="found" role="listbox" aria-label="Found" hidden></ul></div>
      \(notice)</header>
      <main>
      <section id="stage" aria-label="Map">
      <div id="map" role="application" aria-label="Map of \(HTMLRenderer.escaped(name)), north up. Arrow keys move it, plus and minus enlarge and shrink it, Enter opens the area in its middle. The same is in the table."></div>
      <div id="map-after" hidden></div>
      <div id="cross" aria-hidden="true" hidden></div>
      <div id="split" hidden><input id="swipe" type="range" min="0" max="100" value="50" aria-label="Where the two maps meet"></div>
      <div id="tip" role="status" hidden></div>
      <p id="credit"></p>
      <p id="trouble" role="alert" hidden></p>
      </section>
      <section id="controls" aria-label="What the map shows">
      <div class="fields">
      <label>Colour by <select id="theme"></select></label>
      <label class="second" hidden>and right of the line by <select id="theme-after"></select></label>
      </div>
      <details id="key" open><summary>Legend</summary>
      <div id="legend" role="list" aria-label="Legend"></div>
      <div id="legend-after" role="list" aria-label="Legend right of the line" hidden></div>
      </details>
      <p id="note" class="meta"></p>
      <fieldset><legend>Also show</legend><div id="overlays"></div></fieldset>
      <div class="buttons">
      <button type="button" id="all">Whole map</button>
      <button type="button" id="compare" aria-pressed="false">Swipe between two maps</button>
      <button type="button" id="other">Another run…</button><input id="other-file" type="file" accept=".html,text/html" aria-label="The map.html of another run" hidden>
      <button type="button" id="as-table" aria-pressed="false">Table</button>
      <button type="button" id="print">Print</button>
      <button type="button" id="look" aria-pressed="false">Dark</button>
      </div>
      </section>
      <section id="table" aria-label="The map as a table" hidden></section>
      <aside id="panel" tabindex="-1" aria-label="Reasons"></aside>
      <p id="status" class="unseen" role="status"></p>
      </main>
      <noscript><p class="notice">The map needs JavaScript. <a href="\(HTMLRenderer.escaped(report))">The report</a> has the same plan without it.</p></noscript>

      """
  }

  /// What draws the page, and its end.
  func end(_ parts: WebMapParts) -> String {
    "<script>\n\(parts.library)\n</script>\n<script>\n(function () {\n\"use strict\";\n"
      + parts.scripts.joined() + "})();\n</script>\n</body>\n</html>\n"
  }
}
