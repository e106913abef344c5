// On a narrow screen the header leaves while one reads on and comes back when one goes back; the bar takes its place.
"use strict";

(() => {
  const ENOUGH = 8; // pixels: a finger that rests does not turn
  const header = document.querySelector(".mobile-header");
  const root = document.documentElement;
  if (!header) return;

  let before = scrollY;
  addEventListener(
    "scroll",
    () => {
      // A telephone shows a little more than the page has at its ends, and springs back.
      const now = Math.min(Math.max(scrollY, 0), root.scrollHeight - innerHeight);
      const isTop = now <= header.offsetHeight;
      const moved = now - before;
      if (!isTop && Math.abs(moved) < ENOUGH) return;
      before = now;
      // Who follows a link does not read on: what it leads to is put below the header and the bar.
      const isJump = Math.abs(moved) > innerHeight / 2 || root.classList.contains("gliding");
      if (isJump && !isTop) return;
      const isUsed = header.querySelector(":focus-visible");
      root.classList.toggle("without-header", !isTop && !isUsed && moved > 0);
    },
    { passive: true },
  );
  header.addEventListener("focusin", () => root.classList.remove("without-header"));
})();
