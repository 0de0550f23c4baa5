// The map itself: sources, layers, colours, hover, choice, and the second map of the swipe.
const css = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
const system = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (document.documentElement.dataset.look || (system.matches ? "dark" : "light")) === "dark";
/** The colour of a class on the ground that is looked at. */
const shade = c => isDark() && c.dark || c.colour;
const parts = colour => [1, 3, 5].map(k => parseInt(colour.slice(k, k + 2), 16));
/** A colour that lies over others: dark on light ground, half way to white on dark ground. */
const over = colour => isDark() ? "#" + parts(colour).map(v => Math.round((v + 2 * 255) / 3).toString(16).padStart(2, "0")).join("") : colour;
/** Whether the lines of a hatching are white: on dark colours, by luma after Rec. 601 as a grey copy shows it. */
const isDeep = colour => { const [r, g, b] = parts(colour); return 0.299 * r + 0.587 * g + 0.114 * b < 110; };
const hatchName = c => "hatch" + c.hatch + (isDeep(shade(c)) ? "w" : "");
const shown = { buildings: true, sectors: false, interests: false, land: -1, names: true, ground: true };
const states = [];
/** Above this many units their outlines hide what they frame until one looks closer. */
const manyUnits = 20000;
/** Above this many buildings their outlines cost twice the time of a frame and are finer than a point of the screen. */
const manyBuildings = 50000;
let chosen = null;

maplibregl.addProtocol("plan", async request => ({ data: await archive.tile(request.url.slice(7)) }));

// The class of a unit: a character of its one attribute, counted from "0", or a state where another run was read; "." or -2 is not known.
const valueOf = theme => {
  const at = D.themes.indexOf(theme);
  return theme.isState ? ["feature-state", theme.key] : ["slice", ["string", ["get", "t"], ""], at, at + 1];
};
const labelOf = (theme, k) => theme.isState ? k : String.fromCharCode(48 + k);
const classOf = (theme, unit) => theme.isState
  ? (unit.state || {})[theme.key] : unit.properties.t.charCodeAt(D.themes.indexOf(theme)) - 48;
function colourOf(theme) {
  if (!theme || !theme.classes.length) return css("none");
  const unknown = theme.unknown ? [labelOf(theme, -2), css("unknown")] : [];
  return ["match", valueOf(theme), ...theme.classes.flatMap((c, k) => [labelOf(theme, k), shade(c)]), ...unknown, css("none")];
}
/** Lines on classes whose colour repeats; patterns cannot come from states, so there each unit is named by its id. */
function hatchOf(theme) {
  const names = (theme ? theme.classes : []).map(c => c.hatch ? hatchName(c) : "");
  const nothing = { filter: ["==", ["id"], -1], pattern: "hatch1" };
  if (theme && theme.isState) {
    const striped = new Map();
    theme.values.forEach((value, id) => {
      if (value < 0 || !names[value]) return;
      if (!striped.has(names[value])) striped.set(names[value], []);
      striped.get(names[value]).push(id);
    });
    if (!striped.size) return nothing;
    return { filter: ["match", ["id"], [...striped.values()].flat(), true, false],
      pattern: ["match", ["id"], ...[...striped].flatMap(([name, ids]) => [ids, name]), "hatch1"] };
  }
  const hatched = names.flatMap((name, k) => name ? [[labelOf(theme, k), name]] : []);
  if (theme && theme.unknown) hatched.push([labelOf(theme, -2), "unknown"]);
  if (!hatched.length) return nothing;
  return { filter: ["match", valueOf(theme), hatched.map(h => h[0]), true, false],
    pattern: ["match", valueOf(theme), ...hatched.flat(), "hatch1"] };
}
const visible = is => ({ visibility: is ? "visible" : "none" });

function style(theme) {
  const vector = { type: "vector", tiles: ["plan://{z}/{x}/{y}"], minzoom: D.zooms[0], maxzoom: D.zooms[1], bounds: D.bounds };
  const hatch = hatchOf(theme), dark = css("ink"), paper = css("paper");
  const sources = {
    plan: vector, mark: vector,
    names: { type: "geojson", data: namesOf([]) }
  };
  const layers = [{ id: "ground", type: "background", paint: { "background-color": css("ground") } }];
  if (D.basemap) {
    sources.basemap = { type: "raster", tiles: [D.basemap.url], tileSize: 256, attribution: "" };
    layers.push({ id: "basemap", type: "raster", source: "basemap", layout: visible(shown.ground) });
  }
  const plan = (id, type, from, paint, extra) =>
    layers.push(Object.assign({ id, type, source: "plan", "source-layer": from, paint }, extra));
  const opacity = D.basemap ? 0.72 : 1;
  plan("units", "fill", "units", {
    "fill-color": colourOf(theme), "fill-outline-color": paper,
    "fill-antialias": D.unitCount > manyUnits ? ["step", ["zoom"], false, 13, true] : true,
    "fill-opacity": ["case", ["boolean", ["feature-state", "hover"], false], opacity * 0.7, opacity]
  });
  plan("hatch", "fill", "units", { "fill-pattern": hatch.pattern, "fill-antialias": false, "fill-opacity": opacity }, { filter: hatch.filter });
  plan("land", "fill", "eligibility", {
    "fill-color": shown.land < 0 ? "#000000" : actionColour(D.landPlaces[shown.land]), "fill-opacity": 0.7,
    "fill-outline-color": dark
  }, { filter: ["==", ["get", "a"], shown.land], layout: visible(shown.land >= 0) });
  const other = D.stances.find(s => !s[0]), known = D.stances.filter(s => s[0]);
  const rest = over(other ? other[2] : "#555555");
  const stance = known.length ? ["match", ["get", "stance"], ...known.flatMap(s => [s[0], over(s[2])]), rest] : rest;
  plan("interests", "fill", "interests", { "fill-color": stance, "fill-opacity": 0.4 }, { layout: visible(shown.interests) });
  plan("interest-lines", "line", "interests", { "line-color": stance, "line-width": 2.5, "line-dasharray": [3, 1.5] },
    { layout: visible(shown.interests) });
  plan("interest-points", "circle", "interests", {
    "circle-color": stance, "circle-radius": 6, "circle-stroke-width": 1.5, "circle-stroke-color": paper
  }, { layout: visible(shown.interests), filter: ["==", ["geometry-type"], "Point"] });
  plan("buildings", "fill", "buildings", {
    "fill-color": shown.sectors
      ? ["match", ["get", "s"], ...D.sectors.flatMap(s => [s[0], over(s[2])]), "#777777"] : dark,
    "fill-opacity": shown.sectors ? 1 : 0.38, "fill-outline-color": shown.sectors ? paper : dark,
    "fill-antialias": D.buildingCount > manyBuildings ? ["step", ["zoom"], false, 15, true] : true
  }, { layout: visible(shown.buildings || shown.sectors) });
  plan("borders", "line", "districts", { "line-color": dark, "line-width": 1.6, "line-opacity": 0.75 });
  for (const layer of ["units", "districts"]) {
    const ids = chosen && chosen.layer === layer ? chosen.ids : [];
    for (const [part, colour, width] of [["under", paper, 6.5], ["over", css("accent"), 3.5]]) layers.push({
      id: "mark-" + layer + part, type: "line", source: "mark", "source-layer": layer, filter: isAmong(ids),
      layout: Object.assign({ "line-join": "round" }, visible(ids.length > 0)), paint: { "line-color": colour, "line-width": width } });
  }
  layers.push({ id: "names", type: "symbol", source: "names",
    layout: Object.assign({ "icon-image": ["get", "i"], "icon-offset": ["get", "o"], "icon-allow-overlap": true, "icon-ignore-placement": true }, visible(shown.names)) });
  return { version: 8, sources, layers };
}

/** A long name in two lines, broken at the space nearest its middle: narrow names leave one another room. */
function twoLines(name) {
  const spaces = [...name].flatMap((letter, k) => letter === " " ? [k] : []);
  if (name.length <= 10 || !spaces.length) return [name];
  const middle = spaces.reduce((a, b) => Math.abs(b - name.length / 2) < Math.abs(a - name.length / 2) ? b : a);
  return [[...name].slice(0, middle).join(""), [...name].slice(middle + 1).join("")];
}

const isAmong = ids => ids.length ? ["match", ["id"], ids, true, false] : ["==", ["id"], -1];

// Names are pictures, placed here: at the middle of the district, or near it where another name or the edge is in the way, or smaller, or shorter.
const nameSizes = { name: 13, small: 10.5, short: 10.5 };
const sizes = new Map();
const nameFont = (kind, ratio) => "600 " + nameSizes[kind] * ratio + "px system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif";
const nameLine = kind => Math.round(nameSizes[kind] * 1.23);
/** The lines of a name; the shortest form leaves away what stands in brackets. */
function nameLines(kind, row) {
  const name = D.districts[row].name;
  return kind === "short" ? [name.replace(/\s*\([^()]*\)$/, "").slice(0, 30)] : twoLines(name.slice(0, 60));
}
function nameSize(kind, row) {
  const id = kind + row;
  if (!sizes.has(id)) {
    const lines = nameLines(kind, row), pen = document.createElement("canvas").getContext("2d");
    pen.font = nameFont(kind, 1);
    sizes.set(id, [Math.max(...lines.map(line => pen.measureText(line).width)) + 8, 4 + nameLine(kind) * lines.length]);
  }
  return sizes.get(id);
}
const namesOf = found => ({ type: "FeatureCollection", features: found.map(([row, kind, offset]) => ({
  type: "Feature", properties: { i: kind + row, o: offset }, geometry: { type: "Point", coordinates: D.labels[row] } })) });
const steps = [0, -1, 1, -2, 2].flatMap(x => [0, -1, 1, -2, 2].map(y => [x, y])).sort((a, b) => Math.hypot(...a) - Math.hypot(...b));
/** Places names in the first of some forms that fits, in the order of `rows`; gives row, form and offset of those that found room. */
function placed(map, rows, kinds) {
  const view = map.getCanvas(), [wide, high] = [view.clientWidth, view.clientHeight], found = [], boxes = [];
  // Where there are hundreds of names most must wait for a closer look anyway.
  const tries = rows.length > 300 ? steps.slice(0, 5) : steps;
  for (const row of rows) {
    const at = map.project(D.labels[row]), box = D.boxes[row];
    const a = map.project([box[0], box[3]]), b = map.project([box[2], box[1]]);
    for (const kind of kinds) {
      const [w, h] = nameSize(kind, row);
      const fits = tries.map(([x, y]) => {
        // At most a third of the district away from its middle, and never over the edge of the map.
        const dx = x * (b.x - a.x) / 6, dy = y * (b.y - a.y) / 6;
        return [Math.min(Math.max(at.x + dx, w / 2 + 2), wide - w / 2 - 2), Math.min(Math.max(at.y + dy, h / 2 + 2), high - h / 2 - 2)];
      }).find(([x, y]) => !boxes.some(o => Math.abs(o[0] - x) < (o[2] + w) / 2 && Math.abs(o[1] - y) < (o[3] + h) / 2));
      if (!fits) continue;
      boxes.push([fits[0], fits[1], w, h]);
      found.push([row, kind, [fits[0] - at.x, fits[1] - at.y]]);
      break;
    }
  }
  return found;
}
/** All names in one size where they fit, else all smaller, those without room shorter; the smallest districts wait for a closer look. */
function placeNames(map) {
  const source = map.getSource("names");
  if (!source || !shown.names) return;
  const view = map.getCanvas();
  const rows = D.labels.map((_, row) => row).filter(row => {
    if (!D.labels[row]) return false;
    const at = map.project(D.labels[row]);
    return at.x >= 0 && at.y >= 0 && at.x <= view.clientWidth && at.y <= view.clientHeight;
  }).sort((a, b) => D.districts[b].area - D.districts[a].area);
  let best = [];
  for (const kinds of [["name"], ["small", "short"], ["short"]]) {
    const found = placed(map, rows, kinds);
    if (found.length > best.length) best = found;
    if (best.length === rows.length) break;
  }
  source.setData(namesOf(best));
}

/** The picture of a name or a hatching, drawn when a map first asks for it. */
function drawImage(map, id) {
  const canvas = document.createElement("canvas"), ratio = 2;
  let pen = canvas.getContext("2d");
  if (id.startsWith("hatch") || id === "unknown") {
    canvas.width = canvas.height = 16;
    pen.strokeStyle = id === "unknown" ? css("frame") : id.endsWith("w") ? "#ffffff" : "#1d2226";
    pen.lineWidth = id === "unknown" ? 1 : 2;
    const rising = [[0, 16, 16, 0], [-4, 4, 4, -4], [12, 20, 20, 12]], level = [[0, 8, 16, 8]], upright = [[8, 0, 8, 16]];
    const falling = [[0, 0, 16, 16], [-4, 12, 4, 20], [12, -4, 20, 4]];
    const lines = { hatch1: rising, hatch2: falling, hatch3: level, hatch4: upright, hatch5: level.concat(upright),
      unknown: rising }[id.slice(0, id === "unknown" ? 7 : 6)];
    for (const [a, b, c, d] of lines) { pen.beginPath(); pen.moveTo(a, b); pen.lineTo(c, d); pen.stroke(); }
  } else {
    const kind = id.replace(/\d+$/, ""), row = +id.slice(kind.length), step = nameLine(kind);
    const lines = nameLines(kind, row), [w, h] = nameSize(kind, row);
    canvas.width = Math.ceil(w * ratio);
    canvas.height = h * ratio;
    pen = canvas.getContext("2d");
    pen.font = nameFont(kind, ratio);
    pen.textBaseline = "middle";
    pen.textAlign = "center";
    pen.lineJoin = "round";
    pen.lineWidth = 4 * ratio;
    pen.strokeStyle = css("paper");
    pen.fillStyle = css("ink");
    // All outlines first, so that none covers the letters of the other line.
    for (const draw of ["strokeText", "fillText"])
      lines.forEach((line, k) => pen[draw](line, canvas.width / 2, (2 + step * (k + 0.5)) * ratio));
  }
  const image = pen.getImageData(0, 0, canvas.width, canvas.height);
  if (!map.hasImage(id)) map.addImage(id, image, { pixelRatio: ratio });
}

const home = [[D.bounds[0], D.bounds[1]], [D.bounds[2], D.bounds[3]]];
function makeMap(container, theme) {
  const map = new maplibregl.Map({
    container, style: style(theme), bounds: home, fitBoundsOptions: { padding: 24 },
    minZoom: Math.max(0, D.zooms[0] - 1), maxZoom: 20, attributionControl: false, dragRotate: false, pitchWithRotate: false,
    touchPitch: false, renderWorldCopies: false, fadeDuration: 0,
    locale: { "Map.Title": "Map of " + D.name + ". Arrow keys move it, plus and minus enlarge and shrink it, Enter opens the area in its middle." }
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.on("styleimagemissing", event => drawImage(map, event.id));
  map.on("error", event => trouble("The map has a problem: " + (event.error ? event.error.message : "unknown") + "."));
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new maplibregl.ScaleControl({ maxWidth: 120 }), "bottom-left");
  attend(map);
  map.on("load", () => placeNames(map));
  map.on("moveend", () => placeNames(map));
  map.on("resize", () => placeNames(map));
  return map;
}

function trouble(text) {
  const place = byId("trouble");
  place.textContent = text;
  place.hidden = false;
}

/** What lies at a point of the screen, topmost first. */
function at(map, point) {
  const layers = ["units"].concat(shown.interests ? ["interests", "interest-points", "interest-lines"] : []);
  return map.queryRenderedFeatures(point, { layers });
}

/** Of all units, once somebody asks: ids, places, choices, numbers. */
let known = null;
/** What a unit is in a theme: its own number where the page holds it, else its class. */
function worth(theme, id, value) {
  if (value === undefined || value < 0) return value === -2 ? theme.unknown : theme.none || "nothing";
  const number = known && known.v && known.v[theme.key] ? known.v[theme.key][id] : null;
  return number === null || number === undefined ? theme.classes[value].title
    : round3(number) + (theme.unit ? (theme.unit.startsWith("/") ? "" : "\u00a0") + theme.unit : "");
}

function describe(features, theme) {
  const unit = features.find(f => f.sourceLayer === "units");
  if (!unit) return null;
  const lines = [D.districts[unit.properties.d].name];
  // Where there is no plan and nothing is known there is nothing to colour by.
  if (theme) lines.push(theme.title + ": " + worth(theme, unit.id, classOf(theme, unit)));
  const interests = unique(features.filter(f => f.sourceLayer === "interests")
    .map(f => [f.properties.name || f.properties.topic, f.properties.stance, f.properties.group].filter(Boolean).join(", ")));
  return { id: unit.id, lines: lines.concat(interests) };
}

/** Hover, click and keys of a map. */
function attend(map) {
  let hovered = null, point = null, last = null;
  const theme = () => map === maps.after ? themes.after : themes.before;
  const state = (id, is) => map.setFeatureState({ source: "plan", sourceLayer: "units", id }, { hover: is });
  function hover(found) {
    const id = found ? found.id : null;
    if (id === hovered) return;
    if (hovered !== null) state(hovered, false);
    hovered = id;
    if (id !== null) state(id, true);
  }
  map.retell = () => {
    if (!last || byId("tip").hidden) return;
    tip(describe(at(map, last), theme()), last);
  };
  map.on("mousemove", event => {
    // A query while the map is dragged costs frames, and what lies under the pointer stays the same.
    if (map.isMoving()) return;
    const waits = point !== null;
    point = event.point;
    if (!waits) requestAnimationFrame(() => {
      const here = point;
      point = null;
      last = here;
      if (!map.isStyleLoaded() && !map.getLayer("units")) return;
      const found = describe(at(map, here), theme());
      hover(found);
      map.getCanvas().style.cursor = found ? "pointer" : "";
      tip(found, here);
    });
  });
  map.on("movestart", () => { if (document.activeElement !== map.getCanvas() || !map.getCanvas().matches(":focus-visible")) tip(null); });
  map.on("mouseout", () => { hover(null); tip(null); });
  map.on("click", event => {
    const found = describe(at(map, event.point), theme());
    if (found) openUnit(found.id, false);
  });
  const canvas = map.getCanvas();
  const middle = () => [canvas.clientWidth / 2, canvas.clientHeight / 2];
  const tell = () => {
    const isAimed = document.activeElement === canvas && canvas.matches(":focus-visible");
    byId("cross").hidden = !isAimed;
    if (isAimed) {
      const found = describe(at(map, middle()), theme()), [x, y] = middle();
      hover(found);
      last = { x, y };
      tip(found, last);
    }
  };
  canvas.addEventListener("focus", tell);
  canvas.addEventListener("blur", () => { byId("cross").hidden = true; tip(null); hover(null); });
  map.on("moveend", tell);
  canvas.addEventListener("keydown", event => {
    if (event.key === "Escape") openWhole();
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    const found = describe(at(map, middle()), theme());
    if (found) openUnit(found.id, false);
  });
  map.on("move", () => {
    const other = map === maps.after ? maps.before : maps.after;
    if (!other || other.isFollowing || !maps.isSplit) return;
    map.isFollowing = true;
    other.jumpTo({ center: map.getCenter(), zoom: map.getZoom() });
    map.isFollowing = false;
  });
}

function tip(found, point) {
  const box = byId("tip");
  box.hidden = !found;
  if (!found) return;
  box.textContent = "";
  found.lines.forEach((line, k) => add(box, k ? "div" : "strong", line));
  const stage = byId("stage").getBoundingClientRect();
  box.style.left = Math.max(4, Math.min(point.x + 14, stage.width - box.offsetWidth - 8)) + "px";
  box.style.top = Math.max(4, point.y + 18 + box.offsetHeight > stage.height ? point.y - box.offsetHeight - 12 : point.y + 18) + "px";
}

/** Frames areas; their outline comes from a source of its own, so that the others are not read anew. */
function mark(area) {
  chosen = area && Object.assign({ ids: [area.id] }, area);
  eachMap(map => {
    for (const layer of ["units", "districts"]) for (const part of ["under", "over"]) {
      const id = "mark-" + layer + part, is = chosen && chosen.layer === layer && chosen.ids.length > 0;
      if (!map.getLayer(id)) continue;
      if (is) map.setFilter(id, isAmong(chosen.ids));
      map.setLayoutProperty(id, "visibility", is ? "visible" : "none");
    }
  });
}

const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
function lookAt(place) {
  const options = { duration: isStill() ? 0 : 500, padding: 40, maxZoom: 16 };
  if (place.length === 4) maps.before.fitBounds([[place[0], place[1]], [place[2], place[3]]], options);
  else maps.before.easeTo({ center: place, zoom: Math.max(maps.before.getZoom(), D.zooms[1] - 0.5), duration: options.duration });
}
