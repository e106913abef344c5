// The link to the part of the page that one is at, to copy it: a button below the mark of that part.
"use strict";

const sharing = (() => {
  const template = document.getElementById("share");
  if (!template) return {}; // a page without prose
  const [button, status] = template.content.children;
  const { copied, failed } = template.dataset;
  template.after(status);
  const MARKS = ".peek, .share, .report-here";
  const say = bilingual.teller(status);
  let piece;

  // A heading is where its section is.
  const idOf = (each) => each.id || (/^h\d$/.test(each.localName) && each.closest("section[id]")?.id);

  async function copy(id) {
    const link = new URL(location.href);
    link.search = "";
    link.hash = id;
    try {
      await navigator.clipboard.writeText(link.href);
      say(copied);
    } catch {
      history.replaceState(null, "", link.hash);
      say(failed);
    }
  }

  // A table and a summary hold no button: it is before them, where their mark is.
  function at(each) {
    if (!each || each === piece || !idOf(each)) return;
    const beside = { table: each.closest(".table-wrapper"), summary: each.parentElement }[each.localName];
    const mark = (beside?.previousElementSibling ?? each).querySelector(":scope > .peek");
    if (beside && !mark) return;
    piece = each;
    if (mark) mark.after(button);
    else each.append(button);
    reporting?.at(piece, button);
  }

  // Of pieces that begin in the window, where their marks are, the one that is being read, a third down.
  function nearest(pieces) {
    const line = innerHeight / 3;
    const covered = document.querySelector(".language-bar")?.getBoundingClientRect().bottom ?? 0;
    const away = (each) => {
      const { top, bottom } = each.getBoundingClientRect();
      return Math.max(top - line, line - bottom, 0);
    };
    const begins = (each) => each.getBoundingClientRect().top >= covered;
    const those = pieces.filter((each) => each.checkVisibility() && begins(each) && away(each) < innerHeight);
    return those.reduce((best, each) => (away(each) < away(best) ? each : best), those[0]);
  }

  // The button goes to that one, or away where there is none.
  function follows(pieces) {
    const each = nearest(pieces);
    if (each && idOf(each)) {
      at(each);
    } else {
      piece = undefined;
      if (button.nextElementSibling?.matches(".report-here")) button.nextElementSibling.remove();
      button.remove();
    }
    return each;
  }

  // Where nothing can be pointed at, what is being read is chosen again as the page moves.
  const pointing = matchMedia("(hover: hover)");
  function follow(choose) {
    let waiting = 0;
    const moved = () => {
      cancelAnimationFrame(waiting);
      if (!pointing.matches) waiting = requestAnimationFrame(choose);
    };
    for (const kind of ["scroll", "resize"]) addEventListener(kind, moved, { passive: true });
    pointing.addEventListener("change", moved);
    moved();
    return moved;
  }

  const pieceOf = (target) =>
    target.closest?.("[data-piece]") ??
    target.closest?.(".peek-place")?.nextElementSibling.querySelector("[data-piece]");
  for (const kind of ["pointerover", "focusin"]) {
    document.addEventListener(kind, ({ target }) => {
      if (pointing.matches) at(pieceOf(target));
    });
  }
  button.addEventListener("click", () => copy(idOf(piece)));
  // From a mark, the others of its part are beside it.
  document.addEventListener("keydown", (event) => {
    const way = { ArrowLeft: "previousElementSibling", ArrowRight: "nextElementSibling" }[event.key];
    if (!way || !document.activeElement.matches(MARKS)) return;
    let next = document.activeElement[way];
    while (next?.matches(MARKS) && !next.checkVisibility()) next = next[way];
    if (next?.matches(MARKS)) next.focus();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.headerlink");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) copy(decodeURIComponent(link.hash.slice(1)));
  });
  button.tabIndex = -1;
  if (!document.querySelector(".compare")) follow(() => follows([...document.querySelectorAll("[data-piece]")]));

  return { follows, follow };
})();
