// The search box: results while one types, and the keys that reach, walk and close it.
"use strict";

(() => {
  const root = document.documentElement.dataset.content_root;
  const PAUSE = 120; // milliseconds without a key before a search
  const IN_DIALOG = 10; // results at most; the search page has all

  const dialog = document.querySelector(".search-dialog");
  const sidebar = document.querySelector(".sidebar-search");
  const page = document.querySelector(".search-page .search-form");

  // The index weighs more than a page, so it waits for the first search.
  let loaded = null;
  const load = () => {
    loaded ??= bilingual.load(`${root}_static/language_data.js`)
      .then(() => bilingual.load(`${root}_static/search-engine.js`))
      .then(() => bilingual.load(`${root}searchindex.js`))
      .catch((error) => {
        loaded = null; // the next key tries again
        throw error;
      });
    return loaded;
  };

  const element = (name, className, text) => {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  };

  // Where a page is: a file, or a folder that has its index.
  const address = (page, inFolders) =>
    inFolders ? page.replace(/(^|\/)index$/, "$1").replace(/[^/]$/, "$&/") : `${page}.html`;

  const item = ({ page, title, section, id }, inFolders) => {
    const link = element("a", "", "");
    link.href = `${root}${encodeURI(address(page, inFolders))}${id ? `#${encodeURIComponent(id)}` : ""}`;
    link.append(element("span", "search-section", section || title));
    if (section) link.append(" ", element("span", "search-title", title));
    const made = document.createElement("li");
    made.append(link);
    return made;
  };

  const show = (form, results, most) => {
    form.querySelector(".search-results").replaceChildren(
      ...results.slice(0, most).map((result) => item(result, "folders" in form.dataset)),
    );
    const all = form.querySelector(".search-all");
    if (!all) return;
    all.hidden = results.length <= most;
    all.href = `${form.action}?${new URLSearchParams({ q: form.elements.q.value })}`;
  };

  const search = async (form, most) => {
    const query = form.elements.q.value.trim();
    const status = form.querySelector(".search-count");
    if (!query) {
      show(form, [], most);
      status.textContent = "";
      return;
    }
    const { none, one, many, failed } = form.dataset;
    let results;
    try {
      await load();
      if (query !== form.elements.q.value.trim()) return; // typed on meanwhile
      results = Search.find(query);
    } catch (error) { // no index, or none of this form, or words that cannot be taken apart
      console.error(error);
      show(form, [], most);
      status.textContent = failed;
      return;
    }
    show(form, results, most);
    const count = results.length;
    status.textContent = count > 1 ? many.replace("{count}", count) : count ? one : none;
  };

  const walk = (form, event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.isComposing) return;
    const stops = [form.elements.q, ...form.querySelectorAll(".search-results a, .search-all[href]:not([hidden])")];
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
  };

  const openDialog = (text) => {
    const { q } = dialog.querySelector("form").elements;
    if (!dialog.open) dialog.showModal();
    if (text) q.value = text;
    q.focus();
    if (!text) q.select();
    search(q.form, IN_DIALOG);
  };

  if (page) {
    attach(page, Infinity);
    page.elements.q.value = new URLSearchParams(location.search).get("q") ?? "";
    search(page, Infinity);
  }

  if (dialog && sidebar) {
    attach(dialog.querySelector("form"), IN_DIALOG);
    sidebar.addEventListener("click", () => openDialog(sidebar.value));
    sidebar.addEventListener("input", () => {
      openDialog(sidebar.value);
      sidebar.value = "";
    });
    dialog.addEventListener("click", ({ target }) => {
      // The dialog itself is hit only beside what is in it.
      if (target === dialog || target.closest("a, .search-close")) dialog.close();
    });
  }

  const reach = () => (page ? page.elements.q.focus() : dialog && openDialog(""));

  // On a narrow screen the box is in a drawer, so the header has a button too.
  const header = document.querySelector(".mobile-header .header-right");
  if (header && dialog) {
    const button = element("button", "header-search", "");
    button.type = "button";
    button.setAttribute("aria-label", dialog.getAttribute("aria-label"));
    button.setAttribute("aria-haspopup", "dialog");
    button.addEventListener("click", reach);
    header.prepend(button);
  }

  document.addEventListener("keydown", (event) => {
    if (!page && !dialog) return; // the theme has a box of its own
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const slash = event.key === "/" && plain && !bilingual.isTyping(event.target);
    const control = event.code === "KeyK" && (event.ctrlKey || event.metaKey) && !event.altKey;
    if (!slash && !control) return;
    event.preventDefault();
    reach();
  });
})();
