// Which of the questions that pages lead from is like a query, and what answers it.
"use strict";

const SearchAsked = (() => {
  const { FIT, LIGHT } = SearchQuery;
  // How much a query and a question have to be alike, and how much they are where one has the other whole.
  const ASKS = 0.5, WHOLE = 1;
  // … and by how much more where both say of the same that it is not so.
  const DENIED = 1.75, MOSTLY = 0.5, ONE_ALONE = 0.6; // and less where the question alone does

  const CLOSE = 0.95; // of the question that is most like a query, what another must be to be asked, too

  const MESSAGE = 3; // words that are no chance where they stand in a query as they stand in a question

  // The words alone, with a space on each side.
  const plain = (text) => ` ${text.toLowerCase().replace(/[^\p{L}\p{N}_]+/gu, " ").trim()} `;

  // A question whole, and the sentences and messages in it, each of which may be what is asked.
  const END = /(?<=[.?!:;,\u3002\uff1f\uff01])\s+/u;
  const VALUE = /\d+\.\d+/g; // below 1.46 is not below anything; 10 may be any number of a message
  let questions = [];
  const setIndex = ({ asked }) => {
    questions = asked.flatMap(([sections, text]) =>
      [...new Set([text, ...text.split(END)])].map((part) => {
        const words = SearchQuery.asked(part).flatMap(({ stem, share }) => (share > LIGHT ? [stem] : []));
        return { sections, text, words, plain: plain(part), values: part.match(VALUE) ?? [], denied: SearchQuery.denied(part) };
      }),
    );
  };

  // What a "not" in a query is worth: what its other words are on the average.
  const denialIn = ({ base, denied }, worth) => {
    const saying = worth.filter((_, at) => base[at].share > LIGHT);
    return denied.size && saying.length ? saying.reduce((sum, one) => sum + one, 0) / saying.length : 0;
  };

  // Do both say of the same that it is not so?
  const denySame = ({ base, units, denied }, question) =>
    base.some(({ stem }, at) => denied.has(stem) && [...question.denied].some(
      (word) => word === stem || units.some(({ fits, of }) => of.includes(at) && (fits.get(word) ?? 0) >= FIT.same),
    ));

  // How much they are alike: the more of the one is in the other, the more. That something is not so counts as a
  // word: it doesn't learn, and it learns, ask for different answers.
  const alike = (taken, question, worth, all, denial) => {
    const { base, units } = taken;
    const { words } = question;
    const common = new Set(words.filter((word) => base.some(({ stem }) => stem === word)));
    const fits = base.map(({ stem }) => (common.has(stem) ? FIT.exact : 0)); // which no page has to have
    for (const { fits: some, of } of units) {
      for (const word of words) {
        const fit = some.get(word) ?? 0;
        if (fit < FIT.same) continue;
        common.add(word);
        for (const at of of) fits[at] = Math.max(fit, fits[at]);
      }
    }
    const denied = denySame(taken, question) ? denial : 0;
    const many = common.size + (denied ? 1 : 0);
    if (many < 2) return 0; // a single word asks nothing
    const ofQuery = (fits.reduce((sum, fit, at) => sum + fit * worth[at], 0) + denied) / (all + denial);
    const values = question.values.filter((each) => taken.query.includes(each));
    const ofQuestion = (many + values.length) / (words.length + question.values.length + (question.denied.size ? 1 : 0));
    const both = (2 * ofQuery * ofQuestion) / (ofQuery + ofQuestion);
    const much = Math.min(1, both * (denied ? DENIED : question.denied.size ? ONE_ALONE : 1));
    // Of two that deny the same, the one that is more alike.
    return much < ASKS ? 0 : denied ? much * (MOSTLY + (1 - MOSTLY) * both) : much;
  };

  // For each section that answers a question like the query, how much they are alike, and the question.
  const answersTo = (taken, worth, all, denial) => {
    const found = [];
    const asks = plain(taken.query);
    const isPhrase = asks.trim().includes(" ") && taken.base.some(({ share }) => share > LIGHT);
    for (const question of questions) {
      const isMessage = question.plain.trim().split(" ").length >= MESSAGE && question.words.length > 1;
      const isThere = (isPhrase && question.plain.includes(asks)) || (isMessage && asks.includes(question.plain));
      const much = Math.max(isThere ? WHOLE : 0, alike(taken, question, worth, all, denial));
      if (much) found.push([much, question]);
    }
    const answers = new Map();
    const best = Math.max(...found.map(([much]) => much));
    for (const [much, { sections, text }] of found.filter(([each]) => each >= CLOSE * best)) {
      for (const section of sections) {
        if (much > (answers.get(section)?.much ?? 0)) answers.set(section, { much, question: text });
      }
    }
    return answers;
  };

  return { setIndex, answersTo, denialIn };
})();
