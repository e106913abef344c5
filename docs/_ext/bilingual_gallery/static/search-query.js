// What a query asks for: its words, and the words of the index that each stands for.
"use strict";

const SearchQuery = (() => {
  const MOST_WORDS = 24;
  // How well a word of the index fits one of the query, by how it lies there.
  const FIT = { exact: 1, noun: 0.85, form: 0.8, beginning: 0.7, letters: 0.6, inside: 0.5, open: 0.4, part: 0.8, alike: 0.8, said: 0.8, same: 0.6 };
  // What words of a query count for that say little: torch in torch.cat, RuntimeError, and how or 방법 …
  const BEFORE_DOT = 0.25, LIGHT = 0.15;
  // … words of a name that the query has as a whole, and what is called, as in numpy().
  const IN_NAME = 0.5, CALLED = 1.5;

  let read = null;
  const index = () => read;
  const setIndex = (data) => {
    read = data;
  };

  // The language's own way, or words as Python's \w has them.
  const split = (text) =>
    typeof splitQuery === "undefined" ? (text.match(/[\p{L}\p{N}_]+/gu) ?? []) : splitQuery(text);
  const stemmer = () => (stemmer.made ??= new Stemmer());
  const wordsOf = (text) => split(text).map((word) => stemmer().stemWord(word.toLowerCase()).toLowerCase());
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
  // Words of a message that name what happened to be in it, as mat1 or 64x784, where others say what happened.
  const isChance = (word) => /^(?:\p{L}+\d+|\d+x\d+)$/u.test(word);
  const MESSAGE = 4; // words of a query that is a message, and none of its own

  // The words of a query: each as it is typed, its stem, and how much it counts for.
  const asked = (query) => {
    const text = query.normalize("NFC");
    // torch in torch.cat, and RuntimeError in front of what it says.
    const before = text.match(/[\p{L}_][\p{L}\p{N}_]*(?=\.[\p{L}_])|^\s*\w*(?:Error|Exception)(?=:)/gu) ?? [];
    const less = new Set(before.map((word) => word.trim().toLowerCase()));
    const called = new Set((text.match(/[\p{L}_][\p{L}\p{N}_]*(?=\()/gu) ?? []).map((word) => word.toLowerCase()));
    const found = new Map();
    const typed = split(text).map((each) => each.toLowerCase());
    for (let at = 0; at + 1 < typed.length; at += 1) {
      // no grad where the index has no_grad: by itself, a word like `no` says nothing.
      const code = `${typed[at]}_${typed[at + 1]}`;
      const saysLittle = [typed[at], typed[at + 1]].some((word) => stopwords.has(word) || isLight(word));
      if (saysLittle && index().written.has(stemmer().stemWord(code))) typed.splice(at, 2, code);
    }
    const isMessage = typed.length > MESSAGE;
    for (const word of typed) {
      const stem = stopwords.has(word) ? "" : stemmer().stemWord(word);
      if (!stem || /^\d+$/.test(stem) || found.has(stem)) continue;
      const share = isLight(word) || isLight(stem) ? LIGHT : less.has(word) ? BEFORE_DOT : called.has(word) ? CALLED : isMessage && isChance(word) ? LIGHT : 1;
      found.set(stem, { word, stem, share, isChance: isMessage && isChance(word) });
    }
    const all = [...found.values()].slice(0, MOST_WORDS);
    // A letter of Hangul behind a word is one that is still being typed.
    return all.length > 1 ? all.filter(({ stem }) => !/^[ㄱ-ㅣ]$/.test(stem)) : all;
  };

  const denials = ["denied", "deniedBefore"].map((name) => (words_[name] ? new RegExp(words_[name], "giu") : /$^/g));
  // Of what a text says that it is not so, the stems: the word behind a "not", or the one in front of it.
  const denied = (text) => {
    const stems = (part) => asked(part).flatMap(({ stem, share }) => (share > LIGHT ? [stem] : []));
    const found = new Set();
    for (const [way, pattern] of denials.entries()) {
      for (const { 0: match, index: at } of text.normalize("NFC").matchAll(pattern)) {
        const [before, behind] = [stems(text.slice(0, at)).at(-1), stems(text.slice(at + match.length))[0]];
        const word = way ? before : (behind ?? before);
        // 배우지 in front of 못 is a form of 배우.
        for (const each of word ? [word, word.replace(/(?<=[가-힣])지$/, "")] : []) found.add(each);
      }
    }
    return found;
  };

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
    const stems = SearchWords.near(typed).map((each) => stemmer().stemWord(each)).filter((each) => each && index().known.has(each));
    return stems.length ? [...new Set(stems)] : SearchWords.alike(stem, index().words);
  };

  // The words that make up one which the index does not have, as 손실 and 함수 make up 손실함수.
  const parts = (typed) => {
    const isWord = (word) => index().written.has(word) || index().said.has(word) || same.has(word) || isLight(word);
    const part = (each) => [each, stemmer().stemWord(each)].find(isWord);
    const stem = stemmer().stemWord(typed);
    const bare = words_.endings.split(" ").filter((end) => end && stem.endsWith(end)).map((end) => stem.slice(0, -end.length));
    const found = [...bare.filter((word) => index().known.has(word)).map((word) => [word]), SearchWords.parts(stem, part), SearchWords.parts(typed, part)];
    const made = found.find((some) => some.length > 1 || index().known.has(some[0])) ?? [];
    // Words in Latin letters have spaces between them; without, they are parts of a name: tensorboard is no board.
    if (/^[a-z]/.test(stem) && !index().written.has(stemmer().stemWord(made.join("_")))) return [];
    return made.filter((word) => !isLight(word));
  };

  // The names and code in a query, typed with other spaces than the index has, or spelled a little otherwise.
  const joined = (said, fitting) => {
    const found = [];
    for (let begin = 0; begin < said.length; begin += 1) {
      for (let end = said.length; end > begin + 1; end -= 1) {
        const some = said.slice(begin, end).map(({ stem }) => stem);
        // A loss function is a term and, as loss_function, a name in code.
        const written = stemmer().stemWord(said.slice(begin, end).map(({ word }) => word).join("_"));
        const names = [
          ...(index().known.has(some.join("")) ? [some.join("")] : []),
          ...(index().written.has(written) ? [written] : []),
        ];
        const isUnknown = some.length === 2 && !names.length && fitting.slice(begin, end).some(({ isKnown }) => !isKnown);
        const alike = isUnknown ? SearchWords.alike(some.join(""), index().nameList) : [];
        if (!names.length && !alike.length) continue;
        found.push({ begin, end, names: names.length ? names : alike, fit: names.length ? FIT.exact : FIT.alike });
        break;
      }
    }
    return found;
  };

  // The last words of the calls that a query is the beginning of: stack for torch.sta, step for optimizer.ste.
  const begun = (query) => {
    const [typed] = /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}\p{N}_]+)+$/u.exec(query.toLowerCase()) ?? [];
    const names = typed ? index().calls.filter((call) => `.${call.toLowerCase()}`.includes(`.${typed}`)) : [];
    const words = names.map((call) => stemmer().stemWord(call.toLowerCase().split(".").at(-1)));
    return new Map(words.filter((word) => index().written.has(word)).map((word) => [word, FIT.beginning]));
  };

  // What a query asks for: `units`, each with its words, the sections that have them, and which of the
  // query's words it stands for. Names of terms and code may be typed with other spaces than the index has.
  const taken = (typed) => {
    const query = spaced(typed.normalize("NFC"));
    const said = asked(query);
    const calls = begun(query);
    const fitting = said.map(({ word, stem }, at) => {
      const isLast = at === said.length - 1;
      const fits = isLast && calls.size ? calls : matches(stem, { isLast, isAlone: said.length === 1 });
      for (const each of index().said.get(stem) ?? []) fits.set(each, FIT.said);
      for (const each of respelled(word).map((one) => stemmer().stemWord(one))) if (index().known.has(each)) fits.set(each, FIT.exact);
      return { fits, isKnown: Math.max(0, ...fits.values()) >= FIT.beginning };
    });
    const spans = joined(said, fitting);
    const base = [];
    const units = [];
    const at = said.map(() => []); // of each word of the query, which of the units stand for it
    const unit = (word, stem, fits, share) => { // `word` is the number of the word in the query
      at[word].push(base.length);
      units.push({ share, fits, of: [base.length] });
      base.push({ word: said[word].word, stem, share });
    };
    for (const [word, { word: typed, stem, share }] of said.entries()) {
      const { fits, isKnown } = fitting[word];
      const isJoined = spans.some(({ begin, end }) => begin <= word && word < end);
      const much = isJoined ? share * IN_NAME : share;
      const add = ([others, fit]) => others.forEach((each) => fits.set(each, Math.max(fit, fits.get(each) ?? 0)));
      // A name that no page writes in one word is looked for by its parts, too.
      const some = !isJoined && (!isKnown || (fits.has(stem) && !index().written.has(stem))) ? parts(typed) : [];
      if (!some.length && !isKnown && !isJoined) add([slips(typed, stem), FIT.alike]);
      if (!isDerived(typed)) add([sameAs(stem), FIT.same]);
      if (fits.size || !some.length) unit(word, stem, fits, much);
      for (const one of some) {
        const means = [...(index().said.get(one) ?? []).map((each) => [each, FIT.part]), ...sameAs(one).map((each) => [each, FIT.same])];
        unit(word, one, new Map([...means, [one, FIT.part]]), fits.size ? much * IN_NAME : much);
      }
    }
    for (const { begin, end, names, fit } of spans) {
      units.push({ share: 1, fits: new Map(names.map((name) => [name, fit])), of: at.slice(begin, end).flat() });
    }
    const saying = said.filter(({ share }) => share > LIGHT);
    // An error message: of the terms in it none is what it is about.
    const isMessage = said.some(({ isChance: is }) => is);
    // That something is not so is more than a name.
    const no = denied(query);
    return { query, base, units, isMessage, denied: no, whole: no.size ? "" : (saying.length ? saying : said).map(({ stem }) => stem).join("") };
  };

  return { FIT, LIGHT, setIndex, asked, denied, taken, wordsOf, stem: (word) => stemmer().stemWord(word) };
})();
