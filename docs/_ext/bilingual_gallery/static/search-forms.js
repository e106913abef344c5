// What a word of a query stands for: the words of the index that it is in, whatever its form there, that mean the
// same, or that were meant.
"use strict";

const SearchForms = (() => {
  // How well a word of the index fits one of the query, by how it lies there.
  const FIT = { exact: 1, noun: 0.85, form: 0.8, beginning: 0.7, letters: 0.6, inside: 0.5, open: 0.4, part: 0.8, alike: 0.8, said: 0.8, same: 0.6 };

  let read = null;
  const index = () => read;
  const setIndex = (data) => {
    read = data;
  };

  // The language's own way, or words as Python's \w has them.
  const split = (text) =>
    typeof splitQuery === "undefined" ? (text.match(/[\p{L}\p{N}_]+/gu) ?? []) : splitQuery(text);
  const stemmer = () => (stemmer.made ??= new Stemmer());
  const stemOf = (word) => stemmer().stemWord(word);
  const wordsOf = (text) => split(text).map((word) => stemOf(word.toLowerCase()).toLowerCase());
  // What the language has beside that (search_language.py): words that say little, and everyday words that
  // are used for one another, each of both as its stem.
  const words_ = typeof searchLanguage === "undefined" ? { light: "", same: [], spelled: [], endings: "", derived: "", listed: "", spaced: [], denied: "", deniedBefore: "" } : searchLanguage;
  // The word as the index may have it: initialization for initialisation.
  const respelled = (word) => words_.spelled.map(([from, to]) => word.replace(new RegExp(from), to)).filter((each) => each !== word);
  const spaced = (text) => words_.spaced.reduce((said, [from, to]) => said.replace(new RegExp(from, "gu"), to), text);
  const light = new Set(words_.light.split(" "));
  const lightBeginnings = [...light].filter((word) => word.endsWith("*")).map((word) => word.slice(0, -1));
  const isLight = (word) => light.has(word) || lightBeginnings.some((begin) => word.startsWith(begin));
  const same = new Map();
  for (const group of words_.same) {
    const all = group.split(" ");
    for (const word of all) {
      for (const key of new Set([word, SearchWords.root(word.normalize("NFD")) ?? word])) {
        same.set(key, [...(same.get(key) ?? []), ...all.filter((each) => each !== word)]);
      }
    }
  }

  const listed = new Set(words_.listed.split(" "));
  // A transformer is no form of transform, and is nothing that means the same.
  const isDerived = (word) => Boolean(words_.derived) && !listed.has(word) && new RegExp(words_.derived).test(word);
  // 읽기 of 읽, and the other way round.
  const nounOf = (stem) => (/[가-힣]기$/.test(stem) ? stem.slice(0, -1) : /[가-힣]$/.test(stem) ? `${stem}기` : null);
  // How a verb may end that stands here in one form and there in another, as in 섞기 and 섞어; in letters.
  const FORM = new RegExp(`^(?:${"기 어 아 어서 아서 고 면 으면 지 게 은 을 는 음 었 았 어도 아도 ᆫ ᆯ ᆷ ᆸ ᆫ다".split(" ").join("|")})?$`.normalize("NFD"));
  const verbOf = (stem) => {
    const found = /^(.+?)(?:기|으면|면|고|어서|아서|어|아|지|게|어도|아도|나)$/.exec(stem);
    return found && /^[가-힣]+$/.test(stem) ? found[1] : stem;
  };

  // The words of the index that a word is in, whatever its form there.
  const formsOf = (stem) => {
    const verb = /^[가-힣]/.test(stem) ? stem.normalize("NFD") : null;
    const own = verb && SearchWords.root(verb);
    const isForm = (letters, root) => verb && ((own && root === own) || (letters.startsWith(verb) && FORM.test(letters.slice(verb.length))));
    return index().words.filter(({ word, letters, root }) => word === stem || isForm(letters, root)).map(({ word }) => word).filter((word) => index().written.has(word));
  };

  const INITIALS = /^[ㄱ-ㅎ]{2,}$/; // ㅅㄱㅁ for 신경망

  // The words of the index that a word of the query stands for, each with how well it fits.
  const matches = (stem, { isLast, isAlone }) => {
    const letters = stem.normalize("NFD");
    if (INITIALS.test(stem)) return new Map(SearchWords.beginningWith(stem, index().nameList).map((word) => [word, FIT.beginning]));
    // 채운 and 채울 are 채우 with ㄴ and ㄹ.
    const open = stem.length > 1 ? letters.replace(/[\u11ab\u11af]$/, "") : letters;
    // Of words without spaces between them the index has two letters at a time (bigrams.py), so that one
    // alone is looked for in these.
    const isLetter = /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]$/u.test(stem);
    const isHangul = /^[가-힣]/.test(stem);
    // A word in Latin letters that the index has is no part of others: loss has nothing to do with glossary.
    const long = isHangul ? stem.length > 1 : isLetter || (stem.length > 2 && !index().known.has(stem));
    const found = new Map();
    const noun = nounOf(stem);
    const verb = verbOf(stem).normalize("NFD");
    const root = SearchWords.root(letters);
    for (const { word, letters: others, root: other } of index().words) {
      if (word === stem) found.set(word, FIT.exact);
      else if (word === noun || (isHangul && others.startsWith(verb) && FORM.test(others.slice(verb.length)))) found.set(word, FIT.noun);
      else if (root && other === root) found.set(word, FIT.form);
      else if (isLetter ? word.includes(stem) : long && word.includes(stem)) {
        // 이어 in 레이어 is no word: what is around it has to be one, unless it is still being typed.
        const [before, ...after] = word.split(stem);
        const around = [before, after.join(stem)].filter(Boolean);
        const isWhole = !isHangul || around.every((each) => each.length > 1 && index().known.has(each));
        if (!before && (isLast || isWhole)) found.set(word, FIT.beginning);
        else if (isWhole) found.set(word, FIT.inside);
      } else if (isLast && (stem.length > 1 || (isAlone && isHangul)) && others.startsWith(letters)) {
        found.set(word, word.startsWith(stem) ? FIT.beginning : FIT.letters);
      } else if (open !== letters && others === open) found.set(word, FIT.open);
    }
    return found;
  };

  // The words of the index that mean the same as a word.
  const sameAs = (stem) =>
    (same.get(stem) ?? same.get(nounOf(stem)) ?? same.get(verbOf(stem)) ?? same.get(SearchWords.root(stem.normalize("NFD")) ?? "") ?? []).flatMap(formsOf);

  // The words of the index that were meant by one that is not there: it may be spelled like them, or one slip
  // away from a word that has their stem.
  const slips = (typed, stem) => {
    const stems = SearchWords.near(typed).map((each) => stemOf(each)).filter((each) => each && index().known.has(each));
    return stems.length ? [...new Set(stems)] : SearchWords.alike(stem, index().words);
  };

  // The words that make up one which the index does not have, as 손실 and 함수 make up 손실함수.
  const parts = (typed) => {
    const isWord = (word) => index().written.has(word) || index().said.has(word) || same.has(word) || isLight(word);
    const part = (each) => [each, stemOf(each)].find(isWord);
    const stem = stemOf(typed);
    const bare = words_.endings.split(" ").filter((end) => end && stem.endsWith(end)).map((end) => stem.slice(0, -end.length));
    const found = [...bare.filter((word) => index().known.has(word)).map((word) => [word]), SearchWords.parts(stem, part), SearchWords.parts(typed, part)];
    const made = found.find((some) => some.length > 1 || index().known.has(some[0])) ?? [];
    // Words in Latin letters have spaces between them; without, they are parts of a name: tensorboard is no board.
    if (/^[a-z]/.test(stem) && !index().written.has(stemOf(made.join("_")))) return [];
    return made.filter((word) => !isLight(word));
  };

  return { FIT, index, setIndex, split, stemOf, wordsOf, language: words_, isLight, isDerived, respelled, spaced, matches, sameAs, slips, parts };
})();
