"""What the interface says in the page's language: the package's catalogs, in ``locale/``."""

from __future__ import annotations

import gettext
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import sphinx.locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from sphinx.application import Sphinx
from sphinx.config import Config

from ..lang.tags import locale, wider

LOCALE = Path(__file__).parent.parent / "locale"
# Sphinx's own domain, which its templates, those of themes and ours are translated in.
_DOMAIN = "sphinx"


def path_of(language: str) -> Path:
    """Where the package's catalog of a language is, or of a wider one; there may be none."""
    paths = [
        LOCALE / locale(each) / "LC_MESSAGES" / f"{_DOMAIN}.po"
        for each in [*wider(language), language]
    ]
    return next((path for path in paths if path.is_file()), paths[0])


def add(app: Sphinx, config: Config) -> None:
    """``config-inited``: translate by the site's own catalogs, then by ours, then by Sphinx's.

    Ours is compiled in memory, so that nothing is written into the package.
    """
    chain = list(_own(app, config))
    path = path_of(config.language)
    if path.is_file():
        chain.append(_compiled(path))
    if not chain:
        return
    first, *others = chain
    for each in (*others, app.translator):
        first.add_fallback(each)
    sphinx.locale.translators["general", _DOMAIN] = app.translator = first


def words_of(app: Sphinx, language: str) -> Callable[[str], str]:
    """What translates the interface's words into any language of the site, whichever is being built."""
    return _translator(app, language).gettext


def words(language: str) -> Callable[[str], str]:
    """What translates by the package's catalog alone, for who has no application."""
    own = _package_s(language) if language else None
    return own.gettext if own else str


@contextmanager
def spoken(app: Sphinx, language: str) -> Iterator[None]:
    """Let what is translated meanwhile be in another language of the site."""
    own = sphinx.locale.translators["general", _DOMAIN]
    sphinx.locale.translators["general", _DOMAIN] = _translator(app, language)
    try:
        yield
    finally:
        sphinx.locale.translators["general", _DOMAIN] = own


def _translator(app: Sphinx, language: str) -> gettext.NullTranslations:
    """The site's own catalogs of a language, then ours, then Sphinx's."""
    place = Path(sphinx.locale.__file__).parent
    theirs = gettext.translation(_DOMAIN, place, [locale(language)], fallback=True)
    ours = filter(None, [_package_s(language)])
    chain: list[gettext.NullTranslations] = [*_own(app, app.config, language), *ours, theirs]
    for one, next_one in pairwise(chain):
        one.add_fallback(next_one)
    return chain[0]


def _package_s(language: str) -> gettext.GNUTranslations | None:
    path = path_of(language)
    return _compiled(path) if path.is_file() else None


def _own(app: Sphinx, config: Config, language: str = "") -> Iterator[gettext.NullTranslations]:
    """The catalogs in ``locale_dirs``; Sphinx has compiled them, and has them behind others' too."""
    languages = [locale(language) if language else config.language]
    for folder in config.locale_dirs:
        place = Path(app.srcdir, folder)
        if gettext.find(_DOMAIN, place, languages):
            yield gettext.translation(_DOMAIN, place, languages)


def _compiled(path: Path) -> gettext.GNUTranslations:
    """A catalog that may be given what it falls back to."""
    return copy(_read(path))


@cache
def _read(path: Path) -> gettext.GNUTranslations:
    with path.open("rb") as stream:
        messages = read_po(stream)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def note(app: Sphinx, config: Config) -> None:
    """``config-inited``: translations are on every page, so a change of them makes all pages anew."""
    digest = hashlib.sha256()
    own = [Path(app.srcdir, folder, config.language) for folder in config.locale_dirs]
    for folder in (*own, path_of(config.language).parent):
        for path in sorted(folder.rglob("*.po")):
            digest.update(path.read_bytes())
    config.bilingual_gallery_translations = digest.hexdigest()
