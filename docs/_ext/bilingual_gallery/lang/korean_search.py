"""Search in Korean: what stays of a word without its particles and endings, in Python and in JavaScript.

Both sides work from the same rules, so that a word of a page and the same word in a query, each in
a form of its own, come out alike: 텐서를 and 텐서에서 as 텐서, 학습한 and 학습시킵니다 as 학습.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from unicodedata import normalize

from .korean import PARTICLES
from .language import Search


def _any(*lists: str | Iterable[str]) -> str:
    """A pattern for the words of the lists, longer ones first."""
    words = [word for each in lists for word in (each.split() if isinstance(each, str) else each)]
    return f"(?:{'|'.join(sorted(words, key=lambda word: (-len(word), word)))})"


_SHORT = [each.form for each in PARTICLES if each.search == "one"]
_LONG = [each.form for each in PARTICLES if each.search == "two"]
# 변화도 and 정확도 are words of their own.
_NOT_DO = "(?<![화확밀])도"
# What follows a noun; several may follow one another, as in 텐서에서만은.
_PARTICLE = _any(_SHORT, (_NOT_DO if form == "도" else form for form in _LONG))
# How 하다, 되다, 시키다 and 당하다 begin, whatever their ending.
_VERB = _any(
    "하 한 할 함 해 했 하여 하였 되 된 될 됨 돼 됐 되었 시키 시킨 시킬 시킴 시켜 시켰 당하 당한",
    [f"{each}(?=[니시])" for each in ("합", "됩", "시킵", "당합")],  # 과적합 and 조합 are nouns
)
# How a verb ends that may be written like the end of no noun, and what else follows 하다.
_ENDING = _any(
    "습니다 습니까 으십시오 십시오 으려면 려면 으려고 려고 면서 도록 든지 는지 는데 는가 거나 지만 므로",
    "으므로 는다 어서 아서 어야 아야 어도 아도 으면 으며 는 고 면 며 든 은 을 었 았",
)
_AFTER_VERB = _any("니다 니까 시다 까요 다고 다면 다 야 서 도 던 라 지 기 게 자 어 아 수록")
# What follows a syllable and is not the end of a noun, as 이 is in 차이.
_AFTER_ONE = _any(_SHORT, "습니다 습니까 거나 려면 지만")

# Each keeps its first group. They are tried in this order, each as often as it fits.
_RULES = (
    # The polite 요 of 느려요 and 되나요; 중요 and 필요 end in it too.
    r"^([가-힣]*[어아여려셔져쳐켜겨와워해돼네나가까데래라죠])요$",
    # Behind a Latin word or code a particle is a word for itself: 를 in GPU를.
    rf"^(){_PARTICLE}[는도만의]?$",
    rf"^([가-힣]{{2,}}?){_PARTICLE}$",
    rf"^([가-힣]{{2,}}?){_VERB}(?:{_ENDING}|{_AFTER_VERB})*$",
    rf"^([가-힣]{{2,}}?){_ENDING}$",
    # After one syllable all of them only where it is one of these nouns.
    rf"^([값곱잎뷰훅행열합셀층축맵칸]){_PARTICLE}$",
    rf"^([가-힣]){_AFTER_ONE}$",
)
# An ending that begins under a syllable, as ㅂ does in 나눕니다; in the letters of NFD.
_UNDER = normalize("NFD", "(?<=[\u1161-\u1175])(?:\u11b8니다|\u11b8니까|\u11ab다|\u11af수록)$")
# Vowels that an ending has run into, as in 느려, 바꿔 and 나와, with ㅆ of the past under them or not; not in
# a word of one syllable. Nouns end in 과 and 화 too.
_RUN_INTO = (("\u1167", "\u1175"), ("\u116f", "\u116e"), ("\u110b\u116a", "\u110b\u1169"))
# A word is Hangul, or anything else.
_WORD = r"[가-힣]+|(?:(?![가-힣])%s)+"
# The letters of a word as each of the two writes them.
_LETTER = {"python": r"\w", "javascript": r"[\p{L}\p{N}_]"}

_JAVASCRIPT = """
const koreanRules = %s.map((rule) => new RegExp(rule, "u"));
const koreanUnder = new RegExp(%s, "u");
const koreanRunInto = %s;
const koreanWord = new RegExp(%s, "gu");
var Stemmer = function () {
  this.stemWord = (word) => {
    let stem = word;
    for (const rule of koreanRules) {
      for (let found; (found = rule.exec(stem)); ) stem = found[1];
    }
    let letters = stem.normalize("NFD").replace(koreanUnder, "");
    for (const [from, to] of stem.length > 1 ? koreanRunInto : []) {
      letters = letters.replace(new RegExp(`${from}\u11bb?$`), to);
    }
    return letters.normalize("NFC");
  };
};
var splitQuery = (query) => query.match(koreanWord) ?? [];
"""


@cache  # where words are searched for, and nowhere else
def _stems() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, _RULES))


def _split(text: str) -> list[str]:
    """The words of a text: Hangul and what is not, apart."""
    return re.findall(_WORD % _LETTER["python"], text)


def _stem(word: str) -> str:
    """The word without its particles and endings; nothing where it is a particle alone."""
    for rule in _stems():
        while found := rule.match(word):
            word = found[1]
    letters = re.sub(_UNDER, "", normalize("NFD", word))
    for written, plain in _RUN_INTO if len(word) > 1 else ():
        letters = re.sub(f"{written}\u11bb?$", plain, letters)
    return normalize("NFC", letters)


SEARCH = Search(
    _split,
    _stem,
    _JAVASCRIPT
    % tuple(
        json.dumps(each) for each in (_RULES, _UNDER, _RUN_INTO, _WORD % _LETTER["javascript"])
    ),
)
