"""Our ways to take words apart, as Sphinx's search has them.

A language whose file says nothing of the search is left to Sphinx.
"""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.search import SearchLanguage

from ..lang import languages
from ..lang.language import Search


def of(code: str, search: Search) -> type[SearchLanguage]:
    """The class that Sphinx asks for the words of a language."""

    class Words(SearchLanguage):
        lang = code
        language_name = code
        js_stemmer_code = search.javascript

        def split(self, input: str) -> list[str]:
            return search.split(input)

        def stem(self, word: str) -> str:
            return search.stem(word)

        def word_filter(self, word: str) -> bool:
            """Is it a word to find a page by?"""
            return bool(word) and super().word_filter(word)

    return Words


def register(app: Sphinx) -> None:
    """``setup``: tell Sphinx of every language that brings its own way."""
    for each in languages():
        if each.search is not None:
            app.add_search_language(of(each.code, each.search))
