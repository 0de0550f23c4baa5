// The panel beside the map: the whole plan, a district, a unit with its reasons, an action.
const panel = byId("panel");
const isAlone = D.unitCount === D.districts.length;
/** Counts what was asked for, so that an answer that comes late does not take the place of a later one. */
let asked = 0;
let otherRun = null;
const isPhone = matchMedia("(max-width: 56rem)");
/** Tells in a few words what came, for who does not see it; the panel itself is read on demand. */
function say(text) { byId("status").textContent = text; }

function clear() {
  panel.textContent = "";
  addButton(panel, "← The whole plan", () => {
    openWhole();
    say("The whole plan");
    if (isPhone.matches) byId("stage").scrollIntoView({ block: "start" });
  }, "link back");
}
function reveal() {
  panel.scrollTop = 0;
  document.body.dataset.open = "1";
  const heading = panel.querySelector("h2");
  say(heading ? heading.textContent : "");
  // On a telephone the panel is below the map.
  if (isPhone.matches) panel.scrollIntoView({ block: "start" });
}

function lineRows(lines, open) {
  return lines.map(([action, units, co2, invest]) => ({
    name: D.actions[action].name, value: co2,
    text: tonnes(co2) + " · " + counted(units, "area", "areas") + " · " + show(invest, "EUR"),
    open: open ? () => openAction(action) : null
  }));
}
const districtRows = () => D.districts.map((d, row) => ({
  name: d.name, value: Math.max(0, d.base - (D.decided ? d.co2 : 0)), behind: d.base,
  text: D.decided ? tonnes(d.base) + " → " + tonnes(d.base - d.co2) : tonnes(d.base), open: () => openDistrict(row, true)
}));

function openWhole() {
  asked++;
  mark(null);
  panel.textContent = "";
  delete document.body.dataset.open;
  if (moved) movedInAll(panel);
  add(panel, "p", D.decided
    ? "Choose an area to see what is planned there and why: click, or search, or move the map with the arrow keys and press Enter."
    : "There is no plan: the rules cannot all be met. Choose an area to see what stands there.", "meta");
  if (D.decided) {
    add(panel, "h2", "What is planned");
    const co2 = D.lines.reduce((sum, line) => sum + line[2], 0);
    pairs(panel, [["Emissions today", tonnes(D.baseline)], ["Cut by the plan", tonnes(co2) + share(co2, D.baseline)],
      ["Investment", show(D.lines.reduce((sum, line) => sum + line[3], 0), "EUR")]]);
    bars(panel, "Emissions cut by each action", lineRows(D.lines, true));
  }
  bars(panel, D.decided ? "Emissions of the districts: today, and with the plan in colour" : "Emissions of the districts",
    districtRows());
}

function districtFacts(parent, row, tag) {
  const d = D.districts[row];
  add(parent, tag, d.name);
  pairs(parent, [["District", d.id], ["Area", show(d.area, "m²")], ["People", count(d.people)],
    ["Buildings", count(d.buildings)], ["Emissions today", tonnes(d.base)]].concat(D.decided
    ? [["Cut by the plan", tonnes(d.co2) + share(d.co2, d.base)], ["Investment", show(d.invest, "EUR")], money(d.cost)]
    : [["Plan", "there is none: the rules cannot all be met"]]));
  const link = add(add(parent, "p"), "a", "District sheet with all numbers");
  link.href = (moved ? moved.base : "") + d.sheet;
}

async function openDistrict(row, moves) {
  const mine = ++asked;
  mark({ layer: "districts", id: row });
  if (moves) lookAt(D.boxes[row]);
  clear();
  districtFacts(panel, row, "h2");
  bars(panel, "Emissions cut by each action", lineRows(D.districtLines[row], true));
  reveal();
  const index = await archive.index();
  if (mine !== asked) return;
  const units = index.ids.map((_, unit) => unit).filter(unit => index.d[unit] === row);
  if (units.length < 2) return;
  const more = add(panel, "details");
  add(more, "summary", counted(units.length, "area", "areas") + " of the district");
  unitTable(more, index, units);
}

function unitTable(parent, index, units) {
  const table = add(parent, "table"), head = add(add(table, "thead"), "tr"), body = add(table, "tbody");
  for (const name of ["Area", "Main action"]) add(head, "th", name).scope = "col";
  let shown = 0;
  function more() {
    for (const unit of units.slice(shown, shown + 200)) {
      const line = add(body, "tr");
      addButton(add(line, "td"), index.ids[unit], () => openUnit(unit, true), "link");
      add(line, "td", index.m[unit] < 0 ? "nothing" : D.actions[index.m[unit]].name);
    }
    shown += 200;
    button.hidden = shown >= units.length;
  }
  const button = addButton(parent, "More areas", more);
  more();
}

function reason(d) {
  const up = d[2] < 0 ? "doing nothing" : title(d[2]) + begun(d[11]), margin = d[3];
  if (d[7]) return "Fixed by a decision already taken (" + d[7] + ").";
  if (margin === null) return "There is no other option.";
  if (Math.abs(margin) < 1e-9) return "The runner-up, " + up + ", is as good at the plan’s prices.";
  if (margin > 0) return "The runner-up, " + up + ", is " + show(margin, D.unit) + " worse at the plan’s prices.";
  return "At the prices alone, " + up + " would be " + show(-margin, D.unit) + " better, but " + d[8];
}

/** Who has a part (1 leads, 2 acts as well, 3 is responsible without leading) in some actions of some districts. */
function who(k, actions, rows) {
  const own = k => unique(rows.flatMap(row => D.carriers[row].filter(c => actions.includes(c[0])).flatMap(c => c[k].map(n => D.names[n]))));
  // Who leads acts as well; it is said once.
  const leads = k === 2 ? own(1) : [];
  return own(k).filter(name => !leads.some(lead => lead === name || lead.startsWith(name + " ("))).join(", ");
}

function decision(parent, d, row) {
  add(parent, "h3", title(d[1]) + begun(d[10]));
  const actions = D.packages[d[1]].map(a => D.actions[a]);
  for (const action of actions) if (action.summary) add(parent, "p", action.summary);
  pairs(parent, [["Reduction", tonnes(d[4])], ["Investment", show(d[5], "EUR")], money(d[6]),
    ["Serves", unique(actions.flatMap(a => a.serves)).join(", ")], ["Who leads", who(1, D.packages[d[1]], [row])],
    ["Responsible", who(3, D.packages[d[1]], [row])], ["Who else acts", who(2, D.packages[d[1]], [row])],
    ["Instrument", unique(actions.map(a => a.instrument)).join(", ")]]);
  add(parent, "p", "Why: " + reason(d), "meta");
  if (D.worlds && d[9] !== null) add(parent, "p", "The same in " + d[9] + " of " + D.worlds + " possible worlds.", "meta");
}

/** Land that is free for an action, and why nothing comes of it. */
function idleLand(unit) {
  if (!unit[8]) return;
  const more = add(panel, "details");
  add(more, "summary", "Free land without an action (" + unit[8].length + ")");
  for (const [action, area, why] of unit[8]) add(more, "p", D.actions[action].name + ": " + show(area, "m²") + " free; " + why + ".", "meta");
}

async function openUnit(row, moves) {
  const mine = ++asked;
  mark({ layer: "units", id: row });
  const [unit, index] = await Promise.all([archive.unit(row), archive.index()]);
  if (mine !== asked) return;
  if (moves) lookAt([index.x[row], index.y[row]]);
  const sum = (list, k) => list.reduce((total, d) => total + d[k], 0);
  clear();
  if (isAlone) districtFacts(panel, unit[1], "h2"); else {
    add(panel, "h2", D.districts[unit[1]].name + ", unit " + unit[0]);
    add(panel, "p", counted(unit[7], "person", "people") + " in " + counted(unit[4], "dwelling", "dwellings") +
      ", " + buildings(unit[3]) + ", " + show(unit[2], "m²"), "meta");
  }
  // What the map shows here, in the unit's own number.
  known = index;
  pairs(panel, unique([themes.before, maps.isSplit ? themes.after : null]).filter(theme => theme.group !== "The plan" || theme.unit)
    .map(theme => [theme.title, shownHere(theme, row)]));
  if (moved) movedHere(panel, unit[0]);
  const done = unit[5].filter(d => d[1] >= 0).sort((a, b) => b[4] - a[4]), left = unit[5].filter(d => d[1] < 0);
  if (!D.decided) add(panel, "p", "There is no plan: the rules cannot all be met.");
  else if (!done.length) add(panel, "p", "No action is planned here.");
  else if (done.length > 1) {
    pairs(panel, [["Main action", D.actions[unit[6]].name], ["Reduction", tonnes(sum(done, 4))],
      ["Investment", show(sum(done, 5), "EUR")], money(sum(done, 6))]);
    bars(panel, "What cuts emissions here",
      done.map(d => ({ name: title(d[1]), value: d[4], text: tonnes(d[4]) })));
  }
  for (const d of done) decision(panel, d, unit[1]);
  if (left.length) {
    const more = add(panel, "details");
    add(more, "summary", "Why nothing else (" + left.length + ")");
    for (const d of left) add(more, "p", D.slotNames[d[0]] + ": " + reason(d), "meta");
  }
  idleLand(unit);
  if (otherRun) await otherDecisions(mine, unit);
  if (mine !== asked) return;
  if (!isAlone) districtFacts(panel, unit[1], "h3");
  reveal();
}

/** What the map shows of a unit in a theme; nothing where only the tiles know. */
function shownHere(theme, row) {
  if (theme.isState) return worth(theme, row, theme.values[row]);
  const numbers = known.v && known.v[theme.key];
  if (!numbers) return "";
  return numbers[row] === null ? theme.unknown : numbers[row] === 0 ? theme.none : worth(theme, row, 0);
}

/** What the other run decided in the same unit. */
async function otherDecisions(mine, unit) {
  const row = otherRun.rows.get(unit[0]);
  const theirs = row === undefined ? null : await otherRun.archive.unit(row);
  if (mine !== asked) return;
  add(panel, "h3", moved ? "Before" : "In the other run");
  if (!theirs) { add(panel, "p", "It has no unit of this name."); return; }
  const data = otherRun.archive.data, done = theirs[5].filter(d => d[1] >= 0);
  if (!done.length) add(panel, "p", "No action is planned here.");
  pairs(panel, done.map(d => [data.slotNames[d[0]], title(d[1], data) + ", " + tonnes(d[4]) + ", " + show(d[5], "EUR")]));
}

async function openAction(action) {
  const mine = ++asked;
  mark(null);
  clear();
  const a = D.actions[action], line = D.lines.find(l => l[0] === action), rows = D.districts.map((_, row) => row);
  add(panel, "h2", a.name);
  if (a.summary) add(panel, "p", a.summary);
  pairs(panel, [["Chosen in", line ? counted(line[1], "area", "areas") : "no area"],
    ["Reduction", line && tonnes(line[2])], ["Investment", line && show(line[3], "EUR")], ["Serves", a.serves.join(", ")],
    ["Who leads", who(1, [action], rows) || a.lead], ["Responsible", who(3, [action], rows)],
    ["Who else acts", who(2, [action], rows) || a.others.join(", ")], ["Policy area", a.policyArea], ["Instrument", a.instrument]]);
  bars(panel, "Emissions cut by it in each district", D.districtLines.flatMap((lines, row) =>
    lines.filter(l => l[0] === action).map(l => ({ name: D.districts[row].name, value: l[2],
      text: tonnes(l[2]) + " · " + counted(l[1], "area", "areas"), open: () => openDistrict(row, true) }))));
  reveal();
  const index = await archive.index();
  if (mine !== asked || !index.c) return;
  const size = D.packages.length, holds = D.packages.map(actions => actions.includes(action));
  const ids = index.c.flatMap((choices, unit) => choices.some(choice => holds[choice % size]) ? [unit] : []);
  mark({ layer: "units", ids });
  if (ids.length) say(a.name + ": " + counted(ids.length, "area", "areas") + " framed on the map");
}
