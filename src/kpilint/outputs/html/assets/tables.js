// The tables and their findings. What is inside a table is made when it is opened: thousands would slow the page.
const index = JSON.parse(byId("index").textContent);
const EAGER = 1500;

const findingOf = (table) => ([id, s, f, t, row]) => ({
  id, table, facets: { s: [s], f: [f], t: t.split(" ") }, row: row.toLowerCase(), shown: true,
});
const packs = all("script.pack");
const tables = index.tables.map(({ id, names, findings }, number) => {
  const element = byId(id);
  const inert = element.querySelector("noscript");
  const table = { element, inert, html: inert && inert.textContent, number, made: false, names: names.toLowerCase(), row: null, texts: null };
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

// Very many tables are packed, some together; those unpacked last are kept, as the next asked for is mostly among them.
const unpacked = { at: -1, htmls: [] };
const htmlOf = ({ html, number }) => {
  if (html !== null) return html;
  const each = Number(packs[0].dataset.tables);
  const at = Math.floor(number / each);
  if (unpacked.at !== at) {
    const bytes = Uint8Array.from(atob(packs[at].textContent), (char) => char.charCodeAt(0));
    unpacked.htmls = JSON.parse(fflate.strFromU8(fflate.unzlibSync(bytes)));
    unpacked.at = at;
  }
  return unpacked.htmls[number % each];
};

const fill = (table) => {
  if (table.made) return;
  table.made = true;
  table.element.querySelector("summary").insertAdjacentHTML("afterend", htmlOf(table));
  if (table.inert) table.inert.remove();
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

const textsOf = (table) => {
  if (!table.texts) {
    table.texts = new Map();
    for (const [html, id] of htmlOf(table).matchAll(/<li class="note [^>]*? id="([^"]+)"[^]*?<\/li>/g)) table.texts.set(id, plain(html));
  }
  return table.texts;
};
const textOf = (finding) =>
  finding.table ? textsOf(finding.table).get(finding.id) : (finding.text ??= byId(finding.id).textContent.toLowerCase());

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
// While nobody waits: few are made whole, of many the texts are taken out, which a search would take seconds for.
const prepare = findings.length <= EAGER ? fill : textsOf;
let prepared = 0;
const rest = () => {
  for (const until = performance.now() + 20; prepared < tables.length && performance.now() < until; prepared += 1) prepare(tables[prepared]);
  if (prepared < tables.length) setTimeout(rest, 0);
};
setTimeout(rest, 0);
