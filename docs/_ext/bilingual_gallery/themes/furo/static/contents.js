// The entry of the contents that one is in. Furo's own takes a place above the one where its entries lead.
"use strict";

(() => {
  const links = [...document.querySelectorAll('.toc-tree a[href^="#"]')];
  const entries = links
    .map((link) => [link, document.getElementById(decodeURIComponent(link.hash.slice(1)))])
    .filter(([, section]) => section);
  if (!entries.length) return;

  // An address leads to a little below the bar (access.css).
  function line() {
    const { fontSize } = getComputedStyle(document.documentElement);
    return readingPlace.line() + 1.5 * parseFloat(fontSize);
  }

  // The last entry above the line. At the end of a page the last ones do not come up to it: there it is the
  // one that was asked for, if it can be seen.
  function current() {
    const below = line();
    const { scrollHeight } = document.documentElement;
    const isEnd = Math.ceil(scrollY + innerHeight) >= scrollHeight;
    const asked = entries.find(([link]) => link.hash === location.hash);
    const top = ([, section]) => section.getBoundingClientRect().top;
    if (isEnd && asked && top(asked) >= 0 && top(asked) < innerHeight) return asked;
    const above = entries.filter((entry) => top(entry) <= below);
    return above.at(-1);
  }

  let waiting = 0;
  function look() {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => {
      const [now] = current() ?? [];
      for (const link of links) {
        if (link === now) link.setAttribute("aria-current", "location");
        else link.removeAttribute("aria-current");
      }
      follow(now);
    });
  }

  // The contents scroll along where they are longer than the window.
  function follow(link) {
    const box = document.querySelector(".toc-scroll");
    if (!link || box.scrollHeight <= box.clientHeight) return;
    const { top, bottom } = link.getBoundingClientRect();
    const frame = box.getBoundingClientRect();
    if (top < frame.top || bottom > frame.bottom) {
      box.scrollTo({ top: box.scrollTop + top - frame.top - frame.height / 2, behavior: "instant" });
    }
  }

  addEventListener("scroll", look, { passive: true });
  addEventListener("resize", look);
  addEventListener("hashchange", look);
  new ResizeObserver(look).observe(document.querySelector("article"));
})();
