"""What a page says that its script does not: its links, of when it is, and where its outputs come from."""

from __future__ import annotations

import hashlib
import html
import platform
from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.locale import get_translation

from ..config import Settings, code_of
from ..config.references import digest
from ..execution.cache import versions
from ..execution.entry import Entry
from ..files import package_digest
from ..lang import dates
from ..source.tutorial import Tutorial
from . import reading_time, thumbnails, untranslated
from .bars import bars
from .behind import marks_of
from .called import called_in
from .state import settings_in, state_of
from .weave import PageContext

_ = get_translation("sphinx")


def context_of(app: Sphinx, tutorial: Tutorial, entry: Entry | None) -> PageContext:
    """The context of a tutorial's page; ``entry`` has its outputs, if there are any."""
    settings = settings_in(app)
    made_with = _made_with(settings, entry) if entry else ""
    own = code_of(app.config)
    above, below = bars(app, tutorial, made_with)
    return PageContext(
        id_language=settings.heading_language,
        above=above,
        below=below,
        reading_time=reading_time.paragraph(
            reading_time.minutes_of(tutorial, entry.outputs if entry else None),
            _as_of(app, tutorial, entry),
        ),
        made_with=made_with,
        made_from=_made_from(app, tutorial, entry),
        called=called_in(tutorial, entry, settings.references),
        line_numbers=_has_line_numbers(app, tutorial),
        marks=marks_of(app, tutorial),
        untranslated={
            code: untranslated.mark(code, own, whole=code == tutorial.spoken(own))
            for code in tutorial.languages
            if code != own
        },
        not_run=_("This tutorial was not run in this build, so it has no outputs."),
    )


def _has_line_numbers(app: Sphinx, tutorial: Tutorial) -> bool:
    """What the tutorial says of line numbers, else conf.py."""
    chosen = tutorial.switch("line_numbers")
    return bool(chosen[1] if chosen else app.config.sphinx_gallery_conf["line_numbers"])


def _as_of(app: Sphinx, tutorial: Tutorial, entry: Entry | None) -> Iterator[str]:
    """Of when a page is, as HTML: the month in which its script last changed, and the first version.

    Not when it ran: by the store's key, the same code with the same versions has the same outputs.
    """
    if (day := state_of(app).changed.get(tutorial.path)) is not None:
        month = f'<time datetime="{day:%Y-%m}">{html.escape(dates.month(day, code_of(app.config)))}</time>'
        yield html.escape(_("Last changed: {month}")).format(month=month)
    if entry is not None and (tools := _tools(settings_in(app))):
        yield html.escape(
            tools[0].partition("+")[0]
        )  # which build of it stands at the end of the page


def _made_with(settings: Settings, entry: Entry) -> str:
    """Which versions the outputs come from: those here, as the entry's key says, and the device."""
    made = ", ".join([f"Python {platform.python_version()}", *_tools(settings)])
    return _("Outputs made with {tools}, on {device}").format(
        tools=made, device=entry.accelerator.upper() or "CPU"
    )


def _tools(settings: Settings) -> list[str]:
    installed = versions(settings.distributions)
    return [
        f"{name} {installed[name]}"
        for name in settings.distributions
        if installed[name] != "absent"
    ]


def thumbnail_roots(app: Sphinx) -> list[Path]:
    """From where a tutorial tells the picture of its card: conf.py, as in Sphinx-Gallery, or its language."""
    return [Path(app.confdir), Path(app.srcdir)]


def _made_from(app: Sphinx, tutorial: Tutorial, entry: Entry | None) -> str:
    """A digest of what decides a thumbnail and is not seen on the page itself."""
    gallery = app.config.sphinx_gallery_conf
    options = [gallery[name] for name in ("thumbnail_size", "default_thumb_file")]
    chosen = thumbnails.file(tutorial, thumbnail_roots(app))
    parts = (entry.key if entry else "", options, package_digest())
    known = digest(settings_in(app).references)
    picture = chosen.read_bytes() if chosen else b""
    return hashlib.sha256(repr(parts).encode() + known.encode() + picture).hexdigest()[:16]
