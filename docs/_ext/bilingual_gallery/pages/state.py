"""What is known of the gallery in one build, read once however many ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from ..config import Settings
from ..history.behind import Behind
from ..source.gallery import Gallery
from ..source.tutorial import Tutorial
from .common import Common, common_to
from .reading_order import in_reading_order

logger = logging.getLogger(__name__)

_NAME = "_bilingual_gallery"


@dataclass(frozen=True)
class Beforehand:
    """What whoever builds has seen to: that findings are told, and that what can run has run.

    ``alone`` says that a page is made alone, and all that is not on it will be made with the others.
    """

    checked: bool = False
    ran: bool = False
    alone: bool = False


# Set by who builds in a process of its own; no option of Sphinx's, which would make pages outdated.
BEFOREHAND: ContextVar[Beforehand | None] = ContextVar("BEFOREHAND", default=None)


@dataclass(frozen=True)
class BuildState:
    """The settings of one build, and the tutorials as they were when it began.

    ``valued`` has those whose prose names values of the run, with the values in it, from when they are
    known, and ``values`` the values alone; ``origins`` has for each woven page its script and, for each
    line, the script's line. ``given`` is what ``common`` is where that is not to be what was handed on.
    """

    app: Sphinx
    settings: Settings
    given: Common | None = None
    valued: dict[Path, Tutorial] = field(default_factory=dict)
    values: dict[Path, frozenset[str]] = field(default_factory=dict)
    origins: dict[Path, tuple[Path, Sequence[int]]] = field(default_factory=dict)

    @cached_property
    def common(self) -> Common:
        """What the builds of all languages do alike; not to be asked for before the build has its lock."""
        return self.given or common_to(self.settings)

    @property
    def gallery(self) -> Gallery:
        """The tutorials, and what is wrong with those that cannot be read."""
        return self.common.gallery

    @property
    def tutorials(self) -> Sequence[Tutorial]:
        """The tutorials in the order they are read; their prose says its values once those are known."""
        return [self.valued.get(each.path, each) for each in self._ordered]

    @cached_property
    def _ordered(self) -> Sequence[Tutorial]:
        conf = self.app.config.sphinx_gallery_conf
        return in_reading_order(self.gallery.tutorials, self.settings, self.app.srcdir, conf)

    @cached_property
    def unread(self) -> frozenset[Path]:
        """The scripts that cannot be read now; the last good page of each stays, if there is one."""
        return frozenset(each.path for each in self.gallery.unread)

    @cached_property
    def scripts(self) -> Mapping[str, Path]:
        """The script of each tutorial by the name of its page."""
        return {self.settings.docname(each.path): each.path for each in self.gallery.tutorials}

    @cached_property
    def by_page(self) -> Mapping[str, Tutorial]:
        """Each tutorial by the name of its page, without the values of its run."""
        return {self.settings.docname(each.path): each for each in self.gallery.tutorials}

    @cached_property
    def changed(self) -> Mapping[Path, date]:
        """The day on which each script last changed, of those whose history is known."""
        changes = self.common.changes
        if changes.is_shallow:
            logger.info("the clone is shallow, so not every page says when it last changed")
        return changes.days

    @cached_property
    def behind(self) -> Mapping[Path, Sequence[Behind]]:
        """The passages of each script in which a language is behind, where the history says so."""
        return self.common.behind(Path(self.app.doctreedir))

    @property
    def companions(self) -> Mapping[Path, Mapping[str, Path]]:
        """The files beside each script that it needs, by their paths from its folder."""
        return self.common.companions


def state_of(app: Sphinx) -> BuildState:
    """The state of the build that ``app`` makes; from ``config-inited`` on, after Sphinx-Gallery's own."""
    state: BuildState | None = getattr(app, _NAME, None)
    if state is None:
        settings = Settings.of(app.config, app.confdir, app.srcdir)
        state = BuildState(app, settings)
        setattr(app, _NAME, state)
    return state


def is_alone() -> bool:
    """Is a page made alone, so that what is not on it has time?"""
    known = BEFOREHAND.get()
    return known is not None and known.alone


def renewed(app: Sphinx, gallery: Gallery) -> BuildState:
    """The state of the same build with other tutorials, for who makes a page after it is over."""
    before = state_of(app)
    common = Common.with_gallery(before.settings, gallery)
    state = BuildState(
        app, before.settings, common, dict(before.valued), dict(before.values), before.origins
    )
    setattr(app, _NAME, state)
    return state


def settings_in(app: Sphinx) -> Settings:
    """The settings of the build that ``app`` makes."""
    return state_of(app).settings


def app_of(owner: BuildEnvironment | Builder) -> Sphinx:
    """The application; the public name for it is deprecated, and Sphinx has no other yet."""
    return owner._app
