"""Our pages in Sphinx-Gallery's walk, order, indexes, cards and thumbnails.

``make_pages`` reads every script and runs what the store lacks; if anything is wrong, all of it is
told and nothing is written. Then Sphinx-Gallery walks the gallery and calls, under the name
``generate_file_rst``, our ``Weaver`` for each script.
"""

from __future__ import annotations

import html
import json
import re
import sys
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import SphinxError
from sphinx.util import logging

from ..check.finding import Finding
from ..check.levels import Levels
from ..check.levels import mistakes as mistakes_in_levels
from ..check.untranslated import PARTIAL
from ..compat import Generated, make_gallery
from ..config import Level, Settings, Syntax, code_of
from ..config.switches import is_to_fail
from ..errors import BuildError, SourceError, fail_with, shown
from ..execution.entry import Entry
from ..files import write
from ..glossary.model import load
from ..hooks import connect, suppressed, warn
from ..source import markdown
from ..source.tutorial import Tutorial
from . import build_lock, cleanup, figure_words, figures, thumbnails
from .as_before import AsBefore
from .context import context_of, thumbnail_roots
from .reading_order import course
from .source_map import AuthorsLocations, headers_of
from .state import BEFOREHAND, Beforehand, settings_in, state_of
from .told_once import target_in
from .values import Values
from .weave import weave

logger = logging.getLogger(__name__)

# What is told and is no warning: most tutorials that read a variable are right to do so.
_NO_FAULT = ("environment",)


@dataclass(frozen=True)
class Weaver:
    """Writes one language's pages; ``generate`` stands in for Sphinx-Gallery's own function.

    ``as_before`` knows which pages are there already; without it every page is woven.
    """

    app: Sphinx
    tutorials: Mapping[Path, Tutorial]
    entries: Mapping[Path, Entry | None]
    ran: Set[Path]
    locations: AuthorsLocations
    as_before: AsBefore | None = None

    def generate(
        self, fname: str, target_dir: str, src_dir: str, gallery_conf: dict[str, Any]
    ) -> Generated:
        """Write the page, the figures and the thumbnail of one script, as far as they changed."""
        path = _real(src_dir) / fname
        page = Path(target_dir) / f"{path.stem}.md"
        if path in state_of(self.app).unread:
            return _as_it_was(page, settings_in(self.app).syntax)
        if path not in self.tutorials:
            message = "it is in the gallery and no tutorial; move it, or name it in ignore_pattern"
            raise SourceError(path, 1, message)
        tutorial, entry = self.tutorials[path], self.entries[path]
        language = code_of(self.app.config)
        known = self.as_before.origins(tutorial, entry) if self.as_before and entry else None
        if known is None:
            self._make(tutorial, entry, page, gallery_conf)
        else:
            self.locations.origins[_real(target_dir) / page.name] = (tutorial.path, known)
        self._tell_of_switches(tutorial, entry, page.parent / "images")
        cost = (entry.seconds, entry.megabytes) if entry else (0.0, 0.0)
        title = html.escape(tutorial.title(language))  # goes into the card's HTML as it is
        out_vars = {"passing": True} if path in self.ran else {"stale": str(page)}
        if is_to_fail(gallery_conf, path):
            out_vars = {"formatted_exception": "as conf.py expects"}
        return tutorial.introduction(language), title, cost, out_vars

    def _tell_of_switches(self, tutorial: Tutorial, entry: Entry | None, images: Path) -> None:
        """Warn of settings in the script that do nothing here, or that name what there is not."""
        if entry is not None:
            thumbnails.check(tutorial, images, thumbnail_roots(self.app))
        if (tags := tutorial.switch("tags")) is not None:
            place = f"{shown(tutorial.path)}:{tags[0]}"
            warn("switch", "[switch] pages show no tags; take the comment out", location=place)

    def _make(
        self, tutorial: Tutorial, entry: Entry | None, page: Path, gallery_conf: dict[str, Any]
    ) -> None:
        """Write the page, the figures and the thumbnail, as far as they changed."""
        language, images = code_of(self.app.config), page.parent / "images"
        changed = entry is not None and figures.place(tutorial, entry, images, language)
        origins: Sequence[int] = ()
        if entry is not None or not (page.is_file() and gallery_conf["plot_gallery"]):
            # Otherwise: not selected by GALLERY_PATTERN, so it keeps what it last had.
            context = context_of(self.app, tutorial, entry)
            woven = weave(tutorial, language, None if entry is None else entry.outputs, context)
            origins = woven.origins
            self.locations.origins[page.resolve()] = (tutorial.path, origins)
            changed |= write(page, woven.text)
        roots, fails = thumbnail_roots(self.app), is_to_fail(gallery_conf, tutorial.path)
        if changed or not figures.has_thumbnail(tutorial, images):
            thumbnails.make(tutorial, images, gallery_conf, roots, fails=fails)
        if self.as_before and entry is not None:
            files = [page, *figures.of(tutorial.name, images)]
            self.as_before.note(tutorial, entry, files, origins)


@cache  # every script of a folder asks
def _real(folder: str) -> Path:
    return Path(folder).resolve()


def make_pages(app: Sphinx) -> None:
    """``builder-inited``, in the place of Sphinx-Gallery's own: read all, run what is new, write the pages.

    Raises BuildError, before anything is written, with all that is wrong.
    """
    settings = settings_in(app)
    if code_of(app.config) not in settings.languages:
        raise BuildError(
            f"language {app.config.language!r} is not in bilingual_gallery_languages; "
            f"build one of {', '.join(settings.languages)}"
        )
    common = state_of(app).common
    homeless = without_home(Path(app.srcdir), app.config, settings)
    fail_with([*mistakes_in_levels(settings), *homeless, *common.refusals])
    gallery = common.gallery
    without_page = _without_page(app)
    for mistake in gallery.unread:
        place = f"{shown(mistake.path)}:{mistake.line}"
        kept = "" if mistake.path.name in without_page else " (its last good page stays)"
        logger.error("%s%s", mistake.message, kept, location=place)
        app.statuscode = 1
    beforehand = BEFOREHAND.get() or Beforehand()
    entries, ran = common.outputs(logger.info, detail=logger.verbose, runs=not beforehand.ran)
    tutorials = gallery.tutorials
    conf = app.config.sphinx_gallery_conf
    ordered = course((*tutorials, *gallery.partly), settings, Path(app.srcdir), conf)
    levels = Levels.of(settings)
    missing = set()
    for finding in () if beforehand.checked else common.findings(ordered):
        level = levels.level(finding)
        _tell(app, finding, level)
        if level in ("error", "warning") and (target := target_in(str(finding))):
            missing.add((shown(finding.path), target))
    _tell_remarks(app, tutorials, entries)
    figure_words.tell(tutorials, entries, code_of(app.config))
    valued = Values(load(settings.glossary).readings, entries)
    state_of(app).valued.update((each.path, valued.on_page(each)) for each in tutorials)
    state_of(app).values.update((each.path, valued.of(each)) for each in tutorials)
    build_lock.begin(app)
    cleanup.remove_orphans(app, tutorials)
    headers = headers_of(settings, Path(app.srcdir))
    locations = AuthorsLocations(Path(app.srcdir), headers, missing)
    locations.origins = state_of(app).origins
    locations.attach()
    as_before = AsBefore.of(app)
    weaver = Weaver(
        app,
        {tutorial.path: state_of(app).valued[tutorial.path] for tutorial in tutorials},
        entries,
        ran,
        locations,
        as_before,
    )
    taken = [valued.taken_home(each) for each in tutorials]
    connect(app, "build-finished", partial(cleanup.finish, tutorials=taken))
    try:
        make_gallery(app, weaver.generate, without_page)
        as_before.keep()
    except SphinxError as error:
        message = f"Sphinx-Gallery ends the build: {' '.join(str(error).split())}"
        raise SourceError(Path(app.confdir, "conf.py"), 1, message) from None


def _without_page(app: Sphinx) -> list[str]:
    """The names of scripts that cannot be read and have no page from before."""
    state = state_of(app)
    pages = {path: Path(app.srcdir, f"{state.settings.docname(path)}.md") for path in state.unread}
    return sorted(path.name for path, page in pages.items() if not page.is_file())


def _as_it_was(page: Path, syntax: Syntax) -> Generated:
    """What Sphinx-Gallery asks of a script, as its page from before says it."""
    text = page.read_text(encoding="utf-8")
    front = re.match(r"---\n.*?\n---\n", text, re.DOTALL)
    told = re.search(r"^    description: (.*)$", front[0], re.MULTILINE) if front else None
    title = markdown.headings(text[front.end() if front else 0 :], syntax)[0].title
    introduction = str(json.loads(told[1])) if told else ""
    return introduction, html.escape(title), (0.0, 0.0), {"stale": str(page)}


def _tell(app: Sphinx, finding: Finding, level: Level) -> None:
    """A finding as what conf.py makes of it: it ends in failure always, with `-W`, or never."""
    place = f"{shown(finding.path)}:{finding.line}"
    if level == "error":
        logger.error("[%s] %s", finding.rule, finding.message, location=place)
        app.statuscode = 1
    elif level == "warning":
        warn(finding.rule, "[%s] %s", finding.rule, finding.message, location=place)
    elif level == "note" and finding.rule != PARTIAL:  # the summary tells how far a language is
        # Sphinx's own way to tell something without a warning is lost with -q
        print(f"{place}: note: [{finding.rule}] {finding.message}", file=sys.stderr)


def _tell_remarks(
    app: Sphinx, tutorials: Sequence[Tutorial], entries: Mapping[Path, Entry | None]
) -> None:
    """What the runs found that their authors should know, at the cells that it is about."""
    for tutorial in tutorials:
        entry = entries[tutorial.path]
        for remark in entry.remarks if entry else ():
            lines = tutorial.code[remark.cell].lines
            line = next((each.number for each in lines if each.run and each.text.strip()), 1)
            place = f"{shown(tutorial.path)}:{line}"
            if remark.rule in _NO_FAULT:
                quiet = app.config.suppress_warnings
                if not suppressed(remark.rule, quiet):
                    logger.info("%s: [%s] %s", place, remark.rule, remark.message)
            else:
                warn(remark.rule, "[%s] %s", remark.rule, remark.message, location=place)


def without_home(folder: Path, config: Config, settings: Settings) -> list[SourceError]:
    """What is wrong where a language's ``folder`` has no home page: Sphinx would end in a traceback."""
    endings = {*config.source_suffix, ".md"}
    if any((folder / f"{config.root_doc}{ending}").is_file() for ending in endings):
        return []
    index = f"{settings.galleries[0].pages}/index"
    message = f"is missing; write the home page, with a toctree that names {index}"
    return [SourceError(folder / f"{config.root_doc}.md", 1, message)]
