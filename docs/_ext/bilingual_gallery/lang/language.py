"""The record of what a language knows, what holds for a language that has none, and where to look."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import NamedTuple, Protocol, TypeVar

from .marks import CLOSE, OTHER, VALUE
from .numbers import Numbers
from .scripts import LATIN, likely
from .skeleton import Skeleton
from .tags import DEFAULT, tag, wider

_Said = TypeVar("_Said")


class Prose(Protocol):
    """A block of prose as the rules of a language see it: ``source.blocks.Block`` is one.

    ``kind`` is paragraph, comment, heading of level 2 …; ``shown`` is what is read, code and formulas
    between their marks; ``text`` is the same with each sign of those replaced by ``marks.OTHER``.
    """

    @property
    def kind(self) -> str:
        """What it is."""

    @property
    def shown(self) -> str:
        """What is read, in one string."""

    @property
    def text(self) -> str:
        """The same without code and formulas."""

    def line_at(self, offset: int) -> int:
        """The row, counted from 0, of a place in either."""


class Change(NamedTuple):
    """A mend that a machine can make: ``text`` in place of ``begin`` to ``end`` of what a block shows."""

    block: Prose
    begin: int
    end: int
    text: str


class Problem(NamedTuple):
    """What a rule finds in a text: at which of its rows, counted from 0, and what to mend."""

    row: int
    rule: str
    message: str
    change: Change | None = None


# The rules of one language: they get the blocks that hold prose, and how words are read (``Readings``).
Check = Callable[[Iterable[Prose], Mapping[str, str]], Iterator[Problem]]


def as_it_is(message: str, readings: Mapping[str, str]) -> str:
    """What a language makes of a message whose words fit whatever is put into it."""
    return message


def unchanged(value: str, rest: str, readings: Mapping[str, str]) -> str:
    """What follows a value in a language whose words are the same after any."""
    return rest


def no_check(blocks: Iterable[Prose], readings: Mapping[str, str]) -> Iterator[Problem]:
    """The rules of a language that has none of its own."""
    return iter(())


@dataclass(frozen=True)
class Gloss:
    """The first use of a term carries its name in another ``language``, in brackets.

    ``after`` is a pattern of what may stand between the term and the bracket.
    """

    language: str
    after: str = ""


@dataclass(frozen=True)
class Readings:
    """How a word of the glossary's ``[readings]`` is said: the ``pattern`` of it, and what is ``wanted``."""

    pattern: str
    wanted: str


@dataclass(frozen=True)
class Search:
    """How words are taken apart for the search: in Python, and in the browser by ``javascript``.

    ``javascript`` defines ``Stemmer`` and ``splitQuery``, which do what ``stem`` and ``split`` do.
    """

    split: Callable[[str], list[str]]
    stem: Callable[[str], str]
    javascript: str


@dataclass(frozen=True)
class Query:
    """What readers type: ``light`` words, which say little, and groups of words that mean the ``same``.

    ``spelled`` are other spellings, each as a pattern of JavaScript's and what stands for it here;
    ``endings`` may stand behind a word that the index has and say nothing of it. ``derived`` is a pattern
    of words that are no forms of the one that their stem belongs to, as a transformer is no form of transform.
    ``spaced`` puts the spaces into what many type in one word, each as a pattern and what stands for it;
    ``denied`` is one of what says that the next word is not so, ``denied_before`` that the one in front is not.
    """

    light: str = ""
    same: tuple[str, ...] = ()
    spelled: tuple[tuple[str, str], ...] = ()
    endings: str = ""
    derived: str = ""
    spaced: tuple[tuple[str, str], ...] = ()
    denied: str = ""
    denied_before: str = ""


@dataclass(frozen=True)
class Border:
    """Where a term begins and ends in the language's own letters, as patterns of its surroundings.

    ``end`` holds where the glossary looks for its terms, ``end_of_wrong`` where it looks for what is
    not to be written. ``verb`` is what makes a verb of a term: 학습하다 trains.
    """

    start: str = r"(?<!\w)"
    end: str = r"(?!\w)"
    end_of_wrong: str = r"(?!\w)"
    verb: str = "(?!)"


def _first_letter(name: str) -> str:
    return unicodedata.normalize("NFD", name)[0].upper()


def _casefold(name: str) -> tuple[int, str]:
    return 0, name.casefold()


_LOWER, _UPPER = "a-zß-öø-ÿ", "A-ZÀ-ÖØ-Þ"
_FULL_STOP = re.compile(
    rf"(?:[{_LOWER}]{{2}}|{OTHER}|[{_LOWER}][)\]{CLOSE}])[.!?](?=[{_UPPER}{OTHER}])"
    rf"|(?:[{_UPPER}]{{2}}|\d)[.!?](?=[{_UPPER}][{_LOWER}])"
)


@dataclass(frozen=True)
class Language:
    """What a language knows. Whatever its file does not say is as here.

    ``code``: its tag in BCP 47; empty for what all languages share.
    ``scripts``: those it is written in, by their names in ISO 15924.
    ``spaces``: do spaces part its words? If not, letters are counted and compared in place of words.
    ``length``: how many letters it takes for what English says in one.
    ``joints``: a pattern of what joins clauses, where a translator may end a sentence.
    ``a_minute``: how many words, or letters, a reader takes in a minute.

    ``rules``: the names of its own rules, which ``check`` applies. The other rules ask for:
    ``unfinished``: patterns of what authors write where they are not done, whole or in brackets.
    ``credit``: a pattern of the words before the names of those who translated a text, and ``byline`` of
    those who wrote it.
    ``full_width``: is its punctuation full-width?
    ``full_stop``: finds the end of a sentence without the space that belongs there; None: needs none.
    ``repeated``: words that may rightly stand twice, in lower case.
    ``bold``: how to mend emphasis that became none.
    ``gloss``: what the first use of a term carries, if anything.
    ``readings``: how words are said in it, where the glossary has to know.
    ``numbers``: how it writes them.
    ``fitted``: a message in which words are made to fit those beside them, by what ``readings`` say.
    ``after_value``: what follows a value in prose, made to fit it, by its ``readings``.
    ``attached``: a pattern of what belongs to the code or emphasis before it, such as a particle.

    ``border`` and ``endings``: where a term ends, and what a word in Latin letters may end in beside
    its own form. ``letter`` and ``sort_key``: under which heading a name stands in the glossary, and in
    what order.
    ``kept``: the letters that may not begin a line after code or a formula, as in a pattern's brackets.
    ``sheet``: rules of style for its text, which every page of a site with the language has behind all others.
    ``search``: how words are taken apart; None: as Sphinx does. ``query``: what its readers type.
    ``skeleton``: the texts of a new tutorial; None: in English, to be translated.
    """

    code: str = ""
    scripts: tuple[str, ...] = (LATIN,)
    spaces: bool = True
    length: float = 1.0
    joints: str = r",\s"
    a_minute: int = 200
    rules: frozenset[str] = frozenset()
    check: Check = no_check
    unfinished: tuple[str, ...] = ()
    credit: str = ""
    byline: str = ""
    full_width: bool = False
    full_stop: re.Pattern[str] | None = _FULL_STOP
    repeated: frozenset[str] = frozenset()
    bold: str = "put the marks right before and after the words, as in **word**, or escape it"
    gloss: Gloss | None = None
    readings: Readings | None = None
    numbers: Numbers = field(default_factory=Numbers)
    fitted: Callable[[str, Mapping[str, str]], str] = as_it_is
    after_value: Callable[[str, str, Mapping[str, str]], str] = unchanged
    attached: str = ""
    border: Border = field(default_factory=Border)
    endings: tuple[str, ...] = ("s",)
    letter: Callable[[str], str] = _first_letter
    sort_key: Callable[[str], tuple[int, str]] = _casefold
    kept: str = ""
    sheet: str = ""
    search: Search | None = None
    query: Query = field(default_factory=Query)
    skeleton: Skeleton | None = None

    def count(self, text: str) -> int:
        """How many words a text has, or letters in a language that puts no spaces between words.

        A dash alone is no word. Among letters a word in Latin letters or a number counts as two, the
        length of a word of Japanese (357 letters or 193 words a minute in the study that ``ja`` names).
        """
        text = text.replace(VALUE, "0")
        if self.spaces:
            return sum(any(map(str.isalnum, word)) for word in text.split())
        words = re.findall(r"[A-Za-z0-9_.]*[A-Za-z0-9]", text)
        rest = re.sub(r"[A-Za-z0-9]", "", text)
        return 2 * len(words) + sum(map(str.isalnum, rest))


@cache
def language(code: str) -> Language:
    """What is known of a language: by its own file, that of the wider one (`pt` for `pt-BR`), or none.

    Any spelling of a code will do; the empty one is what all languages share.
    """
    for each in wider(code):
        name = each.replace("-", "_").lower()
        # A code begins with two or three letters: other modules in here are no languages.
        if re.fullmatch("[a-z]{2,3}(_[a-z0-9]+)*", name) and find_spec(f"{__package__}.{name}"):
            found: Language = import_module(f"{__package__}.{name}").LANGUAGE
            return found
    return Language(tag(code), likely(tag(code)))


@cache
def languages() -> tuple[Language, ...]:
    """Every language that has a file, in the order of their codes."""
    folder = import_module(str(__package__)).__path__
    codes = [
        each.name for each in iter_modules(folder) if re.fullmatch("[a-z]{2,3}(_.+)?", each.name)
    ]
    return tuple(language(code) for code in sorted(codes))


def said(texts: Mapping[str, _Said], code: str) -> _Said:
    """Of texts by language the one for a reader: in the language, a wider one, English, or the first."""
    for each in [code, *wider(code), DEFAULT]:
        if each in texts:
            return texts[each]
    return next(iter(texts.values()))
