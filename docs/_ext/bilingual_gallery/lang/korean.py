"""The sound before a Korean particle: what a word ends in, and which particle follows it.

A particle has two forms. One follows a final consonant, the other a vowel; 으로 follows every final
consonant but ㄹ. Source: 한글 맞춤법 and 표준어 규정, National Institute of Korean Language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

# The form after a final consonant, and the one after a vowel.
PAIRS = (("은", "는"), ("이", "가"), ("을", "를"), ("과", "와"), ("으로", "로"))
_OTHER = {form: pair for pair in PAIRS for form in pair}

_RIEUL = 8  # the place of ㄹ among the final consonants
# How the names of Latin letters, single digits and powers of ten end: 0 is a vowel, 1 a consonant.
_LETTERS = {"l": _RIEUL, "r": _RIEUL, "m": 1, "n": 1}
_DIGITS = {"0": 1, "1": _RIEUL, "3": 1, "6": 1, "7": _RIEUL, "8": _RIEUL}


def final(syllable: str) -> int:
    """The final consonant of a syllable of Hangul: 0 for none, ``_RIEUL`` for ㄹ, else another number."""
    return (ord(syllable) - 0xAC00) % 28


def fitting(particle: str, final_consonant: int) -> str:
    """The form of a particle of ``PAIRS`` that follows this final consonant."""
    closed, opened = _OTHER[particle]
    if not final_consonant or (closed == "으로" and final_consonant == _RIEUL):
        return opened
    return closed


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
    if zeros >= 12:
        return 0  # 조
    return 1 if zeros else _DIGITS.get(whole[-1], 0)  # 십, 백, 천, 만, 억


# Particles, and forms of 이다: before any other syllable a noun is part of a longer word or of a verb.
PARTICLES = "|".join(
    "은 는 이 가 을 를 의 에 에서 에게 도 만 과 와 로 으로 까지 부터 처럼 보다 마다 끼리 뿐 들 나 이나"
    " 란 이란 라 이라 라도 이라도 라는 이라는 라고 이라고 라면 이라면 며 이며 고 이고 므로 이므로 지만"
    " 이지만 인 인데 일 입니다 입니까".split()
)


# The initial consonants, in the order of Unicode's syllables.
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"


def is_hangul(name: str) -> bool:
    """Does the name begin with a syllable of Hangul?"""
    return "가" <= name[0] <= "힣"


def initial(syllable: str) -> str:
    """The consonant that a syllable of Hangul begins with."""
    return _INITIALS[(ord(syllable) - ord("가")) // 588]  # syllables to each initial
