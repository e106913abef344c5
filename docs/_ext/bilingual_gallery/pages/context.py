"""What a page says that its script does not: its links, and where its outputs come from."""

from __future__ import annotations

import hashlib
import platform
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.locale import get_translation

from ..execution.cache import Entry, versions
from ..files import package_digest
from ..source.tutorial import Tutorial
from . import reading_time
from .weave import Link, PageContext

_ = get_translation("sphinx")


def context_of(
    app: Sphinx, tutorial: Tutorial, page: Path, address: str, entry: Entry | None
) -> PageContext:
    """The context of ``page``, a path without suffix; ``entry`` has its outputs, if there are any.

    ``address`` is the tutorial's path below the gallery, without suffix.
    """
    docname = page.relative_to(app.srcdir)
    up = "../" * (len(docname.parts) - 1)
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
    return PageContext(
        image_dir=(docname.parent / "images").as_posix(),
        id_language=config.bilingual_gallery_id_language
        or tuple(config.bilingual_gallery_languages)[-1],
        links=tuple(links),
        links_title=_("Downloads"),
        reading_time=reading_time.paragraph(
            reading_time.minutes_of(tutorial, entry.outputs if entry else None)
        ),
        made_with=_made_with(config, entry) if entry else "",
        made_from=_made_from(config, entry),
        cut=_("The output was longer; {count} more characters are left out here."),
        not_run=_("This tutorial was not run in this build, so it has no outputs."),
    )


def _made_with(config: Config, entry: Entry) -> str:
    """Which versions the outputs come from: those here, as the entry's key says, and the device."""
    names = tuple(config.bilingual_gallery_distributions)
    installed = versions(names)
    tools = [f"{name} {installed[name]}" for name in names if installed[name] != "absent"]
    made = ", ".join([f"Python {platform.python_version()}", *tools])
    return _("Outputs made with {tools}, on {device}").format(
        tools=made, device=entry.accelerator.upper() or "CPU"
    )


def _made_from(config: Config, entry: Entry | None) -> str:
    """A digest of what decides a thumbnail and is not seen on the page itself."""
    gallery = config.sphinx_gallery_conf
    options = [gallery[name] for name in ("thumbnail_size", "default_thumb_file")]
    parts = (entry.key if entry else "", options, package_digest())
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
