// The tables and their findings. What is inside a table is made when it is opened: thousands would slow the page.
const index = JSON.parse(byId("index").textContent);
const EAGER = 1500;

const findingOf = (table) => ([id, s, f, t, row]) => ({
  id, table, facets: { s: [s], f: [f], t: t.split(" ") }, row: row.toLowerCase(), shown: true,
});
const tables = index.tables.map(({ id, names, findings }) => {
  const element = byId(id);
  const inert = element.querySelector("noscript");
  const table = { element, inert, html: inert.textContent, names: names.toLowerCase(), row: null, texts: null };
  table.findings = findings.map(findingOf(table));
  return table;
});
const loose = index.loose.map(findingOf(null));
const findings = [];
const tableOf = new Map(tables.map((one) => [one.element.id, one]));
const findingById = new Map();
for (const row of all("#table-list tbody tr")) tableOf.get(row.dataset.table).row = row;

const show = (finding) => {
  const element = byId(finding.id);
  if (!element || element.hidden === !finding.shown) return;
  element.hidden = !finding.shown;
  if (!finding.table) return;
  for (const mark of all(`.form .mark[href="#${finding.id}"]`, finding.table.element)) mark.hidden = !finding.shown;
};

const fill = (table) => {
  if (!table.inert) return;
  table.inert.outerHTML = table.html;
  table.inert = null;
  for (const one of table.findings) if (!one.shown) show(one);
};

// An id names its table: c3-12-0-value stands in t3-12.
const elementOf = (id) => {
  const table = tableOf.get(`t${(/^[a-z](\d+-\d+)/.exec(id) || [])[1]}`);
  if (table && id !== table.element.id) fill(table);
  return byId(id);
};

const plain = (html) =>
  html.replace(/<[^>]*>/g, "").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&#34;/g, '"').replace(/&#39;/g, "'")
    .replace(/&amp;/g, "&").toLowerCase();

const textOf = (finding) => {
  if (!finding.table) return (finding.text ??= byId(finding.id).textContent.toLowerCase());
  const { table } = finding;
  if (!table.texts) {
    table.texts = new Map();
    for (const [html, id] of table.html.matchAll(/<li class="note [^>]*? id="([^"]+)"[^]*?<\/li>/g)) table.texts.set(id, plain(html));
  }
  return table.texts.get(finding.id);
};

for (const table of tables) {
  if (table.element.open) fill(table);
  table.element.addEventListener("toggle", () => table.element.open && fill(table));
}
// In the order of the page, which is that of going from finding to finding.
for (const section of all(".document")) {
  const number = section.id.slice(1);
  findings.push(...loose.filter(({ id }) => id.slice(1).split("-")[0] === number));
  findings.push(...tables.filter(({ element }) => element.parentElement === section).flatMap((one) => one.findings));
}
for (const one of findings) findingById.set(one.id, one);
if (findings.length <= EAGER) {
  let at = 0;
  const rest = () => {
    for (const until = performance.now() + 20; at < tables.length && performance.now() < until; at += 1) fill(tables[at]);
    if (at < tables.length) setTimeout(rest, 0);
  };
  setTimeout(rest, 0);
}
