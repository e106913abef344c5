"""The one seam to Sphinx-Gallery: our pages in its walk, order, indexes, cards and thumbnails.

Before Sphinx-Gallery begins, ``prepare`` reads every script and runs what the store lacks; if
anything is wrong, all of it is told and nothing is written. Then Sphinx-Gallery walks the gallery
and calls, under the name ``generate_file_rst``, our ``Weaver`` for each script.
"""

from __future__ import annotations

import html
import sys
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from traceback import extract_tb
from typing import Any

import sphinx_gallery.gen_rst
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import SphinxError
from sphinx.util import logging
from sphinx.util.tags import Tags
from sphinx_gallery.gen_gallery import DEFAULT_GALLERY_CONF, _fill_gallery_conf_defaults

from . import checks, figures, marks, outputs, publish, script, store
from .collection import check_glossary, check_pattern, collect, fail_with
from .errors import TutorialError, shown
from .files import write
from .frames import frame_of
from .locations import ScriptLocations
from .page import weave
from .settings import OPTIONS, Settings

logger = logging.getLogger(__name__)

# What generate_file_rst returns: introduction, title, (seconds, megabytes), variables.
_Told = tuple[str, str, tuple[float, float], dict[str, Any]]


@dataclass(frozen=True)
class Weaver:
    """Writes one language's pages; ``generate`` stands in for Sphinx-Gallery's own function."""

    app: Sphinx
    gallery: Path
    tutorials: Mapping[Path, script.Tutorial]
    entries: Mapping[Path, store.Entry | None]
    ran: Set[Path]
    original: Callable[..., Any]
    locations: ScriptLocations

    def generate(
        self, fname: str, target_dir: str, src_dir: str, gallery_conf: dict[str, Any]
    ) -> _Told:
        """Write the page, the figures and the thumbnail of one script, as far as they changed."""
        path = Path(src_dir).resolve() / fname
        tutorial, entry = self.tutorials[path], self.entries[path]
        language = self.app.config.language
        target = Path(target_dir)
        page = target / f"{tutorial.name}.md"
        images = target / "images"
        changed = entry is not None and figures.place(tutorial, entry, images)
        if entry is not None or not (page.is_file() and gallery_conf["plot_gallery"]):
            # Otherwise: not selected by GALLERY_PATTERN, so it keeps what it last had.
            address = publish.address(self.gallery, tutorial)
            frame = frame_of(self.app, tutorial, target / tutorial.name, address, entry)
            woven = weave(tutorial, language, None if entry is None else entry.outputs, frame)
            self.locations.origins[page.resolve()] = (tutorial.path, woven.origins)
            changed |= write(page, woven.text)
        if changed or not figures.has_thumbnail(tutorial, images):
            figures.thumbnail(tutorial, images, gallery_conf)
        cost = (entry.seconds, entry.megabytes) if entry else (0.0, 0.0)
        title = html.escape(tutorial.title(language))  # goes into the card's HTML as it is
        out_vars = {"passing": True} if path in self.ran else {"stale": str(page)}
        return tutorial.introduction(language), title, cost, out_vars


def prepare(app: Sphinx) -> None:
    """``builder-inited``, before Sphinx-Gallery: read all, run what is new, then take its place."""
    settings = Settings.of(app.config, app.confdir, app.srcdir)
    if app.config.language not in settings.languages:
        raise SystemExit(
            f"language {app.config.language!r} is not in bilingual_gallery_languages; "
            f"build one of {', '.join(settings.languages)}"
        )
    tutorials, entries, ran = outputs_of(settings, logger.info)
    for finding in checks.find(settings, tutorials):
        place = f"{shown(finding.path)}:{finding.line}"
        logger.warning("[%s] %s", finding.rule, finding.message, location=place)
    marks.begin(app)
    publish.remove_orphans(app, settings.gallery, tutorials)
    locations = ScriptLocations()
    locations.attach()
    weaver = Weaver(
        app,
        settings.gallery,
        {tutorial.path: tutorial for tutorial in tutorials},
        entries,
        ran,
        sphinx_gallery.gen_rst.generate_file_rst,
        locations,
    )
    sphinx_gallery.gen_rst.generate_file_rst = weaver.generate
    app.connect(
        "build-finished", partial(publish.finish, gallery=settings.gallery, tutorials=tutorials)
    )


def outputs_of(
    settings: Settings, say: Callable[[str], None], meanwhile: Callable[[], None] = lambda: None
) -> tuple[Sequence[script.Tutorial], dict[Path, store.Entry | None], set[Path]]:
    """Read every tutorial and run what the store lacks; ends Sphinx if anything is wrong.

    Returns the tutorials, the outputs of each (None: not in the store and not to be made) and which
    of them have been made just now. ``meanwhile`` is done while tutorials run.
    """
    check_pattern(settings)
    check_glossary(settings)
    gallery = collect(settings)
    entries, ran, failures = outputs.ensure(gallery.tutorials, settings, say, meanwhile)
    fail_with([*gallery.mistakes, *failures])
    return gallery.tutorials, entries, ran


def read_config(docs: Path, overrides: Mapping[str, str]) -> Config:
    """The options of ``docs/conf.py`` that ``Settings`` reads, without a Sphinx application.

    ``overrides`` is what the command line says of them. Ends the build where it cannot be read.
    """
    try:
        config = Config.read(docs.resolve(), overrides=dict(overrides), tags=Tags())
    except SphinxError as error:
        fail_with([_mistake_in_conf(docs / "conf.py", error)])
        raise
    for option in OPTIONS:
        config.add(*option)
    config.add("sphinx_gallery_conf", DEFAULT_GALLERY_CONF, "html", dict)
    config.add("plot_gallery", None, "html", ())
    config.add("html_theme", "alabaster", "html", str)
    hide_matplotlib()
    filled: dict[str, Any] = _fill_gallery_conf_defaults(config.sphinx_gallery_conf)
    reveal_matplotlib()
    if config.plot_gallery is not None:
        filled["plot_gallery"] = config.plot_gallery
    config.sphinx_gallery_conf = filled
    return config


def settings_of(docs: Path) -> Settings:
    """The settings in ``docs/conf.py``, for commands that build nothing."""
    config = read_config(docs, {})
    return Settings.of(config, docs, docs / next(iter(config.bilingual_gallery_languages)))


def _mistake_in_conf(path: Path, error: SphinxError) -> TutorialError:
    """What is wrong in ``conf.py``, at its line where that is known."""
    cause = error.__cause__
    if isinstance(cause, SyntaxError):
        return TutorialError(path, cause.lineno or 1, f"SyntaxError: {cause.msg}")
    if cause is None:
        return TutorialError(path, 1, " ".join(str(error).split()))
    frames = [
        each for each in extract_tb(cause.__traceback__) if Path(each.filename) == path.resolve()
    ]
    line = frames[-1].lineno if frames else None
    return TutorialError(path, line or 1, f"{type(cause).__name__}: {cause}")


def hide_matplotlib(*_: object) -> None:
    """``config-inited``, before Sphinx-Gallery: it would import matplotlib, which no page needs.

    Figures are drawn where tutorials run. Sphinx-Gallery goes on without when the import fails.
    """
    if "matplotlib" not in sys.modules:
        sys.modules["matplotlib"] = None  # type: ignore[assignment]


def reveal_matplotlib(*_: object) -> None:
    """``config-inited``, after Sphinx-Gallery: whoever needs matplotlib finds it again."""
    if sys.modules.get("matplotlib", ...) is None:
        del sys.modules["matplotlib"]


def give_back(app: Sphinx) -> None:
    """``builder-inited``, after Sphinx-Gallery: the next build in this process finds all as it was."""
    weaver = getattr(sphinx_gallery.gen_rst.generate_file_rst, "__self__", None)
    if isinstance(weaver, Weaver):
        sphinx_gallery.gen_rst.generate_file_rst = weaver.original
