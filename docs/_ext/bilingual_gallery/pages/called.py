"""What names in code are called in the references: from the run to the code and the prose of a page.

The run says what each name was, an inventory whether somebody documents it. A comment in the page's source
carries that to the code; inline code in the prose gets it from all code of its page, where it is one thing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from docutils import nodes
from sphinx.transforms import SphinxTransform

from ..config.references import Reference, addresses
from ..execution.entry import Entry
from ..source import chains
from ..source.tutorial import Tutorial
from .state import app_of, settings_in

# The attribute of a block of code, and of inline code, that says what is called there.
CALLED = "called"
_COMMENT = "called:"
# Of a name as code has it: how many of its parts are the reader's own, and what the rest is called.
Called = Mapping[str, tuple[int, str]]
# Inline code that is a name, perhaps called, and nothing of what the call gives.
_NAME = re.compile(r"([^\W\d]\w*(?:\.[^\W\d]\w*)*)(\((?:[^()]|\([^()]*\))*\))?")


def called_in(
    tutorial: Tutorial, entry: Entry | None, references: Sequence[Reference]
) -> dict[int, Called]:
    """What the names in each cell are called, by the cell's line, of those that a reference has."""
    if entry is None or not references:
        return {}
    known = addresses(references)
    return {
        cell.line: {
            text: (own, name)
            for text, (own, those) in names.items()
            if (name := next((each for each in those if each in known), None)) is not None
        }
        for cell, names in zip(tutorial.code, entry.names, strict=True)
    }


def comment(names: Called) -> str:
    """The line of a page's source that carries the names to the code below it."""
    return f"% {_COMMENT} {json.dumps(names, separators=(',', ':'))}\n"


class CalledNames(SphinxTransform):
    """Note at each block of code, and at inline code, what is called there; takes the comments out."""

    default_priority = 205  # after section_ids.py, which reads comments, too

    def apply(self, **kwargs: object) -> None:
        """Set the attribute ``CALLED`` in place."""
        said: Called | None = None
        page: list[Called] = []
        own: set[str] = set()
        for node in list(self.document.findall()):
            if isinstance(node, nodes.comment) and node.astext().startswith(_COMMENT):
                told = json.loads(node.astext().removeprefix(_COMMENT))
                said = {text: (own_parts, name) for text, (own_parts, name) in told.items()}
                node.parent.remove(node)
            elif isinstance(node, nodes.literal_block) and said is not None:
                node[CALLED] = said
                page.append(said)
                own |= set(_own_names(node.astext()))
                said = None
        if not page:
            return
        known = addresses(settings_in(app_of(self.env)).references)
        prose = Prose(page, own, known)
        for literal in self.document.findall(nodes.literal):
            if (name := prose.called(literal.astext())) is not None:
                literal[CALLED] = name


def _own_names(code: str) -> Iterator[str]:
    """The names that code gives to something itself; imports give what is a library's."""
    if (made := chains.bindings(code)) is not None:
        yield from made.within
        yield from (name for name, times in made.times.items() if times > made.imports[name])


class Prose:
    """What inline code on a page means: what the same name is in all code of the page, or nothing.

    ``own`` are names that the page's code gives to things of its own, ``known`` all that references have.
    """

    def __init__(
        self, page: Iterable[Called], own: Iterable[str], known: Mapping[str, str]
    ) -> None:
        self._own = frozenset(own)
        self._known = known
        self._texts: dict[str, set[str]] = {}
        self._last: dict[str, set[str]] = {}
        for cell in page:
            for text, (own_parts, name) in cell.items():
                self._texts.setdefault(text, set()).add(name)
                self._last.setdefault(name.rpartition(".")[2], set()).add(name)
                whole = text.split(".")
                if not own_parts and len(whole) > 1 and name.endswith("." + ".".join(whole[1:])):
                    base = name[: -len(".".join(whole[1:])) - 1]
                    self._texts.setdefault(whole[0], set()).add(base)

    def called(self, code: str) -> str | None:
        """The name in a reference, or None where it is none or might be something else."""
        if (match := _NAME.fullmatch(code.strip())) is None:
            return None
        name = self._named(match[1])
        # Nobody calls a module.
        if match[2] and name is not None and self._known[name].endswith(f"#module-{name}"):
            return None
        return name

    def _named(self, text: str) -> str | None:
        if (name := self._one(self._texts.get(text))) is not None:
            return name if name in self._known and self._is_said(text, name) else None
        first, _, rest = text.partition(".")
        if rest:
            base = None if first in self._own else self._one(self._texts.get(first))
            whole = f"{base}.{rest}"
            return whole if base is not None and whole in self._known else None
        if text in self._own or text in self._texts:
            return None
        return self._one(self._last.get(text))

    def _is_said(self, text: str, name: str) -> bool:
        """A word that is the name of a thing of the page's own, too, is not the library's."""
        return "." in text or text not in self._own

    @staticmethod
    def _one(names: set[str] | None) -> str | None:
        return next(iter(names)) if names is not None and len(names) == 1 else None
