// Themes, legend, layers, search, table, swipe, print, look; then the start.
const themes = { all: D.themes.slice(), before: null, after: null };
const maps = { before: null, after: null, isSplit: false };
const eachMap = act => { for (const map of [maps.before, maps.after]) if (map) act(map); };

function swatch(legend, colour, text, look) {
  const item = add(legend, "span", undefined, "class");
  item.setAttribute("role", "listitem");
  const patch = add(item, "i", undefined, "swatch" + (look ? " " + look : ""));
  if (look === "over") patch.style.setProperty("--over", colour); else patch.style.backgroundColor = colour;
  add(item, "span", text);
}
function fillLegend(legend, theme) {
  legend.textContent = "";
  if (!theme) return;
  add(legend, "strong", theme.title);
  for (const c of theme.classes) swatch(legend, shade(c), c.title, c.hatch ? hatchName(c) : "");
  if (theme.none) swatch(legend, "var(--none)", theme.none);
  if (theme.unknown) swatch(legend, "var(--unknown)", theme.unknown, "unknown");
}
function legends() {
  fillLegend(byId("legend"), themes.before);
  fillLegend(byId("legend-after"), maps.isSplit ? themes.after : null);
  byId("legend-after").hidden = !maps.isSplit;
  const legend = byId("legend");
  if (shown.interests && D.stances.length) {
    add(legend, "strong", "Interests, over it");
    for (const s of D.stances) swatch(legend, over(s[2]), s[1], "over");
  }
  if (shown.sectors) {
    add(legend, "strong", "Buildings, when looked at closely");
    for (const s of D.sectors) swatch(legend, over(s[2]), s[1]);
  }
  if (shown.land >= 0) {
    add(legend, "strong", "Land that is free");
    const look = D.landPlaces[shown.land], c = { colour: actionColour(look), hatch: actionHatch(look) };
    swatch(legend, c.colour, "for: " + D.land[shown.land], c.hatch ? hatchName(c) : "");
  }
  byId("note").textContent = themes.before && themes.before.note || "";
}
/** On a telephone the legend comes first below the map, so that both are on the screen, and can be folded away. */
function placeLegend() {
  const key = byId("key");
  byId("controls").insertBefore(key, isPhone.matches ? byId("controls").firstChild : byId("note"));
  key.open = true;
}
function fillSelect(select, current) {
  select.textContent = "";
  const groups = new Map();
  themes.all.forEach((theme, k) => {
    if (!groups.has(theme.group)) {
      const group = add(select, "optgroup");
      group.label = theme.group;
      groups.set(theme.group, group);
    }
    const option = add(groups.get(theme.group), "option", theme.title);
    option.value = String(k);
    option.selected = theme === current;
  });
}
function paint(map, theme) {
  if (!map || !map.getLayer("units")) return;
  const hatch = hatchOf(theme);
  map.setPaintProperty("units", "fill-color", colourOf(theme));
  map.setPaintProperty("hatch", "fill-pattern", hatch.pattern);
  map.setFilter("hatch", hatch.filter);
}
function choose(side, theme) {
  themes[side] = theme;
  paint(maps[side], theme);
  legends();
  if (maps[side]) maps[side].once("idle", () => maps[side].retell());
  say((side === "after" ? "Right of the line: " : "") + theme.title + ", " + counted(theme.classes.length, "class", "classes"));
}
/** Draws everything anew: after the look changed, or what stands over the units. */
function redraw() {
  if (maps.before) maps.before.setStyle(style(themes.before), { diff: true });
  if (maps.after) maps.after.setStyle(style(themes.after), { diff: true });
  eachMap(map => map.once("idle", () => placeNames(map)));
  legends();
}

function overlayBoxes() {
  const box = byId("overlays");
  function check(name, text, exists) {
    if (!exists) return;
    const label = add(box, "label"), input = document.createElement("input");
    input.type = "checkbox";
    input.checked = shown[name];
    input.dataset.layer = name;
    label.append(input);
    add(label, "span", text);
    input.addEventListener("change", () => { shown[name] = input.checked; redraw(); });
  }
  const holds = D.layers;
  check("buildings", "Buildings, when looked at closely", holds.buildings);
  check("sectors", "Buildings by sector, likewise", holds.buildings);
  check("interests", "Interests", holds.interests);
  check("names", "Names of districts", true);
  check("ground", "Map ground: " + (D.basemap ? D.basemap.attribution : ""), !!D.basemap);
  if (!D.land.length) return;
  const label = add(box, "label", "Land free for "), select = add(label, "select");
  select.id = "land";
  add(select, "option", "– hidden –").value = "-1";
  D.land.forEach((name, k) => { add(select, "option", name).value = String(k); });
  select.addEventListener("change", () => { shown.land = +select.value; redraw(); });
}

function search() {
  const input = byId("find"), list = byId("found");
  let hits = [], current = -1, index = null;
  const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const close = () => { list.hidden = true; current = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  function take(hit) { input.value = hit.name; close(); hit.open(); }
  function mark(k) {
    current = k;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === k)));
    if (k >= 0) { input.setAttribute("aria-activedescendant", "hit" + k); list.children[k].scrollIntoView({ block: "nearest" }); }
  }
  async function look() {
    const text = fold(input.value.trim());
    if (!text) { close(); return; }
    index = index || await archive.index();
    if (text !== fold(input.value.trim())) return;
    const fits = name => fold(name).includes(text);
    hits = [];
    D.districts.forEach((d, row) => { if (fits(d.name) || fits(d.id)) hits.push({ name: d.name, kind: "district",
      open: () => isAlone ? openUnit(index.d.indexOf(row), true) : openDistrict(row, true) }); });
    D.actions.forEach((a, k) => { if (fits(a.name)) hits.push({ name: a.name, kind: D.lines.some(l => l[0] === k) ? "action" : "action, not chosen",
      open: () => openAction(k) }); });
    hits = hits.slice(0, 30);
    if (!isAlone) for (let k = 0; k < index.ids.length && hits.length < 30; k++) {
      if (fits(index.ids[k])) hits.push({ name: index.ids[k], kind: "unit", open: () => openUnit(k, true) });
    }
    list.textContent = "";
    hits.forEach((hit, k) => {
      const item = add(list, "li");
      item.id = "hit" + k;
      item.setAttribute("role", "option");
      add(item, "span", hit.name);
      add(item, "small", " " + hit.kind);
      item.addEventListener("pointerdown", event => { event.preventDefault(); take(hit); });
    });
    if (!hits.length) { const none = add(list, "li", "Nothing is called so."); none.setAttribute("role", "option"); none.setAttribute("aria-disabled", "true"); }
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(-1);
  }
  input.addEventListener("input", look);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", async event => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) await look();
      if (hits.length) mark((current + (event.key === "ArrowDown" ? 1 : hits.length - (current < 0 ? 0 : 1))) % hits.length);
    } else if (event.key === "Enter") {
      if (list.hidden) await look();
      if (hits.length) take(hits[Math.max(0, current)]);
    } else if (event.key === "Escape") close();
  });
}

function table() {
  const section = byId("table"), button = byId("as-table");
  function fill() {
    const caption = add(section, "p", "Districts: today and with the plan. Choose one for its areas and reasons.", "caption");
    caption.id = "table-caption";
    const wrap = add(section, "div", undefined, "scroll"), sheet = add(wrap, "table");
    sheet.setAttribute("aria-labelledby", caption.id);
    const names = ["District", "People", "Buildings", "Emissions today, t CO2e/a"].concat(D.decided
      ? ["Cut by the plan, t CO2e/a", "Investment", "Action that cuts most"] : []);
    const head = add(add(sheet, "thead"), "tr"), body = add(sheet, "tbody");
    names.forEach((name, k) => { const cell = add(head, "th", name, k && k < 6 ? "n" : ""); cell.scope = "col"; });
    D.districts.forEach((d, row) => {
      const line = add(body, "tr"), first = add(line, "th");
      first.scope = "row";
      addButton(first, d.name, () => openDistrict(row, true), "link");
      for (const text of [count(d.people), count(d.buildings), round3(d.base)].concat(D.decided
        ? [round3(d.co2), show(d.invest, "EUR")] : [])) add(line, "td", text, "n");
      if (D.decided) add(line, "td", D.districtLines[row].length ? D.actions[D.districtLines[row][0][0]].name : "nothing");
    });
  }
  button.addEventListener("click", () => {
    if (!section.firstChild) fill();
    section.hidden = !section.hidden;
    button.setAttribute("aria-pressed", String(!section.hidden));
    if (isPhone.matches) (section.hidden ? button : section).scrollIntoView({ block: "start" });
  });
}

function split(is) {
  maps.isSplit = is;
  byId("compare").setAttribute("aria-pressed", String(is));
  for (const part of [byId("map-after"), byId("split"), document.querySelector(".second")]) part.hidden = !is;
  if (is && !maps.after) {
    maps.after = makeMap("map-after", themes.after);
    maps.after.jumpTo({ center: maps.before.getCenter(), zoom: maps.before.getZoom() });
    maps.after.once("load", () => { states.forEach(set => set(maps.after)); });
  } else if (is) {
    maps.after.resize();
    maps.after.jumpTo({ center: maps.before.getCenter(), zoom: maps.before.getZoom() });
  }
  slide();
  legends();
}
function slide() {
  const place = byId("swipe").value + "%";
  byId("map-after").style.clipPath = "inset(0 0 0 " + place + ")";
  byId("split").style.setProperty("--at", place);
}

/** Reads the page of another run and offers its main actions, and what differs, as themes. */
async function readOther(file) {
  let other;
  try {
    other = Archive.read(new DOMParser().parseFromString(await file.text(), "text/html"));
    await other.index();
  } catch (error) {
    trouble("“" + file.name + "” is no map.html of a run: " + error.message + ".");
    return;
  }
  const found = await themesOf(other, "Other run: " + other.data.name + " (" + file.name + ")", "Main action there");
  if (!found) { trouble("“" + file.name + "” has no unit in common with this plan."); return; }
  offer(found);
  themes.after = themes.all[D.themes.length];
  fillSelect(byId("theme"), themes.before);
  fillSelect(byId("theme-after"), themes.after);
  if (maps.after) paint(maps.after, themes.after);
  split(true);
}

/** Offers themes that bring their `values`, a class by unit, which become states of the units. */
function offer(found) {
  themes.all = D.themes.concat(found);
  states.length = 0;
  states.push(map => {
    for (let id = 0; id < D.unitCount; id++) {
      const state = {};
      for (const theme of found) state[theme.key] = theme.values[id];
      map.setFeatureState({ source: "plan", sourceLayer: "units", id }, state);
    }
  });
  eachMap(map => states[0](map));
}

/** The main actions of another run, and where they differ, as themes; null where the two have no unit in common. */
async function themesOf(other, group, title) {
  const [index, mine] = await Promise.all([other.index(), archive.index()]);
  const rows = new Map(index.ids.map((id, row) => [id, row]));
  otherRun = { archive: other, rows };
  // A run from before actions had one look for all runs takes those of this one.
  const names = [], marks = [], places = new Map(D.actions.map(a => [a.name, a.look])), isAlike = !!other.data.ramp;
  const theirs = mine.ids.map(id => {
    const row = rows.get(id);
    const name = row === undefined || index.m[row] < 0 ? null : other.data.actions[index.m[row]].name;
    if (name === null) return -1;
    if (!names.includes(name)) {
      marks.push(isAlike ? other.data.actions[index.m[row]].look : places.has(name) ? places.get(name) : names.length);
      names.push(name);
    }
    return names.indexOf(name);
  });
  const differences = whatDiffers(index, mine, other.data, rows);
  const common = differences.filter(d => d >= 0).length, areas = differences.filter(d => d > 0).length;
  if (!common) return null;
  const isWhole = !!(index.c && mine.c);
  return [
    { key: "o", isState: true, values: theirs, group, title, none: "nothing", note: "",
      classes: names.map((name, k) => ({ title: name, colour: actionColour(marks[k]), hatch: actionHatch(marks[k]) })) },
    { key: "x", isState: true, values: differences, group, title: isWhole ? "Where the two runs differ" : "Where the main action differs",
      none: common < mine.ids.length ? "not in the other run" : "",
      note: counted(areas, "area has", "areas have") + (isWhole ? " another decision there, of " : " another main action there, of ") + count(common) + " in both.",
      classes: [["the same", 0], ["another main action", 3]].concat(isWhole ? [["the same main action, other decisions", 1]] : [])
        .map(([title, step]) => ({ title, colour: D.ramp[step], dark: D.ramp[D.ramp.length - 1 - step], hatch: 0 })) }];
}

/** By unit: 0 the same, 1 another main action, 2 other decisions beside it, -1 not in the other run. */
function whatDiffers(index, mine, data, rows) {
  /** The decisions of a unit as words, whatever the runs count them by. */
  const told = (data, choices) => choices.map(choice => {
    const size = data.packages.length, phase = Math.floor(choice / size);
    return title(choice % size, data) + (data.phases ? "; " + data.phases[phase] : "");
  }).sort().join("\n");
  const name = (data, action) => action < 0 ? "" : data.actions[action].name;
  return mine.ids.map((id, unit) => {
    const row = rows.get(id);
    if (row === undefined) return -1;
    if (name(data, index.m[row]) !== name(D, mine.m[unit])) return 1;
    if (moved) return movedBy.has(id) ? 2 : 0;
    return index.c && mine.c && told(data, index.c[row]) !== told(D, mine.c[unit]) ? 2 : 0;
  });
}

/** A picture of the map for paper, since a canvas that is drawn by the graphics card prints empty. */
function picture() {
  const stage = byId("stage"), sheet = document.createElement("canvas"), ratio = devicePixelRatio || 1;
  sheet.width = stage.clientWidth * ratio;
  sheet.height = stage.clientHeight * ratio;
  const pen = sheet.getContext("2d"), cut = maps.isSplit ? sheet.width * byId("swipe").value / 100 : sheet.width;
  for (const [map, from, to] of [[maps.before, 0, cut], [maps.isSplit ? maps.after : null, cut, sheet.width]]) {
    if (!map || to <= from) continue;
    map.redraw();
    pen.save();
    pen.beginPath();
    pen.rect(from, 0, to - from, sheet.height);
    pen.clip();
    pen.drawImage(map.getCanvas(), 0, 0, sheet.width, sheet.height);
    pen.restore();
  }
  if (maps.isSplit) { pen.fillStyle = css("accent"); pen.fillRect(cut - 2 * ratio, 0, 4 * ratio, sheet.height); }
  let image = byId("printed");
  if (!image) { image = add(stage, "img"); image.id = "printed"; image.alt = "The map as it was on the screen"; }
  image.src = sheet.toDataURL("image/png");
}

function start() {
  if (typeof DecompressionStream === "undefined" || !document.createElement("canvas").getContext("webgl2")) {
    trouble("This browser cannot draw the map (it lacks WebGL 2 or DecompressionStream). The report has the same plan.");
    document.documentElement.dataset.ready = "none";
  }
  themes.before = themes.all[0] || null;
  themes.after = D.themes.find(theme => theme.group !== (themes.before || {}).group) || themes.before;
  fillSelect(byId("theme"), themes.before);
  fillSelect(byId("theme-after"), themes.after);
  byId("credit").textContent = (D.basemap ? D.basemap.attribution + " · " : "") + "drawn with MapLibre";
  overlayBoxes();
  search();
  table();
  legends();
  placeLegend();
  isPhone.addEventListener("change", placeLegend);
  const look = byId("look");
  const showLook = () => look.setAttribute("aria-pressed", String(isDark()));
  look.addEventListener("click", () => { document.documentElement.dataset.look = isDark() ? "light" : "dark"; showLook(); relook(); });
  system.addEventListener("change", () => { showLook(); relook(); });
  showLook();
  function relook() {
    eachMap(map => {
      for (const id of map.listImages()) if (/^(name|small|short|unknown)/.test(id)) map.removeImage(id);
    });
    redraw();
  }
  if (document.documentElement.dataset.ready !== "none") {
    maps.before = makeMap("map", themes.before);
    maps.before.once("idle", () => {
      document.documentElement.dataset.ready = "1";
      document.documentElement.dataset.firstMap = String(Math.round(performance.now()));
      archive.index().then(index => { known = index; });
    });
    if (moved) maps.before.once("load", startMoved);
    // For whoever looks at the page with the browser's own tools.
    window.commonground = { maps, themes };
  }
  byId("theme").addEventListener("change", event => choose("before", themes.all[+event.target.value]));
  byId("theme-after").addEventListener("change", event => choose("after", themes.all[+event.target.value]));
  byId("all").addEventListener("click", () => maps.before && maps.before.fitBounds(home, { padding: 24, duration: isStill() ? 0 : 400 }));
  byId("compare").addEventListener("click", () => maps.before && split(!maps.isSplit));
  byId("swipe").addEventListener("input", slide);
  byId("other").addEventListener("click", () => byId("other-file").click());
  byId("other-file").addEventListener("change", event => { if (event.target.files[0]) readOther(event.target.files[0]); });
  byId("other").hidden = !!moved;
  byId("print").addEventListener("click", () => window.print());
  window.addEventListener("beforeprint", () => maps.before && picture());
  openWhole();
}
start();
