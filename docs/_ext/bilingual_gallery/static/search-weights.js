// How much a section has of what a query asks for: of a word, by where it stands and whose name it is.
"use strict";

const SearchWeights = (() => {
  const { KINDS, BESIDE } = SearchIndex;
  const { FIT, index } = SearchForms;
  // A name of a term leads to its entry, to the section that teaches it, and wherever the term stands.
  const ENTRY = 2.5, TAUGHT = 3.5, TERM = 0.9;

  const isEntry = (section) => index().sections[section][1].startsWith("term-");
  // The words of a term as this language has it, of the sections that one of its names leads to.
  const termOf = (sections) => {
    const entry = sections.find(isEntry);
    return entry === undefined ? [] : SearchQuery.asked(index().sections[entry][2]).map(({ stem }) => stem);
  };

  // For each section that has one of the words, how much.
  const weigh = (fits, among) => {
    const weights = new Map(); // by words that stand there
    const named = new Map(); // by names
    const heaviest = (map) => (section, weight) => map.set(section, Math.max(weight, map.get(section) ?? 0));
    const heavier = heaviest(named);
    for (const [word, fit] of fits) {
      // Words that mean the same say less, wherever they stand.
      const most = fit <= FIT.same ? KINDS.prose : Infinity;
      (index().written.get(word) ?? []).forEach((kind, section) => heaviest(weights)(section, fit * Math.min(kind, most)));
      const sections = index().names.get(word) ?? [];
      const much = (fit < FIT.alike ? fit / 2 : fit) * among; // a part of a name is none
      for (const section of sections) heavier(section, much * (isEntry(section) ? ENTRY : TAUGHT));
      const term = fit < FIT.alike ? [] : termOf(sections).filter((each) => index().written.has(each));
      if (!term.length || (term.length === 1 && term[0] === word)) continue;
      // Of a term of two words, sections that have one of them say something too.
      const all = term.map((one) => index().written.get(one));
      for (const section of new Set(all.flatMap((places) => [...places.keys()]))) {
        const much_ = all.map((places) => places.get(section) ?? 0);
        const share = much_.filter(Boolean).length / term.length;
        heavier(section, fit * TERM * share * (much_.reduce((sum, one) => sum + one, 0) / term.length));
      }
    }
    for (const [section, weight] of named) {
      const other = weights.get(section) ?? 0;
      weights.set(section, Math.max(weight, other) + BESIDE * Math.min(weight, other));
    }
    return weights;
  };

  // The fewer sections have a word itself, the more it says; what is only like it counts for little.
  const rarityOf = ({ fits, weights }) => {
    const sure = new Set();
    for (const [word, fit] of fits) {
      if (fit >= FIT.beginning) [...(index().written.get(word)?.keys() ?? []), ...(index().names.get(word) ?? [])].forEach((each) => sure.add(each));
    }
    const many = sure.size + (sure.size ? 0.1 : 0.3) * (weights.size - sure.size);
    return Math.log(1 + index().sections.length / Math.max(many, 0.5));
  };

  return { isEntry, termOf, weigh, rarityOf };
})();
