// What several scripts need: a memory, whether a reader is typing, scripts that are loaded later, news.
"use strict";

const bilingual = {
  // A browser that blocks storage forgets; everything else works.
  recall(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },

  remember(key, value) {
    try {
      localStorage.setItem(key, value);
    } catch {
      // As above.
    }
  },

  // Is a key that is pressed there meant for a text?
  isTyping: (target) => target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName),

  // Does a key by itself do something, as / and b do? A reader may have turned them off: who speaks to a computer
  // may press keys without meaning to (WCAG 2.1.4).
  SINGLE_KEYS: "single-keys",
  isCommand: (event) =>
    !(event.ctrlKey || event.metaKey || event.altKey) && !bilingual.isTyping(event.target) && bilingual.recall(bilingual.SINGLE_KEYS) !== "off",

  // The element of a script when it has run. Scripts, not fetch: a page that is opened from a disk may
  // not fetch.
  load(address) {
    const script = document.createElement("script");
    const loaded = new Promise((resolve, reject) => {
      script.addEventListener("load", () => resolve(script));
      script.addEventListener("error", reject);
    });
    script.src = address;
    document.head.append(script);
    return loaded.finally(() => script.remove());
  },

  // What tells in an element, for a while, how something that a reader asked for has ended.
  teller(status) {
    const SHOWN = 4000; // milliseconds
    let hiding;
    return (text) => {
      status.textContent = text;
      clearTimeout(hiding);
      hiding = setTimeout(() => status.replaceChildren(), SHOWN);
    };
  },
};
