"""Write a script of all languages from pairs of pieces."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_QUOTES = ('"""', "'''")
# A text to the end of its title.
_TITLE = re.compile(r"(?ms)\A.*?^# [^\n]*")


def prose_cell(language: str, text: str, *, is_title: bool = False) -> str:
    """A prose cell; the title of the first language is the docstring of the script."""
    marker = f'# %% [markdown] lang="{language}"'
    if not is_title:
        return "\n".join([marker, *(f"# {line}".rstrip() for line in text.split("\n"))])
    if _has_all_quotes(text) and "`" not in text:
        text = text.replace("'''", r"\'\'\'")
    quotes = next((each for each in _QUOTES if each not in text), _QUOTES[0])
    raw = "r" if "\\" in text else ""
    return f"{marker}\n{raw}{quotes}\n{text}\n{quotes}"


def passage(texts: Mapping[str, str], order: Sequence[str], *, is_first: bool = False) -> list[str]:
    """The prose cells of what the languages say at one place, in their order."""
    if is_first and _has_all_quotes(texts.get(order[0], "")):
        # No docstring can hold this: it has the title alone, and what is below stands in comments.
        heads = {name: _TITLE.match(text) for name, text in texts.items()}
        above = {name: head[0] if head else texts[name] for name, head in heads.items()}
        below = {name: text[len(above[name]) :].strip("\n") for name, text in texts.items()}
        if any(below.values()):
            return [*passage(above, order, is_first=True), *passage(below, order)]
    spoken = [name for name in order if texts.get(name, "").strip()]
    return [
        prose_cell(name, texts[name], is_title=is_first and name == order[0]) for name in spoken
    ]


def _has_all_quotes(text: str) -> bool:
    return all(quotes in text for quotes in _QUOTES)


def code_cell(text: str) -> str:
    """A code cell."""
    return f"# %%\n{text.strip(chr(10)).rstrip()}"


def script(cells: Sequence[str]) -> str:
    """The whole script."""
    return "\n\n".join(cells) + "\n"
