"""Compare ways to search: what they find, in a browser, and how large their indexes are.

python benchmarks/search.py build [--language ko] [--told]   after `make html`

kiwipiepy and npm, which Pagefind comes from, are left out if missing; ``--told`` has what is not found.
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
from functools import partial
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import sphinx
from bilingual_gallery.lang.korean_search import SEARCH
from bilingual_gallery.site.search_index import Format
from bilingual_gallery.site.search_queries import PARTS
from bilingual_gallery.site.search_sections import sections_of
from docutils import nodes
from sphinx.search import IndexBuilder, js_index

if __package__:
    from . import asked as reading
    from . import pagefind
else:  # as a program
    import asked as reading
    import pagefind

QUERIES = Path(__file__).with_name("search_queries.toml")
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
OUR_FIND = """query => {
  const { results, fits } = Search.find(query);
  return results.map((result) => ({ ...result, fits }));
}"""

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
    names = ("language_data.js", "search-finder.js")
    data = [(site / "_static" / name).read_text(encoding="utf-8") for name in names]
    index = (site / "searchindex.js").read_text(encoding="utf-8")
    return Way("ours", index, tuple(data))


def engine() -> list[str]:
    """The scripts of our search."""
    return [path.read_text(encoding="utf-8") for path in PARTS]


def index_of(pages: dict[str, nodes.document], words: Callable[[str], list[str]]) -> str:
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


def words_in(index: str, which: str = "words") -> list[str]:
    """The words of our index, or the names, written as ``fronted`` writes them."""
    found, before = [], ""
    listed = json.loads(index[index.index("{") : -1])[which]
    for same, rest in re.findall("([A-Z])([^A-Z]*)", listed):
        before = before[: ord(same) - ord("A")] + rest
        found.append(before)
    return found


def whole(text: str) -> list[str]:
    """The words as they stand."""
    return [word for word in SEARCH.split(text.lower()) if not word.isdigit()]


def bigrams(text: str) -> list[str]:
    """Every two letters of Hangul that stand together; other words as they are."""
    found = []
    for word in SEARCH.split(text.lower()):
        hangul = "가" <= word[0] <= "힣" and len(word) > 2
        found += [a + b for a, b in pairwise(word)] if hangul else [word]
    return [word for word in found if not word.isdigit()]


def analysed() -> Callable[[str], list[str]]:
    """The words as kiwipiepy takes them apart: nouns, the stems of verbs, and foreign words."""
    from kiwipiepy import Kiwi

    kiwi = Kiwi()
    kept = ("N", "V", "MA", "XR", "SL")

    def words(text: str) -> list[str]:
        tokens = [token for token in kiwi.tokenize(text) if token.tag.startswith(kept)]
        return [form for token in tokens for form in token.form.lower().split()]

    return words


def ways(build: Path, language: str) -> list[Way]:
    """Every way that can be measured here."""
    pages = doctrees(build, language)
    found = [sphinx_way(pages, language), our_way(build / "html" / language)]
    none = "var stopwords = new Set();"
    if language == "ko":
        found.append(Way("whole words", index_of(pages, whole), (none, WHOLE, *engine())))
        found.append(Way("bigrams", index_of(pages, bigrams), (none, BIGRAMS, *engine())))
        try:
            words = analysed()
        except ImportError:
            return found
        index = index_of(pages, words)
        known = f"window.knownWords = new Set({json.dumps(words_in(index))});"
        found.append(Way("kiwipiepy", index, (none, LONGEST, *engine(), known)))
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


Find = Callable[[list[str]], list[list[dict[str, str]]]]


def astray(
    find: Find, asked: list[tuple[str, list[str]]], knows_sections: bool = True
) -> list[tuple[str, str]]:
    """The words that do not lead first to a section of theirs, each with where it leads.

    Where a way knows no sections, the page is enough.
    """
    found = find([word for word, _ in asked])
    leads = [f"{each[0]['page']}#{each[0].get('id', '')}" if each else "" for each in found]
    if not knows_sections:
        asked = [(word, [f"{each.partition('#')[0]}#" for each in right]) for word, right in asked]
    return [
        (word, there)
        for (word, right), there in zip(asked, leads, strict=True)
        if there not in right
    ]


def missed(find: Find, asked: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The queries whose page is not among the first pages that this way finds."""
    found = find([query for query, _ in asked])
    return [
        (query, right)
        for (query, right), each in zip(asked, found, strict=True)
        if right not in [result["page"] for result in each[:FIRST]]
    ]


def tops(build: Path, language: str) -> dict[str, str]:
    """The id of each page's first heading, to which a link to the page alone leads."""
    return {
        name: section["ids"][0]
        for name, doctree in doctrees(build, language).items()
        if (section := doctree.next_node(nodes.section)) is not None
    }


def told(language: str, heads: dict[str, str], find: Find, knows_sections: bool) -> tuple[str, str]:
    """The cells of the table of what a way finds, and what it does not."""
    cells, lines = [], []
    for number, file in enumerate(reading.SETS, 1):
        asked = reading.of(language, file)
        pairs = list(zip(asked, find([each.query for each in asked]), strict=True))
        for held in (False, True):
            which = f"{'held' if held else 'open'} {number}"
            half = [(each, result) for each, result in pairs if each.held == held]
            much = reading.answered(*map(list, zip(*half, strict=True)), heads)
            cells.append(f"{much.first / much.asked:.3f} / {much.among / much.asked:.3f}")
            for each, result in half:
                at = reading.place(each, result, heads)
                if at != 0:
                    there = ", ".join(
                        f"{one['page']}#{one.get('id', '')}" for one in result[:FIRST]
                    )
                    lines.append(
                        f"    {which} {'missed' if at is None else at + 1}: {each.query} → {there}"
                    )
            lines.append(f"    {which}: nothing found for {much.nothing}, unfit {much.unfit}")
    called, pages = words(language), queries(language)
    wrong, lost = astray(find, called, knows_sections), missed(find, pages)
    lines += [f"    leads elsewhere: {word} → {there}" for word, there in wrong]
    lines += [f"    page not found: {query} → {page}" for query, page in lost]
    cells += [f"{1 - len(each) / len(all_):.3f}" for each, all_ in ((wrong, called), (lost, pages))]
    return " | ".join(cells), "\n".join(lines)


def main() -> None:
    """Print a table of the ways."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=Path)
    parser.add_argument("--language", default="ko")
    parser.add_argument("--told", action="store_true")
    given = parser.parse_args()
    found = ways(given.build, given.language)
    heads = tops(given.build, given.language)
    base = found[0].index.encode()
    # Sphinx escapes what is not ASCII, six bytes to a letter.
    plain = re.sub(rb"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)).encode(), base)

    def row(name: str, size: str, small: int, cells: str) -> None:
        print(f"| {name} | {cells} | {size} | {small} | {small / packed_size(base):.2f} |")

    print(
        "| way | open 1 | held 1 | open 2 | held 2 | words | pages | bytes | compressed | of Sphinx's |"
    )
    print("| --- |" + " ---: |" * 9)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for way in found:
            find = partial(results, browser, way)
            cells, lines = told(given.language, heads, find, way.find != SPHINX_FIND)
            size = way.index.encode()
            row(way.name, f"{len(size)} ({len(size) / len(base):.2f})", packed_size(size), cells)
            if given.told:
                print(lines)
        if shutil.which("npm"):
            copy = pagefind.indexed(given.build / "html" / given.language, given.language)
            find = partial(pagefind.results, browser, copy)
            cells, lines = told(given.language, heads, find, True)
            row(f"Pagefind {pagefind.VERSION}", "", pagefind.size(copy, pagefind.INDEX), cells)
            print(f"    and {pagefind.size(copy, pagefind.TEXTS)} bytes of texts")
            if given.told:
                print(lines)
    print(f"Sphinx's index in UTF-8: {len(plain)} bytes, {packed_size(plain)} compressed")
    texts = [
        path.read_bytes()
        for path in (given.build / "html" / given.language / "_search").rglob("*.js")
    ]
    print(
        f"texts for our excerpts: {sum(map(packed_size, texts))} bytes compressed, a page at a time"
    )


def packed_size(data: bytes) -> int:
    """The bytes of a file as it is sent."""
    return len(gzip.compress(data, mtime=0))


if __name__ == "__main__":
    main()
