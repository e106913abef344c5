"""A tutorial and its outputs become a page in MyST, figures and downloads, in Sphinx-Gallery's walk.

In: tutorials, entries of the cache, the options. Out: generated pages and downloads in a language's
folder. Knows nothing of what the HTML site adds to a page, nor of the book.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register what makes pages."""
    from ..compat import hide_matplotlib, imgsgnode, reveal_matplotlib
    from . import build_lock, figures, generate, section_ids

    app.connect("config-inited", hide_matplotlib, priority=9)  # Sphinx-Gallery's own is 10
    app.connect("config-inited", reveal_matplotlib, priority=11)
    app.connect("config-inited", build_lock.enter)
    app.connect("builder-inited", generate.prepare, priority=400)  # Sphinx-Gallery's own is 500
    app.connect("builder-inited", generate.give_back, priority=900)
    app.connect("doctree-read", figures.note)
    app.add_node(imgsgnode, override=True, html=(figures.visit, figures.depart))
    app.add_transform(section_ids.SectionIds)
