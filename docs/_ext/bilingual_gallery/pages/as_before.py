"""Pages that an earlier build wove from what they would be woven from now: they are there, and stay.

Beside the doctrees is noted, for each page, a digest of all that it was woven from, and how its files looked
when they were made: the page, its figures, the picture of its card. A page depends on its tutorial, on the
outputs of that, on what git says of it, and on what is alike for all pages of a build; on no other tutorial.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from ..config.plain import plain
from ..config.references import digest as digest_of_references
from ..execution.cache import versions
from ..execution.entry import Entry
from ..files import package_digest, write
from ..installed import installed
from ..source.tutorial import Tutorial
from . import thumbnails
from .context import thumbnail_roots
from .state import settings_in, state_of
from .surroundings import distributions_of

_NAME = "woven.json"


@dataclass(frozen=True)
class AsBefore:
    """What is known of each page by its name for Sphinx: from the build ``before``, and from the one ``now``.

    ``alike`` is a digest of what all pages of this build are woven from.
    """

    app: Sphinx
    alike: str
    before: Mapping[str, Any] = field(default_factory=dict)
    now: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, app: Sphinx) -> AsBefore:
        """As the last build left it. To be asked for before Sphinx-Gallery writes into its own options."""
        before: object = None
        with suppress(OSError, ValueError):
            before = json.loads(_note(app).read_bytes())
        return cls(app, _alike(app), before if isinstance(before, dict) else {})

    def origins(self, tutorial: Tutorial, entry: Entry) -> Sequence[int] | None:
        """The script's line for each line of the page that is there; None if it has to be woven.

        A page that is there is noted for the next build.
        """
        name = settings_in(self.app).docname(tutorial.path)
        with suppress(LookupError, TypeError):
            known = self.before[name]
            is_same = known["from"] == self._from(tutorial, entry)
            if is_same and known["files"] == _looks(Path(self.app.srcdir), known["files"]):
                self.now[name] = known
                origins: Sequence[int] = known["origins"]
                return origins
        return None

    def note(
        self, tutorial: Tutorial, entry: Entry, files: Iterable[Path], origins: Sequence[int]
    ) -> None:
        """Note a page that has been woven, with the ``files`` that were made for it."""
        root = Path(self.app.srcdir)
        self.now[settings_in(self.app).docname(tutorial.path)] = {
            "from": self._from(tutorial, entry),
            "files": _looks(root, (each.relative_to(root).as_posix() for each in files)),
            "origins": origins,
        }

    def keep(self) -> None:
        """Let the next build know."""
        write(_note(self.app), json.dumps(self.now))

    def _from(self, tutorial: Tutorial, entry: Entry) -> str:
        """A digest of all that a page is woven from. The parts of a tutorial have the values of its run."""
        state = state_of(self.app)
        settings, files = state.settings, state.companions[tutorial.path]
        picture = thumbnails.file(tutorial, thumbnail_roots(self.app))
        parts = (
            self.alike,
            tutorial.languages,
            tutorial.parts,
            tutorial.syntax,
            (entry.key, entry.digest),
            sorted(files),
            distributions_of(tutorial, files, settings.distributions),
            state.changed.get(tutorial.path),
            state.behind.get(tutorial.path) if settings.mark_behind else None,
            picture and (picture, hashlib.sha256(picture.read_bytes()).digest()),
        )
        return _digest(repr(parts))


def _note(app: Sphinx) -> Path:
    return Path(app.doctreedir, _NAME)


def _alike(app: Sphinx) -> str:
    """A digest of the options, among them the catalogs' digest, and of the programs that weave."""
    settings = settings_in(app)
    conf = Path(app.confdir, "conf.py")  # what its functions do is in no value of an option
    parts = (
        package_digest(),
        platform.python_version(),
        installed(),
        versions(settings.distributions),
        (app.builder.name, app.builder.format, type(app.builder).__qualname__),
        {each.name: plain(each.value) for each in app.config},
        conf.read_bytes() if conf.is_file() else b"",
        digest_of_references(settings.references),
    )
    return _digest(repr(parts))


def _looks(root: Path, names: Iterable[str]) -> dict[str, list[int]]:
    """Of files below ``root``: when each and its place last changed, how long it is, and which one it is."""
    found = {}
    for name in names:
        with suppress(OSError):
            known = os.stat(f"{root}/{name}")  # noqa: PTH116 -- of every page, in every build
            found[name] = [known.st_mtime_ns, known.st_ctime_ns, known.st_size, known.st_ino]
    return found


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
