"""A project while it is edited: what is open as it stands there, all else as it is on the disk."""

from __future__ import annotations

import gc
from dataclasses import dataclass, field
from functools import _lru_cache_wrapper
from pathlib import Path

from ..check.finding import Finding
from ..check.memory import Memory
from ..cli.project import Project
from ..config import Level, Settings
from ..contents import Contents
from ..errors import BuildError, SourceError
from ..glossary.model import NONE, Glossary, load
from ..source.companions import is_helper
from ..source.tutorial import Tutorial
from .documents import Document

CONF = "conf"  # the rule of what is wrong in conf.py
MARK = "\ufeff"
# After so many checks, the texts that are no more are forgotten.
_CHECKS = 300
_PACKAGE = __name__.partition(".")[0]


@dataclass
class Session:
    """The project whose conf.py lies in ``docs``, and the files of it that an editor has ``open``.

    ``project`` is what the last conf.py said that could be read; None before there was one. ``findings``
    are those of the last check, and ``glossary`` has the terms of the last file of them that could be read.
    """

    docs: Path
    open: dict[Path, Document] = field(default_factory=dict)
    uris: dict[Path, str] = field(default_factory=dict)
    project: Project | None = None
    findings: list[Finding] = field(default_factory=list)
    glossary: Glossary = NONE

    def __post_init__(self) -> None:
        self.docs = self.docs.resolve()
        self._before: dict[Path, frozenset[Path]] = {}
        self._checks = 0
        self.read_conf()

    @property
    def settings(self) -> Settings | None:
        """What conf.py sets, if one could be read."""
        return self.project.settings if self.project else None

    def read_conf(self) -> None:
        """Read conf.py as it is saved; what is wrong in it is a finding, and what was known stays."""
        self._memory = Memory()  # a rule may look for what has come or gone
        self._mistakes: list[Finding] = []
        try:
            self.project = Project.of(self.docs)
        except BuildError as error:
            mistakes = [error] if isinstance(error, SourceError) else error.mistakes
            mistakes = mistakes or [SourceError(self.docs / "conf.py", 1, str(error))]
            self._mistakes = [Finding.of(each, CONF) for each in mistakes]

    def check(self) -> list[Finding]:
        """Look for what is wrong in all of the project, in the order of places."""
        self._checks += 1
        if self._checks % _CHECKS == 0:
            _forget()
        found = list(self._mistakes)
        if self.project is not None:
            contents = self.contents()
            try:
                found += self.project.findings(contents, self._memory)
                self.glossary = load(self.project.settings.glossary, contents)
            except SourceError as error:  # the glossary's is among the findings already
                found += [Finding.of(error)] if error.path != self.project.settings.glossary else []
        self.findings = sorted(found)
        return self.findings

    def of(self, path: Path) -> list[Finding]:
        """What the last check found in one file."""
        return [each for each in self.findings if each.path == path]

    def level(self, finding: Finding) -> Level:
        """How grave a finding is."""
        return "error" if self.project is None else self.project.levels.level(finding)

    def contents(self) -> Contents:
        """What the files hold, those that are open as they are there; conf.py as it is saved."""
        return Contents(
            {
                path: (MARK * self.hidden(path) + document.text).encode("utf-8", "surrogatepass")
                for path, document in self.open.items()
                if path != self.docs / "conf.py"
            }
        )

    def hidden(self, path: Path) -> int:
        """How many characters of a file its editor keeps to itself: 1 for a byte order mark, else 0."""
        document = self.open.get(path)
        if document is None or document.text.startswith(MARK):
            return 0
        try:
            with path.open("rb") as stream:
                return int(stream.read(3) == MARK.encode())
        except OSError:
            return 0

    def document(self, path: Path) -> Document:
        """A file as it is open, or as it is on the disk; an empty one where it cannot be read."""
        if path in self.open:
            return self.open[path]
        try:
            return Document(path.read_bytes().decode("utf-8", "replace"))
        except OSError:
            return Document("")

    def uri(self, path: Path) -> str:
        """The address of a file, as the editor that has it open calls it."""
        return self.uris.get(path) or path.as_uri()

    def tutorials_before(self, path: Path) -> list[Tutorial]:
        """The tutorials that are read before a script, by its place when it could last be read."""
        if self.project is None:
            return []
        tutorials = self.project.tutorials(self.contents())
        paths = [each.path for each in tutorials]
        self._before |= {each: frozenset(paths[:at]) for at, each in enumerate(paths)}
        known = self._before.get(path, frozenset())
        return [each for each in tutorials if each.path in known]

    def is_script(self, path: Path) -> bool:
        """Is it a script of a gallery?"""
        settings = self.settings
        return (
            settings is not None
            and path.suffix == ".py"
            and any(path.is_relative_to(each.scripts) for each in settings.galleries)
            and not is_helper(path, settings.ignored)
        )

    def is_page(self, path: Path) -> bool:
        """Is it a page that is written by hand?"""
        settings = self.settings
        if settings is None or path.suffix != ".md":
            return False
        folders = (settings.docs / code for code in settings.codes)
        names = (path.relative_to(each).as_posix() for each in folders if path.is_relative_to(each))
        return any(not settings.is_generated(name) for name in names)


def _forget() -> None:
    """Empty what this package remembers of texts: a build is short, but an author types all day."""
    for each in gc.get_objects():
        if isinstance(each, _lru_cache_wrapper) and each.__module__.startswith(_PACKAGE):
            each.cache_clear()
