"""Compare ways to search in Korean: what they find, in a browser, and how large their indexes are.

python benchmarks/search.py build [--language ko]   after `make html`; kiwipiepy is left out if missing
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import pickle
import re
import shutil
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import sphinx
from bilingual_gallery.lang.korean_search import SEARCH
from bilingual_gallery.site.search_index import Format, sections_of
from bilingual_gallery.site.themes import THEMES
from docutils import nodes
from sphinx.search import IndexBuilder, js_index

QUERIES = Path(__file__).with_name("search_queries.toml")
ENGINE = THEMES.parent / "static" / "search-engine.js"
THEME = Path(sphinx.package_dir) / "themes" / "basic" / "static"
FIRST = 3

# What a page of Sphinx's has, for its own search.
SPHINX_PAGE = """
window.DOCUMENTATION_OPTIONS = {BUILDER: "html", FILE_SUFFIX: ".html", LINK_SUFFIX: ".html"};
window.SPHINX_HIGHLIGHT_ENABLED = false;
"""
SPHINX_FIND = """query => {
  const results = Search._performSearch(...Search._parseQuery(query));
  return results.reverse().map(([page]) => ({page}));
}"""
OUR_FIND = "query => Search.find(query)"

WHOLE = """
var Stemmer = function () { this.stemWord = (word) => word; };
var splitQuery = (query) => query.match(/[가-힣]+|(?:(?![가-힣])[\\p{L}\\p{N}_])+/gu) ?? [];
"""
BIGRAMS = """
var Stemmer = function () { this.stemWord = (word) => word; };
var splitQuery = (query) => (query.match(/[가-힣]+|(?:(?![가-힣])[\\p{L}\\p{N}_])+/gu) ?? []).flatMap(
  (word) => /^[가-힣]{3,}/.test(word)
    ? [...word].slice(1).map((letter, before) => word[before] + letter) : [word]);
"""
# Of a query, the longest beginning that the index has as a word.
LONGEST = """
var Stemmer = function () {
  this.stemWord = (word) => {
    for (let length = word.length; length > 0; length -= 1) {
      if (!window.knownWords || window.knownWords.has(word.slice(0, length)))
        return word.slice(0, length);
    }
    return word;
  };
};
var splitQuery = (query) => query.match(/[가-힣]+|(?:(?![가-힣])[\\p{L}\\p{N}_])+/gu) ?? [];
"""


@dataclass(frozen=True)
class Way:
    """One way to search: its index, and what a page needs to search it."""

    name: str
    index: str
    scripts: tuple[str, ...]
    find: str = OUR_FIND


def doctrees(build: Path, language: str) -> dict[str, nodes.document]:
    """The pages of a built site that may be found."""
    folder = build / "doctrees" / language
    env = pickle.loads((folder / "environment.pickle").read_bytes())
    return {
        name: pickle.loads((folder / f"{name}.doctree").read_bytes())
        for name in sorted(env.found_docs)
        if "nosearch" not in env.metadata[name]
    }


def sphinx_way(pages: dict[str, nodes.document], language: str) -> Way:
    """Sphinx's own search, as it is without a word of ours; for Korean it has no rules."""
    kept = ("titles", "filenames", "mapping", "title_mapping", "all_titles", "index_entries")
    kept += ("objtypes", "objnames")
    env: Any = SimpleNamespace(
        version=1,
        domains=SimpleNamespace(sorted=list),
        **{f"_search_index_{name}": {} for name in kept},
    )
    builder = IndexBuilder(env, "en", {}, "")
    for name, doctree in pages.items():
        builder.feed(name, f"{name}.md", doctree.next_node(nodes.title).astext(), doctree)
    stream = io.StringIO()
    builder.dump(stream, js_index)
    data = f"var stopwords = new Set({json.dumps(sorted(builder.lang.stopwords))});"
    tools = [(THEME / name).read_text() for name in ("doctools.js", "searchtools.js")]
    code = builder.get_js_stemmer_code()
    return Way("Sphinx", stream.getvalue(), (SPHINX_PAGE, data, code, *tools), SPHINX_FIND)


def our_way(site: Path) -> Way:
    """The search of a built site of one language."""
    data = (site / "_static" / "language_data.js").read_text(encoding="utf-8")
    index = (site / "searchindex.js").read_text(encoding="utf-8")
    return Way("stems", index, (data, ENGINE.read_text(encoding="utf-8")))


def index_of(pages: dict[str, nodes.document], words: Callable[[str], set[str]]) -> str:
    """Our index of the pages, with the words that ``words`` takes from a text."""
    noted = {name: sections_of(doctree, words) for name, doctree in pages.items()}
    frozen = {
        "docnames": list(pages),
        "filenames": [f"{name}.md" for name in pages],
        "titles": [doctree.next_node(nodes.title).astext() for doctree in pages.values()],
        "envversion": 1,
    }
    stream = io.StringIO()
    Format(SimpleNamespace(bilingual_gallery_sections=noted)).dump(frozen, stream)  # type: ignore
    return stream.getvalue()


def whole(text: str) -> set[str]:
    """The words as they stand."""
    return {word for word in SEARCH.split(text.lower()) if not word.isdigit()}


def bigrams(text: str) -> set[str]:
    """Every two letters of Hangul that stand together; other words as they are."""
    found = set()
    for word in SEARCH.split(text.lower()):
        hangul = "가" <= word[0] <= "힣" and len(word) > 2
        found |= {a + b for a, b in pairwise(word)} if hangul else {word}
    return {word for word in found if not word.isdigit()}


def analysed() -> Callable[[str], set[str]]:
    """The words as kiwipiepy takes them apart: nouns, the stems of verbs, and foreign words."""
    from kiwipiepy import Kiwi

    kiwi = Kiwi()
    kept = ("N", "V", "MA", "XR", "SL")

    def words(text: str) -> set[str]:
        tokens = [token for token in kiwi.tokenize(text) if token.tag.startswith(kept)]
        return {form for token in tokens for form in token.form.lower().split()}

    return words


def ways(build: Path, language: str) -> list[Way]:
    """Every way that can be measured here."""
    pages = doctrees(build, language)
    engine = ENGINE.read_text(encoding="utf-8")
    found = [sphinx_way(pages, language), our_way(build / "html" / language)]
    none = "var stopwords = new Set();"
    if language == "ko":
        found.append(Way("whole words", index_of(pages, whole), (none, WHOLE, engine)))
        found.append(Way("bigrams", index_of(pages, bigrams), (none, BIGRAMS, engine)))
        try:
            words = analysed()
        except ImportError:
            return found
        index = index_of(pages, words)
        known = json.loads(index[len("Search.setIndex(") : -1])
        listed = f"{known['terms']} {known['titleterms']}".split(" ")[::2]
        after = f"window.knownWords = new Set({json.dumps(listed)});"
        found.append(Way("kiwipiepy", index, (none, LONGEST, engine, after)))
    return found


def queries(language: str) -> list[tuple[str, str]]:
    """What is typed, and the page that has to be found."""
    pages = tomllib.loads(QUERIES.read_text(encoding="utf-8"))[language]
    return [(query, page) for page, each in pages.items() for query in each["queries"]]


def words(language: str) -> list[tuple[str, list[str]]]:
    """What people call our terms, and the sections to one of which each has to lead first."""
    told = tomllib.loads(QUERIES.read_text(encoding="utf-8"))["words"][language]
    return [(word, [right] if isinstance(right, str) else right) for word, right in told.items()]


def results(browser: Any, way: Way, asked: list[str]) -> list[list[dict[str, str]]]:
    """What a way finds for each query, best first."""
    page = browser.new_page()
    page.set_content("<!doctype html><html data-content_root='./'><body></body></html>")
    for script in (*way.scripts, way.index):
        page.add_script_tag(content=script)
    found: list[list[dict[str, str]]] = page.evaluate(f"asked => asked.map({way.find})", asked)
    page.close()
    return found


def astray(browser: Any, way: Way, asked: list[tuple[str, list[str]]]) -> list[tuple[str, str]]:
    """The words that do not lead first to a section of theirs, each with where it leads.

    Where a way knows no sections, the page is enough.
    """
    found = results(browser, way, [word for word, _ in asked])
    leads = [
        (first := each[0])["page"] + "#" + first.get("id", "") if each else "" for each in found
    ]
    if way.find == SPHINX_FIND:
        asked = [(word, [f"{each.partition('#')[0]}#" for each in right]) for word, right in asked]
    return [
        (word, there)
        for (word, right), there in zip(asked, leads, strict=True)
        if there not in right
    ]


def missed(browser: Any, way: Way, asked: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The queries whose page is not among the first pages that this way finds."""
    found = results(browser, way, [query for query, _ in asked])
    return [
        (query, right)
        for (query, right), each in zip(asked, found, strict=True)
        if right not in [result["page"] for result in each[:FIRST]]
    ]


def main() -> None:
    """Print a table of the ways."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=Path)
    parser.add_argument("--language", default="ko")
    given = parser.parse_args()
    asked, called = queries(given.language), words(given.language)
    found = ways(given.build, given.language)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        print(
            "| way | recall | bytes | of Sphinx's | compressed |\n| --- | ---: | ---: | ---: | ---: |"
        )
        for way in found:
            lost = missed(browser, way, asked)
            size, base = len(way.index.encode()), len(found[0].index.encode())
            small = len(gzip.compress(way.index.encode(), mtime=0))
            recall = 1 - len(lost) / len(asked)
            print(f"| {way.name} | {recall:.3f} | {size} | {size / base:.2f} | {small} |")
            print(*(f"    {query} → {page}" for query, page in lost[:8]), sep="\n")
            wrong = astray(browser, way, called)
            print(
                f"    {len(called) - len(wrong)} of {len(called)} words lead first where they should"
            )
    # Sphinx escapes what is not ASCII, six bytes to a letter.
    plain = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), found[0].index)
    print(f"Sphinx's index in UTF-8: {len(plain.encode())} bytes")


if __name__ == "__main__":
    main()
