// The way to tell the authors of a mistake in the part that one is at: a link below that part's other marks.
"use strict";

const reporting = (() => {
  const page = document.querySelector("a.report[data-lines]");
  if (!page) return null; // nobody can be told
  const QUOTED = 200; // letters: an address may not be long (repository.py)
  const { page: where, script, lines } = page.dataset;
  const line = new Map(lines.split(" ").map((each, at, all) => [each, all[at + 1]]));
  const link = document.createElement("a");
  Object.assign(link, { className: "report-here", title: page.textContent, tabIndex: -1 });
  link.setAttribute("aria-label", page.textContent);

  // What the author wrote there, without the marks.
  function said(piece) {
    const copy = (piece.querySelector(":scope > .own") ?? piece).cloneNode(true);
    copy.querySelectorAll("button, .report-here, .counterpart, .headerlink").forEach((each) => each.remove());
    const letters = [...copy.textContent.replace(/\s+/g, " ").trim()];
    return letters.slice(0, QUOTED).join("") + (letters.length > QUOTED ? "…" : "");
  }

  // The page's own report, about this part alone.
  function address(piece) {
    const section = piece.closest("section[id]")?.id ?? "";
    const url = new URL(page.href);
    const [, body] = url.searchParams.keys();
    const told = url.searchParams
      .get(body)
      .replace(where, () => `${where}#${piece.id || section}`)
      .replace(script, () => script + (line.has(section) ? `#L${line.get(section)}` : ""));
    url.searchParams.set(body, `> ${said(piece)}\n\n${told}`);
    return url.href;
  }

  return {
    at(piece, mark) {
      link.href = address(piece);
      mark.after(link);
    },
  };
})();
