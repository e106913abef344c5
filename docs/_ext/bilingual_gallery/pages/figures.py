"""A tutorial's figures beside its page."""

from __future__ import annotations

import os
import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.images import get_image_size
from sphinx.writers.html5 import HTML5Translator

from ..compat import (
    IMAGE_ENDINGS,
    imgsgnode,
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
    return [*figures, *thumbnails(name, folder)]


def thumbnails(name: str, folder: Path) -> list[Path]:
    """The picture of the tutorial's card below ``folder``; none, one, or those of several endings."""
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
    return bool(thumbnails(tutorial.name, folder))


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
    natural = get_image_size(Path(translator.builder.srcdir, node["uri"].lstrip("/")))
    room = "".join(
        f'{name}="{value}" '
        for name, value in zip(("width", "height"), size_of(node, natural), strict=True)
        if value
    )
    begin = '<img src="'
    if not translator.body[-1].startswith(begin):
        warn_of_change("figures", "Sphinx-Gallery")
        return
    translator.body[-1] = translator.body[-1].replace(begin, f'<img {room}loading="lazy" src="', 1)


def size_of(node: nodes.Element, natural: tuple[int, int] | None) -> tuple[int, int]:
    """How large a figure is shown, if its file has the size ``natural``; 0 where nobody knows."""
    width, height = node.get("size", (0, 0))
    if natural is None or (width and height):
        return width, height
    if width or height:
        factor = width / natural[0] if width else height / natural[1]
        return width or round(natural[0] * factor), height or round(natural[1] * factor)
    return natural


def depart(translator: HTML5Translator, node: imgsgnode) -> None:
    """Called after ``visit``, which has written the whole figure; writes nothing."""
