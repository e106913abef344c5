// A button beside the link to a page's Markdown that copies it.
"use strict";

(() => {
  const template = document.getElementById("copy-page");
  const [link, another] = document.querySelectorAll("article a.markdown");
  if (!template || !link) return;
  const [button, status] = template.content.children;
  const { script, copied, failed } = template.dataset;
  const say = bilingual.teller(status);

  // The text is loaded when it is asked for. Safari wants the clipboard asked at once, so with a promise.
  button.addEventListener("click", async () => {
    const text = bilingual.load(script).then(({ markdown }) => new Blob([markdown], { type: "text/plain" }));
    try {
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": text })]);
      say(copied);
    } catch {
      say(failed);
    }
  });
  link.after(button);
  if (another) link.remove(); // the one below the text stays
  template.after(status);
})();
