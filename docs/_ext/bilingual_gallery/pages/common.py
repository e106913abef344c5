"""What the builds of all languages do alike, done once where one process makes them all.

``cli/whole_build.py`` does it and hands it on to the languages' builds, which are its forks. Sphinx by itself
builds one language, which then does all of it. Nothing in here may depend on the language of the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from pathlib import Path

from ..check.finding import Finding
from ..check.run import find
from ..check.run import refusals as refusals_in
from ..config import Settings
from ..errors import SourceError
from ..execution.entry import Entry
from ..execution.said import of_entries
from ..history.behind import Behind
from ..history.behind import find as find_behind
from ..history.changes import Changes, last_changes
from ..history.git import HistoryError
from ..source.cells import text_of
from ..source.gallery import Gallery, collect, companions_of
from ..source.tutorial import Tutorial
from .running import outputs_of
from .stamps import Stamps
from .surroundings import distributions_of


@dataclass(frozen=True)
class Common:
    """What is read, run and found, each when it is first asked for.

    ``stamps`` are of all that it may be made from, from before any of it was read.
    """

    settings: Settings
    stamps: Stamps
    _outputs: list[Mapping[Path, Entry | None]] = field(default_factory=list)
    _behind: list[Mapping[Path, Sequence[Behind]]] = field(default_factory=list)
    _findings: dict[tuple[Path, ...], list[Finding]] = field(default_factory=dict)

    @classmethod
    def of(cls, settings: Settings) -> Common:
        """With nothing done yet."""
        return cls(settings, Stamps.of(settings))

    @classmethod
    def with_gallery(cls, settings: Settings, gallery: Gallery) -> Common:
        """With these tutorials, whatever lies in the folders."""
        common = cls(settings, Stamps())
        vars(common)["gallery"] = gallery
        return common

    @cached_property
    def gallery(self) -> Gallery:
        """The tutorials, and what is wrong with those that cannot be read."""
        return collect(self.settings)

    @cached_property
    def companions(self) -> Mapping[Path, Mapping[str, Path]]:
        """The files beside each script that it needs, by their paths from its folder."""
        return {each.path: companions_of(each, self.settings) for each in self.gallery.tutorials}

    @cached_property
    def refusals(self) -> Sequence[SourceError]:
        """What no page that is written by hand may hold."""
        return refusals_in(self.settings)

    @cached_property
    def changes(self) -> Changes:
        """When each script last changed, where the history knows."""
        try:
            return last_changes(self.settings.root, [each.path for each in self.gallery.tutorials])
        except HistoryError:
            return Changes({})

    def behind(self, kept_in: Path) -> Mapping[Path, Sequence[Behind]]:
        """The passages of each script in which a language is behind; the history is ``kept_in`` a folder."""
        if not self._behind:
            texts = {each.path: text_of(each.path) for each in self.gallery.tutorials}
            found: Mapping[Path, Sequence[Behind]] = {}
            with suppress(HistoryError):
                found = find_behind(self.settings.root, texts, kept_in)
            self._behind.append(found)
        return self._behind[0]

    def outputs(
        self,
        say: Callable[[str], None],
        meanwhile: Callable[[], None] = lambda: None,
        detail: Callable[[str], None] = lambda _: None,
        *,
        runs: bool = True,
    ) -> tuple[Mapping[Path, Entry | None], Set[Path]]:
        """As ``outputs_of`` the first time, and nothing has been made just now after that.

        Without ``runs`` nothing is made at all.
        """
        if self._outputs:
            return self._outputs[0], frozenset()
        settings = self.settings if runs else replace(self.settings, run=False)
        entries, ran = outputs_of(self.gallery, settings, say, meanwhile, detail)
        self._outputs.append(entries)
        return entries, ran

    def findings(self, course: Sequence[Tutorial]) -> Sequence[Finding]:
        """What the check finds in the tutorials of a course, once their outputs are known."""
        order = tuple(each.path for each in course)
        if order not in self._findings:
            texts = of_entries(self._outputs[0])
            partly = self.gallery.partly
            self._findings[order] = find(self.settings, course, texts, partly=partly)
        return self._findings[order]

    def prepare(self, course: Sequence[Tutorial], kept_in: Path) -> None:
        """Do now what every language's build is going to ask for; the outputs of the ``course`` are known."""
        if self.settings.mark_behind:
            self.behind(kept_in)
        self.changes  # noqa: B018 -- it is kept
        if not self.refusals:  # else no page is made
            self.findings(course)
        for tutorial in self.gallery.tutorials:
            distributions_of(tutorial, self.companions[tutorial.path], self.settings.distributions)

    def serves(self, settings: Settings) -> bool:
        """Would a build with these settings, and the files as they are now, do all the same?"""
        names = {each.name for each in fields(settings)} - {"switches"}
        if any(getattr(self.settings, name) != getattr(settings, name) for name in names):
            return False
        scripts = [each.path for each in self.gallery.tutorials]
        if any(self.settings.switches(each) != settings.switches(each) for each in scripts):
            return False
        return self.stamps == Stamps.of(settings)


# What was handed on: Sphinx's command line, which a fork goes on with, takes nothing but words.
_handed_on: list[Common] = []


def hand_on(common: Common) -> None:
    """Called before the languages' builds are forked: let them have what has been done."""
    _handed_on[:] = [common]


def common_to(settings: Settings) -> Common:
    """What was handed on, where it is of these settings and the files have not changed; else a new one.

    They may have while the build waited for another one that was writing the same pages.
    """
    inherited = next((each for each in _handed_on if each.serves(settings)), None)
    return inherited or Common.of(settings)
