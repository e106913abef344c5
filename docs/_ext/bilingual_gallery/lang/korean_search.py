"""Search in Korean: what stays of a word without its particles and endings, in Python and in JavaScript.

Both sides work from the same rules, so that a word of a page and the same word in a query, each in
a form of its own, come out alike: 텐서를 and 텐서에서 as 텐서, 학습한 and 학습시킵니다 as 학습.
"""

from __future__ import annotations

import json
import re
from unicodedata import normalize

from sphinx.search import SearchLanguage


def _any(*lists: str) -> str:
    """A pattern for the words of the lists, longer ones first."""
    words = sorted(" ".join(lists).split(), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(words)})"


# What follows a noun; several may follow one another, as in 텐서에서만은.
_PARTICLE = _any(
    "입니다 입니까 이었습니다 였습니다 이므로 이지만 이라는 이라고 이라면 라는 라고 라면 이면 이어도 여도",
    "이거나 이든 이며 이고 이기 이다 이나 인데 인지 인가 일수록 이에요 예요 에게서 에게 에서 에 까지 부터",
    "처럼 보다 마다 만큼 끼리 조차 마저 밖에 뿐 대로 이랑 으로써 으로서 으로 로써 로서 로 은 는 이 가 을",
    "를 과 와 의 만 나 들 씩 짜리 인 란",
    # 변화도 and 정확도 are words of their own.
    "(?<![화확밀])도",
)
# How 하다, 되다, 시키다 and 당하다 begin, whatever their ending.
_VERB = _any(
    "하 한 할 함 합 해 했 하여 하였 되 된 될 됨 됩 돼 됐 되었 시키 시킨 시킬 시킴 시킵 시켜 시켰 당하 당한",
    "당합",
)
# How a verb ends that may be written like the end of no noun, and what else follows 하다.
_ENDING = _any(
    "습니다 습니까 으십시오 십시오 으려면 려면 으려고 려고 면서 도록 든지 는지 는데 는가 거나 지만 므로",
    "으므로 는다 어서 아서 어야 아야 어도 아도 으면 으며 는 고 면 며 든 은 을 었 았",
)
_AFTER_VERB = _any("니다 니까 시다 까요 다고 다면 다 야 서 도 던 라 지 기 게 자 어 아 수록")
# What follows a syllable and is not the end of a noun, as 이 is in 차이.
_AFTER_ONE = _any(
    "을 를 은 는 에서 으로 입니다 이므로 마다 까지 부터 처럼 만큼 습니다 습니까 거나 려면 지만"
)

# Each keeps its first group. They are tried in this order, each as often as it fits.
_RULES = (
    # Behind a Latin word or code a particle is a word for itself: 를 in GPU를.
    rf"^(){_PARTICLE}[는도만의]?$",
    rf"^([가-힣]{{2,}}?){_PARTICLE}$",
    rf"^([가-힣]{{2,}}?){_VERB}(?:{_ENDING}|{_AFTER_VERB})*$",
    rf"^([가-힣]{{2,}}?){_ENDING}$",
    # After one syllable all of them only where it is one of these nouns.
    rf"^([값곱잎뷰훅행열합셀]){_PARTICLE}$",
    rf"^([가-힣]){_AFTER_ONE}$",
)
# An ending that begins under a syllable, as ㅂ does in 나눕니다; in the letters of NFD.
_UNDER = normalize("NFD", "(?<=[\u1161-\u1175])(?:\u11b8니다|\u11b8니까|\u11ab다|\u11af수록)$")
# A word is Hangul, or anything else.
_WORD = r"[가-힣]+|(?:(?![가-힣])%s)+"
# The letters of a word as each of the two writes them.
_LETTER = {"python": r"\w", "javascript": r"[\p{L}\p{N}_]"}

_JAVASCRIPT = """
const koreanRules = %s.map((rule) => new RegExp(rule, "u"));
const koreanUnder = new RegExp(%s, "u");
const koreanWord = new RegExp(%s, "gu");
var Stemmer = function () {
  this.stemWord = (word) => {
    let stem = word;
    for (const rule of koreanRules) {
      for (let found; (found = rule.exec(stem)); ) stem = found[1];
    }
    return stem.normalize("NFD").replace(koreanUnder, "").normalize("NFC");
  };
};
var splitQuery = (query) => query.match(koreanWord) ?? [];
"""

_STEMS = tuple(re.compile(rule) for rule in _RULES)
_ENDS_UNDER = re.compile(_UNDER)
_WORDS = re.compile(_WORD % _LETTER["python"])


class SearchKorean(SearchLanguage):
    """Takes words apart for the search index, and says how a browser does the same."""

    lang = "ko"
    language_name = "Korean"
    js_stemmer_code = _JAVASCRIPT % tuple(
        json.dumps(each) for each in (_RULES, _UNDER, _WORD % _LETTER["javascript"])
    )

    def split(self, input: str) -> list[str]:
        """The words of a text: Hangul and what is not, apart."""
        return _WORDS.findall(input)

    def stem(self, word: str) -> str:
        """The word without its particles and endings; nothing where it is a particle alone."""
        for rule in _STEMS:
            while found := rule.match(word):
                word = found[1]
        return normalize("NFC", _ENDS_UNDER.sub("", normalize("NFD", word)))

    def word_filter(self, word: str) -> bool:
        """Is it a word to find a page by?"""
        return bool(word) and super().word_filter(word)
