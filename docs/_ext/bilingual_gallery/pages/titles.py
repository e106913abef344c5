"""Titles are text: they go to the navigation of every page, and to the book's contents."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx


def make_text(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``, before titles are collected: take the HTML out of the titles of sections."""
    for title in doctree.findall(nodes.title):
        for raw in list(title.findall(nodes.raw)):
            raw.parent.remove(raw)
