// A figure in the whole window with what stands below it, for who taps or clicks it, or presses Enter on it; there a tap,
// or its button, makes it larger. Without this script it leads to its file.
"use strict";

(() => {
  const dialog = document.querySelector(".zoomed");
  if (!dialog) return; // a page without pictures
  const MOST = 2; // times as large as on paper: that many pixels its file has
  const BUTTONS = { width: 104, height: 56 }; // of the corner that they take, in pixels
  const words = dialog.querySelector(".words");
  const larger = dialog.querySelector(".larger");
  let opener, image, paper; // paper: its width and height there

  // As large as the window has room for, beside what is said of it; and larger, which scrolls.
  function size() {
    const room = { width: dialog.clientWidth, height: dialog.clientHeight - words.offsetHeight };
    const fit = (across, down) => Math.min((room.width - across) / paper.width, (room.height - down) / paper.height);
    const fitting = Math.min(MOST, Math.max(fit(0, 2 * BUTTONS.height), fit(2 * BUTTONS.width, 0))); // below or beside them
    const most = Math.min(MOST, Math.max(1, 2 * fitting));
    larger.hidden = most < fitting * 1.1;
    const isLarge = larger.getAttribute("aria-pressed") === "true" && !larger.hidden;
    dialog.classList.toggle("fits", !isLarge);
    image.width = Math.floor(paper.width * (isLarge ? most : fitting));
  }

  // What was at a place of the figure comes to the middle of the window.
  function turn(across = 0.5, down = 0.5) {
    larger.setAttribute("aria-pressed", String(larger.getAttribute("aria-pressed") !== "true"));
    size();
    dialog.scrollTo(image.offsetLeft + across * image.clientWidth - dialog.clientWidth / 2,
      image.offsetTop + down * image.clientHeight - dialog.clientHeight / 2);
  }

  function caption(link) {
    const said = link.closest("figure, .tutorial-figure")?.querySelector("figcaption, :scope > p:not(.excerpt-from)");
    const copy = said?.cloneNode(true);
    for (const each of copy?.querySelectorAll(".peek, .share, .report-here, .headerlink") ?? []) each.remove();
    for (const each of copy?.querySelectorAll("[id]") ?? []) each.removeAttribute("id");
    return copy?.childNodes ?? [];
  }

  function open(link) {
    const seen = [...link.querySelectorAll("img")].find((each) => each.clientWidth);
    if (!seen) return false;
    image = new Image();
    image.src = seen.srcset.split(", ").at(-1).split(" ")[0] || seen.src;
    image.alt = seen.alt;
    image.className = seen.className;
    image.lang = seen.lang;
    const width = Number(seen.getAttribute("width")) || seen.naturalWidth;
    paper = { width, height: (width * seen.clientHeight) / seen.clientWidth };
    words.before(image);
    words.replaceChildren(...caption(link));
    dialog.setAttribute("aria-label", seen.alt);
    larger.setAttribute("aria-pressed", "false");
    opener = link;
    dialog.showModal();
    size();
    return true;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("article a.zoom");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (open(link)) event.preventDefault();
  });
  dialog.addEventListener("click", ({ target, offsetX, offsetY }) => {
    if (target === dialog || target.matches(".close")) dialog.close();
    else if (target === larger) turn();
    else if (target === image && !larger.hidden) turn(offsetX / image.clientWidth, offsetY / image.clientHeight);
  });
  addEventListener("resize", () => dialog.open && size());
  dialog.addEventListener("close", () => {
    image.remove();
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
