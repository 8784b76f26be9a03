// Charts of the figures that stand beside each as a table; a bar of a family or severity filters by it.
const colors = {
  g1: "#2f8a5b", g2: "#3b78b5", g3: "#c98a1b", g4: "#c5443a", g0: "#98a2b0",
  severities: ["#8c0d22", "#c5443a", "#e0a63a", "#7fb0de"], on: ["#fff", "#fff", "#1c2430", "#1c2430"], plain: "#1d4477",
};
const severityNames = ["blocker", "error", "warning", "info"];

const figuresOf = (figure) => ({
  columns: all("thead th", figure).slice(1).map(shownText),
  lines: all("tbody tr", figure).map((row) => ({
    name: shownText(row.cells[0]), key: row.dataset.key, values: all("td", row).map((cell) => Number(cell.textContent)),
  })),
});

const optionOf = (name, { columns, lines }) => {
  const across = name === "families" || name === "items";
  const ordered = across ? [...lines].reverse() : lines;
  const kinds = { type: "category", data: ordered.map((line) => line.name), axisTick: { show: false }, axisLabel: { color: "#1c2430", interval: across ? 0 : "auto" } };
  const amounts = { type: "value", minInterval: name === "items" ? 0 : 1, axisLabel: { color: "#556070" }, splitLine: { lineStyle: { color: "#e1e6ed" } } };
  const stacked = columns.length > 1;
  // A part of a bar too short for its figure goes without.
  const least = Math.max(1, 0.05 * Math.max(...lines.map(({ values }) => values.reduce((sum, one) => sum + one, 0))));
  const colorOf = (line, at) => (stacked ? colors.severities[at] : colors[line.key] || colors.plain);
  return {
    animation: false, aria: { enabled: false }, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: 8, right: 28, top: stacked ? 34 : 14, bottom: 6, containLabel: true },
    tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, renderMode: "richText" },
    legend: stacked ? { top: 0, left: 0, selectedMode: false } : undefined,
    xAxis: across ? amounts : kinds, yAxis: across ? kinds : amounts,
    series: columns.map((title, at) => ({
      name: title, type: "bar", stack: "all", barMaxWidth: 34, itemStyle: { color: colors.severities[at] },
      label: {
        show: true, position: stacked ? "inside" : across ? "right" : "top", color: stacked ? colors.on[at] : "#1c2430",
        formatter: ({ value }) => (stacked && value < least ? "" : name === "items" ? value.toFixed(2) : String(value)),
      },
      data: ordered.map((line) => ({ value: line.values[at], itemStyle: { color: colorOf(line, at) } })),
    })),
  };
};

const charts = new Map();
const draw = (figure) => {
  const chart = charts.get(figure) || echarts.init(figure.querySelector(".canvas"), null, { renderer: "svg" });
  if (!charts.has(figure)) {
    charts.set(figure, chart);
    chart.on("click", ({ dataIndex, seriesIndex }) => {
      const { lines } = figuresOf(figure);
      if (figure.dataset.chart !== "families") return;
      narrow(lines[lines.length - 1 - dataIndex].key, severityNames[seriesIndex]);
    });
  }
  chart.setOption(optionOf(figure.dataset.chart, figuresOf(figure)), true);
};

const narrow = (family, severity) => {
  byId("filter").reset();
  for (const box of all('#filter input[type="checkbox"]')) {
    box.checked = (box.name === "f" && box.value === family) || (box.name === "s" && box.value === severity);
  }
  filter();
  byId("details").scrollIntoView();
};

const figures = all("figure[data-chart]");
for (const figure of figures) draw(figure);
document.addEventListener("languagechange", () => figures.forEach(draw));
let resizing = 0;
addEventListener("resize", () => {
  cancelAnimationFrame(resizing);
  resizing = requestAnimationFrame(() => charts.forEach((chart) => chart.resize()));
});
