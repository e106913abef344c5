"""The one seam to Sphinx-Gallery: our pages in its walk, order, indexes, cards and thumbnails.

Before Sphinx-Gallery begins, ``prepare`` reads every script and runs what the store lacks; if
anything is wrong, all of it is told and nothing is written. Then Sphinx-Gallery walks the gallery
and calls, under the name ``generate_file_rst``, our ``Weaver`` for each script.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import sphinx_gallery.gen_rst
from sphinx.application import Sphinx
from sphinx.locale import get_translation
from sphinx.util import logging
from sphinx_gallery.gen_rst import executable_script

from . import figures, publish, runner, script, store
from .errors import TutorialError, shown
from .files import write
from .locations import ScriptLocations
from .page import Frame, Link, weave

logger = logging.getLogger(__name__)
_ = get_translation("sphinx")

# What generate_file_rst returns: introduction, title, (seconds, megabytes), variables.
_Told = tuple[str, str, tuple[float, float], dict[str, Any]]
# Sphinx-Gallery's options that decide what an output looks like, so part of the store's key.
_CAPTURE = ("capture_repr", "ignore_repr_types", "image_srcset", "matplotlib_animations")


@dataclass(frozen=True)
class Prepared:
    """A tutorial and what is known of its outputs (None: not in the store and not to be run)."""

    tutorial: script.Tutorial
    entry: store.Entry | None
    ran: bool


@dataclass(frozen=True)
class Weaver:
    """Writes one language's pages; ``generate`` stands in for Sphinx-Gallery's own function."""

    app: Sphinx
    prepared: Mapping[Path, Prepared]
    original: Callable[..., Any]
    locations: ScriptLocations

    def generate(
        self, fname: str, target_dir: str, src_dir: str, gallery_conf: dict[str, Any]
    ) -> _Told:
        """Write the page, the figures and the thumbnail of one script, as far as they changed."""
        prepared = self.prepared[Path(src_dir).resolve() / fname]
        tutorial, entry = prepared.tutorial, prepared.entry
        language = self.app.config.language
        target = Path(target_dir)
        page = target / f"{tutorial.name}.md"
        images = target / "images"
        if entry is not None:
            figures.place(tutorial, entry, images)
        if entry is not None or not (page.is_file() and gallery_conf["plot_gallery"]):
            # Otherwise: not selected by GALLERY_PATTERN, so it keeps what it last had.
            frame = _frame(self.app, tutorial, target)
            outputs = None if entry is None else entry.outputs
            woven = weave(tutorial, language, outputs, frame)
            self.locations.origins[page.resolve()] = (tutorial.path, woven.origins)
            write(page, woven.text)
        figures.thumbnail(tutorial, images, gallery_conf)
        cost = (entry.seconds, entry.megabytes) if entry else (0.0, 0.0)
        title = html.escape(tutorial.title(language))  # goes into the card's HTML as it is
        out_vars = {"passing": True} if prepared.ran else {"stale": str(page)}
        return tutorial.introduction(language), title, cost, out_vars


def prepare(app: Sphinx) -> None:
    """``builder-inited``, before Sphinx-Gallery: read all, run what is new, then take its place.

    Ends Sphinx with one line for each mistake, before anything has been written: of every other
    exception Sphinx prints a traceback, which tells an author nothing.
    """
    gallery = _gallery(app)
    languages = tuple(app.config.bilingual_gallery_languages)
    if app.config.language not in languages:
        raise SystemExit(
            f"language {app.config.language!r} is not in bilingual_gallery_languages; "
            f"build one of {', '.join(languages)}"
        )
    try:
        re.compile(app.config.sphinx_gallery_conf["filename_pattern"])
    except re.error as error:
        raise SystemExit(f"filename_pattern (GALLERY_PATTERN) is no pattern: {error}") from None
    tutorials, mistakes = [], []
    names: dict[str, Path] = {}
    for path in _scripts(app, gallery):
        try:
            _check_place(path, names.setdefault(path.stem, path))
            tutorials.append(script.read(path, languages))
        except TutorialError as error:
            mistakes.append(str(error))
    prepared: dict[Path, Prepared] = {}
    for tutorial in tutorials:
        try:
            prepared[tutorial.path] = _outputs(app, tutorial)
        except TutorialError as error:
            mistakes.append(str(error))
    if mistakes:
        raise SystemExit("\n".join(mistakes))
    publish.remove_orphans(app, gallery, tutorials)
    locations = ScriptLocations()
    locations.attach()
    weaver = Weaver(app, prepared, sphinx_gallery.gen_rst.generate_file_rst, locations)
    sphinx_gallery.gen_rst.generate_file_rst = weaver.generate
    app.connect("build-finished", partial(publish.finish, gallery=gallery, tutorials=tutorials))


def give_back(app: Sphinx) -> None:
    """``builder-inited``, after Sphinx-Gallery: the next build in this process finds all as it was."""
    weaver = getattr(sphinx_gallery.gen_rst.generate_file_rst, "__self__", None)
    if isinstance(weaver, Weaver):
        sphinx_gallery.gen_rst.generate_file_rst = weaver.original


def _gallery(app: Sphinx) -> Path:
    folder = app.config.sphinx_gallery_conf["examples_dirs"]
    return Path(app.srcdir, folder).resolve()


def _scripts(app: Sphinx, gallery: Path) -> list[Path]:
    ignored = re.compile(app.config.sphinx_gallery_conf["ignore_pattern"])
    found = [*gallery.glob("*.py"), *gallery.glob("*/*.py")]
    return sorted(path for path in found if not ignored.search(str(path)))


def _check_place(path: Path, first: Path) -> None:
    if not [*path.parent.glob("GALLERY_HEADER.*"), *path.parent.glob("README.*")]:
        raise TutorialError(
            path, 1, "its folder has no GALLERY_HEADER.rst, so it has no page; add one"
        )
    if path != first:
        # Sphinx-Gallery puts the figures of all tutorials into one folder of the site.
        raise TutorialError(
            path, 1, f"{shown(first)} has this name too, and figures are named after it; rename one"
        )


def _outputs(app: Sphinx, tutorial: script.Tutorial) -> Prepared:
    """The tutorial's outputs: from the store, else from a run if it is to be run, else None."""
    conf = app.config.sphinx_gallery_conf
    settings = {name: conf[name] for name in _CAPTURE}
    job = runner.Job(tutorial.name, tuple(cell.source for cell in tutorial.code), settings)
    key = store.key(job, app.config.bilingual_gallery_distributions)
    shelf = store.Store(Path(app.confdir, app.config.bilingual_gallery_store).resolve())
    entry = shelf.get(key)
    if entry is not None or not executable_script(
        f"/{tutorial.path.relative_to(_gallery(app).parent)}", conf
    ):
        return Prepared(tutorial, entry, ran=False)
    logger.info("running %s", shown(tutorial.path))
    try:
        with shelf.writing(key) as folder:
            runner.run(job, folder, app.config.bilingual_gallery_timeout)
    except runner.RunError as error:
        raise TutorialError(
            tutorial.path, _script_line(tutorial, job, error.line), error.message
        ) from None
    entry = shelf.get(key)
    assert entry is not None
    logger.info("ran %s in %.1f s", shown(tutorial.path), entry.seconds)
    return Prepared(tutorial, entry, ran=True)


def _script_line(tutorial: script.Tutorial, job: runner.Job, line: int | None) -> int:
    """The script's own line for a line of the code that was run."""
    for cell, first in zip(reversed(tutorial.code), reversed(job.first_lines), strict=True):
        if line is not None and line >= first:
            run_lines = [kept.number for kept in cell.lines if kept.language is None]
            return run_lines[min(line - first, len(run_lines) - 1)]
    return 1


def _frame(app: Sphinx, tutorial: script.Tutorial, target: Path) -> Frame:
    section = target.relative_to(app.srcdir)
    docname = (section / tutorial.name).as_posix()
    address = publish.address(_gallery(app), tutorial)
    up = "../" * docname.count("/")
    links = [
        Link("notebook", f"{up}downloads/{address}.ipynb", _("Download the notebook")),
        Link("script", f"{up}downloads/{address}.py", _("Download the script")),
    ]
    config = app.config
    if config.bilingual_gallery_colab_url:
        path = f"{config.language}/downloads/{address}.ipynb"
        url = config.bilingual_gallery_colab_url.format(path=path)
        links.append(Link("colab", url, _("Open in Colab")))
    if config.bilingual_gallery_source_url:
        url = config.bilingual_gallery_source_url.format(path=f"{address}.py")
        links.append(Link("source", url, _("View the source")))
    return Frame(
        image_dir=(section / "images").as_posix(),
        id_language=config.bilingual_gallery_id_language
        or tuple(config.bilingual_gallery_languages)[-1],
        links=tuple(links),
        links_title=_("Downloads"),
        not_run=_("This tutorial was not run in this build, so it has no outputs."),
    )
