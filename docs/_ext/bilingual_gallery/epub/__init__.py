"""A book of each language, from the same pages.

In: the pages of the site. Out: an EPUB. Nothing else here may know of it; it may know the site.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register the builder, and what makes a page of the site one of the book."""
    from ..hooks import connect
    from . import builder, pages

    app.add_builder(builder.Book, override=True)
    connect(app, "doctree-read", pages.adapt, priority=400)  # Sphinx's images are 500
