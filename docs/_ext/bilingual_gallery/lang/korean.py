"""Korean particles: which there are, and which form of one follows the sound that a word ends in.

One form follows a final consonant, the other a vowel; 으로 follows every final consonant but ㄹ.
Source: 한글 맞춤법 and 표준어 규정, National Institute of Korean Language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

# Every particle and form of 이다 that any part of the project looks for. Where two forms stand together,
# the first follows a final consonant; what is said of both is said once.
#
# alone: after what it is a particle even with a space before it: after a word in Hangul and all the rest,
#   after one in Latin letters and all the rest, after markup, or after markup that ends no sentence.
#   A + lets 는, 도, 만, 의 or 부터 follow.
# term: may it follow a term of the glossary?
# search: does the search leave it out: after one syllable and more, or after two and more?
# particle       alone        term      search
_FITTING = """
은/는            latin/hangul yes       one
이/가            name/latin   yes       two
을/를            hangul       yes       one
과/와            latin        yes       two
으로/로          hangul+/latin yes      one/two
"""
_OTHERS = """
의               latin        yes       two
에               latin        yes       two
에서             hangul+      yes       one
에게             hangul+      yes       two
까지             hangul+      yes       one
부터             hangul+      yes       one
처럼             hangul       yes       one
보다             name         yes       two
마다             markup       yes       one
만               markup       yes       two
도               markup       yes       two
들               -            yes       two
끼리             -            yes       two
뿐               -            yes       two
나               name         yes       two
이나             markup       yes       two
로부터           latin        -         -
에는             latin        -         -
에도             latin        -         -
에게서           -            -         two
만큼             -            -         one
조차             -            -         two
마저             -            -         two
밖에             -            -         two
대로             -            -         two
이랑             -            -         two
으로써/로써      -            -         two
으로서/로서      -            -         two
씩               -            -         two
짜리             -            -         two
이란/란          -            yes       -/two
이라/라          -            yes       -
이라도/라도      -            yes       -
이라는/라는      hangul       yes       two
이라고/라고      hangul/latin yes       two
이라면/라면      -            yes       two
이면             -            -         two
이어도/여도      -            -         two
이거나           -            -         two
이든             -            -         two
이며/며          latin/-      yes       two/-
이고/고          latin/-      yes       two/-
이기             -            -         two
이다             -            -         two
인               markup       yes       two
인데             markup       yes       two
인지             -            -         two
인가             -            -         two
일               -            yes       -
일수록           -            -         two
이므로/므로      hangul/-     yes       one/-
이지만/지만      -            yes       two/-
이에요/예요      -            -         two
입니다           hangul       yes       one
입니까           -            yes       two
이었습니다/였습니다 -         -         two
"""


class Particle(NamedTuple):
    """One form of a particle, and what the table says of it."""

    form: str
    alone: str
    term: str
    search: str


def _rows(table: str) -> Iterator[tuple[Particle, ...]]:
    """The forms of each row."""
    for line in filter(None, table.splitlines()):
        columns = [column.split("/") for column in line.split()]
        many = max(map(len, columns))
        each = (column * (many // len(column)) for column in columns)
        yield tuple(Particle(*row) for row in zip(*each, strict=True))


PARTICLES = tuple(each for row in _rows(_FITTING + _OTHERS) for each in row)
# The form after a final consonant, and the one after a vowel.
PAIRS = tuple((closed.form, opened.form) for closed, opened in _rows(_FITTING))
_OTHER = {form: pair for pair in PAIRS for form in pair}

RIEUL = 8  # the place of ㄹ among the final consonants
# How the names of Latin letters, single digits and powers of ten end: 0 is a vowel, 1 a consonant.
_LETTERS = {"l": RIEUL, "r": RIEUL, "m": 1, "n": 1}
_DIGITS = {"0": 1, "1": RIEUL, "3": 1, "6": 1, "7": RIEUL, "8": RIEUL}


def final(syllable: str) -> int:
    """The final consonant of a syllable of Hangul: 0 for none, ``RIEUL`` for ㄹ, else another number."""
    return (ord(syllable) - 0xAC00) % 28


def fitting(particle: str, final_consonant: int) -> str:
    """The form of a particle of ``PAIRS`` that follows this final consonant."""
    closed, opened = _OTHER[particle]
    if not final_consonant or (closed == "으로" and final_consonant == RIEUL):
        return opened
    return closed


# A particle of both forms, as it is written where the word before it is not known: 을(를), (으)로, (이)라고.
_EITHER = re.compile(r"(\S+?)(?:([은는이가을를과와])\(([은는이가을를과와])\)|\(([이으])\))")


def fitted(text: str, readings: Mapping[str, str]) -> str:
    """The text with the right form of each particle that is written in both: 텐서을(를) becomes 텐서를.

    ``readings`` are those of ``ending``. A particle stays as it is where that does not know the word.
    """

    def fit(found: re.Match[str]) -> str:
        word, one, other, prefix = found.groups()
        sound = ending(word, readings)
        if sound is None:
            return found[0]
        if prefix:
            has = bool(sound) and not (prefix == "으" and sound == RIEUL)
            return f"{word}{prefix if has else ''}"
        return f"{word}{fitting(one, sound)}" if other in _OTHER[one] else found[0]

    return _EITHER.sub(fit, text)


def ending(word: str, readings: Mapping[str, str]) -> int | None:
    """The final consonant of a word as a Korean reads it, or None where that is not known.

    The word may be code or end in marks: `x.item()` is read as item, `float32` as 32, `add_` as
    add, `GPU` letter by letter. ``readings`` says how words and symbols are read, in Hangul.
    """
    word = re.sub(r"(?<=\w)\s*\([^()]*\)$", "", word.strip()) or word
    if (reading := readings.get(word.lower())) is not None:
        return final(reading[-1])
    word = re.sub(r"[^\w]+$", "", word) if re.search(r"\w", word) else word
    if (reading := readings.get(word.lower())) is not None:
        return final(reading[-1])
    word = word.rstrip("_") or word
    match = re.search(r"[가-힣]+$|\d[\d.,]*$|[A-Z]+$|[A-Z]?[a-z]+$|[^\w\s]$", word)
    if match is None:
        return None
    tail = match[0]
    if re.match("[가-힣]", tail):
        return final(tail[-1])
    if tail[0].isdigit():
        return _number(tail)
    if (reading := readings.get(tail.lower())) is not None:
        return final(reading[-1])
    if tail.isupper() or (len(tail) == 1 and tail.isalpha()):
        return _LETTERS.get(tail[-1].lower(), 0)
    return None


def _number(digits: str) -> int:
    if "." in digits.rstrip(".,"):
        return _DIGITS.get(digits.rstrip(".,")[-1], 0)  # a fraction is read digit by digit
    whole = re.sub(r"\D", "", digits)
    if whole.strip("0") == "":
        return 1  # 영
    zeros = len(whole) - len(whole.rstrip("0"))
    if 12 <= zeros < 16:
        return 0  # 조
    return 1 if zeros else _DIGITS.get(whole[-1], 0)  # 십, 백, 천, 만, 억, 경


# The initial consonants, in the order of Unicode's syllables.
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"


def is_hangul(name: str) -> bool:
    """Does the name begin with a syllable of Hangul?"""
    return "가" <= name[0] <= "힣"


def initial(syllable: str) -> str:
    """The consonant that a syllable of Hangul begins with."""
    return _INITIALS[(ord(syllable) - ord("가")) // 588]  # syllables to each initial
