"""The files that outputs show on a page and no image of Sphinx's: films, sounds, what HTML names."""

from __future__ import annotations

import html
import shutil
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.images import get_image_size

from ..execution.output import Film
from .outputs import FILM
from .state import app_of


def above(env: BuildEnvironment) -> str:
    """From the page that is read, as its builder addresses it, up to the language's folder."""
    builder = app_of(env).builder
    docname = env.current_document.docname
    address = builder.get_target_uri(docname) if builder.format == "html" else docname
    return "../" * address.count("/")


def address_of(env: BuildEnvironment, file: str) -> str:
    """Where a page that is read finds a file of its outputs."""
    return f"{above(env)}{app_of(env).builder.imagedir}/{file}"


def film(env: BuildEnvironment, output: Film) -> nodes.Element:
    """A film: it plays when its reader wants it to, and there is its first frame until then."""
    first = Path(env.srcdir, *_folder(env.current_document.docname).parts, output.first)
    size = get_image_size(first)
    room = f' width="{size[0]}" height="{size[1]}"' if size else ""
    alt = html.escape(output.alt)
    picture = address_of(env, output.first)
    text = (
        f'<video class="output-film" controls="controls" loop="loop" muted="muted"'
        f' playsinline="playsinline" preload="metadata" poster="{picture}" aria-label="{alt}"{room}>'
        f'<source src="{address_of(env, output.file)}" type="video/mp4"/>'
        f'<img src="{picture}" alt="{alt}"{room}/></video>'
    )
    return nodes.raw("", text, format="html", files=(output.file, output.first), **{FILM: True})


def note(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``: a page is read again when a file of its outputs changes."""
    folder = _folder(app.env.current_document.docname)
    for file in _files(doctree):
        app.env.note_dependency(str(Path(app.srcdir, *folder.parts, file)))


def give(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """``html-page-context``: copy the files to where the page finds them, and add the styles of outputs."""
    if not isinstance(doctree, nodes.document):
        return
    images = Path(app.outdir, app.builder.imagedir)
    for file in _files(doctree):
        source = Path(app.srcdir, *_folder(pagename).parts, file)
        if source.is_file():
            images.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, images / file)
    styles: dict[str, str] = {}
    for each in doctree.findall(nodes.Element):
        styles |= each.get("styles", {})
    if styles:
        rules = "\n".join(f".{name} {{ {style} }}" for name, style in sorted(styles.items()))
        context["metatags"] = context.get("metatags", "") + f"<style>\n{rules}\n</style>\n"


def _folder(docname: str) -> PurePosixPath:
    return PurePosixPath(docname).parent / "images"


def _files(doctree: nodes.document) -> Iterable[str]:
    files: list[str] = []
    for raw in doctree.findall(nodes.raw):
        files += raw.get("files", ())
    return files
