// A figure in the whole window, for who taps or clicks it, or presses Enter on it. Without this script it leads
// to its file.
"use strict";

(() => {
  const dialog = document.querySelector(".zoomed");
  if (!dialog) return; // a page without pictures
  const MOST = 2; // times as large as on paper: that many pixels its file has
  let opener;

  function open(link) {
    const seen = [...link.querySelectorAll("img")].find((image) => image.clientWidth);
    if (!seen) return false;
    const image = new Image();
    image.src = seen.srcset.split(", ").at(-1).split(" ")[0] || seen.src;
    image.alt = seen.alt;
    image.className = seen.className;
    image.lang = seen.lang;
    const width = Number(seen.getAttribute("width")) || seen.naturalWidth;
    const height = (width * seen.clientHeight) / seen.clientWidth;
    const fitting = Math.min(MOST, innerWidth / width, innerHeight / height);
    image.width = Math.round(width * Math.max(1, fitting)); // what is too large for a telephone scrolls
    dialog.append(image);
    dialog.setAttribute("aria-label", seen.alt);
    opener = link;
    dialog.showModal();
    return true;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("article a.zoom");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (open(link)) event.preventDefault();
  });
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.querySelector("img")?.remove();
    opener.focus({ preventScroll: true });
  });

  // An author's own picture that is larger than it is shown.
  function offer(image) {
    if (image.naturalWidth < image.clientWidth * 1.1 || !image.clientWidth) return;
    const link = document.createElement("a");
    link.className = "zoom";
    link.href = image.src;
    image.replaceWith(link);
    link.append(image);
  }
  for (const image of document.querySelectorAll("article img:not(a *, .sphx-glr-thumbcontainer *)")) {
    if (image.complete) offer(image);
    else image.addEventListener("load", () => offer(image), { once: true });
  }
})();
