"""All tutorials of a gallery, read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..config import Settings
from ..contents import DISK, Contents
from ..errors import SourceError, shown
from .blocks import blocks
from .companions import companions, is_helper
from .reading import examine, read
from .trust import Project, refused
from .tutorial import Tutorial


@dataclass(frozen=True)
class Gallery:
    """The tutorials that have been read, and what is wrong with the others.

    ``mistakes`` concern the whole, ``unread`` the scripts that the others can do without, in each of which
    there may be several. ``partly`` has what could be read of those: it can be checked, and not built.
    """

    tutorials: tuple[Tutorial, ...]
    mistakes: tuple[SourceError, ...]
    unread: tuple[SourceError, ...] = ()
    partly: tuple[Tutorial, ...] = ()


def collect(settings: Settings, contents: Contents = DISK) -> Gallery:
    """Read every script of the gallery; all that is wrong is told, not the first mistake alone.

    ``contents`` is what the scripts hold.
    """
    tutorials: list[Tutorial] = []
    partly: list[Tutorial] = []
    mistakes: list[SourceError] = [
        SourceError(
            gallery.scripts / "GALLERY_HEADER.rst", 1, "is missing; write the gallery's title"
        )
        for gallery in settings.galleries
        if not _has_page(gallery.scripts)
    ]
    unread: list[SourceError] = []
    names: dict[str, Path] = {}
    scripts = scripts_of(settings, contents)
    without_page = {folder for folder in {path.parent for path in scripts} if not _has_page(folder)}
    for path in scripts:
        try:
            if path.parent in without_page:
                message = "its folder has no GALLERY_HEADER.rst, so it has no page; add one"
                raise SourceError(path, 1, message)
            _check_name(path, settings.gallery_of(path).scripts, contents)
            if (first := names.setdefault(path.stem, path)) != path:
                mistakes.append(_same_name(path, first))
                continue
        except SourceError as error:
            unread.append(error)
            continue
        reading = examine(path, settings.codes, settings.syntax, contents)
        found = list(reading.mistakes)
        if reading.tutorial is not None:
            found += _refused(reading.tutorial, settings)
            (partly if found else tutorials).append(reading.tutorial)
        unread += sorted(found, key=lambda each: each.line)
    return Gallery(tuple(tutorials), tuple(mistakes), tuple(unread), tuple(partly))


def read_one(path: Path, settings: Settings, contents: Contents = DISK) -> Tutorial:
    """One script as ``collect`` reads it. Raises SourceError."""
    tutorial = read(path, settings.codes, settings.syntax, contents)
    for mistake in _refused(tutorial, settings):
        raise mistake
    return tutorial


def _refused(tutorial: Tutorial, settings: Settings) -> Iterator[SourceError]:
    """What prose may not do."""
    project, page = Project(settings.folders), settings.docname(tutorial.path)
    told: set[tuple[int, str]] = set()
    for passage in tutorial.passages:
        for code in tutorial.languages:
            prose, folder = passage.prose_in(code), settings.docs / code
            parts = blocks(prose.text, tutorial.syntax)
            # A picture is looked for beside the script, all else where the page is.
            places = ((folder / page).parent, tutorial.path.parent)
            for row, message in refused(parts, project, places, folder):
                mistake = SourceError(tutorial.path, prose.line + row, message)
                if (mistake.line, message) not in told:
                    told.add((mistake.line, message))
                    yield mistake


def scripts_of(settings: Settings, contents: Contents = DISK) -> list[Path]:
    """Every script of the galleries that is a tutorial, by its place, whether or not it can be read."""
    return [
        path
        for gallery in settings.galleries
        for path in contents.below(gallery.scripts, "*.py", "*/*.py")
        if not is_helper(path, settings.ignored)
    ]


def companions_of(tutorial: Tutorial, settings: Settings) -> Mapping[str, Path]:
    """The files beside a tutorial's script that it needs, by their paths from its folder."""
    code = "\n\n".join(cell.source for cell in tutorial.code)
    return companions(tutorial.path, code, settings.ignored)


def _has_page(folder: Path) -> bool:
    """Does Sphinx-Gallery make an index of the folder?"""
    return any([*folder.glob("GALLERY_HEADER.*"), *folder.glob("README.*")])


# What a file may be called whose name becomes that of pages, figures and downloads, and part of addresses.
_NAME = re.compile(r"[\w%+=@~-](?:[\w.+=@~-]|%(?![0-9A-Fa-f]{2}))*")
_LONGEST = 200  # bytes, of the 255 that a file may have with what figures add


def _check_name(path: Path, gallery: Path, contents: Contents) -> None:
    """Raises SourceError for a script that is no file, or from whose place nothing could be made."""
    if not contents.has(path):
        raise SourceError(path, 1, "is no file, though it is called like a script; rename it")
    if path.stem == "index":
        raise SourceError(path, 1, "the page of its folder is called index too; rename it")
    if len(path.name.encode()) > _LONGEST:
        raise SourceError(path, 1, f"a name of more than {_LONGEST} bytes; rename it")
    *folder, name = path.relative_to(gallery).with_suffix("").parts
    for said, whose in ((name, "its name"), *((each, "its folder's name") for each in folder)):
        if not _NAME.fullmatch(said):
            begin = _NAME.match(said)
            wrong = said[begin.end() if begin else 0]
            message = f"{whose} has {wrong!r}; rename it with letters, digits, _ and -"
            raise SourceError(path, 1, message)


def _same_name(path: Path, first: Path) -> SourceError:
    # Sphinx-Gallery puts the figures of all tutorials into one folder of the site.
    return SourceError(
        path, 1, f"{shown(first)} has this name too, and figures are named after it; rename one"
    )
