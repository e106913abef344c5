// Find the sections that a query is about; loaded with the index when a reader begins to search.
"use strict";

const Search = (() => {
  const MOST_LETTERS = 200; // of a query; the rest is cut off
  // What a word counts for on the rest of the page; and how much of a query a section, rather than its page,
  // has to have, and how much it counts for that it has all.
  const ON_PAGE = 0.3, HERE = 0.5, COVERS = 1;
  const { KINDS } = SearchIndex;
  const { FIT, LIGHT } = SearchQuery;
  const { isEntry, termOf, weigh, rarityOf } = SearchWeights;
  // A name of a term leads less far where the query asks for more than the term.
  const AMONG = 0.7, IN_MESSAGE = 0.35;
  // What a word counts for that the page's title has.
  const IN_PAGE_TITLE = 1.2;
  // … and by how much more if that is the query and nothing else: a title, or a name of a term.
  const TITLE = 1, NAMED_ENTRY = 2.3, NAMED_ALONE = 4, NAMED = 2.5;
  // What a section counts for that comes behind others (search_names.py): tutorials off the path, exercises,
  // entries of the glossary, what opens and closes every tutorial, pages that no list of contents has, tutorials
  // behind the first sections of conf.py.
  const BEHIND = [1, 0.6, 0.5, 0.6, 0.35, 0.25, 0.35];
  const LOOKED_UP = "34"; // an entry, which has a name for a title
  // What opens a page counts for where its title is not asked for: it tells what comes.
  const OPENING = 0.9;
  // What a word of the page's title counts for in a section that has others of the query.
  const ABOUT = 1;
  // What each further section of a page counts for, so that one page does not fill the list.
  const AGAIN = 0.85;
  const NEAREST = 3; // results that are shown where nothing fits well
  // What a result must have to be shown, of the best one's score; where a name leads is always shown.
  const LEAST = 0.2, LEAST_OF_MANY = 0.35; // of the first, and of what follows
  // How much of a query must be there, rare words counting for more, or nothing fits well; less where it has the name
  // of a term and is no error message. A word that no page has counts for this much of what the others do.
  const ENOUGH = 0.5, ENOUGH_NAMED = 0.45, UNKNOWN = 1.25;
  // How much a question says that a section answers.
  const ANSWER = 3;
  const MOST_TOLD = 5; // words of a query of which it is told that no page has them

  let index = null;
  const setIndex = (data) => {
    index = SearchIndex.read(data, SearchQuery.wordsOf);
    SearchQuery.setIndex(index);
    SearchAsked.setIndex(index);
  };

  const ranked = (query) => {
    const taken = SearchQuery.taken(query);
    const { base, units, whole, isMessage, denied } = taken;
    const asksFor = base.flatMap(({ share }, at) => (share > LIGHT ? [at] : []));
    for (const unit of units) {
      // A name in the other language, as loss in Korean, says what the term's own word says.
      for (const [word, fit] of [...unit.fits]) {
        const [own, ...more] = fit < FIT.alike ? [] : termOf(index.names.get(word) ?? []);
        if (own && !more.length && index.written.has(own)) unit.fits.set(own, Math.max(fit, unit.fits.get(own) ?? 0));
      }
      unit.weights = weigh(unit.fits, !denied.size && asksFor.every((at) => unit.of.includes(at)) ? 1 : isMessage ? IN_MESSAGE : AMONG);
      unit.sure = Math.max(0, ...unit.fits.values());
      unit.rarity = rarityOf(unit);
    }
    const known = units.filter(({ weights }) => weights.size);
    const usual = known.reduce((sum, { rarity }) => sum + rarity, 0) / known.length;
    for (const unit of units) if (known.length && !unit.weights.size) unit.rarity = UNKNOWN * usual;
    const named = new Set(index.names.get(whole));
    const worth = base.map(({ share }, at) => share * units[at].rarity);
    const all = worth.reduce((sum, each) => sum + each, 0);
    const denial = SearchAsked.denialIn(taken, worth); // of which no title tells
    const answers = named.size ? new Map() : SearchAsked.answersTo(taken, worth, all, denial);
    const pages = new Map(); // page: for each unit the number of sections that have it
    for (const [which, { weights }] of units.entries()) {
      for (const section of weights.keys()) {
        const page = index.sections[section][0];
        if (!pages.has(page)) pages.set(page, units.map(() => 0));
        pages.get(page)[which] += 1;
      }
    }
    const results = [];
    for (const [number, [page, id, title]] of index.sections.entries()) {
      const { much: answer = 0, question = "" } = answers.get(number) ?? {};
      if (!pages.has(page) && !answer) continue;
      let score = answer * ANSWER * all;
      const inTitle = new Set(); // of the query's words those in the title
      const here = new Map(); // of the query's words those that are in the section, each with how surely
      const near = new Map(); // … and on its page
      const note = (seen, { of, sure }) => of.forEach((at) => seen.set(at, Math.max(sure, seen.get(at) ?? 0)));
      for (const [which, unit] of units.entries()) {
        const { share, weights, rarity } = unit;
        const weight = weights.get(number) ?? 0;
        const times = pages.get(page)?.[which] ?? 0;
        if (times) note(near, unit);
        // What the page is about, its sections are about.
        const isAbout = (weights.get(index.own.get(page)) ?? 0) >= KINDS.title * FIT.beginning;
        if (weight || isAbout) note(here, unit);
        if (!weight && !isAbout) continue;
        if (weight >= KINDS.title * FIT.beginning) unit.of.forEach((at) => inTitle.add(at));
        const much = isMessage ? Math.min(weight, KINDS.often) : Math.max(weight, isAbout ? ABOUT : 0);
        const above = isAbout ? IN_PAGE_TITLE : 0;
        score += share * rarity * (much + above + ON_PAGE * Math.log2(1 + times));
      }
      if (!answer && !units.some(({ weights }) => weights.get(number))) continue;
      const covers = (some, power) => Math.min(1, [...some].reduce((sum, [at, sure]) => sum + sure ** power * worth[at], 0) / all);
      const fitting = (power) => (isEntry(number) ? covers(here, power) : HERE * covers(here, power) + (1 - HERE) * covers(near, power));
      const fit = Math.max(answer, fitting(1));
      const isNamed = named.has(number);
      // Where a name leads, its words need not stand.
      if (!isNamed) score *= fit ** COVERS;
      // The more of a title the query is, and of the query the title, the more.
      const ofTitle = Math.min(1, inTitle.size / index.titleLengths[number]);
      const ofQuery = [...inTitle].reduce((sum, at) => sum + worth[at], 0) / (all + denial);
      if (inTitle.size && !LOOKED_UP.includes(index.behind[number])) score *= 1 + TITLE * ((2 * ofTitle * ofQuery) / (ofTitle + ofQuery)) ** 2;
      if (!inTitle.size && !id) score *= OPENING;
      if (isNamed) score *= !isEntry(number) ? NAMED : named.size > 1 ? NAMED_ENTRY : NAMED_ALONE;
      score *= Math.max(answer, BEHIND[index.behind[number]]); // a question knows where its answer is
      const hasAll = isNamed || question || asksFor.every((at) => here.has(at));
      results.push({ page, id, title, score, isNamed, question, number, hasAll, fit: isNamed ? 1 : Math.max(answer, fitting(0.5)) });
    }
    results.sort((a, b) => b.score - a.score);
    const before = new Map();
    for (const result of results) {
      const times = before.get(result.page) ?? 0;
      before.set(result.page, times + 1);
      result.score *= AGAIN ** times;
    }
    results.sort((a, b) => b.score - a.score);
    // A name or a question says where to go, and nothing against what has the words.
    const most = results.find((result) => !result.isNamed && !result.question)?.score ?? 0;
    const shown = results.filter((result, at) => result.isNamed || result.score >= (at < NEAREST ? LEAST : LEAST_OF_MANY) * most);
    const hasName = units.some(({ fits }) => [...fits].some(([word, fit]) => fit >= FIT.alike && index.names.has(word)));
    const enough = hasName && !/Error|Exception/.test(query) ? ENOUGH_NAMED : ENOUGH;
    // A message has words of its own; of a question, the reader has to know which are nowhere.
    const isNowhere = (at) => base[at].share > LIGHT && !units.some(({ of, weights }) => of.includes(at) && weights.size);
    const missing = isMessage || base.length > MOST_TOLD ? [] : [...new Set(base.filter((_, at) => isNowhere(at)).map(({ word }) => word))];
    // Two words are often one name, as object detection, and what has one of them only is about something else.
    const apart = !isMessage && !missing.length && asksFor.length === 2 && !results.some(({ hasAll }) => hasAll);
    return { results: shown, units, missing, apart, fits: (shown[0]?.fit ?? 0) >= enough };
  };

  // The words to mark in what a result shows: of the query, and of the term that it is a name of.
  const marked = ({ units }) => {
    const found = new Set();
    for (const { fits, share } of units) {
      for (const [word, fit] of share > LIGHT ? fits : []) {
        found.add(word);
        if (fit >= FIT.alike) termOf(index.names.get(word) ?? []).forEach((stem) => found.add(stem));
      }
    }
    return found;
  };

  // What a query finds: `results`, best first, as {page, title, section, id, question}, of which title names the
  // page and question is one that the section answers; whether they fit; the words of the query that are `missing`
  // on all pages, and whether its two words are `apart`, in no section both; the words to mark in results; and of a
  // query that was typed with the wrong keyboard what was looked for `instead`, or what to offer where that finds
  // nothing either.
  const find = (query) => {
    const text = query.slice(0, MOST_LETTERS);
    let instead = SearchWords.retyped(text, (word) => index.known.has(SearchQuery.stem(word)));
    let found = ranked(instead ?? text);
    let offer = null;
    if (!found.fits) {
      for (const other of [SearchWords.joined(text), SearchWords.otherKeyboard(text)].filter(Boolean)) {
        const better = ranked(other);
        if (better.fits) {
          [found, instead, offer] = [better, other, null];
          break;
        }
        const isTyped = /[가-힣][ㄱ-ㅎ]$/.test(text); // on the way to a syllable
        if (!found.results.length && !isTyped) offer ??= other;
      }
    }
    const results = found.results.slice(0, found.fits ? Infinity : NEAREST).map(({ page, id, title, question }) => ({
      page: index.docnames[page],
      title: index.titles[page],
      section: id ? title : "",
      id,
      question,
    }));
    return { results, fits: found.fits, missing: found.missing, apart: found.apart, instead, offer, words: marked(found) };
  };

  // The stem of a word, for the marks in excerpts: a page has the same words again and again.
  const stemsOf = new Map();
  const stem = (word) => {
    if (!stemsOf.has(word)) stemsOf.set(word, SearchQuery.stem(word));
    return stemsOf.get(word);
  };

  return { setIndex, find, stem };
})();
