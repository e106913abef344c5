// Remember the language a reader switches to, and keep the section when switching.
"use strict";

for (const link of document.querySelectorAll(".language-switch a")) {
  link.addEventListener("click", () => {
    try {
      localStorage.setItem("language", link.lang);
    } catch {
      // A browser that blocks storage forgets the choice; the link works all the same.
    }
    link.hash = location.hash;
  });
}
