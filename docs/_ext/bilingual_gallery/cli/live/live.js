// In a page while it is written (`bilingual_gallery live`): loads it again when it is another one, and
// says below it why it is not the newest, and what runs.
(function () {
  "use strict";
  const told = new URL(document.currentScript.src).searchParams;
  const query = new URLSearchParams({
    token: told.get("token"),
    at: location.pathname,
    language: document.documentElement.lang,
  });
  let events = null;
  let board = null;
  let clock = null;

  // Out of reach of the page's own styles; a sheet from this server is what its policy allows.
  function made() {
    const host = document.createElement("div");
    const root = host.attachShadow({ mode: "open" });
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = "/_live/live.css";
    const parts = { host };
    const panel = document.createElement("div");
    panel.className = "board";
    for (const [name, role] of [["running", "timer"], ["failures", "alert"]]) {
      parts[name] = document.createElement("div");
      parts[name].className = name;
      parts[name].setAttribute("role", role);
      panel.append(parts[name]);
    }
    root.append(sheet, panel);
    document.body.append(host);
    return parts;
  }

  function isDark() {
    const chosen = document.body.dataset.theme || document.documentElement.dataset.theme;
    return chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  }

  // The same text again would be read out again.
  function put(place, texts) {
    const key = JSON.stringify(texts);
    if (place.dataset.key === key) return [...place.children];
    place.dataset.key = key;
    place.replaceChildren(
      ...texts.map((text) => {
        const line = document.createElement("p");
        line.textContent = text;
        return line;
      }),
    );
    return [...place.children];
  }

  function show(news) {
    clearInterval(clock);
    const busy = news.running.length > 0;
    const failed = news.failures.length > 0;
    if (!busy && !failed && !board) return;
    board ??= made();
    board.host.className = isDark() ? "dark" : "";
    board.failures.lang = "en";
    put(board.failures, failed ? [news.words.failed, ...news.failures] : []);
    const heading = board.failures.firstElementChild;
    if (heading) heading.lang = document.documentElement.lang;
    const begun = performance.now();
    const tick = () => {
      put(
        board.running,
        news.running.map(([name, since]) => {
          const seconds = Math.floor(news.now - since + (performance.now() - begun) / 1000);
          return news.words.running.replace("{name}", name).replace("{seconds}", seconds);
        }),
      );
    };
    tick();
    if (busy) clock = setInterval(tick, 1000);
  }

  // A browser has six connections to a host, so that pages nobody sees would keep others from loading.
  function listen() {
    if (document.hidden && events) {
      events.close();
      events = null;
    } else if (!document.hidden && !events) {
      events = new EventSource(`/_live/events?${query}`);
      events.onmessage = (event) => {
        const news = JSON.parse(event.data);
        if (news.page !== told.get("page")) {
          events.close();
          location.reload();
        } else {
          show(news);
        }
      };
    }
  }

  document.addEventListener("visibilitychange", listen);
  listen();
})();
