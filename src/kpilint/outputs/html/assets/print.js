// Everything folded is opened for printing and folded again afterwards.
let folded = [];
addEventListener("beforeprint", () => {
  tables.forEach(fill);
  folded = all("details:not([open])");
  for (const one of folded) one.open = true;
  charts.forEach((chart) => {
    const svg = chart.getDom().querySelector("svg");
    if (svg) svg.setAttribute("viewBox", `0 0 ${chart.getWidth()} ${chart.getHeight()}`);
  });
});
addEventListener("afterprint", () => {
  for (const one of folded) one.open = false;
});
arrive();
byId("print").addEventListener("click", () => print());
