// Read the index of the search, as search_index.py writes it.
"use strict";

const SearchIndex = (() => {
  // How much a word says of a section, by where it stands (search_sections.py).
  const KINDS = { title: 3, often: 1.8, prose: 1, code: 0.4 };
  // Of what is said twice, the lesser counts for this much.
  const BESIDE = 0.3;

  const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  // Rising numbers, each as its distance to the one before.
  const unpacked = (text) => {
    const numbers = [];
    let before = 0;
    let distance = 0;
    let scale = 1;
    for (const letter of text) {
      const value = LETTERS.indexOf(letter);
      distance += (value % 32) * scale;
      scale *= 32;
      if (value < 32) {
        before += distance;
        numbers.push(before);
        distance = 0;
        scale = 1;
      }
    }
    return numbers;
  };

  // Words in their order, each as what it shares with the one before, and the rest.
  const rebuilt = (text) => {
    let before = "";
    return (text.match(/[A-Z][^A-Z]*/g) ?? []).map((each) => {
      before = before.slice(0, each.charCodeAt(0) - 65) + each.slice(1);
      return before;
    });
  };

  // Of the index: `written`, for each word the sections that have it, each with how much; `names` of terms and
  // the sections they lead to; `said`, how words in other letters are said; `words`, all of these, their
  // letters, 가 as ㄱ and ㅏ, and roots, `nameList` those of the names; `known`, all as a set; `calls`, the names of what is called; `own`, for each page the section that is the page itself; and how many words each
  // title has.
  // `wordsOf` takes a text apart as the build does: titles are there as texts alone.
  const read = (data, wordsOf) => {
    const listed = rebuilt(data.words);
    const names = rebuilt(data.names);
    // word: the sections that have it, each with how much
    const index = { ...data, written: new Map(listed.map((word) => [word, new Map()])), titleLengths: data.sections.map(() => 0) };
    for (const [section, [, id, title]] of data.sections.entries()) {
      // The name of a call is no title: who looks for it wants what teaches it.
      const words = id.startsWith("call-") ? [] : wordsOf(title).filter((word) => index.written.has(word));
      for (const word of new Set(words)) index.written.get(word).set(section, KINDS.title);
      index.titleLengths[section] = new Set(words).size;
    }
    for (const [kind, lists] of Object.entries(data.kinds)) {
      for (const [number, list] of lists.split(" ").entries()) {
        const word = index.written.get(listed[number]);
        for (const section of unpacked(list)) word.set(section, word.has(section) ? word.get(section) + KINDS[kind] * BESIDE : KINDS[kind]);
      }
    }
    index.calls = data.sections.flatMap(([, id]) => (id.startsWith("call-") ? [id.slice(5)] : []));
    const said = data.said ? data.said.split(" ") : [];
    index.said = new Map(); // 넘파이: the words in Latin letters that are said so
    for (let at = 0; at < said.length; at += 2) index.said.set(said[at], [...(index.said.get(said[at]) ?? []), said[at + 1]]);
    index.names = new Map(data.named.split(" ").flatMap((list, at) => (at in names ? [[names[at], unpacked(list)]] : [])));
    index.known = new Set([...listed, ...names]);
    const spelled = (word) => {
      const letters = word.normalize("NFD");
      return { word, letters, root: SearchWords.root(letters) };
    };
    index.nameList = names.map(spelled);
    index.words = [...index.known].map(spelled);
    index.own = new Map(); // page: the number of the section that is the page itself
    data.sections.forEach(([page, id], number) => id || index.own.set(page, number));
    return index;
  };

  return { KINDS, BESIDE, read };
})();
