"""What a reader can take home of a tutorial: the notebook, the script, and notebooks in two languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..config import Settings
from ..source.tutorial import Tutorial
from .editions import seconds
from .notebook_cells import Form


@dataclass(frozen=True)
class Kind:
    """What a download is called behind its tutorial's name, its form, and of a notebook the second language."""

    ending: str
    form: Form
    second: str = ""
    folded: bool = False


def kinds_of(settings: Settings, code: str, tutorial: Tutorial | None = None) -> Iterator[Kind]:
    """The downloads of a tutorial in one language: two notebooks more for each second language that it has."""
    yield Kind("ipynb", "ipynb")
    yield Kind("py", "py")
    for second in seconds(settings, code, tutorial):
        yield Kind(f"{code}-{second}.ipynb", "ipynb", second, folded=True)
        yield Kind(f"{code}-{second}-below.ipynb", "ipynb", second)
