"""A tutorial's figures beside its page."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.images import get_image_size
from sphinx.writers.html5 import HTML5Translator

from ..compat import (
    IMAGE_ENDINGS,
    imgsgnode,
    parse_srcset,
    visit_imgsg_html,
)
from ..config import code_of
from ..execution.entry import Entry
from ..execution.output import Figures, Picture, Variant
from ..files import write
from ..hooks import warn_of_change
from ..lang import language
from ..lang.tags import tag
from ..source.tutorial import Tutorial

# The classes of the link around a figure, which zoom.js opens, and of the rendering for dark pages in it.
ZOOM, DARK = "zoom", "dark-figure"
AT_ONCE = "at-once"  # set on a figure that a page begins with
_FIGURE = re.compile(r"sphx_glr_(.+)_\d{3}(_[0-9]+_[0-9]+x)?(_dark)?\.\w+")


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


def place(tutorial: Tutorial, entry: Entry, folder: Path, code: str) -> bool:
    """Copy the entry's figures beside the page and remove those it no longer has; True if any changed.

    A figure that has words of the page's language lies there under the name of the one without.
    """
    images = {image.name: image for image in entry.images}
    others: dict[str, str] = {}
    for picture in _pictures(entry):
        for name, variant in picture.variants.items():
            own = others if name == code else {}
            own |= _pairs(picture, variant)
            images = {file: images[file] for file in images if file not in variant.files}
    names = {*images}
    shown = {name: entry.folder / "images" / others.get(name, name) for name in names}
    changed = [write(folder / name, image.read_bytes()) for name, image in sorted(shown.items())]
    placed = of(tutorial.name, folder)
    gone = [path for path in placed if path.parent == folder and path.name not in names]
    if gone and not entry.images:
        gone = placed  # Sphinx-Gallery would keep the thumbnail
    for path in gone:
        path.unlink()
    return any(changed) or bool(gone)


def _pictures(entry: Entry) -> Iterator[Picture]:
    for cell in entry.outputs:
        for output in cell:
            yield from output.pictures if isinstance(output, Figures) else ()


def _pairs(picture: Picture, variant: Variant) -> dict[str, str]:
    """The files of a variant by those of the figure; a figure whose words cannot be drawn has none."""
    pairs = {picture.file: variant.file}
    pairs |= {file: variant.finer.get(factor, "") for factor, file in picture.finer.items()}
    pairs |= {file: variant.dark.get(factor, "") for factor, file in picture.dark.items()}
    return pairs if all(pairs.values()) else {}


def has_thumbnail(tutorial: Tutorial, folder: Path) -> bool:
    """Whether the picture of the tutorial's card is in ``folder``."""
    return bool(thumbnails(tutorial.name, folder))


def note(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``: a page is read again when a figure changes, as with Sphinx's own images.

    Sphinx-Gallery copies a figure into the site only when the page that shows it is written.
    """
    for node in doctree.findall(imgsgnode):
        for file in (node["uri"], *node.get("dark", {}).values()):
            app.env.note_dependency(str(Path(app.srcdir, file.lstrip("/"))))


def visit(translator: HTML5Translator, node: imgsgnode) -> None:
    """Write a figure as Sphinx-Gallery does, and with it its size and when to load it.

    A browser leaves room for a figure of which it knows the size, so that nothing moves when it comes. A
    figure leads to its file of the finest resolution, and has its rendering for dark pages beside it.
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
    room += _spoken(node["alt"], code_of(translator.builder.config))
    begin = '<img src="'
    if not translator.body[-1].startswith(begin):
        warn_of_change("figures", "Sphinx-Gallery")
        return
    # In the first window it is what a reader waits for.
    lazy = "" if node.get(AT_ONCE) else 'loading="lazy" '
    light = translator.body[-1].replace(begin, f'<img {room}{lazy}src="', 1)
    srcset = parse_srcset(node["srcset"])
    finest = _address(translator, srcset[max(srcset)])
    dark = _dark(translator, node, room)
    classes = f"{ZOOM} part {_part_class(node['part'])}" if "part" in node else ZOOM
    translator.body[-1] = f'<a class="{classes}" href="{finest}">{light}{dark}</a>'


def _dark(translator: HTML5Translator, node: imgsgnode, room: str) -> str:
    """The rendering for dark pages, if there is one; which of the two is seen, the style sheet says."""
    files, builder = node.get("dark", {}), translator.builder
    if not files:
        return ""
    for file in files.values():  # as Sphinx-Gallery has done with the light one
        goal = Path(builder.outdir, builder.imagedir, PurePosixPath(file).name)
        shutil.copyfile(Path(builder.srcdir, file.lstrip("/")), goal)
    addresses = {factor: _address(translator, file) for factor, file in files.items()}
    srcset = ", ".join(f"{address} {factor}" for factor, address in addresses.items())
    return (
        f'<img {room}loading="lazy" src="{next(iter(addresses.values()))}" srcset="{srcset}"'
        f' alt="{node["alt"]}" class="{DARK}"/>'
    )


def _address(translator: HTML5Translator, file: str) -> str:
    """Where the page finds a figure's file."""
    builder = translator.builder
    assert isinstance(builder, StandaloneHTMLBuilder)
    return f"{builder.imgpath}/{quote(PurePosixPath(file).name)}"


def _spoken(alt: str, code: str) -> str:
    """In what language a figure is told of, if not in the page's: code names it once for all of them."""
    own = language(code)
    if own.gloss is None or not re.search("[A-Za-z]{2}", alt) or re.search(f"[{own.kept}]", alt):
        return ""
    return f'lang="{tag(own.gloss.language)}" '


def size_of(node: nodes.Element, natural: tuple[int, int] | None) -> tuple[int, int]:
    """How large a figure is shown, if its file has the size ``natural``; 0 where nobody knows."""
    width, height = node.get("size", (0, 0))
    if natural is None or (width and height):
        return width, height
    if width or height:
        factor = width / natural[0] if width else height / natural[1]
        return width or round(natural[0] * factor), height or round(natural[1] * factor)
    return natural


def set_size(node: nodes.Element, width: int | str, height: int) -> None:
    """Let a figure be shown so large: in pixels, or as wide as a part of the room that there is.

    That part is a class of the page's own (``media.give``), because a page allows no style of an element.
    """
    if isinstance(width, int):
        node["size"] = (width, height)
    else:
        node["part"], node["styles"] = width, {_part_class(width): f"--part: {width}"}


def _part_class(width: str) -> str:
    return f"part-{width.removesuffix('%')}"


def depart(translator: HTML5Translator, node: imgsgnode) -> None:
    """Called after ``visit``, which has written the whole figure; writes nothing."""
