// What a passage has not followed: its counterpart shows which words are new there and which are gone, and
// the mark below it shows that counterpart. Without this the mark leads to it.
"use strict";

const behind = (() => {
  const marks = [...document.querySelectorAll(".behind[data-pieces]")];
  const changes = new Map(); // "en 12" -> what changed in the English of the piece 12
  const piecesOf = ({ dataset }) => dataset.pieces.split(" ");
  for (const mark of marks) {
    for (const number of piecesOf(mark)) {
      changes.set(`${mark.dataset.of} ${number}`, mark.querySelectorAll("p[lang]"));
    }
  }

  // Puts the changes into a counterpart, where it has the words around them; code and formulas may stand there.
  function show(piece, element, code) {
    for (const change of changes.get(`${code} ${piece.dataset.piece}`) ?? []) {
      const parts = [...change.childNodes].filter(({ localName }) => localName !== "span");
      const words = (text) =>
        text
          .trim()
          .replace(/[\\^*.+?()[\]{}|/]/g, "\\$&")
          .replace(/\$[^$]*\$|\\\{[^}]*\\\}/g, "[^]*?") // a formula, or a value of the run
          .replace(/\$/g, "\\$")
          .replace(/\s+/g, "\\s+");
      const isGone = ({ localName }) => localName === "del";
      if (!parts.some((part) => !isGone(part) && part.textContent.trim())) continue;
      const pattern = parts.map((part) => (isGone(part) ? "()" : `(${words(part.textContent)})`));
      const found = new RegExp(pattern.join("\\s*"), "d").exec(element.textContent);
      if (!found) continue;
      parts.forEach((_, at) => {
        const number = parts.length - 1 - at; // from the end, so that places stay what they are
        const [start, end] = found.indices[number + 1];
        const part = parts[number];
        if (isGone(part)) before(element, start, part.cloneNode(true), /\s/.test(change.textContent));
        else if (part.localName === "ins") wrap(element, start, end);
      });
    }
  }

  function* texts(element) {
    let at = 0;
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    for (const node of nodes) {
      const { length } = node;
      if (!node.parentElement.closest("math")) yield [node, at];
      at += length;
    }
  }

  function before(element, place, gone, spaced) {
    const found = [...texts(element)].find(([node, at]) => place < at + node.length);
    const text = found?.[0].splitText(Math.max(place - found[1], 0));
    const come = text?.parentElement.closest("ins"); // what came in its place
    if (found) (come ?? text).before(gone, spaced ? " " : "");
    else element.append(spaced ? " " : "", gone);
  }

  function wrap(element, start, end) {
    for (const [node, at] of texts(element)) {
      const from = Math.max(start - at, 0);
      const to = Math.min(end - at, node.length);
      if (from >= to) continue;
      node.splitText(to);
      const come = document.createElement("ins");
      const own = node.splitText(from);
      own.replaceWith(come);
      come.append(own);
    }
  }

  // `toggle` shows the counterparts of pieces in a language, or hides them.
  function offer(toggle) {
    for (const mark of marks) {
      const link = mark.querySelector("a");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = link.textContent;
      button.setAttribute("aria-expanded", "false");
      button.addEventListener("click", async () => {
        const isOpen = button.getAttribute("aria-expanded") === "false";
        button.setAttribute("aria-expanded", String(isOpen));
        await toggle(piecesOf(mark), mark.dataset.of, isOpen);
      });
      link.replaceWith(button);
    }
  }

  return { show, offer };
})();
