// What a term means in both languages and where it is taught, beside it. Without this its link leads to
// the glossary.
"use strict";

(() => {
  const template = document.getElementById("term-card");
  if (!template || !("popover" in HTMLElement.prototype)) return;
  const told = JSON.parse(template.dataset.told);
  const WAIT = { show: 150, hide: 300 }; // milliseconds that a pointer stays
  const TERM = "article a.term";
  const card = document.createElement("div");
  Object.assign(card, { id: "term-meaning", className: "term-card", popover: "auto", tabIndex: -1 });
  card.setAttribute("role", "dialog");
  card.setAttribute("aria-labelledby", "term-name");
  template.after(card);
  let wanted, shown, waiting;
  let returning = false;

  // A term's pieces on the page of the glossary: its names, then what it means.
  async function pieces(id, language) {
    const page = await counterparts.load(language.pieces);
    const group = page.groups.findIndex(([each]) => each === id);
    return page.pieces.flatMap(([of, kind, html]) => (of === group ? [{ kind, html }] : []));
  }

  function element(html, language, className = "") {
    const made = counterparts.element(document.createElement("p"), html, language);
    made.className = className;
    return made;
  }

  async function content(term) {
    const id = term.hash.slice(1);
    const [own, ...others] = told.languages;
    const other = others.find(({ code }) => code === bilingual.recall("compare-with")) ?? others[0];
    const both = await Promise.all([own, other].filter(Boolean).map((each) => pieces(id, each)));
    const names = element(both[0].find(({ kind }) => kind === "dt").html, own, "term-name");
    names.id = "term-name";
    const meanings = both.flatMap((those, at) =>
      those
        .filter(({ kind }) => kind !== "dt")
        .map(({ html }) => element(html, [own, other][at], at ? "term-meaning other" : "term-meaning")),
    );
    const ways = document.createElement("p");
    ways.className = "term-ways";
    const lesson = (await counterparts.load(own.pieces)).taught?.[id.replace("term-", "")];
    if (lesson) {
      const [before, after] = told.taught.split("{place}");
      const taught = document.createElement("span");
      taught.append(before, way(new URL(lesson[1], new URL(own.page, location.href)), lesson[0]), after);
      ways.append(taught);
    }
    ways.append(way(new URL(id ? `${own.page}#${id}` : own.page, location.href), told.entry));
    return [names, ...meanings, ways];
  }

  function way(address, text) {
    const link = document.createElement("a");
    link.href = address;
    link.textContent = text;
    return link;
  }

  async function show(term) {
    clearTimeout(waiting);
    wanted = term;
    if (term === shown) return;
    const made = await content(term);
    if (wanted !== term) return;
    hide();
    wanted = shown = term;
    card.replaceChildren(...made);
    card.showPopover();
    term.setAttribute("aria-details", card.id);
    term.setAttribute("aria-expanded", "true");
    place(term.getClientRects()[0]);
  }

  // Below the term, or above it where there is no room below.
  function place(line) {
    const { clientWidth, clientHeight } = document.documentElement;
    const { width, height } = card.getBoundingClientRect();
    const EDGE = 12, GAP = 6;
    const left = Math.max(EDGE, Math.min(line.left - EDGE, clientWidth - width - EDGE));
    const below = line.bottom + GAP;
    const above = line.top - GAP - height;
    const top = below + height > clientHeight && above > 0 ? above : below;
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${top + scrollY}px`;
  }

  function hide() {
    clearTimeout(waiting);
    wanted = undefined;
    if (shown) card.hidePopover();
  }

  card.addEventListener("beforetoggle", ({ newState }) => {
    if (newState === "open" || !shown) return;
    const term = shown;
    wanted = shown = undefined;
    term.removeAttribute("aria-details");
    term.setAttribute("aria-expanded", "false");
    if (!card.contains(document.activeElement)) return;
    returning = true;
    term.focus({ preventScroll: true });
    returning = false;
  });
  card.addEventListener("click", ({ target }) => {
    if (target.closest("a")) hide();
  });

  // From its ends, Tab goes on from the term.
  card.addEventListener("keydown", (event) => {
    if (event.key !== "Tab") return;
    const links = [...card.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.shiftKey ? at > 0 : at < links.length - 1) return;
    if (event.shiftKey) event.preventDefault();
    hide();
  });

  const later = (what, time) => (waiting = setTimeout(what, time));
  const hasFocus = () => [wanted, shown, card].some((each) => each?.contains(document.activeElement));
  const quietly = (term) => show(term).catch(() => {}); // who presses it goes to the glossary

  document.addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType === "touch") return;
    const term = target.closest(TERM);
    term?.removeAttribute("title"); // the card says more
    clearTimeout(waiting);
    if (term && term !== shown) later(() => quietly(term), WAIT.show);
    else if (!term && !card.contains(target) && !hasFocus()) {
      wanted = undefined; // it may not be there yet
      if (shown) later(hide, WAIT.hide);
    }
  });
  document.addEventListener("focusin", ({ target }) => {
    if (returning || !target.matches(`${TERM}:focus-visible`)) return;
    target.removeAttribute("title");
    quietly(target);
  });
  document.addEventListener("focusout", ({ target, relatedTarget }) => {
    if (!target.matches(TERM) && !card.contains(target)) return;
    if (!relatedTarget || relatedTarget === shown || card.contains(relatedTarget)) return;
    hide();
  });
  document.addEventListener("click", (event) => {
    const term = event.target.closest(TERM);
    if (!term || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const byKey = event.detail === 0;
    show(term).then(
      () => byKey && card.focus(),
      () => location.assign(term.href),
    );
  });
  for (const term of document.querySelectorAll(TERM)) term.setAttribute("aria-haspopup", "dialog");
})();
