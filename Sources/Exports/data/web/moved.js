// The page of a comparison: what moved between two runs, beside the map and as colours on it.
const movedBy = new Map();
if (moved) for (const change of moved.changes) {
  if (!movedBy.has(change[0])) movedBy.set(change[0], []);
  movedBy.get(change[0]).push(change);
}

/** Left of the line the earlier run, right of it the later one; what moved is offered for both. */
async function startMoved() {
  const before = Archive.readBefore(document), mine = await archive.index();
  const found = await themesOf(before, "Before: " + moved.before, "Main action before") || [];
  const rows = new Map(mine.ids.map((id, row) => [id, row]));
  for (const entry of moved.themes) {
    const values = new Array(D.unitCount).fill(-1);
    moved.units.forEach((id, k) => { if (rows.has(id)) values[rows.get(id)] = entry.values[k]; });
    found.push(Object.assign({ isState: true, values }, entry.theme));
  }
  offer(found);
  const earlier = themes.all.find(theme => theme.key === "o"), why = themes.all.find(theme => theme.key === "why");
  themes.before = earlier || themes.before;
  themes.after = earlier ? D.themes[0] : why || themes.after;
  fillSelect(byId("theme"), themes.before);
  fillSelect(byId("theme-after"), themes.after);
  paint(maps.before, themes.before);
  split(true);
  document.documentElement.dataset.moved = "1";
}

const grown = (value, unit) => value === null ? "not known" : value === 0 ? "unchanged" : (value > 0 ? "+" : "") + show(value, unit);

function textTable(parent, caption, names, rows) {
  const table = add(parent, "table"), head = add(add(table, "thead"), "tr"), body = add(table, "tbody");
  table.insertBefore(document.createElement("caption"), table.firstChild).textContent = caption;
  for (const name of names) add(head, "th", name).scope = "col";
  for (const row of rows) {
    const line = add(body, "tr");
    row.forEach((text, k) => { if (k) add(line, "td", text, "n"); else add(line, "th", text).scope = "row"; });
  }
}

function movedInAll(parent) {
  add(parent, "h2", "What moved");
  const earlier = Archive.readBefore(document).data;
  for (const [which, data] of [["earlier", earlier], ["later", D]]) if (!data.decided)
    add(parent, "p", "The " + which + " run has no plan: its rules cannot all be met. So no decision can be compared.", "notice");
  if (earlier.decided && D.decided) add(parent, "p", count(moved.changes.length) + " of " + counted(moved.decisions, "decision differs", "decisions differ") +
    ", in " + counted(movedBy.size, "area", "areas") + ".", "meta");
  const line = add(parent, "p", "The same is in ", "meta");
  ["changes.csv", "changes.geojson", "changes.gpkg"].forEach((file, k) => {
    if (k) line.append(k === 2 ? " and " : ", ");
    add(line, "a", file).href = file;
  });
  line.append(".");
  for (const note of moved.notes) add(parent, "p", note);
  const sums = add(parent, "div", undefined, "scroll");
  textTable(sums, "Sums of both plans", ["", "before", "after", "change"], moved.totals);
  if (moved.rules.length) textTable(add(parent, "div", undefined, "scroll"), "Rules whose limit or price moved",
    ["rule", "limit", "price"], moved.rules.map(([name, limit, newLimit, price, newPrice]) =>
      [name, limit === newLimit ? limit : limit + " → " + newLimit, price === newPrice ? price : price + " → " + newPrice]));
  if (!moved.changes.length) return;
  const more = add(parent, "details"), table = document.createElement("table");
  add(more, "summary", "All decisions that differ");
  add(more, "div", undefined, "scroll").appendChild(table);
  const head = add(add(table, "thead"), "tr"), body = add(table, "tbody"), known = archive.index();
  for (const name of ["Area", "On", "Before", "After", "Because"]) add(head, "th", name).scope = "col";
  let told = 0;
  async function tell() {
    const places = (await known).ids;
    for (const change of moved.changes.slice(told, told + 200)) {
      const row = places.indexOf(change[0]), line = add(body, "tr"), cell = add(line, "td");
      if (row < 0) cell.textContent = change[0]; else addButton(cell, change[0], () => openUnit(row, true), "link");
      for (const text of change.slice(1, 5)) add(line, "td", text);
    }
    told += 200;
    button.hidden = told >= moved.changes.length;
  }
  const button = addButton(more, "More decisions", tell);
  tell();
}

function movedHere(parent, id) {
  add(parent, "h3", "What moved here");
  const changes = movedBy.get(id);
  if (!changes) { add(parent, "p", "Nothing: the same is planned as before."); return; }
  for (const [, slot, before, after, reason, co2, invest, cost] of changes) {
    add(parent, "p", slot + ": " + before + " → " + after);
    pairs(parent, [["Because", reason], ["Emissions cut", grown(co2, "t CO2e/a")], ["Investment", grown(invest, "EUR")],
      ["Yearly cost", grown(cost, "EUR/a")]]);
  }
  if (D.decided) add(parent, "h3", "What is planned now");
}
