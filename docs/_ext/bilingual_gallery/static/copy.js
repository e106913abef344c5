// A button beside each block of code that copies it.
"use strict";

(() => {
  const template = document.getElementById("copy-button");
  if (!template) return; // a page without code
  const [button, status] = template.content.children;
  const say = bilingual.teller(status);

  // The code without the numbers of its lines, and without the end that HTML gives its last line.
  function code(pre) {
    const shown = pre.cloneNode(true);
    for (const number of shown.querySelectorAll(".linenos")) number.remove();
    return shown.textContent.replace(/\n$/, "");
  }

  async function copy(pre) {
    try {
      await navigator.clipboard.writeText(code(pre));
      say(template.dataset.copied);
    } catch {
      // Forbidden, or not there as the address is neither https nor a file's: readers can do the rest.
      getSelection().selectAllChildren(pre);
      say(matchMedia("(hover: none)").matches ? template.dataset.failedTouch : template.dataset.failed);
    }
  }

  // The first lines beside which the button stands are short enough if it covers nothing of them.
  const BESIDE = 2;
  const ROOM = matchMedia("(hover: none)").matches ? 52 : 44; // of the button, in pixels
  const drawing = document.createElement("canvas").getContext("2d");
  const room = new ResizeObserver((entries) => {
    for (const { target: pre } of entries) {
      const { font, paddingInlineStart } = getComputedStyle(pre);
      drawing.font = font;
      const widths = code(pre).split("\n", BESIDE).map((line) => drawing.measureText(line).width);
      const needed = Math.max(...widths) + parseFloat(paddingInlineStart) + ROOM;
      pre.parentElement.classList.toggle("roomy", needed <= pre.parentElement.clientWidth);
    }
  });

  for (const pre of document.querySelectorAll("article .highlight > pre")) {
    if (pre.closest(".sphx-glr-script-out")) continue;
    const own = button.cloneNode();
    own.addEventListener("click", () => copy(pre));
    pre.after(own);
    room.observe(pre);
  }
  template.after(status);
})();
