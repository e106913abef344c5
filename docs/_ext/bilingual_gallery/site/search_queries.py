"""The scripts of the search as one, with what the language knows of its readers' queries."""

from __future__ import annotations

import json
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.search import SearchLanguage

from ..config import code_of
from ..files import write
from ..lang import language
from ..lang.language import Query
from .search_index import language_of
from .themes import THEMES, makes_site

SCRIPT = "search-finder.js"
# In the order in which they know one another.
PARTS = tuple(
    THEMES.parent / "static" / f"search-{name}.js"
    for name in (
        "words",
        "index",
        "forms",
        "query",
        "asked",
        "weights",
        "engine",
        "texts",
        "results",
    )
)


def add(app: Sphinx) -> None:
    """``builder-inited``: write ``_static/search-finder.js``, which search.js loads with the index."""
    if makes_site(app.builder):
        said = known(language(code_of(app.config)).query, language_of(app))
        texts = [path.read_text(encoding="utf-8") for path in PARTS]
        write(Path(app.outdir, "_static", SCRIPT), "\n".join([said, *texts]))


def known(query: Query, words: SearchLanguage) -> str:
    """A script with the words of a ``Query``, as the stems that the index has of them."""

    def stems(text: str) -> str:
        return " ".join(dict.fromkeys(filter(None, map(words.stem, text.split()))))

    data = {
        "light": stems(query.light),
        # A word that is a stem already may end as others do that are none: it stays, too.
        "same": [" ".join(dict.fromkeys(f"{each} {stems(each)}".split())) for each in query.same],
        "spelled": query.spelled,
        "endings": query.endings,
        "derived": query.derived,
        "spaced": query.spaced,
        "denied": query.denied,
        "deniedBefore": query.denied_before,
        "listed": " ".join(dict.fromkeys(" ".join(query.same).split())) if query.derived else "",
    }
    return f"var searchLanguage = {json.dumps(data, ensure_ascii=False)};\n"
