"""What reading and running need to know of conf.py, in one object."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path, PurePosixPath
from typing import Any

from sphinx.config import Config

from ..tex import Macros, configured
from .options import Options
from .switches import for_run
from .syntax import Syntax, syntax_of

# Sphinx's options with macros for formulas.
MATHJAX = ("mathjax3_config", "mathjax4_config")
# Sphinx-Gallery's options that decide what an output looks like, so part of the store's key.
CAPTURE = ("capture_repr", "ignore_repr_types", "image_srcset", "matplotlib_animations")


@dataclass(frozen=True)
class GalleryPaths:
    """Where one gallery is: the folder of its scripts, and that of its pages in a language's folder."""

    scripts: Path
    pages: str

    def address(self, script: Path) -> str:
        """Where a script of this gallery is in it, without an ending: ``blitz/tensors``."""
        return _address(self.scripts, script)


@cache  # each page and download asks several times
def _address(scripts: Path, script: Path) -> str:
    return script.relative_to(scripts).with_suffix("").as_posix()


@dataclass(frozen=True, kw_only=True)
class Settings(Options):
    """What reading and running need to know: our options, and what Sphinx-Gallery's say; paths are absolute.

    ``docs`` is the folder of conf.py, ``syntax`` the Markdown of the prose, ``selected`` the pattern
    of the scripts to run, ``ignored`` of those that are no tutorials; ``run`` is False for a build
    that runs nothing; ``capture`` holds the options of ``CAPTURE``, and ``switches`` gives what the run
    of a script has of Sphinx-Gallery's other options; ``macros`` are those of MathJax, which formulas
    may use here too; ``quiet`` is ``suppress_warnings``.
    """

    docs: Path
    galleries: tuple[GalleryPaths, ...]
    syntax: Syntax
    ignored: str
    selected: str
    run: bool
    capture: Mapping[str, object]
    macros: Macros
    switches: Callable[[Path], Mapping[str, object]]
    quiet: tuple[str, ...] = ()

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
            macros=_macros(config),
            switches=partial(for_run, gallery),
            quiet=tuple(config.suppress_warnings),
        )

    @property
    def root(self) -> Path:
        """The folder that all galleries are below; the gallery itself where there is one alone."""
        return Path(os.path.commonpath([each.scripts for each in self.galleries]))

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that are the project: of conf.py, of the galleries, and the one that holds both."""
        own = (self.docs, *(each.scripts for each in self.galleries))
        whole = Path(os.path.commonpath(own))
        return (
            (*own, whole)
            if whole in {each.parent for each in own} and whole.parent != whole
            else own
        )

    def gallery_of(self, script: Path) -> GalleryPaths:
        """The gallery that a script belongs to."""
        if len(self.galleries) == 1:  # as nearly always, and each page asks several times
            return self.galleries[0]
        return _gallery_of(self.galleries, script)

    def address(self, script: Path) -> str:
        """Where a script is in its gallery, without an ending: ``blitz/tensors``."""
        return self.gallery_of(script).address(script)

    def docname(self, script: Path) -> str:
        """What Sphinx calls the page of a script: ``tutorials/blitz/tensors``."""
        return f"{self.gallery_of(script).pages}/{self.address(script)}"

    def is_listed(self, script: Path) -> bool:
        """Is a script on the path that every reader takes, the page of its section?"""
        return f"{self.address(script)}.py" not in self.unlisted

    def is_first(self, script: Path) -> bool:
        """Is it in one of the sections that teach what the others use? All are where conf.py names none."""
        section = self.address(script).rpartition("/")[0]
        return not self.first_sections or section in self.first_sections

    def is_unordered(self, script: Path) -> bool:
        """Is it in a section whose tutorials may be read in any order?"""
        return self.address(script).rpartition("/")[0] in self.unordered_sections

    def is_generated(self, docname: str) -> bool:
        """Is it a page that is made from the galleries, not written by hand?"""
        return any(docname.startswith(f"{each.pages}/") for each in self.galleries)


@cache
def _gallery_of(galleries: tuple[GalleryPaths, ...], script: Path) -> GalleryPaths:
    return next(each for each in galleries if script.is_relative_to(each.scripts))


def _macros(config: Config) -> Macros:
    """The macros that conf.py gives MathJax; the pages have no MathJax, but the same formulas."""
    named = (getattr(config, name, None) or {} for name in MATHJAX)
    return {name: macro for each in named for name, macro in configured(each.get("tex")).items()}


def _listed(folders: Any) -> Sequence[Any]:
    return folders if isinstance(folders, list) else [folders]
