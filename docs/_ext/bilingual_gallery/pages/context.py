"""What a page says that its script does not: its links, and where its outputs come from."""

from __future__ import annotations

import hashlib
import platform
from pathlib import Path
from urllib.parse import quote

from sphinx.application import Sphinx
from sphinx.locale import get_translation

from ..config import Settings, code_of
from ..execution.cache import versions
from ..execution.entry import Entry
from ..files import package_digest
from ..source.tutorial import Tutorial
from . import reading_time, thumbnails
from .state import settings_in, state_of
from .weave import Link, PageContext

_ = get_translation("sphinx")

# So many files each have a link of their own.
_FEW = 4


def context_of(app: Sphinx, tutorial: Tutorial, entry: Entry | None) -> PageContext:
    """The context of a tutorial's page; ``entry`` has its outputs, if there are any."""
    settings = settings_in(app)
    address = settings.address(tutorial.path)
    up = _root(app, settings.docname(tutorial.path))
    links = [
        Link("notebook", f"{up}downloads/{address}.ipynb", _("Download the notebook")),
        Link("script", f"{up}downloads/{address}.py", _("Download the script")),
    ]
    links += _files(app, tutorial, f"{up}downloads/")
    if settings.colab_url:
        path = f"{code_of(app.config)}/downloads/{address}.ipynb"
        url = settings.colab_url.format(path=path)
        links.append(Link("colab", url, _("Open in Colab")))
    if settings.source_url:
        path = tutorial.path.relative_to(settings.root).as_posix()
        url = settings.source_url.format(path=path)
        links.append(Link("source", url, _("View the source")))
    return PageContext(
        id_language=settings.heading_language,
        links=tuple(links),
        links_title=_("Downloads"),
        reading_time=reading_time.paragraph(
            reading_time.minutes_of(tutorial, entry.outputs if entry else None)
        ),
        made_with=_made_with(settings, entry) if entry else "",
        made_from=_made_from(app, tutorial, entry),
        line_numbers=_has_line_numbers(app, tutorial),
        not_run=_("This tutorial was not run in this build, so it has no outputs."),
    )


def _has_line_numbers(app: Sphinx, tutorial: Tutorial) -> bool:
    """What the tutorial says of line numbers, else conf.py."""
    chosen = tutorial.switch("line_numbers")
    return bool(chosen[1] if chosen else app.config.sphinx_gallery_conf["line_numbers"])


def _files(app: Sphinx, tutorial: Tutorial, downloads: str) -> list[Link]:
    """Links to the files that the tutorial needs beside it; where they are many, to the zip of all."""
    gallery = settings_in(app).gallery_of(tutorial.path).scripts
    files = state_of(app).companions[tutorial.path]
    if len(files) > _FEW:
        return [Link("files", f"{downloads}tutorials.zip", _("Download all tutorials and files"))]
    places = {name: path.relative_to(gallery).as_posix() for name, path in files.items()}
    return [Link("file", f"{downloads}{quote(place)}", name) for name, place in places.items()]


def _root(app: Sphinx, docname: str) -> str:
    """From the page, as this builder addresses it, up to the language's folder."""
    address = app.builder.get_target_uri(docname) if app.builder.format == "html" else docname
    return "../" * address.count("/")


def _made_with(settings: Settings, entry: Entry) -> str:
    """Which versions the outputs come from: those here, as the entry's key says, and the device."""
    installed = versions(settings.distributions)
    tools = [
        f"{name} {installed[name]}"
        for name in settings.distributions
        if installed[name] != "absent"
    ]
    made = ", ".join([f"Python {platform.python_version()}", *tools])
    return _("Outputs made with {tools}, on {device}").format(
        tools=made, device=entry.accelerator.upper() or "CPU"
    )


def thumbnail_roots(app: Sphinx) -> list[Path]:
    """From where a tutorial tells the picture of its card: conf.py, as in Sphinx-Gallery, or its language."""
    return [Path(app.confdir), Path(app.srcdir)]


def _made_from(app: Sphinx, tutorial: Tutorial, entry: Entry | None) -> str:
    """A digest of what decides a thumbnail and is not seen on the page itself."""
    gallery = app.config.sphinx_gallery_conf
    options = [gallery[name] for name in ("thumbnail_size", "default_thumb_file")]
    chosen = thumbnails.file(tutorial, thumbnail_roots(app))
    parts = (entry.key if entry else "", options, package_digest())
    picture = chosen.read_bytes() if chosen else b""
    return hashlib.sha256(repr(parts).encode() + picture).hexdigest()[:16]
