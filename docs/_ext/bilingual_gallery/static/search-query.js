// What a query asks for: its words, and what each stands for.
"use strict";

const SearchQuery = (() => {
  const { FIT, index, setIndex, split, stemOf, wordsOf, isLight, isDerived, respelled, spaced, matches, sameAs, slips, parts } = SearchForms;
  const MOST_WORDS = 24;
  // What words of a query count for that say little: torch in torch.cat, RuntimeError, and how or 방법 …
  const BEFORE_DOT = 0.25, LIGHT = 0.15;
  // … words of a name that the query has as a whole, and what is called, as in numpy().
  const IN_NAME = 0.5, CALLED = 1.5;

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
      if (saysLittle && index().written.has(stemOf(code))) typed.splice(at, 2, code);
    }
    const isMessage = typed.length > MESSAGE;
    for (const word of typed) {
      const stem = stopwords.has(word) ? "" : stemOf(word);
      if (!stem || /^\d+$/.test(stem) || found.has(stem)) continue;
      const share = isLight(word) || isLight(stem) ? LIGHT : less.has(word) ? BEFORE_DOT : called.has(word) ? CALLED : isMessage && isChance(word) ? LIGHT : 1;
      found.set(stem, { word, stem, share, isChance: isMessage && isChance(word) });
    }
    const all = [...found.values()].slice(0, MOST_WORDS);
    // A letter of Hangul behind a word is one that is still being typed.
    return all.length > 1 ? all.filter(({ stem }) => !/^[ㄱ-ㅣ]$/.test(stem)) : all;
  };

  const denials = ["denied", "deniedBefore"].map((name) => (SearchForms.language[name] ? new RegExp(SearchForms.language[name], "giu") : /$^/g));
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

  // The names and code in a query, typed with other spaces than the index has, or spelled a little otherwise.
  const joined = (said, fitting) => {
    const found = [];
    for (let begin = 0; begin < said.length; begin += 1) {
      for (let end = said.length; end > begin + 1; end -= 1) {
        const some = said.slice(begin, end).map(({ stem }) => stem);
        // A loss function is a term and, as loss_function, a name in code.
        const written = stemOf(said.slice(begin, end).map(({ word }) => word).join("_"));
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
    // What of each call stands behind it: nn.Module is a name itself, and not the beginning of nn.Module.train.
    const rests = typed ? index().calls.map((call) => [call, `.${call.toLowerCase()}`.split(`.${typed}`).at(1)]) : [];
    if (rests.some(([, rest]) => rest === "")) return new Map();
    const names = rests.filter(([, rest]) => rest?.includes(".") === false).map(([call]) => call);
    const words = names.map((call) => stemOf(call.toLowerCase().split(".").at(-1)));
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
      for (const each of respelled(word).map(stemOf)) if (index().known.has(each)) fits.set(each, FIT.exact);
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

  return { FIT, LIGHT, setIndex, asked, denied, taken, wordsOf, stem: stemOf };
})();
