// Many of a kind are one stop of Tab: the next from where the focus is. From there arrows lead to the others,
// and to some kinds Tab comes again in another part of the page.
"use strict";

const keysTold = document.getElementById("stops");
const oneStop = (selector, back, on, said, { first, within } = {}) => {
  const all = () => [...document.querySelectorAll(selector)];
  const seen = () => all().filter((each) => each.checkVisibility({ visibilityProperty: true }));
  const enter = (chosen) => all().forEach((each) => (each.tabIndex = each === chosen ? 0 : -1));
  // That there are arrows is said to who listens, and shown at the first of the kind that a key leads to.
  let isNews = Boolean(said);
  document.addEventListener("focusin", ({ target }) => {
    if (!target.matches(selector)) return;
    last = target;
    if (!said) return;
    target.setAttribute("aria-description", said);
    if (isNews && target.matches(":focus-visible") && seen().length > 1) {
      isNews = false;
      requestAnimationFrame(() => keysHint(said, target)); // when it has come into the window
    }
  });
  // Where nothing has the focus one begins in the window. Else the order of the page tells what is next: where
  // things are in the window may not be so any more when the next key comes.
  const inWindow = (each) => {
    const covered = document.querySelector(".language-bar")?.getBoundingClientRect().bottom ?? 0;
    return each.getBoundingClientRect().top >= covered;
  };
  let last = null; // of the kind, that had the focus
  const isDone = (each) => last && (!within || each.closest(within) === last.closest(within));
  const next = (those, from, isBack) => {
    if (from === document.body) return those.find(inWindow) ?? those.at(-1);
    const side = isBack ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
    const ahead = those.filter((each) => from.compareDocumentPosition(each) & side && !isDone(each));
    return (isBack ? ahead.at(-1) : ahead[0]) ?? last;
  };

  document.addEventListener("keydown", (event) => {
    const step = { [back]: -1, [on]: 1 }[event.key];
    if (event.key === "Tab" && !document.activeElement.matches(selector)) {
      const those = seen();
      enter(first?.(those) ?? next(those, document.activeElement, event.shiftKey) ?? those.at(-1));
    } else if (step && document.activeElement.matches(selector)) {
      const those = seen();
      const other = those[those.indexOf(document.activeElement) + step];
      if (other) {
        enter(other);
        other.focus();
      }
      event.preventDefault();
    }
  });
};

const keysHint = (text, target) => {
  if (document.activeElement !== target) return;
  const hint = document.createElement("p");
  hint.className = "copy-status keys-hint";
  hint.textContent = text;
  hint.setAttribute("aria-hidden", "true"); // it is the description of what has the focus
  // It covers neither what has the focus nor what gets it next.
  if (target.getBoundingClientRect().bottom > innerHeight / 2) hint.classList.add("above");
  document.body.append(hint);
  target.addEventListener("blur", () => hint.remove(), { once: true });
  for (const kind of ["pointermove", "click"]) document.addEventListener(kind, () => hint.remove(), { once: true }); // a message follows
  target.addEventListener("keydown", ({ key }) => key === "Escape" && hint.remove());
};

// Escape closes what is open beside the button that runs a tutorial.
document.addEventListener("keydown", ({ key, target }) => {
  const open = key === "Escape" && target.closest?.(":is(.run-here, .of-two)[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

const { parts, terms, names, contents, sections } = keysTold?.dataset ?? {};
oneStop("article .peek", "ArrowUp", "ArrowDown", parts);
oneStop("article :is(.copy, .zoom, pre[tabindex], math[tabindex])", "ArrowUp", "ArrowDown", parts, {
  within: "section",
});
oneStop("article :is(a.term, .glossary-terms:not(.calls) :is(a, summary))", "ArrowLeft", "ArrowRight", terms);
oneStop("article :is(a.api, .calls a)", "ArrowLeft", "ArrowRight", names);
oneStop("article .card-sections a", "ArrowLeft", "ArrowRight", sections);
oneStop(".toc-tree a", "ArrowUp", "ArrowDown", contents, {
  first: (those) => those.find((each) => each.hasAttribute("aria-current")),
});
