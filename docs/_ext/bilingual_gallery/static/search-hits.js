// Mark on a page what a reader looked for; loaded when a result of the search leads there.
"use strict";

const SearchHits = (() => {
  const NAME = "search-hit"; // of the highlights, as search.css has it

  // What a result leads to: a section, or of a glossary an entry and its meaning.
  const places = (id) => {
    const place = id && document.getElementById(id);
    if (!place) return [document.querySelector("article") ?? document.body];
    return place.localName === "dt" ? [place, place.nextElementSibling].filter(Boolean) : [place];
  };

  const ranges = (root, hits) => {
    const found = [];
    const escaped = hits.map((hit) => hit.replace(/[^\p{L}\p{N}_]/gu, "\\$&").replace(/[a-z0-9_]$/i, "$&(?![a-z0-9_])"));
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${escaped.join("|")})`, "giu");
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest("script, style, template, button, .headerlink")) continue;
      for (const { 0: text, index } of node.data.matchAll(pattern)) {
        const range = new Range();
        range.setStart(node, index);
        range.setEnd(node, index + text.length);
        found.push(range);
      }
    }
    return found;
  };

  // Mark the hits in the section, and show the first where it would be out of sight. The page is not changed:
  // a browser without highlights shows the section as it is.
  const mark = (hits, id) => {
    const found = places(id).flatMap((root) => ranges(root, hits));
    if (typeof Highlight === "undefined" || !CSS.highlights) return;
    CSS.highlights.set(NAME, new Highlight(...found));
    addEventListener("keydown", ({ key }) => key === "Escape" && CSS.highlights.delete(NAME));
    const isShown = (range) => range.getClientRects().length;
    // What stands in a fold alone opens it.
    if (found.length && !found.some(isShown)) found[0].startContainer.parentElement.closest("details")?.setAttribute("open", "");
    const shown = found.find(isShown);
    if (shown && shown.getBoundingClientRect().bottom > innerHeight) {
      shown.startContainer.parentElement.scrollIntoView({ block: "center" });
    }
  };

  return { mark };
})();
