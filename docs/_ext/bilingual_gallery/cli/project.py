"""A project as a check looks at it, once or again and again: conf.py is read when it begins.

A process that stays, such as an editor's server, keeps one of these: what has not changed since the
last look is not read again, so that a look costs what was changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..check import levels
from ..check.finding import Finding
from ..check.levels import Levels
from ..check.linter import Asked, every_file
from ..check.memory import Memory
from ..check.run import find
from ..config import Settings, read_config
from ..contents import DISK, Contents
from ..errors import fail_with
from ..execution.said import kept
from ..pages.reading_order import course
from ..source.gallery import collect, scripts_of
from ..source.tutorial import Tutorial


@dataclass(frozen=True)
class Project:
    """What conf.py says, as far as a check asks for it."""

    settings: Settings
    srcdir: Path
    order: Mapping[str, Any]

    @classmethod
    def of(cls, docs: Path) -> Project:
        """The project whose conf.py lies in ``docs``. Raises BuildError with all that is wrong in it."""
        config = read_config(docs, {})
        srcdir = docs / next(iter(config.bilingual_gallery_languages))
        settings = Settings.of(config, docs, srcdir)
        fail_with(list(levels.mistakes(settings)))
        return cls(settings, srcdir, config.sphinx_gallery_conf)

    @property
    def levels(self) -> Levels:
        """How grave its findings are."""
        return Levels.of(self.settings)

    def tutorials(self, contents: Contents = DISK) -> Sequence[Tutorial]:
        """The tutorials, as far as they can be read, in the order they are read in."""
        gallery = collect(self.settings, contents)
        read = (*gallery.tutorials, *gallery.partly)
        return course(read, self.settings, self.srcdir, self.order)

    def findings(
        self,
        contents: Contents = DISK,
        memory: Memory | None = None,
        asked: Asked = every_file,
    ) -> list[Finding]:
        """All that is found in scripts and pages and is not off, in the order of places.

        ``contents`` is what the files hold: what is on disk, or what stands for it. ``memory`` is for
        whoever asks again and again. Of files that nobody has ``asked`` for not all may be told.
        """
        settings = self.settings
        gallery = collect(settings, contents)
        unread = [Finding.of(mistake) for mistake in (*gallery.mistakes, *gallery.unread)]
        read = (*gallery.tutorials, *gallery.partly)
        tutorials = course(read, settings, self.srcdir, self.order)
        outputs = kept(gallery.tutorials, settings)
        found = find(settings, tutorials, outputs, contents, memory, gallery.partly, asked)
        return self.levels.told([*unread, *found])

    def files(self, contents: Contents = DISK) -> list[Path]:
        """The files that are looked at: scripts, pages written by hand, the glossary, the calls, conf.py."""
        settings = self.settings
        pages = [
            path
            for code in settings.codes
            for path in contents.below(settings.docs / code, "**/*.md")
            if not settings.is_generated(path.relative_to(settings.docs / code).as_posix())
        ]
        tables = [each for each in (settings.glossary, settings.calls) if each is not None]
        return [*scripts_of(settings, contents), *pages, *tables, settings.docs / "conf.py"]
