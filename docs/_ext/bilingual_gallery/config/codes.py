"""Which of conf.py's languages a build makes: Sphinx has a name of its own for some of them."""

from __future__ import annotations

from collections.abc import Iterable

from sphinx.application import Sphinx
from sphinx.config import Config

from ..lang.tags import locale


def code_of(config: Config) -> str:
    """The language of a build by its code in conf.py, which folders, prose cells and addresses have.

    Sphinx's ``language`` is `zh_CN` or `pt_BR` where the code is `zh-Hans` or `pt-BR`. What is none of
    conf.py's languages is given back as it is.
    """
    own: str = config.language
    codes: Iterable[str] = config.bilingual_gallery_languages
    return next((code for code in codes if locale(code) == own), own)


def use_locale(app: Sphinx, config: Config) -> None:
    """``config-inited``, before anybody asks: call the language as Sphinx's catalogs do.

    Sphinx has looked for them already, by the name that it was given.
    """
    if config.language != (name := locale(config.language)):
        config.language = name
        app._init_i18n()
