// While both languages are beside each other, the sentence pointed at lights up in the other one too.
"use strict";

(() => {
  if (!("highlights" in CSS) || !("Segmenter" in Intl)) return; // a browser that cannot paint ranges
  const lit = new Highlight();
  CSS.highlights.set("pointed-at", lit);
  const segmenters = new Map();

  // The sentences of an element: where each begins and ends in its text. Code and formulas are in it.
  function sentences(element) {
    const { lang } = element.closest("[lang]");
    if (!segmenters.has(lang)) segmenters.set(lang, new Intl.Segmenter(lang, { granularity: "sentence" }));
    const found = [];
    for (const { segment, index } of segmenters.get(lang).segment(element.textContent)) {
      const end = index + segment.trimEnd().length;
      if (end > index) found.push([index, end]);
    }
    return found;
  }

  // The range of a part of an element's text.
  function range([start, end], element) {
    const made = document.createRange();
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let at = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (at <= start && start <= at + node.length) made.setStart(node, start - at);
      if (at <= end && end <= at + node.length) {
        made.setEnd(node, end - at);
        break;
      }
      at += node.length;
    }
    return made;
  }

  // How far into the element's text a place is.
  function before(element, node, offset) {
    const made = document.createRange();
    made.setStart(element, 0);
    made.setEnd(node, offset);
    return made.toString().length;
  }

  function caret(x, y) {
    if (document.caretPositionFromPoint) {
      const place = document.caretPositionFromPoint(x, y);
      return place && [place.offsetNode, place.offset];
    }
    const place = document.caretRangeFromPoint(x, y);
    return place && [place.startContainer, place.startOffset];
  }

  // Where both have as many sentences they are pairs; elsewhere the whole of both is one.
  function light(element, node, offset) {
    lit.clear();
    const both = element && [...element.parentElement.children].filter((each) => each.matches(PAIR));
    if (both?.length !== 2) return;
    const parts = both.map(sentences);
    const paired = parts[0].length === parts[1].length;
    const place = node && element.contains(node) ? before(element, node, offset) : 0;
    const own = parts[both.indexOf(element)];
    const at = paired ? own.findLastIndex(([start]) => start <= place) : -1;
    both.forEach((each, side) => {
      const whole = [0, each.textContent.trimEnd().length];
      lit.add(range(at < 0 ? whole : parts[side][at], each));
    });
  }

  const PAIR = ".own, .counterpart";
  const sideOf = (target) =>
    document.body.classList.contains("comparing") ? target.closest?.(PAIR) : null;
  let waiting = 0;
  document.addEventListener("pointermove", ({ target, clientX, clientY, pointerType }) => {
    if (pointerType === "touch") return;
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => light(sideOf(target), ...(caret(clientX, clientY) ?? [])));
  });
  document.addEventListener("click", ({ target, clientX, clientY }) => {
    light(sideOf(target), ...(caret(clientX, clientY) ?? [])); // a finger points by a tap
  });
  document.addEventListener("focusin", ({ target }) => light(sideOf(target), target, 0));
})();
