// What an empty search box shows: a few words to look for, and the tutorials. It stands behind `searchStart`.
"use strict";

// Put it into a form, once; `take` is called with the words that a reader picks.
const offerStart = (form, take) => {
  const start = form.querySelector(".search-start");
  const { pages, examples } = searchStart;
  if (!start || "made" in start.dataset || !pages.length) return;
  start.dataset.made = "";
  const words = start.querySelector(".search-examples");
  words.hidden = !examples.length;
  for (const example of examples) {
    const button = document.createElement("button");
    button.className = "search-example";
    button.type = "button";
    button.textContent = example;
    button.addEventListener("click", () => take(example));
    words.append(" ", button);
  }
  const root = document.documentElement.dataset.content_root;
  const address = (page) => (!("folders" in form.dataset) ? `${page}.html` : page.replace(/(^|\/)index$/, "$1").replace(/[^/]$/, "$&/"));
  start.querySelector(".search-pages").append(...pages.map(([page, title]) => {
    const link = document.createElement("a");
    link.href = `${root}${encodeURI(address(page))}`;
    link.textContent = title;
    return link;
  }));
};
