"""The site's own letters: ``_static/text.woff2`` and ``_static/code.woff2``, the same in every language.

Called at ``builder-inited``, before a page is written; a theme has to ask for the fonts with a sheet
``typefaces.css``, and conf.py may do without.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from ..files import write
from ..pages.state import settings_in
from .font_subsets import FONTS, NAMES, digest_of, letters_of, made_of
from .themes import folder_of, makes_site

SHEET = "typefaces"


def are_wanted(app: Sphinx) -> bool:
    """Has the theme a use for them, and does conf.py want them?"""
    if not makes_site(app.builder) or not settings_in(app).fonts:
        return False
    return sheet_in(folder_of(app.builder.theme)).is_file()  # type: ignore[attr-defined]


def sheet_in(theme: Path) -> Path:
    """The sheet by which a theme asks for the fonts, in the folder of what is for that theme."""
    return theme / "static" / f"{SHEET}.css"


def note_in(doctrees: Path) -> Path:
    """Where a language's build writes down what its fonts were made of."""
    return doctrees / "typefaces"


def make(app: Sphinx) -> None:
    """``builder-inited``: write the fonts, unless those that are there were made of the same letters."""
    if not are_wanted(app):
        return
    letters = letters_of(Path(app.confdir), Path(app.srcdir).parent, settings_in(app))
    made = digest_of(letters)
    folder, note = Path(app.outdir, "_static"), note_in(Path(app.doctreedir))
    targets = [folder / f"{name}.woff2" for name in NAMES]
    for name in NAMES:  # the license goes where the font goes
        write(folder / f"{name}.txt", (FONTS / f"{name}.txt").read_bytes())
    is_there = all(each.is_file() for each in targets)
    if is_there and note.is_file() and note.read_text() == made:
        return
    for name, target in zip(NAMES, targets, strict=True):
        write(target, made_of(name, letters, Path(app.doctreedir).parent))
    write(note, made)


def preload(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """``html-page-context``: tell the templates whether pages have the fonts."""
    context["has_fonts"] = are_wanted(app)
