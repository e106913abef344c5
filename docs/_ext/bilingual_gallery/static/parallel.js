// Both languages of a page beside each other: the control, its key, and the hint that there is such a thing.
"use strict";

(() => {
  const button = document.querySelector(".compare");
  if (!button) return;
  const chooser = document.querySelector(".compare-with"); // with more than two languages
  const hint = document.querySelector(".compare-hint");
  const told = JSON.parse(button.dataset.parallel);
  const status = document.createElement("p");
  status.className = "compare-status";
  status.setAttribute("aria-live", "polite");
  const SEEN = 10000; // milliseconds that a failure stays in sight
  let hiding;
  let other = told.others.find(({ code }) => code === bilingual.recall("compare-with")) ?? told.others[0];
  let comparing = false;
  const { pieces, show, hide, label } = peeking(told, () => other, say);

  // Said to who listens; what failed is said to the eye too.
  function say(text, language = "", { failed = false } = {}) {
    const spoken = document.createElement("span");
    spoken.textContent = text;
    spoken.lang = language || document.documentElement.lang;
    status.replaceChildren(spoken);
    status.classList.toggle("failed", failed);
    clearTimeout(hiding);
    if (failed) hiding = setTimeout(() => status.classList.remove("failed"), SEEN);
  }

  async function compare(wanted) {
    let place = readingPlace.now(); // what is read stays where it is
    comparing = wanted;
    if (hint) hint.hidden = true;
    button.setAttribute("aria-pressed", String(wanted));
    bilingual.remember("compare", wanted ? "on" : "off");
    if (!wanted) {
      document.body.classList.remove("comparing");
      pieces.forEach(hide);
      readingPlace.go(place);
      say(told.alone);
      return;
    }
    const language = other;
    let found;
    try {
      found = await counterparts.of(told.pieces, language);
    } catch {
      if (comparing && language === other) {
        comparing = false;
        button.setAttribute("aria-pressed", "false");
        say(language.missing, "", { failed: true });
      }
      return;
    }
    if (!comparing || language !== other) return; // changed while it loaded
    place = readingPlace.now();
    document.body.classList.add("comparing");
    pieces.forEach((piece, number) => {
      if (found[number] === undefined) hide(piece);
      else show(piece, counterparts.element(piece, found[number], language));
    });
    readingPlace.go(place);
    say(language.both);
  }

  document.addEventListener("keydown", (event) => {
    // With Korean input on, the key is no Latin letter and its place counts.
    const isB = event.key === "b" || (event.code === "KeyB" && !/^[a-z]$/i.test(event.key));
    if (isB && !event.shiftKey && bilingual.isCommand(event) && !event.repeat) compare(!comparing);
  });

  button.addEventListener("click", () => compare(!comparing));
  button.hidden = false;
  button.after(status);
  if (chooser) {
    chooser.value = other.code;
    chooser.hidden = false;
    chooser.addEventListener("change", () => {
      other = told.others.find(({ code }) => code === chooser.value);
      bilingual.remember("compare-with", other.code);
      pieces.forEach(hide);
      label();
      if (comparing) compare(true);
    });
  }

  if (bilingual.recall("compare") === "on") {
    compare(true);
  } else if (hint && !location.hash && !bilingual.recall("compare") && !bilingual.recall("compare-hint")) {
    // Once, to who has never used it: on one page, until it is closed. Where an address leads into the
    // page, its line in the bar would cover the heading.
    hint.hidden = false;
    bilingual.remember("compare-hint", "seen");
    hint.querySelector("button").addEventListener("click", () => {
      hint.hidden = true;
      button.focus();
    });
  }
})();
