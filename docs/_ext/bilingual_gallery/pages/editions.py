"""What there is of a page in other languages, and which of them a download has beside its own."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from ..config import Settings
from ..config.options import EVERY
from .state import settings_in


def exists(app: Sphinx, code: str, pagename: str) -> bool:
    """Whether a page is in a language: a generated one in every one, a written one where its file is."""
    if settings_in(app).is_generated(pagename) or pagename not in app.env.found_docs:
        return True
    return source(app, code, pagename) is not None


def source(app: Sphinx, code: str, pagename: str) -> Path | None:
    """The file of a page that is written by hand, in any language."""
    folder = Path(app.srcdir).parent / code
    files = (folder / f"{pagename}{suffix}" for suffix in app.config.source_suffix)
    return next((path for path in files if path.is_file()), None)


def seconds(settings: Settings, code: str) -> tuple[str, ...]:
    """The languages that a notebook or a book in one language is made with, too."""
    chosen = settings.second_languages
    others = (each for each in settings.codes if each != code)
    return tuple(each for each in others if EVERY in chosen or each in chosen)
