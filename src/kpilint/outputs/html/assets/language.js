"use strict";
// What all parts of the page's script share, and the switch of language.
const root = document.documentElement;
const byId = (id) => document.getElementById(id);
const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
root.classList.add("scripted");

const shownText = (element) => {
  const own = element.querySelector(`:scope > [lang="${root.dataset.lang}"]`);
  return (own || element).textContent.trim();
};

const switchTo = (language) => {
  root.dataset.lang = language;
  root.lang = language === "zh" ? "zh-CN" : "en";
  document.title = shownText(document.querySelector("h1"));
  for (const button of all("[data-to]")) button.setAttribute("aria-pressed", String(button.dataset.to === language));
  document.dispatchEvent(new Event("languagechange"));
};

for (const button of all("[data-to]")) button.addEventListener("click", () => switchTo(button.dataset.to));
