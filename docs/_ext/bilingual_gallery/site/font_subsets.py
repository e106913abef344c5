"""Of the fonts that the package has, the part that the texts of a site need.

In: the texts of all languages, as their authors wrote them. Out: a WOFF2 of each font, the same for every
language, because any page may show another beside its own. Nothing in here needs a build.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path, PurePath

from fontTools import version

from ..config import Settings
from ..config.leftovers import is_left_over
from ..files import write
from ..pages.catalog import LOCALE, path_of

FONTS = LOCALE.parent / "fonts"
NAMES = ("text", "code")
# Where the builds of several languages find what was made for all of them, in the folder of their doctrees.
_SHARED = "typefaces"
# What has words of a site: pages, scripts, terms. What a page is made of besides is in the catalogs.
_TEXTS = frozenset(".md .rst .inc .txt .toml .py .po".split())
# Letters and signs that every page may have: ASCII, Latin-1, dashes, quotes and primes, arrows, relations,
# and what sheets and scripts draw.
_ALWAYS = {
    *range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x2010, 0x2040), *range(0x2190, 0x219A),
    0x2212, 0x2248, 0x2260, 0x2264, 0x2265, *map(ord, "✓✕▸▾"),
}  # fmt: skip


def letters_of(docs: Path, folder: Path, settings: Settings) -> set[int]:
    """The letters of everything that a page of any language may say.

    ``docs`` has conf.py, and ``folder`` has the pages of each language in a folder of its own.
    """
    letters: set[str] = set()
    for path in filter(Path.is_file, _texts(docs, folder, settings)):  # a pipe would hold the build
        with suppress(OSError):  # whoever needs the file tells that it cannot be read
            letters.update(path.read_text(encoding="utf-8", errors="ignore"))
    return _ALWAYS.union(map(ord, letters))


def digest_of(letters: set[int]) -> str:
    """A digest of all that the fonts with these letters depend on."""
    digest = hashlib.sha256(f"{version} {sorted(letters)}".encode())
    for name in NAMES:
        digest.update(_source(name).read_bytes())
    return digest.hexdigest()


def share(letters: set[int], doctrees: Path) -> None:
    """Make the fonts with these letters for the languages whose doctrees are in folders of this one."""
    made = digest_of(letters)
    paths = {name: _shared(name, made, doctrees) for name in NAMES}
    for name, path in paths.items():
        if not path.is_file():
            write(path, subset_of(name, letters))
    for other in {*Path(doctrees, _SHARED).iterdir()} - {*paths.values()}:
        other.unlink()


def made_of(name: str, letters: set[int], doctrees: Path) -> bytes:
    """A font with these letters, as WOFF2: the one that is shared, if there is one."""
    with suppress(OSError):
        return _shared(name, digest_of(letters), doctrees).read_bytes()
    return subset_of(name, letters)


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


def _shared(name: str, made: str, doctrees: Path) -> Path:
    return doctrees / _SHARED / f"{made}-{name}.woff2"


def _texts(docs: Path, folder: Path, settings: Settings) -> Iterator[Path]:
    yield from (each for each in docs.glob("*") if each.suffix in _TEXTS)
    yield from (path for code in settings.codes if (path := path_of(code)).is_file())
    pages = {folder / code for code in settings.codes}
    # The words of a page that an earlier build wrote are in its script.
    made = {str(each / gallery.pages) for each in pages for gallery in settings.galleries}
    for root in (*pages, *(each.scripts for each in settings.galleries)):
        for inside, folders, names in os.walk(root):
            folders[:] = [
                each for each in folders if f"{inside}/{each}" not in made and _is_own(each)
            ]
            yield from (Path(inside, each) for each in names if _is_own(each) and _has_words(each))


def _is_own(name: str) -> bool:
    """Does a file or a folder of this name belong to the site, and not to an editor?"""
    return not is_left_over(PurePath(name))


def _has_words(name: str) -> bool:
    return os.path.splitext(name)[1] in _TEXTS  # noqa: PTH122 -- of every file, in every build
