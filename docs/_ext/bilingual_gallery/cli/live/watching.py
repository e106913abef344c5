"""What is watched, and what a change of a file asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from ...config import Settings, settings_of
from ...config.leftovers import UNSEEN
from ...source.companions import is_helper

# What editors keep beside the file that is edited.
_LEFTOVER = re.compile(rf"{UNSEEN}|\.sw[a-z]$|^4913$")
_FOLDERS = ("__pycache__", ".ipynb_checkpoints")


def watched(docs: Path, out: Path) -> tuple[list[Path], Callable[[str], bool]]:
    """The folders to watch, and what tells whether a file in them is made, not written by an author."""
    settings = settings_of(docs)
    folders = [docs, *(each.scripts for each in settings.galleries)]
    return folders, made_by(settings, out)


def made_by(settings: Settings, out: Path) -> Callable[[str], bool]:
    """What tells whether a file is made: by a build, by Python or by an editor for itself."""
    docs = settings.docs
    pages = [docs / code / each.pages for code in settings.codes for each in settings.galleries]
    made = [out, out.parent / "doctrees", settings.store, *pages]

    def is_made(name: str) -> bool:
        path = Path(name)
        if path.parent.name in _FOLDERS or path.suffix == ".mo" or _LEFTOVER.search(path.name):
            return True
        return any(path.is_relative_to(folder) for folder in made)

    return is_made


@dataclass(frozen=True)
class Changes:
    """What was saved at once: scripts of tutorials, pages by hand with their languages, and other files.

    ``afresh`` says that a Python module or conf.py is among them, which no process that has imported it
    can know; ``others`` that there are files which more than one page may show.
    """

    scripts: frozenset[Path]
    pages: frozenset[tuple[str, Path]]
    others: bool
    afresh: bool

    @classmethod
    def of(cls, paths: Collection[Path], settings: Settings) -> Changes:
        """Sort what was saved."""
        scripts, pages, others, afresh = set(), set(), False, False
        for path in paths:
            language = _language(path, settings)
            if _is_script(path, settings):
                scripts.add(path)
            elif path.suffix == ".py" and path.is_relative_to(settings.docs):
                afresh = True
            elif path.suffix == ".md" and language and path.is_file():
                pages.add((language, path))
            else:
                others = True
        return cls(frozenset(scripts), frozenset(pages), others, afresh)


def _is_script(path: Path, settings: Settings) -> bool:
    if path.suffix != ".py" or is_helper(path, settings.ignored) or not path.is_file():
        return False
    return any(
        path.parent in (each.scripts, *_sections(each.scripts)) for each in settings.galleries
    )


def _sections(folder: Path) -> list[Path]:
    return [each for each in folder.iterdir() if each.is_dir()] if folder.is_dir() else []


def _language(path: Path, settings: Settings) -> str:
    for code in settings.codes:
        if path.is_relative_to(settings.docs / code):
            return code
    return ""
