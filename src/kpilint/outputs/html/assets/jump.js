// From a finding to its cell and back, from a rule's name to what it means; folded tables open on the way.
const flash = (element) => {
  for (const one of all(".found")) one.classList.remove("found");
  element.classList.add("found");
};

const openAround = (element) => {
  for (let one = element; one; one = one.parentElement) {
    if (one.localName === "details") one.open = true;
    if (tableOf.has(one.id)) fill(tableOf.get(one.id));
  }
};

const goTo = (element) => {
  if (element.closest("[hidden]")) byId("filter").reset();
  openAround(element);
  element.scrollIntoView({ block: "center" });
  element.focus({ preventScroll: true });
  if (element.matches(".note, .hit, tr")) flash(element);
};

const target = () => {
  const id = decodeURIComponent(location.hash.slice(1));
  return id ? elementOf(id) : null;
};

const explain = (details) => {
  const dialog = byId("explain");
  byId("explain-title").replaceChildren(...all(":scope > summary > *", details).map((one) => one.cloneNode(true)));
  for (const one of all("summary > *", dialog)) one.after(" ");
  byId("explain-body").replaceChildren(...all(":scope > .body > *", details).map((one) => one.cloneNode(true)));
  dialog.showModal();
};

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const goal = elementOf(decodeURIComponent(link.hash.slice(1)));
  if (!goal) return;
  event.preventDefault();
  if (link.matches(".why") && typeof HTMLDialogElement === "function") {
    explain(goal);
    return;
  }
  if (location.hash !== link.hash) history.pushState(null, "", link.hash);
  goTo(goal);
});
addEventListener("popstate", () => arrive());
byId("explain-close").addEventListener("click", () => byId("explain").close());
const arrive = () => target() && goTo(target());
