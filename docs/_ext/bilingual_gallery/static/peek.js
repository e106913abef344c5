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

  // What a piece says itself: a column, when side by side.
  function ownIn(piece) {
    const there = piece.querySelector(":scope > .own");
    if (there) return there;
    const own = document.createElement("span");
    own.className = "own";
    own.append(...[...piece.childNodes].filter((node) => !node.matches?.(".peek, .share, .report-here")));
    piece.prepend(own);
    return own;
  }

  // In a list of headings each is called what it says, without its mark.
  function name(piece, ...others) {
    if (!/^h\d$/.test(piece.localName)) return;
    const said = [ownIn(piece), ...others];
    for (const [number, each] of said.entries()) each.id = `said-${piece.dataset.piece}-${number}`;
    piece.setAttribute("aria-labelledby", said.map(({ id }) => id).join(" "));
  }

  function show(piece, element) {
    hide(piece);
    element.classList.add("counterpart");
    // A name in code, say, is the same in both, and a term that names the other language's is too, in another order.
    const words = (text) => text.replace(/\u00b6\s*$/, "").trim().split(/\s+/).sort().join(" ");
    element.classList.toggle("same", words(element.textContent) === words(frame(piece).textContent));
    if (piece.localName === "table") {
      const both = document.createElement("div");
      both.className = "pair";
      const own = frame(piece);
      own.replaceWith(both);
      both.append(own, element);
    } else {
      ownIn(piece);
      piece.append(element);
    }
    name(piece, element);
    marks.get(piece).setAttribute("aria-expanded", "true");
  }

  function hide(piece) {
    if (piece.localName === "table") pair(piece)?.replaceWith(frame(piece));
    else shownFor(piece)?.remove();
    name(piece);
    marks.get(piece).setAttribute("aria-expanded", "false");
  }

  function notice(text) {
    const element = document.createElement("span");
    element.textContent = text;
    element.className = "notice";
    return element;
  }

  async function peek(piece, other = language()) {
    if (shownFor(piece)) {
      hide(piece);
      say("");
      return;
    }
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

  // A term of the glossary has its other names beside it, and a letter is the same in every language.
  const isSaid = (piece) => piece.matches(".glossary-terms > dt") || piece.textContent.replace("\u00b6", "").trim().length < 2;
  const said = new Set(pieces.filter(isSaid));

  for (const piece of pieces) {
    const mark = document.createElement("button");
    mark.type = "button";
    mark.className = "peek";
    mark.tabIndex = -1;
    mark.setAttribute("aria-expanded", "false");
    mark.hidden = said.has(piece);
    name(piece);
    mark.addEventListener("click", () => peek(piece));
    mark.addEventListener("keydown", ({ key }) => key === "Escape" && shownFor(piece) && peek(piece));
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

  // Each is called what it shows, and in a list of buttons is told from others by how its text begins; who speaks to
  // it says what is seen.
  const BEGINNING = 30; // letters at most
  const beginning = (piece) => {
    const own = (piece.querySelector("th, td") ?? piece).cloneNode(true);
    for (const each of own.querySelectorAll(".peek, .share, .report-here, .headerlink, .counterpart, annotation")) each.remove();
    const text = own.textContent.trim().replace(/\s+/g, " ");
    return text.length > BEGINNING ? `${text.slice(0, BEGINNING).replace(/\s+\S*$/, "")} …` : text;
  };
  function label() {
    const other = language();
    for (const [piece, mark] of marks) {
      mark.dataset.code = other.code;
      mark.setAttribute("aria-label", `${other.code.toUpperCase()}: ${other.read} – ${beginning(piece)}`);
    }
  }

  // A mark has nothing to show where the other page has no counterpart. That is known once its prose is
  // there, which is asked for when a reader begins to move.
  async function withhold() {
    const other = language();
    const found = await counterparts.of(told.pieces, other);
    if (other !== language()) return;
    pieces.forEach((piece, number) => (marks.get(piece).hidden = found[number] === undefined || said.has(piece)));
    moved();
  }
  const moving = ["pointermove", "touchstart", "wheel", "keydown"];
  function begin() {
    for (const kind of moving) removeEventListener(kind, begin);
    withhold().catch(() => {}); // who presses a mark is told
  }
  for (const kind of moving) addEventListener(kind, begin, { passive: true });

  // Where nothing can be pointed at, one mark shows: that of what is being read. Cards have none (cards.css).
  const CARDS = ".sphx-glr-thumbcontainer, .path";
  function choose() {
    const marked = (piece) => !marks.get(piece).hidden && !piece.closest(CARDS);
    const nearest = sharing.follows(pieces.filter(marked));
    for (const [piece, mark] of marks) mark.classList.toggle("here", piece === nearest);
  }

  behind.offer(async (numbers, code, isOpen) => {
    const other = told.others.find((each) => each.code === code);
    for (const piece of pieces.filter((each) => numbers.includes(each.dataset.piece))) {
      if (shownFor(piece)) hide(piece);
      if (isOpen) await peek(piece, other);
    }
  });

  label();
  const moved = sharing.follow(choose);
  return { pieces, show, hide, label };
};
