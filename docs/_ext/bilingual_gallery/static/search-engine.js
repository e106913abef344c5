// Find the sections that a query is about; loaded with the index when a reader begins to search.
"use strict";

const Search = (() => {
  const MOST_LETTERS = 200; // of a query; the rest is cut off
  const MOST_WORDS = 12;
  // How much a word counts for, by how it lies in a word of the index …
  const EXACT = 1, BEGINNING = 0.7, LETTERS_BEGIN = 0.6, INSIDE = 0.4, STEM_BEGINS = 0.3;
  // … and by where that stands: a name of a term leads to its entry and to the section that teaches it.
  const IN_TITLE = 3, IN_PAGE_TITLE = 1.5, IN_TEXT = 1, ENTRY = 3, TAUGHT = 4;
  // … and by how much more if that is the query and nothing else: a title, or a name of a term.
  const TITLE = 1.5, NAMED_ENTRY = 1.5, NAMED = 2.5;
  // What each further section of a page counts for, so that one page does not fill the list.
  const AGAIN = 0.5;
  // What a result must have to be shown, of the best one's score; where a name leads is always shown.
  const LEAST = 0.15;

  let index = null;
  let written = new Set(); // every word of the pages
  let known = new Set(); // and every name of a term
  let words = []; // each of them, and its letters taken apart, 가 as ㄱ and ㅏ

  const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  // search_index.py says how the numbers are written.
  const unpacked = (text) => {
    const numbers = [];
    let number = 0;
    let scale = 1;
    for (const letter of text) {
      const value = LETTERS.indexOf(letter);
      number += (value % 32) * scale;
      scale *= 32;
      if (value < 32) {
        numbers.push(number);
        scale = 1;
      }
    }
    return numbers;
  };

  const listed = (text) => {
    const terms = new Map();
    const all = text ? text.split(" ") : [];
    for (let i = 0; i < all.length; i += 2) terms.set(all[i], unpacked(all[i + 1]));
    return terms;
  };

  const setIndex = (data) => {
    index = { ...data };
    for (const each of ["terms", "titleterms", "names"]) index[each] = listed(data[each]);
    written = new Set([...index.terms.keys(), ...index.titleterms.keys()]);
    known = new Set([...written, ...index.names.keys()]);
    words = [...known].map((word) => ({ word, letters: word.normalize("NFD") }));
    index.own = new Map(); // page: the number of the section that is the page itself
    data.sections.forEach(([page, id], number) => id || index.own.set(page, number));
    index.titleLengths = data.sections.map(() => 0);
    for (const sections of index.titleterms.values()) {
      for (const section of sections) index.titleLengths[section] += 1;
    }
  };

  // The language's own way, or words as Python's \w has them.
  const split = (text) =>
    typeof splitQuery === "undefined" ? (text.match(/[\p{L}\p{N}_]+/gu) ?? []) : splitQuery(text);

  const stems = (text) => {
    const stemmer = new Stemmer();
    const found = split(text.normalize("NFC")).map((word) => word.toLowerCase());
    const kept = found.filter((word) => !stopwords.has(word)).map((word) => stemmer.stemWord(word));
    const all = [...new Set(kept.filter((stem) => stem && !/^\d+$/.test(stem)))];
    // A letter of Hangul behind a word is one that is still being typed.
    return all.length > 1 ? all.filter((stem) => !/^[ㄱ-ㅣ]$/.test(stem)) : all;
  };

  // The words of the index that a word of the query stands for, each with how well it fits.
  const matches = (stem) => {
    const letters = stem.normalize("NFD");
    // 채운 and 채울 are 채우 with ㄴ and ㄹ.
    const open = stem.length > 1 ? letters.replace(/[\u11ab\u11af]$/, "") : letters;
    // Of words without spaces between them the index has two letters at a time (bigrams.py), so that one
    // alone is looked for in these.
    const isLetter = /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]$/u.test(stem);
    const isHangul = /^[가-힣]/.test(stem);
    // A word in Latin letters that the index has is no part of others: loss has nothing to do with glossary.
    const long = isHangul ? stem.length > 1 : isLetter || (stem.length > 2 && !known.has(stem));
    const found = new Map();
    for (const { word, letters: others } of words) {
      if (word === stem) found.set(word, EXACT);
      else if ((isLetter || stem.length > 1) && word.startsWith(stem)) found.set(word, BEGINNING);
      else if (stem.length > 1 && others.startsWith(letters)) found.set(word, LETTERS_BEGIN);
      else if (long && word.includes(stem)) found.set(word, INSIDE);
      else if (open !== letters && others.startsWith(open)) found.set(word, STEM_BEGINS);
    }
    return found;
  };

  // 손실함수 where the index has 손실 and 함수: the fewest words of the index that make up the word, but for
  // a letter at its end. Words that are merely somewhere in it, as 이어 is in 레이어, say nothing of it.
  const parts = (stem) => {
    const best = [[]]; // for each beginning of the word
    for (let end = 1; end <= stem.length; end += 1) {
      for (let begin = 0; begin < end; begin += 1) {
        const word = stem.slice(begin, end);
        const found = best[begin] && written.has(word) ? [...best[begin], word] : null;
        if (found && !(best[end]?.length <= found.length)) best[end] = found;
      }
    }
    const found = best[stem.length] ?? (stem.length > 3 ? best[stem.length - 1] : null) ?? [];
    return found.filter((word) => word.length > 1);
  };

  // The names of terms in a query, whose words the index has without spaces between them.
  const named = (asked) => {
    const found = [];
    for (let begin = 0; begin < asked.length; begin += 1) {
      for (let end = asked.length; end > begin + 1; end -= 1) {
        const name = asked.slice(begin, end).join("");
        if (index.names.has(name)) {
          found.push(name);
          break;
        }
      }
    }
    return found;
  };

  // For each section that has the word, how much.
  const weigh = (stem) => {
    const weights = new Map();
    const heavier = (section, weight) =>
      weights.set(section, Math.max(weight, weights.get(section) ?? 0));
    for (const [word, fit] of matches(stem)) {
      for (const section of index.terms.get(word) ?? []) heavier(section, fit * IN_TEXT);
      for (const section of index.titleterms.get(word) ?? []) heavier(section, fit * IN_TITLE);
      for (const section of index.names.get(word) ?? []) {
        const isEntry = index.sections[section][1].startsWith("term-");
        heavier(section, fit * (isEntry ? ENTRY : TAUGHT));
      }
    }
    return weights;
  };

  // The results of a query, best first: [{page, title, section, id}], of which title names the page.
  const find = (query) => {
    let asked = stems(query.slice(0, MOST_LETTERS)).slice(0, MOST_WORDS);
    const whole = new Set(index.names.get(asked.join("")));
    // A name that no page writes in one word is looked for by its parts, too.
    const inParts = (stem) => (written.has(stem) || (matches(stem).size && !known.has(stem)) ? [] : parts(stem));
    asked = [...named(asked), ...asked.flatMap((stem) => [...(matches(stem).size ? [stem] : []), ...inParts(stem)])];
    const weighed = [...new Set(asked)].map(weigh).filter((weights) => weights.size);
    const pages = new Map(); // page: for each word the number of sections that have it
    for (const [which, weights] of weighed.entries()) {
      for (const section of weights.keys()) {
        const page = index.sections[section][0];
        if (!pages.has(page)) pages.set(page, weighed.map(() => 0));
        pages.get(page)[which] += 1;
      }
    }
    // A page that lacks words of the query counts for less.
    const share = (page) => pages.get(page).filter(Boolean).length / weighed.length;
    const results = [];
    for (const [number, [page, id, title]] of index.sections.entries()) {
      if (!pages.has(page)) continue;
      let score = 0;
      let inTitle = 0;
      for (const [which, weights] of weighed.entries()) {
        const rare = Math.log(1 + index.sections.length / weights.size);
        const here = weights.get(number) ?? 0;
        const page_ = (weights.get(index.own.get(page)) ?? 0) > IN_TEXT ? IN_PAGE_TITLE : 0;
        const much = 0.3 * Math.log2(1 + pages.get(page)[which]);
        if (here > IN_TEXT) inTitle += 1;
        if (here) score += rare * (here + page_ + much);
      }
      // Where a name leads, its words need not stand.
      score *= whole.has(number) || share(page) ** 2;
      // A title that is the query and nothing else.
      if (inTitle === weighed.length && index.titleLengths[number] === inTitle) score *= TITLE;
      const isNamed = whole.has(number);
      if (isNamed) score *= id.startsWith("term-") ? NAMED_ENTRY : NAMED;
      if (score) results.push({ page, id, title, score, isNamed });
    }
    results.sort((a, b) => b.score - a.score);
    const before = new Map();
    for (const result of results) {
      const times = before.get(result.page) ?? 0;
      before.set(result.page, times + 1);
      result.score *= AGAIN ** times;
    }
    results.sort((a, b) => b.score - a.score);
    const most = results.find((result) => !result.isNamed)?.score;
    const shown = results.filter((result) => result.isNamed || result.score >= LEAST * most);
    return shown.map(({ page, id, title }) => ({
      page: index.docnames[page],
      title: index.titles[page],
      section: id ? title : "",
      id,
    }));
  };

  return { setIndex, find };
})();
