// The mark beside each piece of prose that shows its counterpart below it, and what both ways of reading
// two languages need: to show a counterpart at its piece, and to hide it.
"use strict";

// `language` says which is the other one now, `say` what is said to who listens.
const peeking = (told, language, say) => {
  const pieces = [...document.querySelectorAll("[data-piece]")];
  const marks = new Map(); // piece -> its button

  // A table and its counterpart stand in a frame of their own; of anything else, both stand in the piece.
  const frame = (piece) => piece.closest(".table-wrapper") ?? piece;
  const pair = (piece) => frame(piece).parentElement.closest(".pair");
  const shownFor = (piece) =>
    piece.localName === "table"
      ? pair(piece)?.lastElementChild
      : piece.querySelector(":scope > .counterpart");

  function show(piece, element) {
    hide(piece);
    element.classList.add("counterpart");
    if (piece.localName === "table") {
      const both = document.createElement("div");
      both.className = "pair";
      const own = frame(piece);
      own.replaceWith(both);
      both.append(own, element);
    } else {
      if (!piece.querySelector(":scope > .own")) {
        const own = document.createElement("span"); // a column, when side by side
        own.className = "own";
        own.append(...[...piece.childNodes].filter((node) => node !== marks.get(piece)));
        piece.prepend(own);
      }
      piece.append(element);
    }
    marks.get(piece).setAttribute("aria-expanded", "true");
  }

  function hide(piece) {
    if (piece.localName === "table") pair(piece)?.replaceWith(frame(piece));
    else shownFor(piece)?.remove();
    marks.get(piece).setAttribute("aria-expanded", "false");
  }

  function notice(text) {
    const element = document.createElement("span");
    element.textContent = text;
    element.className = "notice";
    return element;
  }

  async function peek(piece) {
    if (shownFor(piece)) {
      hide(piece);
      say("");
      return;
    }
    const other = language();
    let element;
    try {
      const html = (await counterparts.of(told.pieces, other))[Number(piece.dataset.piece)];
      element = html === undefined ? notice(other.unpaired) : counterparts.element(piece, html, other);
    } catch {
      element = notice(other.missing);
    }
    show(piece, element);
    say(element.textContent, element.lang);
  }

  for (const piece of pieces) {
    const mark = document.createElement("button");
    mark.type = "button";
    mark.className = "peek";
    mark.tabIndex = -1;
    mark.setAttribute("aria-expanded", "false");
    mark.addEventListener("click", () => peek(piece));
    marks.set(piece, mark);
    // A table holds no button, and a summary is one.
    const beside = { table: frame(piece), summary: piece.parentElement }[piece.localName];
    if (beside) {
      const place = document.createElement("div");
      place.className = "peek-place";
      place.append(mark);
      beside.before(place);
    } else {
      piece.append(mark);
    }
  }

  function label() {
    const other = language();
    for (const mark of marks.values()) {
      mark.dataset.code = other.code;
      mark.setAttribute("aria-label", other.read);
    }
  }

  // A mark has nothing to show where the other page has no counterpart. That is known once its prose is
  // there, which is asked for when a reader begins to move.
  async function withhold() {
    const other = language();
    const found = await counterparts.of(told.pieces, other);
    if (other !== language()) return;
    pieces.forEach((piece, number) => (marks.get(piece).hidden = found[number] === undefined));
    choose();
  }
  const moving = ["pointermove", "touchstart", "wheel", "keydown"];
  function begin() {
    for (const kind of moving) removeEventListener(kind, begin);
    withhold().catch(() => {}); // who presses a mark is told
  }
  for (const kind of moving) addEventListener(kind, begin, { passive: true });

  // Where nothing can be pointed at, one mark shows: that of what is being read, a third down the window.
  function choose() {
    const line = innerHeight / 3;
    const shown = pieces.filter((piece) => !marks.get(piece).hidden && frame(piece).checkVisibility());
    const away = (piece) => {
      const { top, bottom } = piece.getBoundingClientRect();
      return Math.max(top - line, line - bottom, 0);
    };
    const inView = shown.filter((piece) => away(piece) < innerHeight);
    const nearest = inView.reduce((best, each) => (away(each) < away(best) ? each : best), inView[0]);
    for (const [piece, mark] of marks) mark.classList.toggle("here", piece === nearest);
  }
  const pointing = matchMedia("(hover: hover)");
  let waiting = false;
  function moved() {
    if (waiting || pointing.matches) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      choose();
    });
  }
  addEventListener("scroll", moved, { passive: true });
  addEventListener("resize", moved);
  pointing.addEventListener("change", moved);

  // One mark is in the order of Tab, the first in the window; the arrows go on from there.
  const order = [...marks.values()];
  const visible = () => order.filter((mark) => mark.checkVisibility());
  function enter(mark) {
    for (const each of order) each.tabIndex = each === mark ? 0 : -1;
  }
  document.addEventListener("keydown", (event) => {
    const at = visible().indexOf(document.activeElement);
    if (event.key === "Tab" && at < 0) {
      const covered = document.querySelector(".language-bar").getBoundingClientRect().bottom;
      const inside = (mark) => mark.getBoundingClientRect().top >= covered;
      enter(visible().find(inside) ?? order[0]);
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && at >= 0) {
      const next = visible()[at + step];
      if (next) {
        enter(next);
        next.focus();
      }
      event.preventDefault();
    }
  });

  label();
  moved();
  return { pieces, show, hide, label };
};
