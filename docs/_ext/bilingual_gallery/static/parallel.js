// Show another language beside the page's own: piece by piece (peek), or all of the page (compare).
"use strict";

(() => {
  const button = document.querySelector(".compare");
  if (!button) return;
  const chooser = document.querySelector(".compare-with"); // with more than two languages
  const told = JSON.parse(button.dataset.parallel);
  const pieces = [...document.querySelectorAll("[data-piece]")];
  const marks = new Map(); // piece -> its button
  const status = document.createElement("p");
  status.className = "compare-status";
  status.setAttribute("aria-live", "polite");
  let other = told.others.find(({ code }) => code === bilingual.recall("compare-with")) ?? told.others[0];
  let comparing = false;

  // A page's prose comes in a script, which puts it at its own element.
  const loading = new Map();
  function load(address) {
    if (!loading.has(address)) {
      const prose = bilingual.load(address).then((script) => script.prose ?? Promise.reject());
      prose.catch(() => loading.delete(address));
      loading.set(address, prose);
    }
    return loading.get(address);
  }

  // For each piece of our page the HTML of its counterpart, or undefined.
  async function counterparts(language) {
    const [ours, theirs] = await Promise.all([load(told.pieces), load(language.pieces)]);
    return pair(ours, theirs);
  }

  // Pages of one form are paired in order; of others, the groups that have the same id and form.
  function pair(ours, theirs) {
    const form = ({ pieces }) => pieces.map(([group, kind]) => `${group} ${kind}`).join();
    const places = new Map(theirs.groups.map(([id], place) => [id, place]));
    const inOrder = ours.groups.every(([id], place) => (places.get(id) ?? place) === place);
    if (inOrder && form(ours) === form(theirs)) return theirs.pieces.map(([, , html]) => html);
    const result = Array(ours.pieces.length);
    ours.groups.forEach(([id, named], group) => {
      const place = places.get(id);
      if (place === undefined || !(named || theirs.groups[place][1])) return;
      const numbers = ours.pieces.flatMap(([of], number) => (of === group ? [number] : []));
      const found = theirs.pieces.filter(([of]) => of === place);
      const same = (number, index) => ours.pieces[number][1] === found[index][1];
      if (found.length === numbers.length && numbers.every(same)) {
        numbers.forEach((number, index) => (result[number] = found[index][2]));
      }
    });
    return result;
  }

  // The counterpart as an element: links lead where they lead on its own page, ids stay there.
  function made(piece, html) {
    const isTable = piece.localName === "table";
    const element = document.createElement(isTable ? "div" : "span");
    const content = isTable ? document.createElement("table") : element;
    content.innerHTML = html;
    for (const link of content.querySelectorAll(".headerlink")) link.remove();
    for (const named of content.querySelectorAll("[id]")) named.removeAttribute("id");
    const page = new URL(other.page, location.href);
    for (const name of ["href", "src"]) {
      for (const each of content.querySelectorAll(`[${name}]`)) {
        each.setAttribute(name, new URL(each.getAttribute(name), page).href);
      }
    }
    if (isTable) {
      content.className = piece.className;
      element.append(content);
      element.className = "table-wrapper";
    }
    element.lang = other.code;
    if (other.direction) element.dir = other.direction;
    return element;
  }

  function notice(text) {
    const element = document.createElement("span");
    element.textContent = text;
    element.className = "notice";
    return element;
  }

  const frame = (piece) => piece.closest(".table-wrapper") ?? piece;
  const shownFor = (piece) =>
    piece.localName === "table"
      ? frame(piece).parentElement.querySelector(`:scope > .counterpart[data-of="${piece.dataset.piece}"]`)
      : piece.querySelector(":scope > .counterpart");

  function show(piece, element) {
    hide(piece);
    element.classList.add("counterpart");
    if (piece.localName === "table") {
      element.dataset.of = piece.dataset.piece;
      frame(piece).after(element);
    } else {
      if (!piece.querySelector(":scope > .own")) {
        const own = document.createElement("span"); // a column, when side by side
        own.className = "own";
        own.append(...[...piece.childNodes].filter((node) => node !== marks.get(piece)));
        piece.prepend(own);
      }
      piece.append(element);
    }
    marks.get(piece).setAttribute("aria-expanded", "true");
  }

  function hide(piece) {
    shownFor(piece)?.remove();
    marks.get(piece).setAttribute("aria-expanded", "false");
  }

  function say(text, language = "") {
    const spoken = document.createElement("span");
    spoken.textContent = text;
    spoken.lang = language || document.documentElement.lang;
    status.replaceChildren(spoken);
  }

  async function peek(piece) {
    if (shownFor(piece)) {
      hide(piece);
      say("");
      return;
    }
    let element;
    try {
      const html = (await counterparts(other))[Number(piece.dataset.piece)];
      element = html === undefined ? notice(other.unpaired) : made(piece, html);
    } catch {
      element = notice(other.missing);
    }
    show(piece, element);
    say(element.textContent, element.lang);
  }

  async function compare(wanted) {
    let place = readingPlace.now(); // what is read stays where it is
    comparing = wanted;
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
      found = await counterparts(language);
    } catch {
      if (comparing && language === other) {
        comparing = false;
        button.setAttribute("aria-pressed", "false");
        say(language.missing);
      }
      return;
    }
    if (!comparing || language !== other) return; // changed while it loaded
    place = readingPlace.now();
    document.body.classList.add("comparing");
    pieces.forEach((piece, number) => {
      if (found[number] === undefined) hide(piece);
      else show(piece, made(piece, found[number]));
    });
    readingPlace.go(place);
    say(language.both);
  }

  function label() {
    for (const mark of marks.values()) {
      mark.dataset.code = other.code;
      mark.setAttribute("aria-label", other.read);
    }
  }

  for (const piece of pieces) {
    const mark = document.createElement("button");
    mark.type = "button";
    mark.className = "peek";
    mark.tabIndex = -1;
    mark.setAttribute("aria-expanded", "false");
    mark.addEventListener("click", () => peek(piece));
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

  // One mark is in the order of Tab, the first in the window; the arrows go on from there.
  const order = [...marks.values()];
  const visible = () => order.filter((mark) => mark.checkVisibility());
  function enter(mark) {
    for (const each of order) each.tabIndex = each === mark ? 0 : -1;
  }
  document.addEventListener("keydown", (event) => {
    const at = visible().indexOf(document.activeElement);
    if (event.key === "Tab" && at < 0) {
      const covered = document.querySelector(".language-bar").getBoundingClientRect().bottom;
      const inside = (mark) => mark.getBoundingClientRect().top >= covered;
      enter(visible().find(inside) ?? order[0]);
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && at >= 0) {
      const next = visible()[at + step];
      if (next) {
        enter(next);
        next.focus();
      }
      event.preventDefault();
    }
    // With Korean input on, the key is no Latin letter and its place counts.
    const isB = event.key === "b" || (event.code === "KeyB" && !/^[a-z]$/i.test(event.key));
    const modified = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
    if (isB && !modified && !bilingual.isTyping(event.target) && !event.repeat) compare(!comparing);
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
  label();
  if (bilingual.recall("compare") === "on") compare(true);
})();
