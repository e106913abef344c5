"""One page as its source is now, in the fork of a process that has built the whole site.

The fork ends afterwards, and what it has changed in Sphinx's memory with it. Nothing of Sphinx's on the
disk knows of the page: it goes into a folder of its own, with what it shows. What other pages say of it
is as the last build left it, as are its search index and its Markdown.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging
from sphinx.util.build_phase import BuildPhase

from ..errors import SourceError
from ..glossary.model import load
from ..source.gallery import Gallery, read_one
from .generate import Weaver
from .running import outputs_of
from .source_map import AuthorsLocations
from .state import BEFOREHAND, Beforehand, renewed, settings_in, state_of
from .values import Values


def make(app: Sphinx, source: Path, folder: Path) -> str | None:
    """Make the page of a script or of a page by hand in ``folder``; returns its name for Sphinx.

    None where this cannot be: the last build had no such page, the script cannot be read, or there are
    no outputs of its code. Raises BuildError with what else is wrong.
    """
    settings = settings_in(app)
    is_script = source.suffix == ".py"
    name = settings.docname(source) if is_script else app.env.path2doc(source)
    if name is None or name not in app.env.all_docs:
        return None
    assert isinstance(app.builder, StandaloneHTMLBuilder)
    BEFOREHAND.set(Beforehand(checked=True, ran=True, alone=True))
    _redirect(app, app.builder, folder)
    if is_script and not _weave(app, source):
        return None
    _read(app, name)
    _write(app, app.builder, name)
    return name


def _redirect(app: Sphinx, builder: StandaloneHTMLBuilder, folder: Path) -> None:
    """Let what is written go into ``folder``; pages ask for the static files of the site."""
    static = Path(app.outdir, "_static")
    folder.mkdir(parents=True)
    (folder / "_static").symlink_to(static, target_is_directory=True)
    app.outdir = builder.outdir = folder
    builder._images_dir, builder._downloads_dir = folder / "_images", folder / "_downloads"
    builder._sources_dir = folder / "_sources"
    for each in (builder._images_dir, builder._downloads_dir):
        each.mkdir()
    builder.doctreedir = folder / ".doctrees"
    builder.images.clear()
    builder.indexer = None


def _weave(app: Sphinx, script: Path) -> bool:
    """Write the page's source, the figures and the thumbnail; False where there are no outputs."""
    settings, before = settings_in(app), state_of(app)
    try:
        tutorial = read_one(script, settings)
    except SourceError:  # the check tells of it
        return False
    others = [each for each in before.gallery.tutorials if each.path != script]
    unread = tuple(each for each in before.gallery.unread if each.path != script)
    gallery = Gallery(
        tuple(sorted([*others, tutorial], key=lambda each: each.path)),
        before.gallery.mistakes,
        unread,
    )
    own = Gallery((tutorial,), ())
    entries, _ = outputs_of(own, replace(settings, run=False), lambda _: None)
    if tutorial.code and entries[script] is None:
        return False
    state = renewed(app, gallery)
    valued = Values(load(settings.glossary).readings, entries).on_page(tutorial)
    state.valued[script] = valued
    locations = AuthorsLocations(Path(app.srcdir), {})
    locations.origins = state.origins
    weaver = Weaver(app, {script: valued}, entries, set(), locations)
    page = Path(app.srcdir, f"{settings.docname(script)}.md")
    weaver.generate(
        script.name, str(page.parent), str(script.parent), app.config.sphinx_gallery_conf
    )
    return True


def _read(app: Sphinx, name: str) -> None:
    env, builder = app.env, app.builder
    builder.phase = BuildPhase.READING
    app.events.emit("env-purge-doc", env, name)
    env.clear_doc(name)
    with logging.pending_warnings():
        builder.read_doc(name)
    doctree = Path(builder.doctreedir, f"{name}.doctree").read_bytes()
    env._pickled_doctree_cache[name] = doctree  # for who asks for the page of another
    app.events.emit("env-updated", env)  # sections are numbered


def _write(app: Sphinx, builder: StandaloneHTMLBuilder, name: str) -> None:
    builder.phase = BuildPhase.RESOLVING
    doctree = app.env.get_and_resolve_doctree(name, builder)
    builder.phase = BuildPhase.WRITING
    builder.write_doc_serialized(name, doctree)
    builder.write_doc(name, doctree)
    builder.copy_image_files()
