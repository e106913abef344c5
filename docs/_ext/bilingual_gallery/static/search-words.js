// What a word of a query may stand for that the index does not have as it is typed: words without the
// spaces between them, loan words that are spelled in several ways, slips, the wrong keyboard.
"use strict";

const SearchWords = (() => {
  // The consonants of Hangul that loan words have in place of one another, in front of a vowel and behind it.
  const SOUNDS = {
    k: "\u1100\u1101\u110f\u11a8\u11a9\u11bf", n: "\u1102\u11ab", l: "\u1105\u11af", m: "\u1106\u11b7",
    t: "\u1103\u1104\u1110\u11ae\u11c0\u11ba\u11bb", p: "\u1107\u1108\u1111\u11b8\u11c1", s: "\u1109\u110a",
    c: "\u110c\u110d\u110e\u11bd\u11be", h: "\u1112\u11c2", g: "\u11bc",
  };
  const soundOf = new Map(
    Object.entries(SOUNDS).flatMap(([sound, letters]) => [...letters].map((letter) => [letter, sound])),
  );

  // What 컨볼루션, 콘볼루션 and 컨벌류션 have in common: their consonants.
  const consonants = (letters) => [...letters].map((letter) => soundOf.get(letter) ?? "").join("");
  const skeleton = (letters) => consonants(letters).replace(/t(?=[tc])/g, "").replace(/(.)\1/g, "$1");

  // What letters of the Latin alphabet sound like in Hangul, in this order; what is not here is a vowel or silent.
  const SPELLED = [
    [/(?<=[aeiou])r(?![aeiouy])|gh(?=t|$)|e$/g, ""], [/[ts]ion/g, "sn"], [/ph|[fvb]/g, "p"], [/tch|ch|dg|j|z/g, "c"],
    [/sh/g, "s"], [/th/g, "s"], [/c(?=[eiy])/g, "s"], [/ck|qu|[cq]/g, "k"], [/x/g, "ks"], [/ng|n(?=[kg])/g, "N"], [/g/g, "k"],
    [/N/g, "g"], [/d/g, "t"], [/r/g, "l"], [/[^klmnptscgh]/g, ""], [/(.)\1+/g, "$1"],
  ];
  const latinSkeleton = (word) => SPELLED.reduce((text, [from, to]) => text.replace(from, to), word);
  // 셔플 is how shuffle is said: the same consonants, as many vowels, and the same kind of letter first and last.
  const isSaid = (letters, word) => {
    if (!/^[a-z]{4,}$/.test(word)) return false;
    const vowels = letters.match(/[\u1161-\u1172\u1174\u1175]/g)?.length ?? 0; // all but ㅡ
    const groups = word.replace(/e$/, "").match(/[aeiouy]+/g)?.length ?? 0;
    if (Math.abs(vowels - groups) > 1 || /^[aeiouyw]/.test(word) !== letters.startsWith("\u110b")) return false;
    if (/[\u1161-\u1172]$/.test(letters) && !/[aeiouyrw]s?$/.test(word)) return false;
    return latinSkeleton(word) === skeleton(letters);
  };

  // What the forms of a verb have in common: 만드 of 만들기, 만들어, 만드는 and 만든; null where that is one syllable.
  const ENDS = new RegExp(`(?:${"기 어 아 어서 아서 고 면 으면 은 을 는 음 었 았 어도 아도 ᆷ ᆸ ᆫ다".split(" ").join("|")})$`.normalize("NFD"));
  const root = (letters) => {
    const left = /^[\u1100-\u11ff]+$/.test(letters) ? letters.replace(ENDS, "").replace(/[\u11ab\u11af]$/, "") : "";
    return left.match(/[\u1161-\u1175]/g)?.length > 1 ? left : null;
  };

  // How many letters have to be put in, left out, replaced or swapped; more than most counts as most + 1.
  const distance = (one, other, most) => {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let before = [];
    let row = [...Array(other.length + 1).keys()];
    for (let i = 1; i <= one.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= other.length; j += 1) {
        next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (one[i - 1] !== other[j - 1]));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          next[j] = Math.min(next[j], before[j - 2] + 1);
        }
      }
      [before, row] = [row, next];
    }
    return row[other.length];
  };

  // The words that are spelled most like one that is not among them. Of Hangul the consonants have to
  // sound alike, of other letters the first has to be the same.
  const alike = (word, words) => {
    const letters = word.normalize("NFD");
    const isHangul = /^[가-힣]+$/.test(word);
    const sound = isHangul ? skeleton(letters) : letters[0];
    if ((isHangul ? consonants(letters).length : letters.length - 2) < 3) return [];
    let most = isHangul ? Math.ceil(letters.length / 3) : letters.length < 8 ? 1 : 2;
    let found = [];
    const said = [];
    for (const each of words) {
      if (isHangul && sound.length > 2 && isSaid(letters, each.word)) said.push(each.word);
      const other = isHangul ? skeleton(each.letters) : each.letters[0];
      if (other !== sound && !(isHangul && [`${sound}g`, sound.replace(/g$/, "")].includes(other))) continue; // 오버핏, 오버피팅
      if (!isHangul && Math.abs(each.word.length - word.length) > 1) continue; // transform is no transformer
      const far = distance(letters, each.letters, most);
      if (far > most) continue;
      if (far < most) found = [];
      most = far;
      found.push(each.word);
    }
    return found.length ? found : said;
  };

  // All that is one letter away from a word in Latin letters, whose first one is right.
  const near = (word) => {
    if (!/^[a-z]{5,}$/.test(word)) return [];
    const found = [];
    for (let at = 1; at <= word.length; at += 1) {
      const [before, behind] = [word.slice(0, at), word.slice(at)];
      if (behind) found.push(before + behind.slice(1));
      if (behind.length > 1) found.push(before + behind[1] + behind[0] + behind.slice(2));
      for (const letter of "abcdefghijklmnopqrstuvwxyz") {
        found.push(before + letter + behind);
        if (behind) found.push(before + letter + behind.slice(1));
      }
    }
    return found;
  };

  // 손실함수 where the index has 손실 and 함수: the fewest words that make up the word, but for a letter at
  // its end. Words that are merely somewhere in it, as 이어 is in 레이어, say nothing of it.
  const MOST_LETTERS = 30;
  const parts = (word, known) => {
    if (word.length > MOST_LETTERS) return [];
    const best = [[]]; // for each beginning of the word
    for (let end = 1; end <= word.length; end += 1) {
      for (let begin = 0; begin < end; begin += 1) {
        const part = best[begin] && known(word.slice(begin, end));
        const found = part ? [...best[begin], part] : null;
        if (found && !(best[end]?.length <= found.length)) best[end] = found;
      }
    }
    const whole = best[word.length];
    const isHangul = /^[가-힣]/.test(word);
    const isLong = (part) => part.length > (isHangul ? 1 : 3); // transform and er make no transformer
    // Syllables are words only in a word that is as short as 한장.
    if (whole) return whole.every(isLong) || (isHangul && whole.length < 3 && word.length < 4) ? whole : [];
    const most = isHangul && word.length > 3 ? (best[word.length - 1] ?? []) : [];
    return most.every(isLong) ? most : [];
  };

  // The two sets of letters on the keys of a Korean keyboard.
  const LATIN = "rRseEfaqQtTdwWczxvgkoiOjpuPhynbml";
  const KEYS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ";
  const INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
  const VOWELS = "ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ".split(" ");
  const FINALS = " ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ".split(" ");
  // A final consonant is one that no vowel follows.
  const SYLLABLE = new RegExp(
    `([${INITIALS}])(${VOWELS.toReversed().join("|")})((?:${FINALS.slice(1).toReversed().join("|")})(?![ㅏ-ㅣ])|(?![ㄸㅃㅉ])[ㄱ-ㅎ](?=[ㄱ-ㅎ][ㅏ-ㅣ])|)`, "g",
  );

  const toHangul = (text) => {
    const letters = [...text].map((each) => {
      const at = LATIN.indexOf(LATIN.includes(each) ? each : each.toLowerCase());
      return at < 0 ? each : KEYS[at];
    });
    return letters.join("").replace(SYLLABLE, (all, initial, vowel, final) => {
      const last = FINALS.indexOf(final);
      if (last < 0) return all;
      return String.fromCharCode(0xac00 + (INITIALS.indexOf(initial) * 21 + VOWELS.indexOf(vowel)) * 28 + last);
    });
  };

  const toLatin = (text) =>
    [...text].map((each) => {
      const code = each.charCodeAt(0) - 0xac00;
      const keys = code < 0 || code > 11171 ? each
        : INITIALS[Math.floor(code / 588)] + VOWELS[Math.floor(code / 28) % 21] + FINALS[code % 28];
      return [...keys].map((key) => (KEYS.includes(key) ? LATIN[KEYS.indexOf(key)] : key)).join("");
    }).join("");

  // The words whose syllables begin with these letters: ㅅㄱㅁ for 신경망.
  const beginningWith = (letters, words) => {
    const initials = [...letters].map((letter) => String.fromCharCode(0x1100 + INITIALS.indexOf(letter))).join("");
    const found = words.filter((each) => /^[가-힣]+$/.test(each.word)).map(({ word, letters: all }) => [word, all.replace(/[\u1161-\u11ff]/g, "")]);
    const whole = found.filter(([, each]) => each === initials);
    return (whole.length ? whole : found.filter(([, each]) => each.startsWith(initials))).map(([word]) => word);
  };

  // 텐서 of ㅌㅔㄴㅅㅓ, letters that nothing has joined; null where they make no whole syllables.
  const joined = (query) => {
    if (!/[ㄱ-ㅣ]/.test(query)) return null;
    const found = query.replace(/[ㄱ-ㅣ가-힣]+/g, (each) => toHangul(toLatin(each)));
    return /[ㄱ-ㅣ]/.test(found) ? null : found;
  };

  // The query with each word that is one of the index as the keys say it on the other keyboard, and is none as it is
  // typed: shape for 노멛; null where there is none.
  const retyped = (query, isWord) => {
    const found = query.replace(/[ㄱ-ㅣ가-힣]+/g, (each) => {
      const other = toLatin(each).toLowerCase();
      return /^[a-z]{3,}$/.test(other) && !isWord(each) && isWord(other) ? other : each;
    });
    return found === query ? null : found;
  };

  // The query as the keys say it on the other keyboard, or null where that cannot be what was meant.
  const otherKeyboard = (query) => {
    if (/[ㄱ-ㅣ]/.test(query)) return toLatin(query).toLowerCase();
    if (!/^[a-z\s]{4,}$/i.test(query)) return null;
    const found = toHangul(query);
    return /^[가-힣\s]+$/.test(found) ? found : null;
  };

  return { alike, near, parts, root, beginningWith, joined, retyped, otherKeyboard };
})();
