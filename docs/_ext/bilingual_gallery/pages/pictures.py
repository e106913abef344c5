"""Pictures and files in a tutorial's prose are told from its script, whatever the language of the page."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from .state import app_of, state_of


class BesideScript(SphinxTransform):
    """Lead what lies beside the script there; other files lie where Sphinx looks for them."""

    default_priority = 200  # before the pictures and the downloads of a page are collected

    def apply(self, **kwargs: object) -> None:
        """Rewrite the addresses of the document's pictures in place."""
        script = state_of(app_of(self.env)).scripts.get(self.env.docname)
        if script is None:
            return
        folder = Path(self.env.srcdir, self.env.docname).parent.resolve()

        def from_page(named: str) -> str | None:
            path = beside(script, named)
            return Path(os.path.relpath(path, folder)).as_posix() if path else None

        for image in self.document.findall(nodes.image):
            uri = image["uri"]
            image["uri"] = from_page(uri) or from_page(_spaced(script, uri)) or uri
        for link in self.document.findall(addnodes.download_reference):
            link["reftarget"] = from_page(link["reftarget"]) or link["reftarget"]
        for node in list(self.document.findall(addnodes.pending_xref)):
            # MyST takes a link for a file's if that lies beside the page, else for one to a page.
            place = from_page(node["reftarget"]) if node.get("reftype") == "myst" else None
            if place is not None and not place.endswith(tuple(self.config.source_suffix)):
                words = node.children or [nodes.literal("", node["reftarget"])]
                node.replace_self(
                    addnodes.download_reference(
                        "", "", *words, reftarget=place, refdoc=self.env.docname
                    )
                )


def _spaced(script: Path, uri: str) -> str:
    """The path of a file with spaces in it, which docutils takes out of what a directive is given."""
    place = script.parent
    for part in PurePosixPath(unquote(uri)).parts:
        inside = place.iterdir() if place.is_dir() and not (place / part).exists() else ()
        found = (each for each in sorted(inside) if "".join(each.name.split()) == part)
        place = next(found, place / part)
    return quote(Path(os.path.relpath(place, script.parent)).as_posix())


def beside(script: Path, source: str) -> Path | None:
    """The file that is told from a script; None where there is none."""
    if not source or "://" in source or source.startswith(("/", "data:")):
        return None
    path = Path(os.path.normpath(script.parent / unquote(source)))
    return path if path.is_file() else None
