// Many of a kind are one stop of Tab: the first in the window. From there arrows lead to the others.
"use strict";

const oneStop = (selector, back, on, first) => {
  const all = () => [...document.querySelectorAll(selector)];
  const seen = () => all().filter((each) => each.checkVisibility({ visibilityProperty: true }));
  const enter = (chosen) => all().forEach((each) => (each.tabIndex = each === chosen ? 0 : -1));
  const inside = (each) => {
    const covered = document.querySelector(".language-bar")?.getBoundingClientRect().bottom ?? 0;
    return each.getBoundingClientRect().top >= covered;
  };

  document.addEventListener("keydown", (event) => {
    const step = { [back]: -1, [on]: 1 }[event.key];
    if (event.key === "Tab" && !document.activeElement.matches(selector)) {
      const those = seen();
      enter(first?.(those) ?? those.find(inside) ?? those.at(-1));
    } else if (step && document.activeElement.matches(selector)) {
      const those = seen();
      const next = those[those.indexOf(document.activeElement) + step];
      if (next) {
        enter(next);
        next.focus();
      }
      event.preventDefault();
    }
  });
};

oneStop("article :is(.peek, .copy, .zoom)", "ArrowUp", "ArrowDown");
oneStop("article a.term", "ArrowLeft", "ArrowRight");
oneStop("article a.api", "ArrowLeft", "ArrowRight");
oneStop(".toc-tree a", "ArrowUp", "ArrowDown", (those) =>
  those.find((each) => each.hasAttribute("aria-current")),
);
