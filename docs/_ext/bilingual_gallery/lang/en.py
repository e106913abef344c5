"""English: misspelled or British words, Hangul in the prose, and how numbers are said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import repeat

from .english_query import QUERY
from .language import Change, Language, Problem, Prose
from .numbers import Numbers
from .skeleton import Skeleton
from .spelled import english

# Codespell's files of words; the second has the American spelling of British ones.
_FILES = ("dictionary.txt", "dictionary_en-GB_to_en-US.txt")
_RIGHT = ("dialogue", "dialogues")
_WORD = re.compile(r"(?<![\w.])[A-Za-z]+(?:['’][a-z]+)?(?![\w])")

# A word with a capital before another one.
_TITLE = re.compile(r"\b[A-Z][a-z]+,?\s(?:(?:and|of|for|in|the|on|to)\s)*$")


def _check(blocks: Iterable[Prose], readings: Mapping[str, str]) -> Iterator[Problem]:
    for block in blocks:
        yield from _spelling(block)
        if match := re.search(r"[ㄱ-ㆎ가-힣]+", block.text):
            message = f"Hangul ({match[0]}) in English; write it in English"
            yield Problem(block.line_at(match.start()), "hangul", message)


def _spelling(block: Prose) -> Iterator[Problem]:
    words = {*map(str.lower, _WORD.findall(block.text))}
    if all(lines.keys().isdisjoint(words) for lines in _misspelled()):
        return
    for match in _WORD.finditer(block.text):
        if match[0].isupper() or match[0].lower() in _RIGHT:  # GPU is no misspelled word
            continue
        if match[0][0].isupper() and _TITLE.search(block.text[: match.start()]):
            continue  # a title is as its author spells it
        if (right := _right(match[0].lower())) is not None:
            message = f"{match[0]} is misspelled; write {right}"
            change = None
            if " or " not in right:
                written = right[0].upper() + right[1:] if match[0][0].isupper() else right
                change = Change(block, *match.span(), written)
            yield Problem(block.line_at(match.start()), "spelling", message, change)


@cache
def _right(word: str) -> str | None:
    """What is right for a wrong word, in lower case; None for one that Codespell does not mend.

    Behind the last comma of several choices stands why Codespell itself does not mend the word.
    """
    for lines in reversed(_misspelled()):
        right = lines.get(word, "")
        choices, comma, why = right.rpartition(",")
        if right and not (comma and why.strip()):
            return " or ".join(choices.split(", ")) if comma else right
    return None


@cache
def _misspelled() -> Sequence[Mapping[str, str]]:
    """The lines of Codespell's files, `wrong->right` or `wrong->one, two,`: what is right by what is wrong.

    There are tens of thousands of them, and a text asks for few, so none of them is looked at here.
    """
    texts = (files("codespell_lib").joinpath("data", name).read_text("utf-8") for name in _FILES)
    lines = (map(str.partition, text.splitlines(), repeat("->")) for text in texts)
    return [{wrong.lower(): right for wrong, _, right in each} for each in lines]


_WORDS = {
    "0": r"zero|clear(?:s|ed|ing)?\b|resets?\b",
    "2": "two|twice|doubles?|doubled|(?<!a )second(?!s)|both|pairs?|couple|binary|halves?",
    "3": "three|third|triples?|tripled|thrice",
    "1": "ones?|once|first|single"
    r"|(?:an?|each|every|per)\s(?:second|minute|hour|day|week|month|year|GPU|CPU|time)\b",
    "4": "four|fourth", "5": "five|fifth", "6": "six|sixth", "7": "seven|seventh", "8": "eight|eighth",
    "9": "nine|ninth", "10": r"ten(?!\w)|tenth", "11": "eleven", "12": "twelve|dozen", "13": "thirteen",
    "14": "fourteen", "15": "fifteen", "16": "sixteen", "17": "seventeen", "18": "eighteen",
    "19": "nineteen", "20": "twenty", "30": "thirty", "40": "forty", "50": "fifty", "60": "sixty",
    "70": "seventy", "80": "eighty", "90": "ninety", "0.5": "half", "50%": "half", "0.25": "quarter",
    "25%": "quarter", "100": "hundred", "1000": "thousand", "10000": "ten thousand",
    "1000000": "million", "1000000000": "billion", "1000000000000": "trillion",
}  # fmt: skip
# What surely counts: not one, which is a pronoun as often, nor a part of a larger number.
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_COUNT = r"(?!\w|-?(?:hundred|thousand|million|billion|dozen)| (?:hundred|thousand|million|billion|dozen))"
_TEN = r"(?!\w|-(?:one|two|three|four|five|six|seven|eight|nine))"
_SMALL = "two three four five six seven eight nine ten eleven twelve"
_COUNTS = {
    **{word: (str(n), _COUNT) for n, word in enumerate(_SMALL.split(), 2)},
    **{word: (str(n), r"(?!\w)") for n, word in enumerate("third fourth fifth sixth seventh".split(), 3)},
    **{word: (str(n * 10), _TEN) for n, word in enumerate(_TENS.split(), 2)},
    "the second": ("2", r"(?= [a-z]{3,})"), "twice": ("2", r"(?!\w)"), "half": ("0.5", r"(?![\w-])"),
}  # fmt: skip
_MONTHS = "January February March April May June July August September October November December"

LANGUAGE = Language(
    code="en",
    joints=r"\b(?:i\.e\.|where|which|who|that|while|because|since|but|and|so|then|if|when|as|including|using)\b",
    # Brysbaert, "How many words do we read per minute?", Journal of Memory and Language 109, 2019.
    a_minute=238,
    rules=frozenset({"spelling", "hangul"}),
    check=_check,
    byline="Authors?|Written|Created|Contributors?|Edit(?:ors?|ed)|Adapted|Updated|Revised|Reviewed",
    credit="Translat(?:ion|ors?|ed)(?: by)?",
    unfinished=(
        r"not (?:yet )?translated(?: yet)?|untranslated|(?:needs|missing|pending|awaiting) translation",
        r"translation (?:needed|missing|pending|required|to (?:do|come|follow))|please translate(?: this| me)?",
        r"to be (?:translated|written|done|added|completed|determined)|work in progress|translate me",
        r"(?:write|add|fill in) (?:this|me|text|something) (?:here|later)|placeholder(?: text)?",
        r"lorem ipsum\b.*",
    ),
    numbers=Numbers(
        scales={
            "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
        },
        percent=("percent",),
        words=_WORDS,
        counts=_COUNTS,
        months=tuple(_MONTHS.split()),
        spelled=english,
    ),
    query=QUERY,
    skeleton=Skeleton(),
)  # fmt: skip
