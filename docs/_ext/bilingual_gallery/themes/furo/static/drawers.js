// The two drawers of a narrow screen: their buttons, where the focus goes, and what closes them.
"use strict";

(() => {
  // Furo opens them with labels of hidden checkboxes, which no keyboard reaches: buttons do the same.
  function drawer(id, selector, labels) {
    const box = document.getElementById(id);
    const element = document.querySelector(selector);
    const name = box.getAttribute("aria-label");
    const openers = [...document.querySelectorAll(labels)].map((label) => {
      const button = made(label.className, name, ...label.childNodes);
      label.replaceWith(button);
      return button;
    });
    const close = made("drawer-close", box.dataset.close, "✕");
    element.prepend(close);

    function made(className, label, ...content) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = className;
      button.setAttribute("aria-label", label);
      button.append(...content);
      button.addEventListener("click", () => set(!box.checked));
      return button;
    }

    // All that is beside the drawer, save what closes it and dialogs: while it is open, one is nowhere else.
    const STAYS = "dialog, label, input, script, template";
    const besideIn = (parent) =>
      [...parent.children].flatMap((each) => {
        if (each === element || each.matches(STAYS)) return [];
        return each.contains(element) || each.querySelector("dialog") ? besideIn(each) : [each];
      });
    const beside = besideIn(document.body);

    const opener = () => openers.find((button) => button.checkVisibility());

    function told() {
      for (const button of openers) button.setAttribute("aria-expanded", String(box.checked));
    }

    function set(open, { back = true } = {}) {
      box.checked = open;
      told();
      for (const each of beside) each.inert = open;
      if (open) close.focus();
      else if (back) opener()?.focus();
    }

    box.addEventListener("change", () => set(box.checked)); // what is beside the drawer was pressed
    element.addEventListener("click", ({ target }) => {
      if (box.checked && target.closest("a")) set(false, { back: false });
    });
    let isTab = false; // what is beside the drawer and is pressed may take no focus
    element.addEventListener("keydown", ({ key }) => (isTab = key === "Tab"));
    element.addEventListener("focusout", ({ relatedTarget }) => {
      // Behind the last stop of the page there is nothing, and the way back is the button.
      if (box.checked && !relatedTarget && isTab) setTimeout(() => set(false));
      else if (box.checked && relatedTarget && !element.contains(relatedTarget)) set(false, { back: false });
      isTab = false;
    });
    document.addEventListener("keydown", ({ key, target }) => {
      if (key === "Escape" && box.checked && !target.closest("dialog")) set(false);
    });
    addEventListener("resize", () => {
      if (box.checked && !opener()) set(false); // there is room for it beside the page
    });
    told();
  }

  drawer("__navigation", ".sidebar-drawer", ".nav-overlay-icon");
  drawer("__toc", ".toc-drawer", ".toc-overlay-icon");
})();
