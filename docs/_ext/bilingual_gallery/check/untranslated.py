"""What is not translated yet: prose cells and comments that a language lacks, or that wait for their text.

Of a language in which a tutorial has nothing, one finding tells that, and none each of its passages. What a
language lacks that conf.py calls partial has a rule of its own, so that it can be told and fail nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from ..source.code import CodeCell
from ..source.tutorial import Passage, Tutorial
from .finding import Finding, Text

RULE = "untranslated"
RULES = frozenset([RULE])
# Of languages that conf.py calls so; no passage needs to be excused from it.
PARTIAL = "partial"
_MOST = 5  # names in a line


@dataclass(frozen=True)
class Lacking:
    """What a tutorial lacks: all in the languages that have ``nothing``, some in those that are ``begun``.

    ``partial`` are those that conf.py calls so.
    """

    tutorial: Tutorial
    begun: tuple[str, ...]
    nothing: tuple[str, ...]
    partial: Collection[str]

    @classmethod
    def of(cls, tutorial: Tutorial, partial: Collection[str]) -> Lacking:
        """Of a tutorial, by the languages that conf.py calls ``partial``."""
        count = sum(not each.is_shared for each in tutorial.passages)
        # Of a single passage its own finding says more.
        nothing = [
            code
            for code in tutorial.languages
            if tutorial.begun and code not in tutorial.begun and (count > 1 or code in partial)
        ]
        begun = tuple(code for code in tutorial.languages if code not in nothing)
        return cls(tutorial, begun, tuple(nothing), partial)

    @property
    def expected(self) -> tuple[str, ...]:
        """The languages in which all is to be written."""
        return tuple(code for code in self.begun if code not in self.partial)

    def check(self, part: Passage | CodeCell) -> Iterator[Finding]:
        """What is to be told of a part of the tutorial."""
        if part is self.tutorial.parts[0]:
            yield from self._nothing(part.line)
        path = self.tutorial.path
        if isinstance(part, CodeCell):
            for line in part.lines:
                if line.is_draft and line.language in self.begun:
                    mend = f"write this comment in {line.language} over the one in the brackets"
                    rule = PARTIAL if line.language in self.partial else RULE
                    yield Finding(path, line.number, rule, f"not translated yet: {mend}")
            return
        for told in part.untranslated:
            if told.is_swapped:
                yield Finding(path, told.line, RULE, told.message)
                continue
            own = [code for code in self.begun if code in self.partial]
            for rule, codes in ((RULE, self.expected), (PARTIAL, own)):
                if (found := told.among(codes)) is not None:
                    yield Finding(path, found.line, rule, found.message)

    def comments(self, groups: Iterable[Sequence[Text]]) -> Iterator[Finding]:
        """What is to be told of comments that a partial language lacks, in a tutorial that it has begun."""
        own = [code for code in self.begun if code in self.partial]
        for texts in groups:
            spoken = {text.language for text in texts}
            for code in own:
                if code not in spoken:
                    message = f"not translated yet: no `# {code}:` comment is here; write one"
                    yield texts[0].finding(0, PARTIAL, message)

    def _nothing(self, line: int) -> Iterator[Finding]:
        """What is told of the languages in which there is nothing."""
        count = sum(not each.is_shared for each in self.tutorial.passages)
        passages = "its passage" if count == 1 else f"its {count} passages"
        whole = [code for code in self.nothing if code not in self.partial]
        if whole:
            names = " and ".join(f'lang="{code}"' for code in whole)
            message = f"not translated yet: nothing of this tutorial is in {names}"
            mend = f"write {passages}, or let `fill` put their cells in"
            yield Finding(self.tutorial.path, line, RULE, f"{message}; {mend}")
        for code in self.nothing:
            if code in self.partial:
                message = f"{code} is not begun here; `fill --language {code}` puts cells for {passages} in"
                yield Finding(self.tutorial.path, line, PARTIAL, message)


def of_pages(docs: Path, lacking: Mapping[str, Sequence[Path]], count: int) -> Iterator[Finding]:
    """What is told of the pages written by hand that partial languages lack: a line for each language."""
    for code, names in lacking.items():
        told = _few([each.as_posix() for each in names])
        message = f"{code} lacks {len(names)} of {count} pages written by hand: {told}"
        yield Finding(docs / code / "index.md", 1, PARTIAL, message)


def shorter(
    texts: Sequence[Text], partial: Collection[str]
) -> tuple[Sequence[Text], Sequence[Text]]:
    """The texts of a page that can be compared, and those in partial languages that lack sections of it."""
    whole = [each for each in texts if each.language not in partial]
    if not whole:
        return texts, ()
    count = len(whole[0].sections)
    apart = [each for each in texts if each.language in partial and len(each.sections) < count]
    return [each for each in texts if each not in apart], apart


def of_page(text: Text, whole: Text) -> Finding:
    """What is told of a page written by hand of which a partial language lacks sections."""
    count, all_of_it = (len(each.sections) - 1 for each in (text, whole))
    message = (
        f"{text.language} has {count} of the {all_of_it} headings that {whole.language} has here"
    )
    return Finding(text.path, 1, PARTIAL, message)


def of_entries(
    path: Path, what: str, there: Mapping[str, Set[str]], partial: Iterable[str]
) -> Iterator[Finding]:
    """What is told of the entries of a file, by the languages each has: a line for each partial language."""
    for code in partial:
        if lacking := [name for name, languages in there.items() if code not in languages]:
            message = f"{code} lacks {len(lacking)} of {len(there)} {what}: {_few(lacking)}"
            yield Finding(path, 1, PARTIAL, message)


def _few(names: Sequence[str]) -> str:
    return ", ".join([*names[:_MOST], *(["…"] if len(names) > _MOST else [])])
