// What the results of the search show of their sections; loaded with the texts of their pages.
"use strict";

const SearchTexts = (() => {
  const LONG = 160; // letters of an excerpt
  const BEFORE = 40; // … and of those, before the first hit
  const MOST_HITS = 6; // that a page is told to mark

  const pages = new Map(); // page: for each of its sections by id the titles above it, and its rows of prose and of code
  const set = (page, sections) =>
    pages.set(page, new Map(sections.map(([id, above, prose, code]) => [id, { above, prose, code }])));

  const TOKEN = /[가-힣]+|(?:(?![가-힣])[\p{L}\p{N}_])+/gu;
  // Letters of languages without spaces, of which the index has two at a time.
  const PAIR = /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]{2}$/u;

  // Where in a text its words stand for words of the index: [[from, to, word]].
  const hits = (text, words, stem) => {
    const found = [];
    for (const { 0: token, index } of text.matchAll(TOKEN)) {
      const word = stem(token.toLowerCase());
      // 텐서 of 텐서를, but all of tensors: a particle is a word for itself, an ending is none.
      const isNoun = /^[가-힣]/.test(token) && token.startsWith(word);
      if (words.has(word)) found.push([index, index + (isNoun ? word : token).length, word]);
    }
    for (const pair of [...words].filter((word) => PAIR.test(word))) {
      for (let at = text.indexOf(pair); at >= 0; at = text.indexOf(pair, at + 1)) found.push([at, at + 2, pair]);
    }
    return found.sort((a, b) => a[0] - b[0]);
  };

  // A text from there to here as [[text, whether it is a hit]].
  const parts = (text, found, from = 0, to = text.length) => {
    const made = [];
    let at = from;
    for (const [begin, end] of found) {
      if (begin < at || end > to) continue;
      made.push([text.slice(at, begin), false], [text.slice(begin, end), true]);
      at = end;
    }
    return [...made, [text.slice(at, to), false]].filter(([each]) => each);
  };

  const marked = (text, words, stem) => parts(text, hits(text, words, stem));

  // Of a result the titles of the sections it is in, an excerpt as [[text, whether it is a hit]], and the hits
  // as they stand there; null where its page is not loaded.
  const excerpt = ({ page, id }, words, stem) => {
    const section = pages.get(page)?.get(id);
    if (!section) return null;
    let best = { many: -1 };
    // An entry of the glossary says first what its term means; elsewhere prose says more than code.
    const isEntry = id.startsWith("term-") && section.prose.length;
    for (const rows of isEntry ? [section.prose.slice(0, 1)] : [section.prose, section.code]) {
      if (best.found?.length) break;
      for (const row of rows) {
        const found = hits(row, words, stem);
        const many = new Set(found.map(([, , word]) => word)).size + Math.min(found.length, 5) / 10;
        if (many > best.many) best = { row, found, many };
      }
    }
    if (!best.row) return { above: section.above, parts: [], hits: [] };
    const { row, found } = best;
    let from = isEntry ? 0 : Math.max(0, (found[0]?.[0] ?? 0) - BEFORE);
    if (from) from = row.indexOf(" ", from) + 1 || from; // at the beginning of a word
    if (found.length && from > found[0][0]) from = found[0][0];
    let to = Math.min(row.length, from + LONG);
    if (to < row.length) to = Math.max(row.lastIndexOf(" ", to), (isEntry ? null : found[0]?.[1]) ?? from + LONG / 2);
    const shown = [...(from ? [["… ", false]] : []), ...parts(row, found, from, to), ...(to < row.length ? [[" …", false]] : [])];
    const all = [...section.prose, ...section.code].flatMap((each) => hits(each, words, stem).map(([begin, end]) => each.slice(begin, end)));
    return { above: section.above, parts: shown, hits: [...new Set(all)].slice(0, MOST_HITS) };
  };

  return { set, marked, excerpt };
})();
