// Loads a page again when a later build than the page's own is there (`bilingual_gallery live`).
(function () {
  "use strict";
  const told = new URL(document.currentScript.src).searchParams;
  const own = told.get("build");
  let events = null;

  // A browser has six connections to a host, so that pages nobody sees would keep others from loading.
  function listen() {
    if (document.hidden && events) {
      events.close();
      events = null;
    } else if (!document.hidden && !events) {
      events = new EventSource(`/_live/events?token=${told.get("token")}`);
      events.onmessage = (event) => {
        if (event.data === own) return;
        events.close();
        location.reload();
      };
    }
  }

  document.addEventListener("visibilitychange", listen);
  listen();
})();
