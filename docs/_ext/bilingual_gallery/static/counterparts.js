// What stands in another language for each piece of the page, and the element that shows it.
"use strict";

const counterparts = (() => {
  // A page's prose comes in a script, which puts it at its own element.
  const loading = new Map();
  function load(address) {
    if (!loading.has(address)) {
      const prose = bilingual.load(address).then((script) => script.prose ?? Promise.reject());
      prose.catch(() => loading.delete(address));
      loading.set(address, prose);
    }
    return loading.get(address);
  }

  // For each piece of our page the HTML of its counterpart, or undefined; both addresses are told to us.
  async function of(pieces, language) {
    const [ours, theirs] = await Promise.all([load(pieces), load(language.pieces)]);
    // What is not translated yet stands on our page in that very language.
    return pair(ours, theirs).map((html, number) =>
      ours.pieces[number][3] === language.code ? undefined : html);
  }

  // Pages of one form are paired in order; of others, the groups that have the same id and form.
  function pair(ours, theirs) {
    const form = ({ pieces }) => pieces.map(([group, kind]) => `${group} ${kind}`).join();
    const places = new Map(theirs.groups.map(([id], place) => [id, place]));
    const inOrder = ours.groups.every(([id], place) => (places.get(id) ?? place) === place);
    if (inOrder && form(ours) === form(theirs)) return theirs.pieces.map(([, , html]) => html);
    const result = Array(ours.pieces.length);
    ours.groups.forEach(([id, named], group) => {
      const place = places.get(id);
      if (place === undefined || !(named || theirs.groups[place][1])) return;
      const numbers = ours.pieces.flatMap(([of], number) => (of === group ? [number] : []));
      const found = theirs.pieces.filter(([of]) => of === place);
      const same = (number, index) => ours.pieces[number][1] === found[index][1];
      if (found.length === numbers.length && numbers.every(same)) {
        numbers.forEach((number, index) => (result[number] = found[index][2]));
      }
    });
    return result;
  }

  // The counterpart as an element: links lead where they lead on its own page, ids stay there.
  function element(piece, html, language) {
    const isTable = piece.localName === "table";
    const made = document.createElement(isTable ? "div" : "span");
    const content = isTable ? document.createElement("table") : made;
    content.innerHTML = html;
    for (const link of content.querySelectorAll(".headerlink")) link.remove();
    for (const named of content.querySelectorAll("[id]")) named.removeAttribute("id");
    const page = new URL(language.page, location.href);
    for (const name of ["href", "src"]) {
      for (const each of content.querySelectorAll(`[${name}]`)) {
        each.setAttribute(name, new URL(each.getAttribute(name), page).href);
      }
    }
    if (isTable) {
      content.className = piece.className;
      made.append(content);
      made.className = "table-wrapper";
    }
    made.lang = language.code;
    if (language.direction) made.dir = language.direction;
    behind.show(piece, content, language.code);
    return made;
  }

  return { load, of, element };
})();
