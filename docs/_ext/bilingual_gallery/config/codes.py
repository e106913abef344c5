"""Which of conf.py's languages a build makes: Sphinx has a name of its own for some of them."""

from __future__ import annotations

from collections.abc import Iterable

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.locale import translators

from ..errors import BuildError, shown
from ..lang.tags import locale


def code_of(config: Config) -> str:
    """The language of a build by its code in conf.py, which folders, prose cells and addresses have.

    Sphinx's ``language`` is `zh_CN` or `pt_BR` where the code is `zh-Hans` or `pt-BR`. What is none of
    conf.py's languages is given back as it is.
    """
    own: str = config.language
    codes: Iterable[str] = config.bilingual_gallery_languages
    return next((code for code in codes if locale(code) == own), own)


def take_folder(app: Sphinx) -> None:
    """In ``setup``: a build that is not told its language with ``-D`` makes that of the folder it reads.

    conf.py is every language's, so the language it sets, if any, stands for none of them.
    """
    name = app.srcdir.name
    if "language" in app.config.overrides or name == app.config.language:
        return
    if name in _listed(app.config):
        _translate(app, name)


def refuse_all(app: Sphinx, config: Config) -> None:
    """``config-inited``, first: Sphinx makes one language, and the folder of conf.py is none.

    Raises BuildError with the command that makes all of them.
    """
    docs = app.srcdir
    if docs == app.confdir and any((docs / code).is_dir() for code in _listed(config)):
        raise BuildError(
            f"{shown(docs)} has a folder for each language; build all of them with "
            f"`bilingual-gallery build {shown(docs)} {shown(app.outdir)}`, or one with "
            f"`sphinx-build -c {shown(docs)} {shown(docs / _listed(config)[0])} {shown(app.outdir)}`"
        )


def _listed(config: Config) -> tuple[str, ...]:
    """The languages of conf.py, before anybody has looked whether it is right."""
    languages = config.bilingual_gallery_languages
    return (
        tuple(each for each in languages if isinstance(each, str))
        if isinstance(languages, dict)
        else ()
    )


def use_locale(app: Sphinx, config: Config) -> None:
    """``config-inited``, before anybody asks: call the language as Sphinx's catalogs do.

    Sphinx has looked for them already, by the name that it was given.
    """
    if config.language != (name := locale(config.language)):
        _translate(app, name)


def _translate(app: Sphinx, language: str) -> None:
    """Let Sphinx look for its catalogs again, for another language and without those it has found."""
    app.config.language = language
    translators.pop(("general", "sphinx"), None)
    app._init_i18n()
