"""Give sections the ids their page names, so that they are the same in every language."""

from __future__ import annotations

from docutils import nodes
from sphinx.transforms import SphinxTransform

from .weave import SECTION_ID


class SectionIds(SphinxTransform):
    """Turn each ``% section-id: …`` comment into the only id of the section that follows it.

    A MyST target would give an id too, but as a label of the whole project, where two tutorials
    may not both have a section called ``recap``.
    """

    # Before MyST resolves `[text](#id)` (879) and before the contents are collected.
    default_priority = 200

    def apply(self, **kwargs: object) -> None:
        """Rewrite the document's section ids in place."""
        named: dict[str, tuple[int | None, str, str]] = {}
        waiting: nodes.comment | None = None
        for node in list(self.document.findall()):
            if isinstance(node, nodes.comment) and node.astext().startswith(SECTION_ID):
                waiting = node
            elif isinstance(node, nodes.section) and waiting is not None:
                identifier = waiting.astext().removeprefix(SECTION_ID).strip()
                waiting.parent.remove(waiting)
                waiting = None
                self._rename(node, identifier)
                named[identifier] = (node.line, identifier, node[0].astext())
        if named:
            # where MyST looks up `[text](#id)`, here and from other pages
            self.document.myst_slugs = named  # type: ignore[attr-defined]
            self.env.metadata[self.env.docname]["myst_slugs"] = named

    def _rename(self, section: nodes.section, identifier: str) -> None:
        for old in section["ids"]:
            self.document.ids.pop(old, None)
        for name in section["names"]:
            self.document.nameids[name] = identifier
        section["ids"] = [identifier]
        self.document.ids[identifier] = section
