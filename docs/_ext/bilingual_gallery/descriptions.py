"""What search engines say of a page: its description, or its first paragraph where it has none."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx


def add(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``: describe a page that does not describe itself, a section of the gallery say."""
    if any(meta.get("name") == "description" for meta in doctree.findall(nodes.meta)):
        return
    for paragraph in doctree.findall(nodes.paragraph):
        if isinstance(paragraph.parent, nodes.section):
            doctree.insert(0, nodes.meta(name="description", content=paragraph.astext()))
            return
