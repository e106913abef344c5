"""The tools side by side: how each one's project is written, built and looked into."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import write_myst_nb
import write_ours
import write_sphinx_gallery
from description import LANGUAGES, Tutorial

OURS = "bilingual-gallery"
SERIAL = "sphinx-gallery"
PARALLEL = "sphinx-gallery parallel=2"
MYST_NB = "myst-nb"
MYST_NB_SHARED = "myst-nb one cache"


@dataclass(frozen=True)
class Tool:
    """One tool in one setting.

    ``create`` writes a project of tutorials into a new folder and ``write`` one tutorial of it again;
    ``commands`` build it, one after the other, in that folder; ``pages`` are the folders of the site,
    one for each language, that hold ``<section>/<name>.html``.
    """

    name: str
    create: Callable[[Path, Sequence[Tutorial]], None]
    write: Callable[[Path, Tutorial], None]
    commands: tuple[tuple[str, ...], ...]
    pages: tuple[str, ...]

    def page_of(self, tutorial: Tutorial) -> list[str]:
        """The page of ``tutorial`` in each language, from the project's folder."""
        return [f"{folder}/{tutorial.section}/{tutorial.name}.html" for folder in self.pages]


def _myst_nb_commands(*, shared: bool) -> tuple[tuple[str, ...], ...]:
    """A build for each language; MyST-NB by itself keeps one cache beside the output folders.

    jupyter-cache leaves the prose out of its key, so with one cache the second language finds what
    the first has run, as long as not a comment in the code differs.
    """
    commands = []
    for language in LANGUAGES:
        cache = () if shared else ("-D", f"nb_execution_cache_path=build/cache/{language}")
        options = ("-q", "-c", "docs", "-D", f"language={language}", *cache)
        places = (f"docs/{language}", f"build/html/{language}")
        commands.append((sys.executable, "-m", "sphinx", *options, *places))
    return tuple(commands)


_BOTH = tuple(f"build/html/{language}/tutorials" for language in LANGUAGES)
_SPHINX = (sys.executable, "-m", "sphinx", "-q", "docs", "build/html")

TOOLS = (
    Tool(
        OURS,
        write_ours.create,
        write_ours.write,
        ((sys.executable, "-m", "bilingual_gallery", "build", "docs", "build/html"),),
        _BOTH,
    ),
    Tool(
        SERIAL,
        write_sphinx_gallery.create,
        write_sphinx_gallery.write,
        (_SPHINX,),
        ("build/html/tutorials",),
    ),
    Tool(
        PARALLEL,
        write_sphinx_gallery.create_parallel,
        write_sphinx_gallery.write,
        (_SPHINX,),
        ("build/html/tutorials",),
    ),
    Tool(
        MYST_NB,
        write_myst_nb.create,
        write_myst_nb.write,
        _myst_nb_commands(shared=False),
        _BOTH,
    ),
    Tool(
        MYST_NB_SHARED,
        write_myst_nb.create,
        write_myst_nb.write,
        _myst_nb_commands(shared=True),
        _BOTH,
    ),
)
