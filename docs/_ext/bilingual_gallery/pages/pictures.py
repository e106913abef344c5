"""Pictures in a tutorial's prose are told from its script, whatever the language of the page."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote

from docutils import nodes
from sphinx.transforms import SphinxTransform

from .state import app_of, state_of


class Pictures(SphinxTransform):
    """Lead each picture that lies beside the script there; others lie where Sphinx looks for them."""

    default_priority = 200  # before the pictures of a page are collected

    def apply(self, **kwargs: object) -> None:
        """Rewrite the addresses of the document's pictures in place."""
        script = state_of(app_of(self.env)).scripts.get(self.env.docname)
        if script is None:
            return
        page = Path(self.env.srcdir, self.env.docname)
        for node in self.document.findall(nodes.image):
            path = beside(script, node["uri"])
            if path is not None:
                node["uri"] = Path(os.path.relpath(path, page.parent.resolve())).as_posix()


def beside(script: Path, source: str) -> Path | None:
    """The file of a picture that is told from a script; None where there is none."""
    if "://" in source or source.startswith(("/", "data:")):
        return None
    path = Path(os.path.normpath(script.parent / unquote(source)))
    return path if path.is_file() else None
