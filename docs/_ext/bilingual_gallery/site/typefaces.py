"""The site's own letters: of the fonts that the package has, the part that the site's texts need.

In: the texts of all languages, as their authors wrote them. Out: ``_static/text.woff2`` and
``_static/code.woff2``, the same in every language, because any page may show another beside its own.
Called at ``builder-inited``, before a page is written; a theme has to ask for the fonts with a sheet
``typefaces.css``, and conf.py may do without.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path, PurePath
from typing import Any

from fontTools import version
from sphinx.application import Sphinx

from ..config.leftovers import is_left_over
from ..files import write
from ..pages.catalog import LOCALE, path_of
from ..pages.state import settings_in
from .themes import folder_of, makes_site

SHEET = "typefaces"
FONTS = LOCALE.parent / "fonts"
NAMES = ("text", "code")
# What has words of a site: pages, scripts, terms. What a page is made of besides is in the catalogs.
_TEXTS = frozenset(".md .rst .inc .txt .toml .py .po".split())
# Letters and signs that every page may have: ASCII, Latin-1, dashes, quotes and primes, arrows, relations,
# and what sheets and scripts draw.
_ALWAYS = {
    *range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x2010, 0x2040), *range(0x2190, 0x219A),
    0x2212, 0x2248, 0x2260, 0x2264, 0x2265, *map(ord, "✓✕▸▾"),
}  # fmt: skip


def are_wanted(app: Sphinx) -> bool:
    """Has the theme a use for them, and does conf.py want them?"""
    if not makes_site(app.builder) or not settings_in(app).fonts:
        return False
    return (folder_of(app.builder.theme) / "static" / f"{SHEET}.css").is_file()  # type: ignore[attr-defined]


def make(app: Sphinx) -> None:
    """``builder-inited``: write the fonts, unless those that are there were made of the same letters."""
    if not are_wanted(app):
        return
    letters = _letters(app)
    made = hashlib.sha256(f"{version} {sorted(letters)}".encode())
    for name in NAMES:
        made.update(_source(name).read_bytes())
    folder, note = Path(app.outdir, "_static"), Path(app.doctreedir, "typefaces")
    targets = [folder / f"{name}.woff2" for name in NAMES]
    for name in NAMES:  # the license goes where the font goes
        write(folder / f"{name}.txt", (FONTS / f"{name}.txt").read_bytes())
    is_there = all(each.is_file() for each in targets)
    if is_there and note.is_file() and note.read_text() == made.hexdigest():
        return
    for name, target in zip(NAMES, targets, strict=True):
        write(target, subset_of(name, letters))
    write(note, made.hexdigest())


def preload(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """``html-page-context``: tell the templates whether pages have the fonts."""
    context["has_fonts"] = are_wanted(app)


def subset_of(name: str, letters: set[int]) -> bytes:
    """A font of the package with these letters alone, as WOFF2; the same bytes for the same letters."""
    # Here and not above: they take a fifth of a second, and most builds find the fonts as they are to be.
    import brotli
    from fontTools import subset
    from fontTools.ttLib import TTFont

    logging.getLogger("fontTools").setLevel(logging.WARNING)  # each table is news to it
    font = TTFont(BytesIO(brotli.decompress(_source(name).read_bytes())), recalcTimestamp=False)
    options = subset.Options(flavor="woff2", hinting=False, name_IDs=["*"], notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    packed = BytesIO()
    subset.save_font(font, packed, options)
    return packed.getvalue()


def _source(name: str) -> Path:
    return FONTS / f"{name}.ttf.br"


def _letters(app: Sphinx) -> set[int]:
    """The letters of everything that a page of any language may say."""
    letters: set[str] = set()
    for path in filter(Path.is_file, _texts(app)):  # a pipe would hold the build
        with suppress(OSError):  # whoever needs the file tells that it cannot be read
            letters.update(path.read_text(encoding="utf-8", errors="ignore"))
    return _ALWAYS.union(map(ord, letters))


def _texts(app: Sphinx) -> Iterator[Path]:
    settings = settings_in(app)
    docs = Path(app.confdir)
    yield from (each for each in docs.glob("*") if each.suffix in _TEXTS)
    yield from (path for code in settings.codes if (path := path_of(code)).is_file())
    pages = {Path(app.srcdir).parent / code for code in settings.codes}
    # The words of a page that an earlier build wrote are in its script.
    made = {str(folder / each.pages) for folder in pages for each in settings.galleries}
    for root in (*pages, *(each.scripts for each in settings.galleries)):
        for folder, folders, names in os.walk(root):
            folders[:] = [
                each for each in folders if f"{folder}/{each}" not in made and _is_own(each)
            ]
            yield from (Path(folder, each) for each in names if _is_own(each) and _has_words(each))


def _is_own(name: str) -> bool:
    """Does a file or a folder of this name belong to the site, and not to an editor?"""
    return not is_left_over(PurePath(name))


def _has_words(name: str) -> bool:
    return os.path.splitext(name)[1] in _TEXTS  # noqa: PTH122 -- of every file, in every build
