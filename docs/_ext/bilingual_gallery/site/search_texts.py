"""The texts that results of the search show excerpts of.

Each page has a script of its own, which is loaded when one of its sections is shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from sphinx.application import Sphinx

from ..files import write
from .search_index import sections_in
from .search_sections import Section
from .themes import makes_site

FOLDER = "_search"


def write_all(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: write the texts of all pages, and remove those of pages that are gone."""
    if exception is not None or not makes_site(app.builder):
        return
    folder = Path(app.outdir, FOLDER)
    wanted = set()
    for docname, sections in sections_in(app.env).items():
        if sections:
            path = folder / f"{docname}.js"
            wanted.add(path)
            write(path, script(docname, sections))
    for path in folder.rglob("*.js"):
        if path not in wanted:
            path.unlink()


def script(docname: str, sections: Iterable[Section]) -> str:
    """The script of a page: of each section its id, the titles above it on its page, its prose and its code."""
    # Not the letter that an entry of the glossary stands under.
    above = [[title for title in each.within[1:-1] if len(title) > 1] for each in sections]
    data = [
        [each.id, titles, each.text, each.code]
        for each, titles in zip(sections, above, strict=True)
    ]
    text = json.dumps([docname, data], ensure_ascii=False, separators=(",", ":"))
    return f"SearchTexts.set(...{text});\n"
