// Loads a page again when a later build than the page's own is there (`bilingual_gallery live`).
(function () {
  "use strict";
  const own = new URL(document.currentScript.src).searchParams.get("build");
  let events = null;

  // A browser has six connections to a host, so that pages nobody sees would keep others from loading.
  function listen() {
    if (document.hidden && events) {
      events.close();
      events = null;
    } else if (!document.hidden && !events) {
      events = new EventSource("/_live/events");
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
