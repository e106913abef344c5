"""Links to pages that a language which is only begun lacks: they lead to that page in another language.

What is not translated yet stands in another language, and its links lead where that one's author meant.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..config import code_of
from ..lang.tags import tag
from .bars import to_root
from .editions import source, title_of
from .state import app_of, settings_in


@dataclass(frozen=True)
class Borrowed:
    """A page that is written by hand in another language: which, its name, and its title there."""

    language: str
    docname: str
    title: str


def borrowed(app: Sphinx, inside: str) -> Borrowed | None:
    """The page in another language that a path from a language's folder means; None where it has its own.

    None as well for a language that is not partial: there the build warns of the link.
    """
    settings, docname = settings_in(app), posixpath.splitext(inside)[0]
    if code_of(app.config) not in settings.partial or docname in app.env.found_docs:
        return None
    for code in (*settings.complete, *settings.partial):
        if source(app, code, docname) is not None:
            return Borrowed(code, docname, title_of(app, code, docname) or docname)
    return None


class BorrowedLinks(SphinxPostTransform):
    """Resolve the links of a page to such pages; in a book, which has none of them, their words stay."""

    default_priority = 8  # before MyST's own, which warns of them

    def run(self, **kwargs: object) -> None:
        """Change the document in place."""
        app = app_of(self.env)
        if code_of(self.config) not in settings_in(app).partial:
            return
        here = self.env.current_document.docname
        for node in list(self.document.findall(addnodes.pending_xref)):
            path, fragment = _target(node)
            inside = path.lstrip("/")
            if not path.startswith("/"):
                inside = posixpath.normpath(posixpath.join(posixpath.dirname(here), path))
            if not path or (found := borrowed(app, inside)) is None:
                continue
            # Of this class docutils makes the element's lang.
            title = nodes.inline("", found.title, classes=[f"language-{tag(found.language)}"])
            words = node.children if node["refexplicit"] else [title]
            # As of a book, which Sphinx makes as it makes a site.
            if not getattr(app.builder, "download_support", False):
                node.replace_self(words)
                continue
            address = f"../{found.language}/{app.builder.get_target_uri(found.docname)}"
            link = nodes.reference("", "", *words, internal=True)
            link["refuri"] = f"{to_root(app, here)}{address}{fragment and f'#{fragment}'}"
            node.replace_self(link)


def _target(node: addnodes.pending_xref) -> tuple[str, str]:
    """The path of the page that a reference means, and the id there; empty where it means none."""
    target = str(node["reftarget"])
    if node["reftype"] == "myst" and node.get("refdomain") == "doc":
        return f"/{target}.md", node.get("reftargetid") or ""
    if node["reftype"] == "myst" and not node.get("refdomain"):
        path, _, fragment = target.partition("#")
        return (path if path.endswith((".md", ".rst")) else ""), fragment
    return (f"{target}.md" if node["reftype"] == "doc" else ""), ""
