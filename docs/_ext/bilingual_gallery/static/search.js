// The search box: results while one types, and the keys that reach, walk and close it.
"use strict";

(() => {
  const root = document.documentElement.dataset.content_root;
  const PAUSE = 120; // milliseconds without a key before a search
  const IN_DIALOG = 10; // results at most; the search page has all
  const SEEN = 5; // results that are seen at once

  const dialog = document.querySelector(".search-dialog");
  const sidebar = document.querySelector(".sidebar-search");
  const page = document.querySelector(".search-page .search-form");

  // The index weighs more than a page, so it waits for the first search.
  let loaded = null;
  const load = () => {
    // The index is read with the stemmer of the language's data.
    loaded ??= Promise.all(["language_data", "search-finder"].map((name) => bilingual.load(`${root}_static/${name}.js`)))
      .then(() => bilingual.load(`${root}searchindex.js`))
      .catch((error) => {
        loaded = null; // the next key tries again
        throw error;
      });
    return loaded;
  };

  // Without it an empty box shows nothing.
  let start = null;
  const loadStart = () => (start ??= bilingual.load(`${root}_static/search-start.js`).catch(() => {
    start = null; // the next empty box tries again
  }));

  const markHits = (hits, id) =>
    bilingual.load(`${root}_static/search-hits.js`)
      .then(() => SearchHits.mark(hits, decodeURIComponent(id)))
      .catch(console.error);

  const show = (form, { results, words, fits, offer }, most) => {
    const how = { inFolders: "folders" in form.dataset, markHits };
    form.querySelector(".search-results").replaceChildren(
      ...results.slice(0, most).map((result) => SearchResults.item(result, words, how)),
    );
    const all = form.querySelector(".search-all");
    if (all) {
      all.hidden = results.length <= most;
      all.href = `${form.action}?${new URLSearchParams({ q: form.elements.q.value })}`;
    }
    form.querySelector(".search-glossary")?.toggleAttribute("hidden", fits);
    const button = form.querySelector(".search-offer");
    button.hidden = !offer;
    button.value = offer ?? "";
    button.textContent = offer ? form.dataset.offer.replace("{query}", offer) : "";
  };

  // Show what there is to look for where there is nothing else to show, if that is so still when it has come.
  const showStart = async (form, most, isStill) => {
    const take = (example) => {
      form.elements.q.value = example;
      form.elements.q.focus();
      search(form, most);
    };
    await loadStart();
    if (typeof offerStart !== "undefined") offerStart(form, take);
    const place = form.querySelector(".search-start");
    place?.toggleAttribute("hidden", !isStill() || !("made" in place.dataset));
  };

  const NOTHING = { results: [], fits: true };

  // What each form shows results of, where they fit.
  const fitting = new WeakMap();

  const search = async (form, most) => {
    fitting.delete(form);
    const query = form.elements.q.value.trim();
    const status = form.querySelector(".search-count");
    form.querySelector(".search-start")?.toggleAttribute("hidden", true);
    if (!query) {
      show(form, NOTHING, most);
      status.textContent = "";
      await showStart(form, most, () => !form.elements.q.value.trim());
      return;
    }
    let found;
    try {
      await load();
      if (query !== form.elements.q.value.trim()) return; // typed on meanwhile
      found = Search.find(query);
      await SearchResults.texts(found.results.slice(0, SEEN)); // so that rows do not grow under a reader's eyes
      if (query !== form.elements.q.value.trim()) return;
    } catch (error) { // no index, or none of this form, or words that cannot be taken apart
      console.error(error);
      show(form, NOTHING, most);
      status.textContent = form.dataset.failed;
      return;
    }
    show(form, found, most);
    if (found.fits && found.results.length) fitting.set(form, query);
    if (!found.results.length) await showStart(form, most, () => query === form.elements.q.value.trim());
    status.textContent = SearchResults.told(form.dataset, found);
  };

  const walk = (form, event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.isComposing) return;
    const offers = ["offer", "glossary", "all"].map((each) => `.search-${each}:not([hidden])`);
    const places = [".search-start:not([hidden]) :is(button, a)", ".search-results a", ...offers]; // results come before what is offered
    const stops = [form.elements.q, ...places.flatMap((each) => [...form.querySelectorAll(each)])];
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (!next) return;
    next.focus();
    event.preventDefault();
  };

  const attach = (form, most) => {
    let waiting;
    form.elements.q.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => search(form, most), PAUSE);
    });
    form.addEventListener("keydown", (event) => walk(form, event));
    // Enter opens the first result; where none fits it leads to the page of all.
    if (most < Infinity) {
      form.addEventListener("submit", async (event) => {
        const query = form.elements.q.value.trim();
        event.preventDefault();
        clearTimeout(waiting);
        if (query && fitting.get(form) !== query) await search(form, most);
        if (query !== form.elements.q.value.trim()) return; // typed on meanwhile
        if (query && fitting.get(form) === query) form.querySelector(".search-results a").click();
        else form.submit();
      });
    }
    form.querySelector(".search-offer").addEventListener("click", ({ target }) => {
      form.elements.q.value = target.value;
      form.elements.q.focus();
      search(form, most);
    });
  };

  const openDialog = (text) => {
    const { q } = dialog.querySelector("form").elements;
    if (!dialog.open) dialog.showModal();
    if (text) q.value = text;
    q.focus();
    if (!text) q.select();
    search(q.form, IN_DIALOG);
  };

  // Escape leads out of the page's box to where a key led there from.
  let before = null;
  const leave = (box, to) => (to?.isConnected && to !== document.body ? to.focus({ preventScroll: true }) : box.blur());

  if (page) {
    attach(page, Infinity);
    page.elements.q.addEventListener("keydown", ({ key, isComposing, target }) => {
      if (key === "Escape" && !isComposing) leave(target, before);
    });
    page.elements.q.value = new URLSearchParams(location.search).get("q") ?? "";
    search(page, Infinity);
  }

  // Where a result led here: mark what was looked for, and take it out of the address.
  const here = new URL(location);
  const hits = here.searchParams.getAll("hit");
  if (hits.length && !page) {
    here.searchParams.delete("hit");
    markHits(hits, here.hash.slice(1)).then(() => history.replaceState(history.state, "", here));
  }

  if (dialog && sidebar) {
    attach(dialog.querySelector("form"), IN_DIALOG);
    // After a click, the focus goes back to where it was before, not into the box that was clicked.
    let from;
    sidebar.addEventListener("focus", ({ relatedTarget }) => {
      if (!dialog.contains(relatedTarget)) from = relatedTarget;
    });
    sidebar.addEventListener("click", () => {
      openDialog(sidebar.value);
      dialog.addEventListener("close", () => leave(sidebar, from), { once: true });
    });
    sidebar.addEventListener("input", () => {
      openDialog(sidebar.value);
      sidebar.value = "";
    });
    dialog.addEventListener("click", ({ target }) => {
      // The dialog itself is hit only beside what is in it.
      if (target === dialog || target.closest("a, .search-close")) dialog.close();
    });
  }

  const reach = () => {
    if (!page) return openDialog("");
    if (document.activeElement !== page.elements.q) before = document.activeElement;
    page.elements.q.select();
    page.elements.q.focus();
  };

  // On a narrow screen the box is in a drawer, so the header has a button too.
  const header = document.querySelector(".mobile-header .header-right");
  if (header && dialog) {
    const button = document.createElement("button");
    button.className = "header-search";
    button.type = "button";
    button.setAttribute("aria-label", dialog.getAttribute("aria-label"));
    button.setAttribute("aria-haspopup", "dialog");
    button.addEventListener("click", reach);
    header.prepend(button);
  }

  for (const singleKeys of document.querySelectorAll(".search-single-keys")) {
    const press = (isOn) => singleKeys.setAttribute("aria-pressed", String(isOn));
    press(bilingual.recall(bilingual.SINGLE_KEYS) !== "off");
    singleKeys.addEventListener("click", () => {
      const isOn = singleKeys.getAttribute("aria-pressed") !== "true";
      bilingual.remember(bilingual.SINGLE_KEYS, isOn ? "on" : "off");
      press(isOn);
    });
    singleKeys.hidden = false;
  }

  document.addEventListener("keydown", (event) => {
    if (!page && !dialog) return; // the theme has a box of its own
    const slash = event.key === "/" && bilingual.isCommand(event);
    const control = event.code === "KeyK" && (event.ctrlKey || event.metaKey) && !event.altKey;
    if (!slash && !control) return;
    event.preventDefault();
    reach();
  });
})();
