"""What changed between two texts of one language, as HTML with ``del`` and ``ins`` and a few words around."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain

from ..lang import language
from ..lang.tags import direction, tag

_AROUND = 3  # words beside what changed


def changed_words(before: Sequence[str], now: Sequence[str], code: str, page: str) -> str:
    """The places in which the blocks of a text in the language ``code`` differ, a paragraph for each.

    ``page`` is the language of the page that shows them.
    """
    turned = f' dir="{direction(code)}"' if direction(code) != direction(page) else ""
    space = " " if language(code).spaces else ""
    old, new = ([_words(each, code) for each in part] for part in (before, now))
    return "".join(
        f'<p lang="{tag(code)}"{turned}>{space.join(_element(*each) for each in hunk)}</p>'
        for hunk in _hunks(old, new, space)
    )


def _words(text: str, code: str) -> tuple[str, ...]:
    """A text in pieces that are compared: words, or letters in a language without spaces, and formulas."""
    whole = r"\$[^$]*\$|\{[^}]*\}"
    pattern = rf"(?:{whole}|\S)+" if language(code).spaces else rf"\s?(?:{whole}|[!-#%-~]+|\S)"
    return tuple(re.findall(pattern, " ".join(text.split())))


# Elements and what they hold; a text of its own has none.
_Hunk = list[tuple[str, str]]


def _hunks(
    old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]], space: str
) -> Iterator[_Hunk]:
    """Each place of a passage's blocks that changed, with words around it; … where there are more."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, begin, end, new_begin, new_end in matcher.get_opcodes():
        pairs = [*zip(old[begin:end], new[new_begin:new_end], strict=False)]
        if end - begin != new_end - new_begin:  # nobody knows which became which
            pairs = [(tuple(chain(*old[begin:end])), tuple(chain(*new[new_begin:new_end])))]
        if kind != "equal":
            for pair in pairs:
                yield from _hunks_of(*pair, space)


def _hunks_of(old: Sequence[str], new: Sequence[str], space: str) -> Iterator[_Hunk]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for group in matcher.get_grouped_opcodes(_AROUND):
        hunk = [("span", "…")] if group[0][3] else []
        for kind, begin, end, new_begin, new_end in group:
            gone, come = (space.join(each) for each in (old[begin:end], new[new_begin:new_end]))
            hunk += [("", come)] if kind == "equal" else [("del", gone), ("ins", come)]
        hunk += [("span", "…")] if group[-1][4] < len(new) else []
        yield [(name, text.strip()) for name, text in hunk if text.strip()]


def _element(name: str, text: str) -> str:
    escaped = html.escape(text, quote=False)
    return f"<{name}>{escaped}</{name}>" if name else escaped
