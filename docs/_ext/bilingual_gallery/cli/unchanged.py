"""A build that would make what is there already: told by a look at the files, and none into them.

When a build ends well and has told of nothing, a record is kept of all that it was made from and of all
that it made: which files, and when each last changed. If the next one finds all of it as it was, it is
done. Whatever cannot be known from files is not recorded, and then every build is a whole one.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path, PurePath
from typing import Any

from sphinx.config import Config

from ..config import EXTENSIONS, Settings
from ..config.plain import plain
from ..files import write
from ..history import git
from ..history.git import HistoryError
from ..installed import installed

_NAME = "unchanged.json"
_PACKAGE = Path(__file__).resolve().parents[1]
# Extensions that read nothing but conf.py and the files of the project. Any other one may ask for
# anything at all, a clock or a server, so a build with it is a whole one.
_KNOWN = {*EXTENSIONS, _PACKAGE.name, "sphinx.ext.mathjax", "sphinx_copybutton", "sphinx_design"}
# Options of Sphinx with which there may be nothing to do.
_OPTIONS = {"-q", "-W", "-n", "-T", "--keep-going"}
# Variables, beside those that begin so, on which what is made may depend.
_VARIABLES = {"LANG", "LANGUAGE", "TZ", "SOURCE_DATE_EPOCH", "MATPLOTLIBRC", "GIT_DIR"}
_BEGINNINGS = ("LC_", "PYTHON", "SPHINX", "DOCUTILS", "BILINGUAL_GALLERY")
# A file that changed so shortly before it was looked at may change again and look the same: the
# clocks of file systems are no finer. In seconds.
_TICK = 0.05


@dataclass(frozen=True)
class Places:
    """Where a build reads and writes: ``read`` and ``made`` are folders, ``out`` is among the made ones."""

    read: tuple[Path, ...]
    made: tuple[Path, ...]
    record: Path

    @classmethod
    def of(cls, settings: Settings, out: Path, doctrees: Path) -> Places:
        """Those of a project whose pages go to ``out``."""
        pages = [
            settings.docs / code / each.pages
            for code in settings.codes
            for each in settings.galleries
        ]
        made = [out, doctrees, settings.store, *pages]
        read = [settings.docs, *(each.scripts for each in settings.galleries)]
        return cls(
            tuple(each.resolve() for each in read),
            tuple(each.resolve() for each in made),
            doctrees.resolve() / _NAME,
        )

    @property
    def made_names(self) -> set[str]:
        """The paths of the folders that are made."""
        return {str(each) for each in self.made}

    def has(self, path: Path) -> bool:
        """Is a file looked at, because of where it is?"""
        return any(map(path.is_relative_to, (*self.read, *self.made)))


@dataclass(frozen=True)
class Start:
    """What a build begins with: ``asked`` of it, and the state of the files and folders that it ``reads``."""

    places: Places
    asked: str
    reads: tuple[Path, ...]
    state: str

    @classmethod
    def of(
        cls,
        commands: Mapping[str, Sequence[str]],
        options: Sequence[str],
        config: Config,
        settings: Settings,
        places: Places,
    ) -> Start | None:
        """As it is now; None where that cannot be known from files.

        ``commands`` are the arguments of Sphinx for each language, with the ``options`` among them.
        """
        values = config._raw_config
        docs = places.read[0]
        named = [*_named(values, docs), *filter(None, [settings.glossary, settings.calls])]
        if (
            not {*options} <= _OPTIONS
            or config.setup is not None
            or not {*config.extensions} <= _KNOWN
            # A folder around the project: nobody knows what of it is meant.
            or any(docs.is_relative_to(each) for each in named)
        ):
            return None
        variables = {
            name: value
            for name, value in os.environ.items()
            if name in {*_VARIABLES, *settings.environment} or name.startswith(_BEGINNINGS)
        }
        told = (
            commands,
            plain(values),
            sys.version,
            sys.path,
            installed(),
            sorted(variables.items()),
        )
        reads = (*places.read, _PACKAGE, *named, *_own_modules())
        begun = time.time()
        stamps = list(_stamps(reads, places.made_names))
        newest = max((max(each[1:3]) for each in stamps), default=0)
        if newest / 1e9 > begun - _TICK:
            return None
        return cls(places, _digest(map(repr, told)), reads, _state(settings.root, stamps))

    def done(self) -> Sequence[str] | None:
        """What to say where there is nothing to do, because the last build was of the same; else None."""
        with suppress(OSError, ValueError, LookupError, TypeError):
            record = json.loads(self.places.record.read_bytes())
            beside = [Path(each) for each in record["beside"]]
            same = (record["asked"], record["state"]) == (self.asked, self.state)
            if same and record["made"] == self._made(beside):
                return [str(each) for each in record["said"]]
        return None

    def keep(self, root: Path, beside: Iterable[Path], said: Sequence[str]) -> None:
        """Keep that the build is done, unless somebody has changed a file meanwhile.

        The history is that of ``root``; ``beside`` are files that were read elsewhere, and ``said`` is
        what the build said at its end.
        """
        if _state(root, _stamps(self.reads, self.places.made_names)) != self.state:
            return
        real = cache(Path.resolve)  # of a folder; hundreds of files lie in few
        found = {real(each.parent) / each.name for each in beside}
        others = sorted(each for each in found if not self.places.has(each))
        record = {
            "asked": self.asked,
            "state": self.state,
            "beside": [str(each) for each in others],
            "made": self._made(others),
            "said": list(said),
        }
        write(self.places.record, json.dumps(record))

    def _made(self, beside: Sequence[Path]) -> str:
        """A digest of what is made, and of files beside the project, as they are now."""
        return _digest(map(repr, _stamps([*self.places.made, *beside], {str(self.places.record)})))


def _state(root: Path, stamps: Iterable[_Stamp]) -> str:
    """A digest of files, and of what the history of ``root`` has as the last commit."""
    head: object = None
    with suppress(HistoryError):
        head = git.state(root)
    return _digest([repr(head), *map(repr, stamps)])


# A file or folder by its path: when its content and its place last changed, how long it is, and which one.
_Stamp = tuple[str, int, int, int, int]


def _stamps(places: Iterable[Path], left_out: set[str]) -> Iterator[_Stamp]:
    """Of all that is there, in an order that is always the same; a file that isn't there has one too."""
    seen: set[str] = set()
    for place in sorted(set(places)):
        if place.is_dir():
            yield from _below(str(place), left_out, seen)
        else:
            yield _stamp(str(place), partial(os.stat, place))


def _below(folder: str, left_out: set[str], seen: set[str]) -> Iterator[_Stamp]:
    """What is in a folder, and in those in it; each folder once, wherever links lead."""
    if (real := os.path.realpath(folder)) in seen:
        return
    seen.add(real)
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda each: each.name)
    except OSError:  # nobody may look into it; a whole build tells so
        yield (folder, 0, 0, -2, 0)
        return
    for each in entries:
        if each.path in left_out or each.name == "__pycache__":
            continue
        if not _is_folder(each):
            yield _stamp(each.path, each.stat)
        elif not each.name.startswith("."):
            yield (each.path, 0, 0, 0, 0)
            yield from _below(each.path, left_out, seen)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _stamp(path: str, look: Any) -> _Stamp:
    try:
        known: os.stat_result = look()
    except OSError:  # not there, or a link that leads nowhere
        return (path, 0, 0, -1, 0)
    return (path, known.st_mtime_ns, known.st_ctime_ns, known.st_size, known.st_ino)


def _named(value: object, docs: Path) -> Iterator[Path]:
    """The files and folders that conf.py names, in whatever it says: beside the project, or hidden in it."""
    if isinstance(value, str | PurePath):
        with suppress(OSError, ValueError, RuntimeError):  # no name of a file, or a link to itself
            path = (docs / value).resolve()
            is_seen = path.is_relative_to(docs) and not any(
                each.startswith(".") for each in path.relative_to(docs).parts
            )
            if value and path.exists() and not is_seen:
                yield path
    elif isinstance(value, Mapping):
        for each in value.items():
            yield from _named(each, docs)
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from _named(each, docs)


def _own_modules() -> list[Path]:
    """The files of the modules that are imported now and not installed: conf.py may have asked for them."""
    files = [getattr(each, "__file__", None) for each in list(sys.modules.values())]
    named = [os.path.split(each) for each in files if isinstance(each, str)]
    # There are hundreds of modules, in a few folders.
    folders = {each: Path(each).resolve() for each in {folder for folder, _ in named}}
    homes = [Path(each).resolve() for each in (sys.prefix, sys.base_prefix, sys.exec_prefix)]
    homes.append(_PACKAGE)
    own = {each for each, real in folders.items() if not any(map(real.is_relative_to, homes))}
    return [folders[folder] / name for folder, name in named if folder in own]


def _digest(parts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for each in parts:
        digest.update(each.encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()
