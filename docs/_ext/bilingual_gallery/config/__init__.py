"""What conf.py says of the tutorials: the options, and the values that reading and running need."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from traceback import extract_tb
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import SphinxError
from sphinx.util.tags import Tags

from ..compat import DEFAULT_GALLERY_CONF, fill_in_defaults, filled
from ..errors import SourceError, fail_with
from ..hooks import connect
from . import defaults
from .codes import code_of, refuse_all, take_folder, use_locale
from .conf_py import ConfPy
from .defaults import EXTENSIONS
from .form import FREE, Form
from .mistakes import mistakes_in
from .options import OPTIONS, Editions, Options
from .syntax import SYNTAX, Syntax, register, syntax_of

__all__ = [
    "EXTENSIONS",
    "FREE",
    "OPTIONS",
    "SYNTAX",
    "Editions",
    "Form",
    "GalleryPaths",
    "Options",
    "Settings",
    "Syntax",
    "code_of",
    "read_config",
    "settings_of",
    "setup",
]

# Sphinx-Gallery's options that decide what an output looks like, so part of the store's key.
CAPTURE = ("capture_repr", "ignore_repr_types", "image_srcset", "matplotlib_animations")


@dataclass(frozen=True)
class GalleryPaths:
    """Where one gallery is: the folder of its scripts, and that of its pages in a language's folder."""

    scripts: Path
    pages: str

    def address(self, script: Path) -> str:
        """Where a script of this gallery is in it, without an ending: ``blitz/tensors``."""
        return script.relative_to(self.scripts).with_suffix("").as_posix()


@dataclass(frozen=True, kw_only=True)
class Settings(Options):
    """What reading and running need to know: our options, and what Sphinx-Gallery's say; paths are absolute.

    ``docs`` is the folder of conf.py, ``syntax`` the Markdown of the prose, ``selected`` the pattern
    of the scripts to run, ``ignored`` of those that are no tutorials; ``run`` is False for a build
    that runs nothing; ``capture`` holds the options of ``CAPTURE``.
    """

    docs: Path
    galleries: tuple[GalleryPaths, ...]
    syntax: Syntax
    ignored: str
    selected: str
    run: bool
    capture: Mapping[str, object]

    @classmethod
    def of(cls, config: Config, confdir: Path, srcdir: Path) -> Settings:
        """The settings in ``config``, whose ``sphinx_gallery_conf`` Sphinx-Gallery has filled."""
        gallery = config.sphinx_gallery_conf
        pairs = zip(
            _listed(gallery["examples_dirs"]), _listed(gallery["gallery_dirs"]), strict=False
        )
        return cls(
            **cls.values_in(config, confdir),
            docs=confdir.resolve(),
            galleries=tuple(
                GalleryPaths(Path(srcdir, scripts).resolve(), PurePosixPath(pages).as_posix())
                for scripts, pages in pairs
            ),
            syntax=syntax_of(config),
            ignored=gallery["ignore_pattern"],
            selected=gallery["filename_pattern"],
            run=str(config.plot_gallery) not in ("0", "False", "false"),
            capture={name: gallery[name] for name in CAPTURE},
        )

    @property
    def root(self) -> Path:
        """The folder that all galleries are below; the gallery itself where there is one alone."""
        return Path(os.path.commonpath([each.scripts for each in self.galleries]))

    def gallery_of(self, script: Path) -> GalleryPaths:
        """The gallery that a script belongs to."""
        return next(each for each in self.galleries if script.is_relative_to(each.scripts))

    def address(self, script: Path) -> str:
        """Where a script is in its gallery, without an ending: ``blitz/tensors``."""
        return self.gallery_of(script).address(script)

    def docname(self, script: Path) -> str:
        """What Sphinx calls the page of a script: ``tutorials/blitz/tensors``."""
        return f"{self.gallery_of(script).pages}/{self.address(script)}"

    def is_generated(self, docname: str) -> bool:
        """Is it a page that is made from the galleries, not written by hand?"""
        return any(docname.startswith(f"{each.pages}/") for each in self.galleries)


def _listed(folders: Any) -> Sequence[Any]:
    return folders if isinstance(folders, list) else [folders]


def read_config(docs: Path, overrides: Mapping[str, str]) -> Config:
    """The options of ``docs/conf.py`` that ``Settings`` reads, without a Sphinx application.

    ``overrides`` is what the command line says of them. Ends the build where it cannot be read.
    """
    try:
        config = Config.read(docs.resolve(), overrides=dict(overrides), tags=Tags())
    except SphinxError as error:
        fail_with([_mistake_in_conf(docs / "conf.py", error)])
        raise
    for option in OPTIONS:
        config.add(option.name, option.default, option.rebuild, option.kind.types)
    config.add("sphinx_gallery_conf", DEFAULT_GALLERY_CONF, "html", dict)
    config.add("plot_gallery", None, "html", ())
    config.add("html_theme", "alabaster", "html", str)
    register(config)
    defaults.fill(config)
    fail_with(mistakes_in(config, docs))
    conf = filled(config.sphinx_gallery_conf)
    if config.plot_gallery is None:
        config.plot_gallery = conf["plot_gallery"]
    config.sphinx_gallery_conf = conf
    return config


def settings_of(docs: Path) -> Settings:
    """The settings in ``docs/conf.py``, for commands that build nothing."""
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
    try:
        fill_in_defaults(app, config)
    except SphinxError as error:  # what it asks of the application alone, such as its extensions
        conf = ConfPy(config, app.confdir)
        message = f"Sphinx-Gallery refuses sphinx_gallery_conf: {' '.join(str(error).split())}"
        raise conf.mistake(conf.line("sphinx_gallery_conf"), message) from None


def setup(app: Sphinx) -> None:
    """Register every option."""
    connect(app, "config-inited", fill, priority=10)
    for option in OPTIONS:
        app.add_config_value(option.name, option.default, option.rebuild, option.kind.types)
    take_folder(app)
    connect(app, "config-inited", refuse_all, priority=0)
    connect(app, "config-inited", use_locale, priority=1)
