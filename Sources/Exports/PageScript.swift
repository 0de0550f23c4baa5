/// The script of the map page: plain JavaScript that writes texts as text only.
enum PageScript {
  /// The script; with phases, every choice says when it begins.
  static func text(hasPhases: Bool) -> String {
    guard hasPhases else { return map }
    let begun = #"function begun(p) { return p === null ? "" : ", begun in " + D.phases[p]; }"#
    return
      map
      .replacing("function reason(d) {", with: "\(begun)\n  function reason(d) {")
      .replacing("title(d[1]));", with: "title(d[1]) + begun(d[10]));")
      .replacing("title(d[2]), margin", with: "title(d[2]) + begun(d[11]), margin")
  }

  private static let map = #"""
    (function () {
      "use strict";
      var D = JSON.parse(document.getElementById("plan-data").textContent);
      var svg = document.getElementById("map"), panel = document.getElementById("panel");
      var legend = document.getElementById("legend"), mode = document.getElementById("mode");
      var NS = "http://www.w3.org/2000/svg", byUnit = [], byDistrict = [];
      document.querySelectorAll(".u").forEach(function (p) { byUnit[+p.dataset.u] = p; });
      document.querySelectorAll(".d").forEach(function (p) { byDistrict[+p.dataset.d] = p; });

      function round3(v) {
        var a = Math.abs(v);
        if (a === 0) return "0";
        var digits = a >= 1000 ? 0 : a >= 100 ? 0 : a >= 10 ? 1 : a >= 0.1 ? 2 : 4;
        if (a >= 1000) { var s = Math.pow(10, Math.floor(Math.log10(a)) - 2); v = Math.round(v / s) * s; }
        var t = Math.abs(v).toFixed(digits).split(".");
        t[0] = t[0].replace(/\B(?=(\d{3})+$)/g, "\u202f");
        return (v < 0 ? "\u2212" : "") + t.join(".");
      }
      function count(v) { return String(Math.round(v)).replace(/\B(?=(\d{3})+$)/g, "\u202f"); }
      function counted(v, one, many) { return count(v) + " " + (Math.round(v) === 1 ? one : many); }
      function buildings(v) {
        return v > 0 && v < 0.95 ? "parts of buildings" : counted(v, "building", "buildings");
      }
      function show(v, unit) {
        var a = Math.abs(v);
        if ((unit === "EUR" || unit === "EUR/a") && a >= 1e6) return round3(v / 1e6) + "\u00a0M" + unit;
        if (unit === "m²" && a >= 1e6) return round3(v / 1e6) + "\u00a0km²";
        if (unit === "m²" && a >= 1e4) return round3(v / 1e4) + "\u00a0ha";
        return round3(v) + "\u00a0" + unit;
      }
      function title(p) {
        return p < 0 ? "nothing" : D.packages[p].map(function (a) { return D.actions[a].name; }).join(" + ");
      }
      function add(parent, tag, text, cls) {
        var e = document.createElement(tag);
        if (text !== undefined) e.textContent = text;
        if (cls) e.className = cls;
        parent.appendChild(e);
        return e;
      }
      function pairs(parent, list) {
        var dl = add(parent, "dl");
        list.forEach(function (p) { if (p[1]) { add(dl, "dt", p[0]); add(dl, "dd", p[1]); } });
      }
      function unique(list) { return list.filter(function (x, i) { return x && list.indexOf(x) === i; }); }

      function reason(d) {
        var up = d[2] < 0 ? "doing nothing" : title(d[2]), margin = d[3];
        if (d[7]) return "Fixed by a decision already taken (" + d[7] + ").";
        if (margin === null) return "There is no other option.";
        if (Math.abs(margin) < 1e-9) return "The runner-up, " + up + ", is as good at the plan’s prices.";
        if (margin > 0) return "The runner-up, " + up + ", is " + show(margin, D.unit) + " worse at the plan’s prices.";
        return "At the prices alone, " + up + " would be " + show(-margin, D.unit) + " better, but " + d[8];
      }
      function money(v) { return [v < 0 ? "Yearly gain" : "Yearly cost", show(Math.abs(v), "EUR/a")]; }
      function who(k, actions, rows) {
        return unique([].concat.apply([], rows.map(function (row) {
          return [].concat.apply([], D.carriers[row].filter(function (c) {
            return actions.indexOf(c[0]) >= 0;
          }).map(function (c) { return c[k].map(function (n) { return D.names[n]; }); }));
        }))).join(", ");
      }
      function decision(parent, d, row) {
        add(parent, "h3", title(d[1]));
        var acts = D.packages[d[1]].map(function (a) { return D.actions[a]; });
        acts.forEach(function (a) { if (a.summary) add(parent, "p", a.summary); });
        pairs(parent, [
          ["Reduction", show(d[4], "t CO2e/a")], ["Investment", show(d[5], "EUR")], money(d[6]),
          ["Serves", unique([].concat.apply([], acts.map(function (a) { return a.serves; }))).join(", ")],
          ["Who leads", who(1, D.packages[d[1]], [row])],
          ["Responsible", who(3, D.packages[d[1]], [row])],
          ["Who else acts", who(2, D.packages[d[1]], [row])],
          ["Instrument", unique(acts.map(function (a) { return a.instrument; })).join(", ")]
        ]);
        add(parent, "p", "Why: " + reason(d), "meta");
        if (D.worlds && d[9] !== null) add(parent, "p", "The same in " + d[9] + " of " + D.worlds + " possible worlds.", "meta");
      }
      function district(parent, i, tag) {
        var d = D.districts[i];
        add(parent, tag, d.name);
        pairs(parent, [
          ["District", d.id], ["Area", show(d.area, "m²")], ["People", count(d.people)],
          ["Buildings", count(d.buildings)], ["Baseline", show(d.base, "t CO2e/a")]
        ].concat(D.decided ? [
          ["Reduction", show(d.co2, "t CO2e/a") + (d.base > 0 ? " (" + round3(100 * d.co2 / d.base) + " %)" : "")],
          ["Investment", show(d.invest, "EUR")], money(d.cost)
        ] : [["Plan", "there is none: the rules cannot all be met"]]));
        var a = add(add(parent, "p"), "a", "District sheet");
        a.href = d.sheet;
      }
      function select(path) { document.getElementById("mark").setAttribute("d", path ? path.getAttribute("d") : ""); }
      var overview = Array.prototype.slice.call(panel.childNodes);
      function home0() { select(null); panel.textContent = ""; overview.forEach(function (n) { panel.appendChild(n); }); }
      function clear() {
        panel.textContent = "";
        var back = add(panel, "button", "← The whole plan", "back");
        back.type = "button"; back.onclick = home0;
      }
      function openUnit(u) {
        var unit = D.units[u];
        select(byUnit[u]);
        clear();
        var alone = D.units.filter(function (o) { return o[1] === unit[1]; }).length === 1;
        if (alone) { district(panel, unit[1], "h2"); } else {
          add(panel, "h2", D.districts[unit[1]].name + ", unit " + unit[0]);
          add(panel, "p", counted(unit[7], "person", "people") + " in " + counted(unit[4], "dwelling", "dwellings") +
            ", " + buildings(unit[3]) + ", " + show(unit[2], "m²"), "meta");
        }
        var done = unit[5].filter(function (d) { return d[1] >= 0; });
        var left = unit[5].filter(function (d) { return d[1] < 0; });
        done.sort(function (a, b) { return b[4] - a[4]; });
        if (!D.decided) add(panel, "p", "There is no plan: the rules cannot all be met.");
        else if (!done.length) add(panel, "p", "No action is planned here.");
        else if (done.length > 1) pairs(panel, [
          ["Main action", D.actions[unit[6]].name], ["Reduction", show(sum(done, 4), "t CO2e/a")],
          ["Investment", show(sum(done, 5), "EUR")], money(sum(done, 6))
        ]);
        done.forEach(function (d) { decision(panel, d, unit[1]); });
        if (left.length) {
          var more = add(panel, "details");
          add(more, "summary", "Why nothing else (" + left.length + ")");
          left.forEach(function (d) { add(more, "p", D.slotNames[d[0]] + ": " + reason(d), "meta"); });
        }
        if (unit[8]) {
          var idle = add(panel, "details");
          add(idle, "summary", "Free land without an action (" + unit[8].length + ")");
          unit[8].forEach(function (l) {
            add(idle, "p", D.actions[l[0]].name + ": " + show(l[1], "m²") + " free; " + l[2] + ".", "meta");
          });
        }
        if (!alone) district(panel, unit[1], "h3");
        panel.scrollTop = 0;
      }
      function sum(list, k) { return list.reduce(function (t, d) { return t + d[k]; }, 0); }
      function openDistrict(i) {
        select(byDistrict[i]);
        clear();
        district(panel, i, "h2");
        panel.scrollTop = 0;
      }
      function open(path) {
        if (path.dataset.u !== undefined) openUnit(+path.dataset.u); else openDistrict(+path.dataset.d);
      }

      // On dark ground the ramp is turned round, so that more always stands out more.
      var dark = matchMedia("(prefers-color-scheme: dark)");
      function swatch(fill, text) {
        var span = add(legend, "span"), s = document.createElementNS(NS, "svg");
        var r = document.createElementNS(NS, "rect");
        s.setAttribute("viewBox", "0 0 260 190"); r.setAttribute("width", 260); r.setAttribute("height", 190);
        r.style.fill = fill; s.appendChild(r); span.appendChild(s); add(span, "span", text);
      }
      function mark(i) {
        var c = i % D.colours.length, h = Math.floor(i / D.colours.length) % 6;
        return h ? "url(#h" + c + "-" + h + ")" : D.colours[c];
      }
      function paint() {
        legend.textContent = "";
        if (!D.decided) { swatch("var(--none)", "no plan"); return; }
        var m = mode.value;
        if (m === "main") {
          var none = false;
          byUnit.forEach(function (p, u) {
            var place = D.main.indexOf(D.units[u][6]);
            if (place < 0) none = true;
            p.style.fill = place < 0 ? "var(--none)" : mark(D.actions[D.main[place]].look);
          });
          D.main.forEach(function (a) { swatch(mark(D.actions[a].look), D.actions[a].name); });
          if (none) swatch("var(--none)", "nothing");
          return;
        }
        if (m[0] === "s") {
          var s = D.slots[+m.slice(1)], used = false;
          byUnit.forEach(function (p, u) {
            var d = D.units[u][5].find(function (x) { return x[0] === s.slot; });
            var place = d ? s.packages.indexOf(d[1]) : -1;
            if (place < 0) used = true;
            p.style.fill = place < 0 ? "var(--none)" : mark(s.places[place]);
          });
          s.packages.forEach(function (p, i) { swatch(mark(s.places[i]), title(p)); });
          if (used) swatch("var(--none)", "nothing");
          return;
        }
        var k = m === "co2" ? 4 : 5, classes = D.effects[m];
        var isUnits = byUnit.length > 0, steps = classes.labels.length;
        var values = isUnits ? D.units.map(function (u) {
          return u[5].reduce(function (t, d) { return t + d[k]; }, 0) / u[2] * 1e4;
        }) : D.districts.map(function (d) { return (m === "co2" ? d.co2 : d.invest) / d.area * 1e4; });
        var ramp = classes.labels.map(function (_, i) {
          var at = steps === 1 ? 2 : Math.floor(i * (D.ramp.length - 1) / (steps - 1));
          return D.ramp[dark.matches ? D.ramp.length - 1 - at : at];
        });
        (isUnits ? byUnit : byDistrict).forEach(function (p, i) {
          var v = Number((values[i] || 0).toPrecision(3));
          p.style.fill = v > 0 ? ramp[classes.limits.filter(function (l) { return l <= v; }).length] : "var(--none)";
        });
        classes.labels.forEach(function (text, i) { swatch(ramp[i], text); });
        swatch("var(--none)", "none");
      }
      function option(value, text) { var o = add(mode, "option", text); o.value = value; }
      if (byUnit.length) option("main", "main action");
      if (byUnit.length) D.slots.forEach(function (s, i) { option("s" + i, "action on: " + s.name.replace(/-/g, " ")); });
      option("co2", "reduction per hectare"); option("invest", "investment per hectare");
      mode.addEventListener("change", paint);
      dark.addEventListener("change", paint);

      var full = svg.viewBox.baseVal, home = [full.x, full.y, full.width, full.height], box = home.slice();
      function view() {
        svg.setAttribute("viewBox", box.join(" "));
        var px = Math.max(box[2] / Math.max(1, svg.clientWidth), box[3] / Math.max(1, svg.clientHeight));
        document.querySelectorAll("#labels text, #scale text").forEach(function (t) {
          t.style.fontSize = 10 * px + "px"; t.style.strokeWidth = 3 * px + "px";
        });
        var scale = document.getElementById("scale");
        if (scale) scale.style.display = box[2] === home[2] ? "" : "none";
        place(px, scale);
      }
      // Names of large districts first; one that would lie on another, or on the bar, waits for a closer look.
      var names = Array.prototype.slice.call(document.querySelectorAll("#labels text"));
      names.forEach(function (t) { t.dataset.x = t.getAttribute("x"); t.dataset.y = t.getAttribute("y"); });
      names.sort(function (a, b) { return D.districts[+b.dataset.d].area - D.districts[+a.dataset.d].area; });
      function place(px, scale) {
        var view = svg.getBoundingClientRect(), taken = [], edge = 3, gap = 2;
        if (scale && scale.style.display !== "none") taken.push(scale.getBoundingClientRect());
        names.forEach(function (t) {
          t.setAttribute("x", t.dataset.x); t.setAttribute("y", t.dataset.y);
          var r = t.getBoundingClientRect(), x = (r.left + r.right) / 2, y = (r.top + r.bottom) / 2;
          var sees = x > view.left && x < view.right && y > view.top && y < view.bottom;
          // A name at the edge moves inwards, so that it is never cut.
          var dx = Math.max(0, view.left + edge - r.left) - Math.max(0, r.right + edge - view.right);
          var dy = Math.max(0, view.top + edge - r.top) - Math.max(0, r.bottom + edge - view.bottom), free = null;
          // A line or two higher or lower is still in its district.
          if (sees) [0, -1, 1, -2, 2].some(function (line) {
            var up = dy + line * r.height;
            var b = { left: r.left + dx - gap, right: r.right + dx + gap, top: r.top + up, bottom: r.bottom + up };
            if (line && (b.top < view.top + edge || b.bottom > view.bottom - edge)) return false;
            if (!taken.every(function (o) {
              return b.right < o.left || b.left > o.right || b.bottom < o.top || b.top > o.bottom;
            })) return false;
            if (dx) t.setAttribute("x", +t.dataset.x + dx * px);
            if (up) t.setAttribute("y", +t.dataset.y + up * px);
            taken.push(b);
            free = b;
            return true;
          });
          t.style.visibility = free ? "" : "hidden";
        });
      }
      function zoom(f, cx, cy) {
        var w = Math.min(home[2], Math.max(home[2] / 200, box[2] * f)), r = w / box[2];
        box = [cx - (cx - box[0]) * r, cy - (cy - box[1]) * r, w, box[3] * r];
        if (w === home[2]) box = home.slice();
        view();
      }
      function point(e) {
        var r = svg.getBoundingClientRect(), s = Math.max(box[2] / r.width, box[3] / r.height);
        return [box[0] + box[2] / 2 + (e.clientX - r.left - r.width / 2) * s,
          box[1] + box[3] / 2 + (e.clientY - r.top - r.height / 2) * s, s];
      }
      function middle(f) { zoom(f, box[0] + box[2] / 2, box[1] + box[3] / 2); }
      document.getElementById("in").onclick = function () { middle(0.6); };
      document.getElementById("out").onclick = function () { middle(1 / 0.6); };
      document.getElementById("all").onclick = function () { box = home.slice(); view(); };
      svg.addEventListener("wheel", function (e) {
        if (!e.ctrlKey && box[2] === home[2] && e.deltaY > 0) return;
        e.preventDefault();
        var p = point(e);
        zoom(e.deltaY < 0 ? 0.8 : 1.25, p[0], p[1]);
      }, { passive: false });
      var drag = null, moved = false;
      svg.addEventListener("pointerdown", function (e) { drag = [e.clientX, e.clientY, box[0], box[1]]; moved = false; });
      window.addEventListener("pointermove", function (e) {
        if (!drag || box[2] === home[2]) return;
        var s = point(e)[2], dx = e.clientX - drag[0], dy = e.clientY - drag[1];
        if (Math.abs(dx) + Math.abs(dy) > 4) moved = true;
        if (moved) { box[0] = drag[2] - dx * s; box[1] = drag[3] - dy * s; view(); }
      });
      window.addEventListener("pointerup", function () { drag = null; });
      svg.addEventListener("click", function (e) {
        if (!moved && e.target.matches(".u, .d.area")) open(e.target);
      });
      // One stop for the Tab key; the arrow keys go on to the neighbours.
      var stops = byUnit.length ? byUnit : byDistrict, centres = null;
      function label(p) {
        var u = p.dataset.u;
        if (u === undefined) return "District " + D.districts[+p.dataset.d].name;
        var unit = D.units[+u];
        return "Unit " + unit[0] + ", district " + D.districts[unit[1]].name + ": " +
          (!D.decided ? "no plan" : unit[6] < 0 ? "nothing planned" : D.actions[unit[6]].name);
      }
      stops.forEach(function (p, i) { p.setAttribute("role", "button"); p.setAttribute("tabindex", i ? "-1" : "0"); });
      function go(p) {
        stops.forEach(function (o) { if (o.getAttribute("tabindex") === "0") o.setAttribute("tabindex", "-1"); });
        p.setAttribute("tabindex", "0");
        p.focus();
      }
      // Not on the map itself: browsers would make it a stop of its own.
      document.addEventListener("focusin", function (e) {
        if (e.target.matches(".u, .d")) e.target.setAttribute("aria-label", label(e.target));
      });
      var ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
      svg.addEventListener("keydown", function (e) {
        if (!e.target.matches(".u, .d")) return;
        if (e.key === "Enter" || e.key === " ") { e.preventDefault(); open(e.target); return; }
        if (e.key === "Escape") { home0(); return; }
        var way = ways[e.key];
        if (!way) return;
        e.preventDefault();
        centres = centres || stops.map(function (p) {
          var r = p.getBBox();
          return [r.x + r.width / 2, r.y + r.height / 2];
        });
        var here = centres[stops.indexOf(e.target)], best = null, least = Infinity;
        centres.forEach(function (c, i) {
          var dx = c[0] - here[0], dy = c[1] - here[1], along = dx * way[0] + dy * way[1];
          var far = along + 2 * Math.abs(dx * way[1] + dy * way[0]);
          if (along > 1 && far < least) { least = far; best = stops[i]; }
        });
        if (best) go(best);
      });
      document.getElementById("find").addEventListener("change", function () {
        var text = this.value.trim().toLowerCase();
        if (!text) return;
        function named(x) { return x.toLowerCase() === text; }
        var d = D.districts.findIndex(function (x) { return named(x.name) || named(x.id); });
        if (d < 0) d = D.districts.findIndex(function (x) { return x.name.toLowerCase().indexOf(text) >= 0; });
        var u = D.units.findIndex(function (x) { return named(x[0]); });
        if (u >= 0) openUnit(u);
        else if (d >= 0) {
          var only = D.units.map(function (x, i) { return x[1] === d ? i : -1; }).filter(function (i) { return i >= 0; });
          if (only.length === 1) openUnit(only[0]); else openDistrict(d);
        } else {
          clear();
          add(panel, "p", "No district or unit is called “" + this.value.trim() + "”.");
        }
      });
      window.addEventListener("resize", view);
      paint(); view();
      document.documentElement.dataset.ready = "1";
    })();
    """#
}
