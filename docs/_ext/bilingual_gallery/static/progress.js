// What has been read: marks at the pages that are done, the way back to where one was, and the way to
// forget it. It stays in this browser, for all languages of the site together.
"use strict";

(() => {
  const template = document.getElementById("progress");
  if (!template) return;
  const told = JSON.parse(template.dataset.told);
  const root = new URL(document.documentElement.dataset.content_root ?? "./", location.href);
  const KEY = `read ${new URL("..", root).pathname}`; // a host may have several sites
  const nameOf = (address) => {
    const { pathname } = new URL(address, location.href);
    return pathname.startsWith(root.pathname) ? pathname.slice(root.pathname.length) : "";
  };
  const here = nameOf(location.href);

  function recall() {
    try {
      const { done, at } = JSON.parse(bilingual.recall(KEY));
      return { done: new Set(done), at };
    } catch {
      return { done: new Set() }; // nothing yet, or no storage
    }
  }
  function change(what) {
    const known = recall();
    what(known);
    bilingual.remember(KEY, JSON.stringify({ done: [...known.done], at: known.at }));
    draw();
  }

  function made(name, className, text = "") {
    const element = document.createElement(name);
    element.className = className;
    element.textContent = text;
    if (name === "button") element.type = "button";
    return element;
  }

  // A page is done when its end has stood still in the window, and a third of its text has.
  function watch() {
    const pieces = [...document.querySelectorAll("article [data-piece]")];
    const end = pieces.at(-1);
    const seen = new Set();
    let resting;
    const inWindow = (piece) => {
      const { top, bottom } = piece.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    };
    const rest = () => {
      if (document.hidden) return;
      const open = pieces.filter((piece) => piece.checkVisibility());
      for (const piece of open) if (inWindow(piece)) seen.add(piece);
      const isEnd = end.getBoundingClientRect().top < innerHeight;
      change((known) => {
        known.at = { page: here, place: readingPlace.now() };
        if (isEnd && seen.size >= open.length / 3) known.done.add(here);
      });
    };
    const moved = () => {
      clearTimeout(resting);
      resting = setTimeout(rest, 1000);
    };
    for (const kind of ["scroll", "visibilitychange"]) document.addEventListener(kind, moved, { passive: true });
    moved();
  }

  const toggle = told.mark && made("button", "read-toggle");
  if (toggle) {
    const way = document.querySelector(".related-pages");
    if (way) way.before(toggle);
    else document.querySelector("article").append(toggle);
    toggle.addEventListener("click", () =>
      change(({ done }) => (done.has(here) ? done.delete(here) : done.add(here))),
    );
  }

  // On the home page: the way on, how much is read, and the way to forget it.
  const home = told.pages && made("p", "reading-on");
  const start = document.querySelector("article .start");
  function drawHome({ done, at }) {
    const names = told.pages.map(([address]) => nameOf(address));
    const read = names.filter((name) => done.has(name)).length;
    let number = names.indexOf(at?.page);
    const isNext = number >= 0 && done.has(at.page);
    if (isNext) number = names.findIndex((name, each) => each > number && !done.has(name));
    home.replaceChildren();
    // For who has begun, to go on comes before to begin.
    if (start && number >= 0) start.before(home);
    else (start ?? document.querySelector("article h1"))?.after(home);
    if (number >= 0) {
      const [address, title] = told.pages[number];
      const link = made("a", "", told.on.replace("{title}", title));
      link.href = address;
      if (!isNext && at.place) link.hash = `~${new URLSearchParams({ ...at.place, section: "" })}`;
      home.append(link, " ");
    }
    if (read) home.append(made("span", "", told.count.replace("{count}", read).replace("{all}", names.length)), " ");
    if (read || at) {
      const forget = made("button", "", told.forget);
      forget.addEventListener("click", () => {
        bilingual.remember(KEY, "{}");
        draw();
      });
      home.append(forget);
    }
  }

  function draw() {
    const known = recall();
    for (const mark of document.querySelectorAll(".done-mark")) mark.remove();
    const links = `[class*=toctree-l] > a, .sphx-glr-thumbcontainer a${home ? ", article li a" : ""}`;
    for (const link of document.querySelectorAll(links)) {
      if (link.hash || !known.done.has(nameOf(link.href))) continue;
      const mark = made("span", "done-mark");
      mark.setAttribute("role", "img");
      mark.setAttribute("aria-label", told.read);
      link.append(mark);
    }
    if (toggle) {
      const isDone = known.done.has(here);
      toggle.textContent = told.mark[Number(isDone)]; // its words say the state, and what it does
      toggle.classList.toggle("done", isDone);
    }
    if (home) drawHome(known);
  }

  addEventListener("storage", draw);
  addEventListener("pageshow", draw);
  draw();
  if (toggle) watch();
})();
