// What the search shows of what it found: results with excerpts, and what it says of all of them; loaded with
// the index.
"use strict";

const SearchResults = (() => {
  const root = () => document.documentElement.dataset.content_root;

  // The texts of a page, for excerpts; without them results have none.
  const texts = new Map();
  const loadTexts = (page) => {
    if (!texts.has(page)) texts.set(page, bilingual.load(`${root()}_search/${encodeURI(page)}.js`).catch(() => {}));
    return texts.get(page);
  };

  const LONGEST = 150; // milliseconds that results wait for their excerpts
  const patience = () => new Promise((resolve) => setTimeout(resolve, LONGEST));
  // Until the texts of these results are there, or it takes too long.
  const loadedTexts = (results) => Promise.race([Promise.all(results.map(({ page }) => loadTexts(page))), patience()]);

  const element = (name, className, ...parts) => {
    const made = document.createElement(name);
    made.className = className;
    made.append(...parts);
    return made;
  };

  const withMarks = (parts) => parts.map(([part, isHit]) => (isHit ? element("mark", "", part) : part));
  const marked = (text, words) => withMarks(SearchTexts.marked(text, words, Search.stem));

  // Where a page is: a file, or a folder that has its index.
  const address = (page, inFolders) =>
    inFolders ? page.replace(/(^|\/)index$/, "$1").replace(/[^/]$/, "$&/") : `${page}.html`;

  // A result: page › section, and an excerpt once the text of the page is there. On this very page its hits are
  // marked by `markHits`.
  const item = (result, words, { inFolders, markHits }) => {
    const { page, title, section, id, question } = result;
    const link = element("a", "");
    link.href = `${root()}${encodeURI(address(page, inFolders))}${id ? `#${encodeURIComponent(id)}` : ""}`;
    if (section) link.append(element("span", "search-title", title), " › ");
    link.append(element("span", "search-section", ...marked(section || title, words)));
    const text = element("p", "search-excerpt");
    const made = element("li", "", link, text);
    if (question) link.after(element("p", "search-question", ...marked(question, words)));
    loadTexts(page).then(() => {
      const { above = [], parts = [], hits = [] } = SearchTexts.excerpt(result, words, Search.stem) ?? {};
      for (const each of above) link.lastChild.before(element("span", "search-title", each), " › ");
      text.append(...withMarks(parts));
      text.hidden = !parts.length;
      if (!hits.length) return;
      // What to mark is told on the way there: the address itself stays clean.
      const tell = () => {
        if (link.pathname === location.pathname) markHits(hits, link.hash.slice(1));
        else link.search = new URLSearchParams(hits.map((hit) => ["hit", hit]));
      };
      for (const way of ["click", "auxclick"]) link.addEventListener(way, tell);
    });
    return made;
  };

  const quoted = (words) => words.map((word) => `“${word}”`).join(", ");

  // What the live region says of the results, in the words of the form.
  const told = ({ none, unfit, one, many, nowhere, apart: both, instead: other }, { results, fits, missing = [], apart, instead }) => {
    const count = results.length;
    const said = count > 1 ? many.replace("{count}", count) : one;
    const lacking = !count ? "" : missing.length ? `${nowhere.replace("{words}", quoted(missing))} ` : apart ? `${both} ` : "";
    const found = lacking + (!count ? none : fits ? said : unfit);
    return instead ? `${other.replace("{query}", instead)}: ${found}` : found;
  };

  return { item, texts: loadedTexts, told };
})();
