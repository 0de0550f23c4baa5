// Numbers and names as people read them.
const byId = id => document.getElementById(id);

function round3(value) {
  const size = Math.abs(value);
  if (size === 0) return "0";
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 4;
  if (size >= 1000) {
    const step = Math.pow(10, Math.floor(Math.log10(size)) - 2);
    value = Math.round(value / step) * step;
  }
  const parts = Math.abs(value).toFixed(digits).split(".");
  parts[0] = parts[0].replace(/\B(?=(\d{3})+$)/g, "\u202f");
  return (value < 0 ? "\u2212" : "") + parts.join(".");
}
const count = value => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, "\u202f");
const counted = (value, one, many) => count(value) + " " + (Math.round(value) === 1 ? one : many);
const buildings = value =>
  value > 0 && value < 0.95 ? "parts of buildings" : counted(value, "building", "buildings");

function show(value, unit) {
  const size = Math.abs(value);
  if ((unit === "EUR" || unit === "EUR/a") && size >= 1e6) return round3(value / 1e6) + "\u00a0M" + unit;
  if (unit === "m²" && size >= 1e6) return round3(value / 1e6) + "\u00a0km²";
  if (unit === "m²" && size >= 1e4) return round3(value / 1e4) + "\u00a0ha";
  return round3(value) + "\u00a0" + unit;
}
const money = value => [value < 0 ? "Yearly gain" : "Yearly cost", show(Math.abs(value), "EUR/a")];
const tonnes = value => show(value, "t CO2e/a");
const share = (part, whole) => whole > 0 ? " (" + round3(100 * part / whole) + " %)" : "";

/** The actions of a package by name. */
const title = (place, data = D) =>
  place < 0 ? "nothing" : data.packages[place].map(a => data.actions[a].name).join(" + ");
const begun = phase => D.phases && phase !== null && phase !== undefined ? ", begun in " + D.phases[phase] : "";

/** The colour of an action's look, the same in all maps of the plan. */
const actionColour = look => D.colours[look % D.colours.length];
/** The stripes that set it apart from another action of its colour: 0 none. */
const actionHatch = look => Math.floor(look / D.colours.length) % 6;

/** Adds an element with a text; texts of strangers are only ever set as text. */
function add(parent, tag, text, look) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (look) element.className = look;
  parent.appendChild(element);
  return element;
}
function addButton(parent, text, act, look) {
  const button = add(parent, "button", text, look);
  button.type = "button";
  button.addEventListener("click", act);
  return button;
}
function pairs(parent, list) {
  const dl = add(parent, "dl");
  for (const [name, value] of list) if (value) { add(dl, "dt", name); add(dl, "dd", value); }
}
const unique = list => [...new Set(list.filter(Boolean))];

/** Bars with their names and numbers as text; the bars themselves say nothing that the text does not. */
function bars(parent, heading, rows) {
  const most = Math.max(...rows.map(row => Math.max(row.value, row.behind || 0)));
  if (!(most > 0)) return;
  const figure = add(parent, "figure", undefined, "bars");
  add(figure, "figcaption", heading);
  for (const row of rows) {
    const line = add(figure, "div", undefined, "bar");
    if (row.open) addButton(line, row.name, row.open, "link"); else add(line, "span", row.name);
    add(line, "span", row.text, "n");
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 100 6");
    svg.setAttribute("preserveAspectRatio", "none");
    svg.setAttribute("aria-hidden", "true");
    for (const [value, look] of [[row.behind || 0, "behind"], [Math.max(0, row.value), "front"]]) {
      const rect = document.createElementNS(svg.namespaceURI, "rect");
      rect.setAttribute("width", String(100 * value / most));
      rect.setAttribute("height", "6");
      rect.setAttribute("class", look);
      svg.appendChild(rect);
    }
    line.appendChild(svg);
  }
}
