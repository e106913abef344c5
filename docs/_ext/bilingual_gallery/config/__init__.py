"""What conf.py says of the tutorials: the options, and the values that reading and running need."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from traceback import extract_tb

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import SphinxError
from sphinx.util.tags import Tags

from ..compat import DEFAULT_GALLERY_CONF, fill_in_defaults, filled
from ..errors import BuildError, SourceError, fail_with, shown
from ..hooks import connect, warn
from . import defaults, references, switches
from .codes import code_of, refuse_all, take_folder, use_locale
from .conf_py import ConfPy
from .defaults import EXTENSIONS
from .form import FREE, Form
from .kinds import Level, Preset
from .mistakes import mistakes_in
from .option import PREFIX
from .options import OPTIONS, Editions, Options
from .references import Reference
from .settings import MATHJAX, GalleryPaths, Settings
from .syntax import SYNTAX, Syntax, register

__all__ = [
    "EXTENSIONS",
    "FREE",
    "OPTIONS",
    "SYNTAX",
    "Editions",
    "Form",
    "GalleryPaths",
    "Level",
    "Options",
    "Preset",
    "Settings",
    "Syntax",
    "code_of",
    "read_config",
    "references_of",
    "settings_of",
    "setup",
]


def read_config(docs: Path, overrides: Mapping[str, str]) -> Config:
    """The options of ``docs/conf.py`` that ``Settings`` reads, without a Sphinx application.

    ``overrides`` is what the command line says of them. Raises BuildError with all that is wrong.
    """
    config = _declared(docs, overrides)
    config.add("sphinx_gallery_conf", DEFAULT_GALLERY_CONF, "html", dict)
    config.add("plot_gallery", None, "html", ())
    config.add("html_theme", "alabaster", "html", str)
    config.add("html_math_renderer", None, "env", str)
    for name in MATHJAX:
        config.add(name, None, "html", dict)
    register(config)
    defaults.fill(config)
    fail_with(mistakes_in(config, docs))
    switches.without_ineffective(config.sphinx_gallery_conf)
    conf = filled(config.sphinx_gallery_conf)
    if config.plot_gallery is None:
        config.plot_gallery = conf["plot_gallery"]
    switches.resolve(conf, [docs, docs / next(iter(config.bilingual_gallery_languages))])
    config.sphinx_gallery_conf = conf
    return config


def _declared(docs: Path, overrides: Mapping[str, str]) -> Config:
    """What conf.py says, our options among it, whatever is wrong with them. Raises BuildError."""
    if not (docs / "conf.py").is_file():
        raise BuildError(f"{shown(docs)}: has no conf.py; name the folder of conf.py, as in docs")
    try:
        config = Config.read(docs.resolve(), overrides=dict(overrides), tags=Tags())
    except SphinxError as error:
        raise _mistake_in_conf(docs / "conf.py", error) from None
    for option in OPTIONS:
        config.add(option.name, option.default, option.rebuild, option.kind.types)
    return config


def references_of(docs: Path) -> dict[Reference, SourceError]:
    """The references in ``docs/conf.py``, each with what is told where it is wrong; for who gets inventories.

    Raises BuildError where conf.py names none.
    """
    config = _declared(docs, {})
    conf = ConfPy(config, docs)
    name = f"{PREFIX}references"
    given = config[name]
    if not references.is_references(given) or not given:
        message = (
            f"{name} has no reference; write a table of them, with an address and a file for each"
        )
        raise conf.mistake(conf.line(name), message)
    return {
        each: conf.mistake(
            conf.key_line(name, each.name),
            f"{each.address}{references.PUBLISHED} gives no inventory; mend the address, or try later",
        )
        for each in references.read(given, docs.resolve())
    }


def settings_of(docs: Path) -> Settings:
    """The settings in ``docs/conf.py``, for commands that build nothing. Raises BuildError."""
    config = read_config(docs, {})
    return Settings.of(config, docs, docs / next(iter(config.bilingual_gallery_languages)))


def _mistake_in_conf(path: Path, error: SphinxError) -> SourceError:
    """What is wrong in ``conf.py``, at its line where that is known."""
    cause = error.__cause__
    if isinstance(cause, SyntaxError):
        return SourceError(path, cause.lineno or 1, f"SyntaxError: {cause.msg}")
    if cause is None:
        return SourceError(path, 1, " ".join(str(error).split()))
    frames = [
        each for each in extract_tb(cause.__traceback__) if Path(each.filename) == path.resolve()
    ]
    line = frames[-1].lineno if frames else None
    return SourceError(path, line or 1, f"{type(cause).__name__}: {cause}")


def fill(app: Sphinx, config: Config) -> None:
    """``config-inited``, in the place of Sphinx-Gallery's own: tell what is wrong, or fill in its defaults.

    Raises BuildError.
    """
    defaults.fill(config)
    fail_with(mistakes_in(config, app.confdir, app.srcdir))
    conf = ConfPy(config, app.confdir)
    for name, message in switches.ineffective(config.sphinx_gallery_conf):
        line = conf.key_line("sphinx_gallery_conf", name)
        warn("switch", "[switch] %s", message, location=f"{shown(conf.path)}:{line}")
    switches.without_ineffective(config.sphinx_gallery_conf)
    try:
        fill_in_defaults(app, config)
    except SphinxError as error:  # what it asks of the application alone, such as its extensions
        message = f"Sphinx-Gallery refuses sphinx_gallery_conf: {' '.join(str(error).split())}"
        raise conf.mistake(conf.line("sphinx_gallery_conf"), message) from None
    switches.resolve(config.sphinx_gallery_conf, [Path(app.confdir), Path(app.srcdir)])


def setup(app: Sphinx) -> None:
    """Register every option, and what is done with them before anybody reads them."""
    connect(app, "config-inited", fill, priority=10)
    for option in OPTIONS:
        app.add_config_value(option.name, option.default, option.rebuild, option.kind.types)
    take_folder(app)
    connect(app, "config-inited", refuse_all, priority=0)
    connect(app, "config-inited", use_locale, priority=1)
