// The map itself: sources, layers, colours, hover, choice, and the second map of the swipe.
const css = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
const stances = [["support", "Supported", "#117733"], ["oppose", "Opposed", "#cc6677"], ["claim", "Claimed", "#332288"],
  ["", "Other interest", "#999933"]];
const shown = { buildings: true, sectors: false, interests: false, land: -1, names: true, ground: true };
const states = [];
/** Above this many units their outlines hide what they frame until one looks closer. */
const manyUnits = 20000;
let chosen = null;

maplibregl.addProtocol("plan", async request => ({ data: await archive.tile(request.url.slice(7)) }));

// The class of a unit: a character of its one attribute, counted from "0", or a state where another run was read.
const valueOf = theme => {
  const at = D.themes.indexOf(theme);
  return theme.isState ? ["feature-state", theme.key] : ["slice", ["string", ["get", "t"], ""], at, at + 1];
};
const labelOf = (theme, k) => theme.isState ? k : String.fromCharCode(48 + k);
const classOf = (theme, unit) => theme.isState
  ? (unit.state || {})[theme.key] : unit.properties.t.charCodeAt(D.themes.indexOf(theme)) - 48;
function colourOf(theme) {
  if (!theme || !theme.classes.length) return css("none");
  return ["match", valueOf(theme), ...theme.classes.flatMap((c, k) => [labelOf(theme, k), c.colour]), css("none")];
}
/** White stripes on classes whose colour repeats; patterns cannot come from states, so there each unit is named by its id. */
function hatchOf(theme) {
  if (theme && theme.isState) {
    const striped = [1, 2, 3].map(hatch => ["hatch" + hatch, []]);
    theme.values.forEach((value, id) => { if (value >= 0 && theme.classes[value].hatch) striped[theme.classes[value].hatch - 1][1].push(id); });
    const used = striped.filter(([, ids]) => ids.length);
    return {
      filter: used.length ? ["match", ["id"], used.flatMap(([, ids]) => ids), true, false] : ["==", ["id"], -1],
      pattern: used.length ? ["match", ["id"], ...used.flatMap(([name, ids]) => [ids, name]), "hatch1"] : "hatch1"
    };
  }
  const hatched = theme ? theme.classes.flatMap((c, k) => c.hatch ? [[labelOf(theme, k), c.hatch]] : []) : [];
  return {
    filter: hatched.length ? ["match", valueOf(theme), hatched.map(h => h[0]), true, false] : ["==", ["id"], -1],
    pattern: hatched.length
      ? ["match", valueOf(theme), ...hatched.flatMap(h => [h[0], "hatch" + h[1]]), "hatch1"] : "hatch1"
  };
}
const visible = is => ({ visibility: is ? "visible" : "none" });

function style(theme) {
  const vector = { type: "vector", tiles: ["plan://{z}/{x}/{y}"], minzoom: D.zooms[0], maxzoom: D.zooms[1], bounds: D.bounds };
  const hatch = hatchOf(theme), dark = css("ink"), paper = css("paper");
  const sources = {
    plan: vector, mark: vector,
    names: { type: "geojson", data: { type: "FeatureCollection", features: D.labels.flatMap((place, row) => place ? [{
      type: "Feature", properties: { i: "name" + row, a: -D.districts[row].area },
      geometry: { type: "Point", coordinates: place } }] : []) } }
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
  const stance = ["match", ["get", "stance"], ...stances.slice(0, 3).flatMap(s => [s[0], s[2]]), stances[3][2]];
  plan("interests", "fill", "interests", { "fill-color": stance, "fill-opacity": 0.4 }, { layout: visible(shown.interests) });
  plan("interest-lines", "line", "interests", { "line-color": stance, "line-width": 2.5, "line-dasharray": [3, 1.5] },
    { layout: visible(shown.interests) });
  plan("interest-points", "circle", "interests", {
    "circle-color": stance, "circle-radius": 6, "circle-stroke-width": 1.5, "circle-stroke-color": paper
  }, { layout: visible(shown.interests), filter: ["==", ["geometry-type"], "Point"] });
  plan("buildings", "fill", "buildings", {
    "fill-color": shown.sectors
      ? ["match", ["get", "s"], ...D.sectors.flatMap((_, k) => [k, D.colours[k % D.colours.length]]), "#777777"] : dark,
    "fill-opacity": shown.sectors ? 1 : 0.38, "fill-outline-color": dark
  }, { layout: visible(shown.buildings || shown.sectors) });
  plan("borders", "line", "districts", { "line-color": dark, "line-width": 1.6, "line-opacity": 0.75 });
  for (const layer of ["units", "districts"]) {
    const id = chosen && chosen.layer === layer ? chosen.id : -1;
    for (const [part, colour, width] of [["under", paper, 6.5], ["over", css("accent"), 3.5]]) layers.push({
      id: "mark-" + layer + part, type: "line", source: "mark", "source-layer": layer, filter: ["==", ["id"], id],
      layout: Object.assign({ "line-join": "round" }, visible(id >= 0)), paint: { "line-color": colour, "line-width": width } });
  }
  layers.push({ id: "names", type: "symbol", source: "names",
    layout: Object.assign({ "icon-image": ["get", "i"], "symbol-sort-key": ["get", "a"], "icon-padding": 2 }, visible(shown.names)) });
  return { version: 8, sources, layers };
}

/** A long name in two lines, broken at the space nearest its middle: narrow names leave one another room. */
function twoLines(name) {
  const spaces = [...name].flatMap((letter, k) => letter === " " ? [k] : []);
  if (name.length <= 10 || !spaces.length) return [name];
  const middle = spaces.reduce((a, b) => Math.abs(b - name.length / 2) < Math.abs(a - name.length / 2) ? b : a);
  return [[...name].slice(0, middle).join(""), [...name].slice(middle + 1).join("")];
}

/** The picture of a name or a hatching, drawn when a map first asks for it. */
function drawImage(map, id) {
  const canvas = document.createElement("canvas"), ratio = 2;
  let pen = canvas.getContext("2d");
  if (id.startsWith("hatch")) {
    canvas.width = canvas.height = 16;
    pen.strokeStyle = "#ffffff";
    pen.lineWidth = 3;
    const lines = { hatch1: [[0, 16, 16, 0], [-4, 4, 4, -4], [12, 20, 20, 12]],
      hatch2: [[0, 0, 16, 16], [-4, 12, 4, 20], [12, -4, 20, 4]], hatch3: [[0, 8, 16, 8]] }[id];
    for (const [a, b, c, d] of lines) { pen.beginPath(); pen.moveTo(a, b); pen.lineTo(c, d); pen.stroke(); }
  } else {
    const lines = twoLines(D.districts[+id.slice(4)].name.slice(0, 60));
    const font = "600 " + 13 * ratio + "px system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif";
    pen.font = font;
    canvas.width = Math.ceil(Math.max(...lines.map(line => pen.measureText(line).width))) + 8 * ratio;
    canvas.height = (4 + 16 * lines.length) * ratio;
    pen = canvas.getContext("2d");
    pen.font = font;
    pen.textBaseline = "middle";
    pen.textAlign = "center";
    pen.lineJoin = "round";
    pen.lineWidth = 4 * ratio;
    pen.strokeStyle = css("paper");
    pen.fillStyle = css("ink");
    // All outlines first, so that none covers the letters of the other line.
    for (const draw of ["strokeText", "fillText"])
      lines.forEach((line, k) => pen[draw](line, canvas.width / 2, (10 + 16 * k) * ratio));
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

function describe(features, theme) {
  const unit = features.find(f => f.sourceLayer === "units");
  if (!unit) return null;
  const value = classOf(theme, unit);
  const lines = [D.districts[unit.properties.d].name, theme.title + ": " +
    (value === undefined || value < 0 ? theme.none || "nothing" : theme.classes[value].title)];
  const interests = unique(features.filter(f => f.sourceLayer === "interests")
    .map(f => [f.properties.name || f.properties.topic, f.properties.stance, f.properties.group].filter(Boolean).join(", ")));
  return { id: unit.id, lines: lines.concat(interests) };
}

/** Hover, click and keys of a map. */
function attend(map) {
  let hovered = null, point = null;
  const theme = () => map === maps.after ? themes.after : themes.before;
  const state = (id, is) => map.setFeatureState({ source: "plan", sourceLayer: "units", id }, { hover: is });
  function hover(found) {
    const id = found ? found.id : null;
    if (id === hovered) return;
    if (hovered !== null) state(hovered, false);
    hovered = id;
    if (id !== null) state(id, true);
  }
  map.on("mousemove", event => {
    const waits = point !== null;
    point = event.point;
    if (!waits) requestAnimationFrame(() => {
      const here = point;
      point = null;
      if (!map.isStyleLoaded() && !map.getLayer("units")) return;
      const found = describe(at(map, here), theme());
      hover(found);
      map.getCanvas().style.cursor = found ? "pointer" : "";
      tip(found, here);
    });
  });
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
      tip(found, { x, y });
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

/** Frames an area; its outline comes from a source of its own, so that the others are not read anew. */
function mark(area) {
  chosen = area;
  eachMap(map => {
    for (const layer of ["units", "districts"]) for (const part of ["under", "over"]) {
      const id = "mark-" + layer + part, is = area && area.layer === layer;
      if (!map.getLayer(id)) continue;
      if (is) map.setFilter(id, ["==", ["id"], area.id]);
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
