// On a narrow screen the header leaves while one reads on and comes back when one goes back; the bar takes its place.
"use strict";

(() => {
  const ENOUGH = 8; // pixels: a finger that rests does not turn
  const header = document.querySelector(".mobile-header");
  const root = document.documentElement;
  if (!header) return;

  // Where an address or a script leads, the header stays as it is: what is led to is put below both.
  let isReader = false;
  const SCROLLS = /^(Arrow|Page|Home|End| )/;
  const moves = ({ key }) => (isReader ||= !key || SCROLLS.test(key));
  for (const kind of ["wheel", "touchmove", "keydown"]) addEventListener(kind, moves, { passive: true });
  addEventListener("scrollend", () => (isReader = false));

  let before = scrollY;
  addEventListener(
    "scroll",
    () => {
      // A telephone shows a little more than the page has at its ends, and springs back.
      const now = Math.min(Math.max(scrollY, 0), root.scrollHeight - innerHeight);
      const isTop = now <= header.offsetHeight;
      if (!isReader) before = now;
      if (!isTop && Math.abs(now - before) < ENOUGH) return;
      const isUsed = header.querySelector(":focus-visible");
      root.classList.toggle("without-header", !isTop && !isUsed && now > before);
      root.classList.toggle("going-back", !isTop && now < before); // on a low window (bar.css)
      before = now;
    },
    { passive: true },
  );
  header.addEventListener("focusin", () => root.classList.remove("without-header"));
})();
