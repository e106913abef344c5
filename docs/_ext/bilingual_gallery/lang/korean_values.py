"""The particle after a value that a run tells: 3은, 2는, 97.3%가, by how a Korean reads the value aloud.

The author writes either form of a pair; which one is right is known when the value is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from .korean import RIEUL, ending, final

# The form after a final consonant and the one after a vowel, and what may stand behind both.
_PAIRS = """
은/는
이/가
을/를
과/와       는 도 만 의
으로/로     는 도 만 의 까지 부터 서 써 서는 써는 서의 부터는
이란/란     -
이라/라     는 고 면 도 서 야 고는 고도 는데 기보다
이며/며
이고/고
이나/나     마
이면/면
이므로/므로
이지만/지만
이든/든     지 가
이라든/라든 지 가
이라며/라며
이던/던
이야말로/야말로
은커녕/는커녕
이랑/랑
이니/니     까
이어도/여도
이어서/여서
이어야/여야
이거나/거나
이죠/죠
이에요/예요
이다/다
이야/야
이지/지     만 요
이냐/냐     고
"""
# 여 alone is none of them: 30여 개 are some more than 30.
# What begins with one of these goes on in many ways: 3이었습니다, 2였습니다.
_STEM = ("이었", "였")
# What stands between a value and a particle: the end of emphasis, of a quotation, a bracket or a link.
_RUN = re.compile(r"(?P<between>(?:[*_\"'”’)]|\]\([^()\s]*\))*)(?P<form>[가-힣]+)")


def _forms() -> Iterator[tuple[str, tuple[str, str]]]:
    for line in filter(None, _PAIRS.splitlines()):
        pair, *tails = line.split()
        closed, opened = pair.split("/")
        for tail in ("", *(each for each in tails if each != "-")):
            both = f"{closed}{tail}", f"{opened}{tail}"
            yield from ((form, both) for form in both)


_FORMS = dict(_forms())


def after_value(value: str, rest: str, readings: Mapping[str, str]) -> str:
    """``rest``, which follows a value in a text, with the form of its particle that fits the value.

    It stays as it is where no particle begins it, or where nobody knows how the value is read.
    """
    found = _RUN.match(rest)
    sound = sound_of(value, readings) if found else None
    if found is None or sound is None:
        return rest
    form = found["form"]
    if form in _FORMS:
        closed, opened = _FORMS[form]
        end = ""
    elif stem := next((each for each in _STEM if form.startswith(each)), ""):
        (closed, opened), end = _STEM, form.removeprefix(stem)
    else:
        return rest
    is_open = not sound or (sound == RIEUL and closed.startswith("으로"))
    return f"{found['between']}{opened if is_open else closed}{end}{rest[found.end() :]}"


# How units are read after a number, and words that values often are; a glossary may say more.
_UNITS = {
    "%": "퍼센트", "％": "퍼센트", "‰": "퍼밀", "°": "도", "℃": "도", "°C": "도", "×": "배", "x": "배",
    "ns": "나노초", "us": "마이크로초", "µs": "마이크로초", "μs": "마이크로초", "ms": "밀리초", "s": "초",
    "sec": "초", "min": "분", "h": "시간", "B": "바이트", "kB": "킬로바이트", "KB": "킬로바이트",
    "MB": "메가바이트", "GB": "기가바이트", "TB": "테라바이트", "KiB": "키비바이트", "MiB": "메비바이트",
    "GiB": "기비바이트", "bit": "비트", "bits": "비트", "px": "픽셀", "dpi": "디피아이", "Hz": "헤르츠",
    "kHz": "킬로헤르츠", "MHz": "메가헤르츠", "GHz": "기가헤르츠", "dB": "데시벨", "mm": "밀리미터",
    "cm": "센티미터", "m": "미터", "km": "킬로미터", "g": "그램", "kg": "킬로그램", "W": "와트", "V": "볼트",
    "J": "줄", "K": "케이", "M": "엠",
}  # fmt: skip
_WORDS = {"true": "트루", "false": "폴스", "none": "논"}
_NUMBER_AND_UNIT = re.compile(r"\d[\d.,]*\s?(?P<unit>[^\W\d_]+|°C|[%％‰°×])$")
_POWER = re.compile(r"\d[eE][-+]?0*(?P<power>\d+)$")
_FRACTION = re.compile(r"(?:^|\s)[-−]?(?P<over>\d+)/(?P<under>\d+)$")
# What is read in more than one way: with arguments or without, or a digit of a name in English.
_EITHER_WAY = re.compile(r"\w\s*\([^()]*\S[^()]*\)$|[}…]$|\.\.\.$|[A-Za-z]-?[368]$")


def sound_of(value: str, readings: Mapping[str, str]) -> int | None:
    """The final consonant of a value as a Korean reads it, as ``korean.final`` has it; None: not known."""
    value = value.strip()
    if power := _POWER.search(value):  # 1e-3: 일 이 마이너스 삼
        return ending(power["power"], readings)
    if _EITHER_WAY.search(value):
        return None
    value = value.rstrip(")]\"'”’").rstrip()
    if fraction := _FRACTION.search(value):  # 1/3: 삼분의 일, or one after the other
        both = {ending(part, readings) for part in fraction.groups()}
        return both.pop() if len(both) == 1 else None
    if unit := _NUMBER_AND_UNIT.search(value):
        read = readings.get(unit["unit"]) or _UNITS.get(unit["unit"])
        if read is not None:
            return final(read[-1])
    return ending(value, {**_WORDS, **readings}) if value else None
