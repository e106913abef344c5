// Where a reader is on the page, and the way to the same place of the page in another language.
"use strict";

// What is being read, told so that a page in another language, or in another layout, finds it.
const readingPlace = (() => {
  const ABOVE = 3; // so many of the sections above a piece are told
  const bar = document.querySelector(".language-bar");
  const pieces = [...document.querySelectorAll("[data-piece]")];
  // What the bar covers where it stays, whether or not the header above it has left.
  const covered = () => (bar ? (parseFloat(getComputedStyle(bar).top) || 0) + bar.offsetHeight : 0);
  // Reading begins below the bar.
  const line = () => Math.max(covered(), bar?.getBoundingClientRect().bottom ?? 0);

  // What the focus or an address leads to is put below the bar too, however many lines it has.
  if (bar) {
    new ResizeObserver(() => {
      document.documentElement.style.setProperty("--covered", `${covered()}px`);
    }).observe(bar);
  }

  // The ids that a piece stands below, the nearest first; sections and terms have the same in every language,
  // as a rule, and where one language has a section besides, those above it lead near.
  function near(piece) {
    const term = piece?.closest("dt") ?? piece?.closest("dd")?.previousElementSibling;
    const above = [...document.querySelectorAll("article section[id]")].filter(
      (each) => piece && each.compareDocumentPosition(piece) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    const ids = above.slice(-ABOVE).map((each) => each.id).reverse();
    return (term?.id ? [term.id, ...ids] : ids).join(" ");
  }

  // The first piece in the window, and how far it is below the line, or how much of it is above;
  // null at the top of the page.
  function now() {
    if (scrollY === 0) return null;
    const top = line();
    const inWindow = (box) => box.height > 0 && box.bottom > top;
    const at = pieces.findIndex((piece) => inWindow(piece.getBoundingClientRect()));
    if (at < 0) return null;
    const box = pieces[at].getBoundingClientRect();
    const below = box.top - top;
    const by = below >= 0 ? Math.round(below) : (below / box.height).toFixed(3);
    return { at, of: pieces.length, near: near(pieces[at]), by };
  }

  // The piece of such a place, where this page has it; else what has its id.
  function find(place) {
    const piece = pieces[place.at];
    const ids = String(place.near).split(" ");
    const named = ids.map((id) => document.getElementById(id)).find(Boolean) ?? null;
    const isSame = Number(place.of) === pieces.length && (!named || near(piece).split(" ")[0] === ids[0]);
    return isSame && piece ? [piece, Number(place.by)] : [named, 0];
  }

  function go(place) {
    if (!place) return;
    const [element, by] = find(place);
    if (!element) return;
    const folded = element.closest("details");
    if (folded && element.localName !== "summary") folded.open = true;
    element.scrollIntoView({ behavior: "instant" }); // now the bar is where it stays
    const box = element.getBoundingClientRect();
    const distance = by >= 0 ? by : by * box.height;
    scrollBy({ top: box.top - line() - distance, behavior: "instant" });
  }

  return { now, go, line };
})();

// Where a link to a part of this page is clicked the page glides there; the next key or scroll is at once again.
document.addEventListener("click", ({ target }) => {
  const { classList } = document.documentElement;
  if (!target.closest?.('a[href^="#"]')) return;
  classList.add("gliding");
  const still = () => classList.remove("gliding");
  for (const kind of ["scrollend", "keydown", "wheel", "pointerdown"]) {
    addEventListener(kind, still, { once: true, passive: true, capture: true });
  }
});

(() => {
  for (const link of document.querySelectorAll(".language-switch a")) {
    link.addEventListener("click", () => {
      bilingual.remember("language", link.lang);
      const place = readingPlace.now();
      const section = location.hash.slice(1);
      link.hash = place ? `~${new URLSearchParams({ ...place, section })}` : section;
    });
  }

  // What somebody typed may be no encoding at all.
  const decoded = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };

  if (!location.hash.startsWith("#~")) return;
  const { section, ...place } = Object.fromEntries(new URLSearchParams(location.hash.slice(2)));
  const isHere = section && document.getElementById(decoded(section));
  history.replaceState(null, "", location.href.split("#")[0] + (isHere ? `#${section}` : ""));
  readingPlace.go(place);
  // Figures that load later move the page, until the reader does.
  const again = () => readingPlace.go(place);
  addEventListener("load", again, { once: true });
  for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    addEventListener(kind, () => removeEventListener("load", again), { once: true, passive: true });
  }
})();
