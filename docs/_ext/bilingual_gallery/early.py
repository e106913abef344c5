"""On a cold build, begin to import what the tutorials need while this process imports what it needs.

Both take about as long, and neither waits for the other. Imports little itself, or it would be late.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sphinx.config import Config
from sphinx.errors import SphinxError
from sphinx.util.tags import Tags

from .processes import Nursery
from .settings import OPTIONS
from .store import Store


def nursery(docs: Path, overrides: Mapping[str, str]) -> Nursery | None:
    """A server that has begun to import, if it is certain that tutorials will run on this machine.

    None if the store has an entry, a cluster does the runs, or ``conf.py`` cannot be read: whoever
    reads it next will say why.
    """
    try:
        config = Config.read(docs.resolve(), overrides=dict(overrides), tags=Tags())
    except SphinxError:
        return None
    for option in OPTIONS:
        config.add(*option)
    cold = not Store(Path(docs, config.bilingual_gallery_store)).all_keys()
    if not cold or config.bilingual_gallery_scheduler or "plot_gallery" in overrides:
        return None
    server = Nursery(config.bilingual_gallery_preload, config.bilingual_gallery_jobs)
    server.begin()
    return server
