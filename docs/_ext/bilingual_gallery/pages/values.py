"""The values of the run in the prose of a tutorial, in the place of the expressions that ask for them.

From here on whoever reads the prose sees them: pages, cards, descriptions, the search, the book and the
time that reading takes. A line stays a line, so that a warning is still told where its author wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..execution.entry import Entry
from ..lang import language as known
from ..source.expressions import Expression, replaced
from ..source.tutorial import Passage, Tutorial
from .portable.inlines import as_code

# What Markdown may see as markup anywhere, and at the beginning of a line.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|$~^&])")
_BEGINS = tuple("-+=:%")
_ITEM = re.compile(r"\d+(?=[.)](?:\s|$))")
# What a block begins with inside quotes, lists, definitions and footnotes.
_INSIDE = re.compile(r"[\s>]*(?:(?:[-+*:]|\d+[.)]|\[\^[^\]]+\]:)\s+>?\s*)*")


@dataclass(frozen=True)
class Values:
    """What the runs told: ``entries`` by script; ``readings`` are how words are read in the languages."""

    readings: Mapping[str, str]
    entries: Mapping[Path, Entry | None]

    def on_page(self, tutorial: Tutorial) -> Tutorial:
        """The tutorial with its values, and with the code of an expression that has none yet."""
        return self._valued(tutorial, traced=False)

    def of(self, tutorial: Tutorial) -> frozenset[str]:
        """The values of a tutorial that are known."""
        entry = self.entries[tutorial.path] if tutorial.asked else None
        return frozenset(entry.told.values()) if entry else frozenset()

    def taken_home(self, tutorial: Tutorial) -> Tutorial:
        """The same for a download: the expression stands behind its value, where no reader sees it."""
        return self._valued(tutorial, traced=True)

    def _valued(self, tutorial: Tutorial, *, traced: bool) -> Tutorial:
        if not tutorial.asked:
            return tutorial
        entry = self.entries[tutorial.path]
        told = entry.told if entry else {}
        parts, cells = list(tutorial.parts), 0
        for index, part in enumerate(parts):
            if not isinstance(part, Passage):
                cells += 1
                continue
            place = cells or len(tutorial.code)
            said = {text: value for (after, text), value in told.items() if after == place}
            prose = tuple(
                (
                    code,
                    replace(
                        each,
                        text=self._text(each.text, tutorial, code, said, traced=traced),
                    ),
                )
                for code, each in part.prose
            )
            parts[index] = replace(part, prose=prose)
        return replace(tutorial, parts=tuple(parts))

    def _text(
        self,
        text: str,
        tutorial: Tutorial,
        language: str,
        said: Mapping[str, str],
        *,
        traced: bool,
    ) -> str:
        own = known(language)

        def one(each: Expression, rest: str) -> tuple[str, str]:
            value = said.get(each.text)
            if value is None:
                return as_code(each.source), rest
            rest = own.after_value(value, rest, self.readings)
            trace = f"<!-- eval: {each.source.replace('--', '- -')} -->" if traced else ""
            shown = _MARKUP.sub(r"\\\1", value)
            if not _INSIDE.fullmatch(text[text.rfind("\n", 0, each.begin) + 1 : each.begin]):
                return f"{shown}{trace}", rest
            if shown.startswith(_BEGINS):
                return f"\\{shown}{trace}", rest
            if item := _ITEM.match(f"{shown}{trace}{rest}"):  # 3. would be the third of a list
                digits, after = item[0], f"{shown}{trace}{rest}"[item.end() :]
                return f"{digits}\\", after
            return f"{shown}{trace}", rest

        return replaced(text, tutorial.syntax, one)
