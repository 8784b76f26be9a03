// Filters by text, severity, family and state, and goes from one finding shown to the next.
const documents = all(".document").map((element) => ({
  element, findings: findings.filter(({ id }) => id.slice(1).split("-")[0] === element.id.slice(1)),
  tables: tables.filter((table) => table.element.parentElement === element),
}));

const chosen = () => {
  const wanted = [];
  for (const name of ["s", "f", "t"]) {
    const values = all(`#filter input[name="${name}"]:checked`).map((box) => box.value);
    if (values.length) wanted.push([name, new Set(values)]);
  }
  return { wanted, words: byId("filter-text").value.trim().toLowerCase().split(/\s+/).filter(Boolean) };
};

const setHidden = (element, hidden) => {
  if (element && element.hidden !== hidden) element.hidden = hidden;
};

const tell = (count, tableCount) => {
  const output = byId("filter-count");
  const numbers = { n: count, all: findings.length, t: tableCount, tables: tables.length };
  const text = output.dataset[root.dataset.lang];
  output.textContent = text.replace(/\{(\w+)\}/g, (_, name) => numbers[name].toLocaleString("en"));
  byId("filter-none").hidden = count > 0 || tableCount > 0;
};

const filter = () => {
  const { wanted, words } = chosen();
  const narrowed = words.length > 0 || wanted.length > 0;
  const named = ({ names }, word) => names.includes(word);
  for (const one of findings) {
    const has = (word) => (one.table && named(one.table, word)) || one.row.includes(word) || textOf(one).includes(word);
    const shown = wanted.every(([name, set]) => one.facets[name].some((value) => set.has(value))) && words.every(has);
    if (shown === one.shown) continue;
    one.shown = shown;
    if (!one.table || one.table.made) show(one);
  }
  let tableCount = 0;
  for (const table of tables) {
    const byName = wanted.length === 0 && words.every((word) => named(table, word));
    table.shown = !narrowed || byName || table.findings.some((one) => one.shown);
    tableCount += table.shown;
    setHidden(table.element, !table.shown);
    setHidden(table.row, !table.shown);
  }
  for (const one of documents) {
    setHidden(one.element, narrowed && !one.findings.some(({ shown }) => shown) && !one.tables.some(({ shown }) => shown));
  }
  tell(findings.filter(({ shown }) => shown).length, tableCount);
};

let waiting = 0;
byId("filter").addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(filter, 80);
});
byId("filter").addEventListener("submit", (event) => event.preventDefault());
byId("filter").addEventListener("reset", () => {
  for (const box of all("#filter input:checked")) box.checked = false;
  byId("filter-text").value = "";
  filter();
});
document.addEventListener("languagechange", filter);

let current = -1;
const step = (by) => {
  const focused = document.activeElement && document.activeElement.closest(".note");
  if (focused) current = findings.indexOf(findingById.get(focused.id));
  for (let at = current + by; at >= 0 && at < findings.length; at += by) {
    if (!findings[at].shown) continue;
    current = at;
    goTo(elementOf(findings[at].id));
    return;
  }
};
byId("next").addEventListener("click", () => step(1));
byId("previous").addEventListener("click", () => step(-1));
byId("open-all").addEventListener("click", () => tables.forEach((one) => (one.element.open ||= one.shown)));
byId("close-all").addEventListener("click", () => tables.forEach((one) => (one.element.open = false)));
// On a phone the fields would push the tables off the first screens.
if (matchMedia("(max-width: 34rem)").matches) byId("filter-fold").open = false;
filter();
