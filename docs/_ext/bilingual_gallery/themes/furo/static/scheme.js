// The button that changes the colors says which ones there are now.
"use strict";

(() => {
  const told = document.getElementById("schemes")?.dataset;
  if (!told) return;
  const bars = [...document.querySelectorAll('meta[name="theme-color"]')].map((meta) => [meta, meta.content]);
  const tell = () => {
    const isChosen = ["light", "dark"].includes(document.body.dataset.theme);
    for (const [meta, color] of bars) meta.content = isChosen ? getComputedStyle(document.body).backgroundColor : color;
    const label = told.label.replace("{colors}", told[document.body.dataset.theme] ?? told.auto);
    for (const button of document.querySelectorAll(".theme-toggle")) {
      button.setAttribute("aria-label", label);
      button.title = label;
    }
  };
  new MutationObserver(tell).observe(document.body, { attributeFilter: ["data-theme"] });
  tell();
})();
