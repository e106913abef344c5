// What is too wide or too high scrolls within itself, and gets into the order of Tab, with a name.
"use strict";

(() => {
  const article = document.querySelector("article");
  const names = document.getElementById("scroller-names")?.dataset;
  if (!names) return;
  const kinds = [
    [".sphx-glr-script-out pre, .output-html, .output-formatted", names.output],
    ["pre", names.code],
    [".table-wrapper", names.table],
    ['math[display="block"]', ""], // it says itself what it is
  ];

  function look(element, name) {
    const wide = element.scrollWidth > element.clientWidth + 1; // widths are rounded
    const high = element.scrollHeight > element.clientHeight + 1;
    // The names are in the page's language, and a piece of another one says itself what it is.
    const isForeign = element.closest("[lang]") !== document.documentElement;
    const attributes = {
      tabindex: "0",
      ...(name && !isForeign && { role: "group", "aria-label": name }),
    };
    for (const [attribute, value] of Object.entries(attributes)) {
      if (wide || high) element.setAttribute(attribute, value);
      else element.removeAttribute(attribute);
    }
  }

  // What is printed wraps, but not the rows of a table, which would lose their columns. A message beside a table does:
  // words one after the other.
  const isRow = (line) => (line.trim().match(/\S {2,}(?=\S)/g) ?? []).length > 1;
  const isProse = (line) => !/\S {2,}\S/.test(line) && /(?<!\S)(?:\p{L}[\p{L}'’]+[,.:;]? ){3}\p{L}/u.test(line);
  function wrap(pre) {
    const walker = document.createTreeWalker(pre, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
      const lines = text.data.split(/(?<=\n)/);
      if (!lines.some(isProse)) continue;
      text.replaceWith(...lines.map((line) => {
        if (!isProse(line)) return line;
        const prose = document.createElement("span");
        prose.className = "prose";
        prose.textContent = line;
        return prose;
      }));
    }
    pre.normalize(); // the lines of a table are one text again
  }
  for (const pre of article.querySelectorAll(".sphx-glr-script-out pre")) {
    if (pre.textContent.split("\n").filter(isRow).length < 2) continue;
    pre.classList.add("in-columns");
    wrap(pre);
  }

  // What opens, comes or becomes narrow in the article changes its size.
  new ResizeObserver(() => {
    const seen = new Set();
    for (const [selector, name] of kinds) {
      for (const element of article.querySelectorAll(selector)) {
        if (!seen.has(element)) look(element, name);
        seen.add(element);
      }
    }
  }).observe(article);
})();
