"""Which texts of a passage nobody has translated: a translator's tree holds the original there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ...check import wrong_language
from ...check.finding import Text
from ...config import Syntax


def untranslated(texts: Mapping[str, str], syntax: Syntax) -> list[str]:
    """The languages whose text is word for word that of another language, and in that language.

    What no language owns, such as a name or a formula, is said in each.
    """
    return [name for name in texts if any(_is_taken(name, each, texts, syntax) for each in texts)]


def _is_taken(name: str, other: str, texts: Mapping[str, str], syntax: Syntax) -> bool:
    if name == other or texts[name].split() != texts[other].split():
        return False
    names = tuple(texts)
    one, two = (
        wrong_language.check(Text(Path(), 1, each, texts[other], syntax=syntax), names).blocks
        for each in (name, other)
    )
    return bool(one) and not two
