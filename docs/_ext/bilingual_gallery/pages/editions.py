"""What there is of a page in other languages, and which of them a download has beside its own."""

from __future__ import annotations

import re
from pathlib import Path

from sphinx.application import Sphinx

from ..config import Settings
from ..config.options import EVERY
from ..source import markdown
from ..source.tutorial import Tutorial
from .state import settings_in, state_of

# What a page in Markdown begins with that is no prose.
FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def exists(app: Sphinx, code: str, pagename: str) -> bool:
    """Whether a page is in a language: a generated one in every one, a written one where its file is."""
    if settings_in(app).is_generated(pagename) or pagename not in app.env.found_docs:
        return True
    return source(app, code, pagename) is not None


def spoken(app: Sphinx, code: str, pagename: str) -> str:
    """The language that a page is in: of a tutorial that has nothing in its own, that of another one."""
    tutorial = state_of(app).by_page.get(pagename)
    return code if tutorial is None else tutorial.spoken(code)


def is_translated(app: Sphinx, code: str, pagename: str) -> bool:
    """Whether a page is in a language, with something of its own in it."""
    return exists(app, code, pagename) and spoken(app, code, pagename) == code


def source(app: Sphinx, code: str, pagename: str) -> Path | None:
    """The file of a page that is written by hand, in any language."""
    folder = Path(app.srcdir).parent / code
    files = (folder / f"{pagename}{suffix}" for suffix in app.config.source_suffix)
    return next((path for path in files if path.is_file()), None)


def title_of(app: Sphinx, code: str, pagename: str) -> str | None:
    """The title of a page that is written by hand in Markdown, in any language; None where it has none."""
    path = source(app, code, pagename)
    if path is None or path.suffix != ".md":
        return None
    text = FRONT.sub("", path.read_text(encoding="utf-8"))
    found = markdown.headings(text, settings_in(app).syntax)
    return found[0].title if found else None


def seconds(settings: Settings, code: str, tutorial: Tutorial | None = None) -> tuple[str, ...]:
    """The languages that a notebook of a tutorial, or a book, in one language is made with, too.

    Of a tutorial, those in which there is something of it.
    """
    chosen = settings.second_languages
    others = (each for each in settings.codes if each != code)
    if tutorial is not None:
        others = (each for each in others if not (tutorial.lacks(each) or tutorial.lacks(code)))
    return tuple(each for each in others if EVERY in chosen or each in chosen)
