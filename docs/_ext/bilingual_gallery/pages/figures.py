"""A tutorial's figures beside its page, and the picture on its card."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.images import get_image_size
from sphinx.writers.html5 import HTML5Translator

from ..compat import (
    IMAGE_ENDINGS,
    ImagePathIterator,
    extract_file_config,
    imgsgnode,
    save_thumbnail,
    visit_imgsg_html,
)
from ..execution.entry import Entry
from ..files import write
from ..hooks import warn_of_change
from ..source.tutorial import Tutorial

_FIGURE = re.compile(r"sphx_glr_(.+)_\d{3}(_[0-9]+_[0-9]+x)?\.\w+")


def of(name: str, folder: Path) -> list[Path]:
    """The figures of the tutorial ``name`` in ``folder``, and its thumbnail below it."""
    # Not Path.glob or iterdir, which take their time where a gallery has hundreds of figures.
    begin = f"sphx_glr_{name}_"
    beside = os.listdir(folder) if folder.is_dir() else []  # noqa: PTH208
    figures = [
        folder / each
        for each in beside
        if each.startswith(begin) and (match := _FIGURE.fullmatch(each)) and match[1] == name
    ]
    return [*figures, *_thumbnails(name, folder)]


def _thumbnails(name: str, folder: Path) -> list[Path]:
    every = (folder / "thumb" / f"sphx_glr_{name}_thumb.{ending}" for ending in IMAGE_ENDINGS)
    return [path for path in every if path.is_file()]


def place(tutorial: Tutorial, entry: Entry, folder: Path) -> bool:
    """Copy the entry's figures beside the page and remove those it no longer has; True if any changed."""
    names = {image.name for image in entry.images}
    changed = [write(folder / image.name, image.read_bytes()) for image in entry.images]
    placed = of(tutorial.name, folder)
    gone = [path for path in placed if path.parent == folder and path.name not in names]
    if gone and not entry.images:
        gone = placed  # Sphinx-Gallery would keep the thumbnail
    for path in gone:
        path.unlink()
    return any(changed) or bool(gone)


def has_thumbnail(tutorial: Tutorial, folder: Path) -> bool:
    """Whether the picture of the tutorial's card is in ``folder``."""
    return bool(_thumbnails(tutorial.name, folder))


def note(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``: a page is read again when a figure changes, as with Sphinx's own images.

    Sphinx-Gallery copies a figure into the site only when the page that shows it is written.
    """
    for node in doctree.findall(imgsgnode):
        app.env.note_dependency(str(Path(app.srcdir, node["uri"].lstrip("/"))))


def visit(translator: HTML5Translator, node: imgsgnode) -> None:
    """Write a figure as Sphinx-Gallery does, and with it its size and when to load it.

    A browser leaves room for a figure of which it knows the size, so that nothing moves when it comes.
    """
    visit_imgsg_html(translator, node)
    if node["srcset"] is None:  # an author's own directive, which it leaves to Sphinx
        return
    size = get_image_size(Path(translator.builder.srcdir, node["uri"].lstrip("/")))
    room = f'width="{size[0]}" height="{size[1]}" ' if size else ""
    begin = '<img src="'
    if not translator.body[-1].startswith(begin):
        warn_of_change("figures", "Sphinx-Gallery")
        return
    translator.body[-1] = translator.body[-1].replace(begin, f'<img {room}loading="lazy" src="', 1)


def depart(translator: HTML5Translator, node: imgsgnode) -> None:
    """Called after ``visit``, which has written the whole figure; writes nothing."""


def thumbnail(tutorial: Tutorial, folder: Path, gallery_conf: dict[str, Any]) -> None:
    """Make the card's picture from the figure that the tutorial chooses, with Sphinx-Gallery's own code."""
    template = str(folder / f"sphx_glr_{tutorial.name}_{{0:03}}.png")
    paths = ImagePathIterator(template)
    placed = [path for path in of(tutorial.name, folder) if path.parent == folder]
    for _figure in {path.name[: len(f"sphx_glr_{tutorial.name}_001")] for path in placed}:
        next(paths)  # a thumbnail number below zero counts from the last figure
    before = {}
    for old in _thumbnails(tutorial.name, folder):
        before[old] = old.read_bytes(), old.stat()
        old.unlink()  # Sphinx-Gallery would keep it where there is no figure
    settings = extract_file_config("\n\n".join(cell.source for cell in tutorial.code))
    script_vars = {"image_path_iterator": paths}
    save_thumbnail(template, str(tutorial.path), script_vars, settings, gallery_conf)
    for path, (content, stat) in before.items():
        if path.is_file() and path.read_bytes() == content:
            # Unchanged, and its time says so: the indexes that show it are not read again.
            os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
