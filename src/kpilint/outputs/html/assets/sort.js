// Sorts a table by a column: numbers by what data-v says or the text, texts as Chinese dictionaries do.
const collator = new Intl.Collator("zh-CN", { numeric: true });

const valueOf = (row, at) => {
  const cell = row.cells[at];
  return cell.dataset.v ?? cell.textContent.trim();
};

const sortBy = (table, head) => {
  const at = head.cellIndex;
  const up = head.getAttribute("aria-sort") !== "ascending";
  for (const one of all("th[aria-sort]", table)) one.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", up ? "ascending" : "descending");
  const keyed = all("tbody tr", table).map((row) => ({ row, key: valueOf(row, at) }));
  const numbers = keyed.every(({ key }) => key === "" || key === "–" || !Number.isNaN(Number(key)));
  const compare = numbers ? (a, b) => (parseFloat(a.key) || 0) - (parseFloat(b.key) || 0) : (a, b) => collator.compare(a.key, b.key);
  keyed.sort((a, b) => (up ? compare(a, b) : compare(b, a)));
  table.tBodies[0].append(...keyed.map(({ row }) => row));
};

for (const button of all(".sortable thead button")) {
  button.addEventListener("click", () => sortBy(button.closest("table"), button.closest("th")));
}
