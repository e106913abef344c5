"""Write a script of all languages from pairs of pieces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def prose_cell(language: str, text: str, *, is_title: bool = False) -> str:
    """A prose cell; the title of the first language is the docstring of the script."""
    marker = f'# %% [markdown] lang="{language}"'
    if not is_title:
        return "\n".join([marker, *(f"# {line}".rstrip() for line in text.split("\n"))])
    quotes = "'''" if '"""' in text else '"""'
    raw = "r" if "\\" in text else ""
    return f"{marker}\n{raw}{quotes}\n{text}\n{quotes}"


def passage(texts: Mapping[str, str], order: Sequence[str], *, is_first: bool = False) -> list[str]:
    """The prose cells of what the languages say at one place, in their order."""
    spoken = [name for name in order if texts.get(name, "").strip()]
    return [
        prose_cell(name, texts[name], is_title=is_first and name == order[0]) for name in spoken
    ]


def code_cell(text: str) -> str:
    """A code cell."""
    return f"# %%\n{text.strip(chr(10)).rstrip()}"


def script(cells: Sequence[str]) -> str:
    """The whole script."""
    return "\n\n".join(cells) + "\n"
