"""The book of each language: what is in it, what a checker says of it, and the site beside it."""

from __future__ import annotations

import posixpath
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pytest
import warm
from bilingual_gallery.source.reading import read
from filelock import FileLock
from helpers import Site, make_site
from pages import LANGUAGES, ROOT, SCRIPTS
from readers import written

XHTML = "{http://www.w3.org/1999/xhtml}"
DC = "{http://purl.org/dc/elements/1.1/}"
OPF = "{http://www.idpf.org/2007/opf}"

TUTORIAL = '''\
# %% [markdown] lang="ko"
"""
# {title} & 값

*첫* 문단입니다.
"""

# %% [markdown] lang="en"
# # {title} & values
#
# The *first* paragraph.

# %%
import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import matplotlib.pyplot as plt

with Path(os.environ["RUNS"]).open("a") as runs:
    runs.write("{title} ")
print("printed by {title}")

# %% [markdown] lang="ko"
# ## 그림
#
# 수식은 $\\sin x$입니다.

# %% [markdown] lang="en"
# ## Figure
#
# The formula is $\\sin x$.

# %%
plt.plot([1, 2])
plt.title("A < B")
plt.show()

# %% [markdown] lang="ko"
# :::{{admonition}} 풀이
# :class: dropdown
# :collapsible:
#
# 답은 3입니다.
# :::
#
# | 이름 | 값 |
# | --- | --- |
# | 하나 | 1 |

# %% [markdown] lang="en"
# :::{{admonition}} Solution
# :class: dropdown
# :collapsible:
#
# The answer is 3.
# :::
#
# | Name | Value |
# | --- | --- |
# | one | 1 |
'''

HOME = """\
---
myst:
  html_meta:
    description: A book & more, {language}
---

# Book in {language}

Read [more](project/more.md), or take <a href="downloads/tutorials.zip">all of it</a>.

```{{eval-rst}}
.. raw:: html

   <div class="sphx-glr-thumbnails">

.. include:: tutorials/blitz/index.rst
   :start-after: .. thumbnail-parent-div-open
   :end-before: .. thumbnail-parent-div-close

.. raw:: html

   </div>
```

```{{toctree}}
:hidden:

tutorials/blitz/index
```
"""

# What a site puts on every page.
PAGE = """{% extends "!page.html" %}
{% block body %}<nav class="language-switch">{{ super() }}</nav>{% endblock %}
"""

EPUB_CONF = """
html_css_files = ["site.css"]
epub_css_files = []
version = "1.0"
author = "somebody"
copyright = f"2020, {author}"
epub_basename = "small"
epub_show_urls = "no"
epub_tocscope = "includehidden"
epub_tocdup = False
epub_contributor = epub_description = author
"""


def make_book_site(root: Path) -> Site:
    """A small site with two tutorials, whose reading order is not that of their titles."""
    scripts = {"a": TUTORIAL.format(title="Zebra"), "나": TUTORIAL.format(title="Ant")}
    site = make_site(root, scripts)
    for language in LANGUAGES:
        home = root / "docs" / language
        (home / "index.md").write_text(HOME.format(language=language))
        (home / "project").mkdir()
        (home / "project" / "more.md").write_text(f"---\norphan: true\n---\n\n# More {language}\n")
        shutil.copy(ROOT / "docs" / language / "cover.png", home)
    (root / "docs" / "_templates" / "page.html").write_text(PAGE)
    conf = root / "docs" / "conf.py"
    conf.write_text(conf.read_text() + EPUB_CONF)
    return site


def make(site: Site, *options: str, out: str = "build/epub") -> subprocess.CompletedProcess[str]:
    """What `make epub` calls, without a date of a commit."""
    command = ["build", "docs", out, "-W", "-b", "epub", "-d", f"{out}-doctrees", *options]
    return warm.run("bilingual_gallery", command, site.root, **variables(site))


def make_html(site: Site) -> None:
    command = ["build", "docs", "build/html", "-W"]
    done = warm.run("bilingual_gallery", command, site.root, **variables(site))
    assert done.returncode == 0, done.stdout + done.stderr


def variables(site: Site) -> dict[str, str | None]:
    return {"RUNS": str(site.root / "runs.txt"), "SOURCE_DATE_EPOCH": None}


class Book:
    """A book as a reader's program sees it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with ZipFile(path) as book:
            self.members = book.infolist()
            self.files = {name: book.read(name) for name in book.namelist()}

    def tree(self, name: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.files[name])

    def text(self, name: str) -> str:
        return self.files[name].decode()

    def meta(self, name: str) -> str | None:
        return self.tree("content.opf").findtext(f".//{DC}{name}")

    def spine(self) -> list[str]:
        package = self.tree("content.opf")
        items = {item.get("id"): item.attrib["href"] for item in package.iter(f"{OPF}item")}
        return [unquote(items[each.get("idref")]) for each in package.iter(f"{OPF}itemref")]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A small site and its books, built once; tests only look at them."""
    site = make_book_site(tmp_path_factory.mktemp("epub"))
    done = make(site)
    assert done.returncode == 0, done.stdout + done.stderr
    return site


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    code: str = request.param
    return code


@pytest.fixture
def book(site: Site, language: str) -> Book:
    return Book(site.root / f"build/epub/{language}/small-{language}.epub")


def accepted(epubcheck: list[str], path: Path) -> None:
    done = subprocess.run(
        [*epubcheck, "--failonwarnings", str(path)], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_checker_accepts_the_book(epubcheck: list[str], book: Book) -> None:
    accepted(epubcheck, book.path)


def test_the_same_sources_make_the_same_bytes(tmp_path: Path, site: Site, book: Book) -> None:
    other = make_book_site(tmp_path)
    shutil.copytree(site.root / "build" / "outputs", tmp_path / "build" / "outputs")
    for _ in range(2):  # from nothing, and where a book lies already
        done = make(other)
        assert done.returncode == 0, done.stdout + done.stderr
        made = tmp_path / book.path.relative_to(site.root)
        assert made.read_bytes() == book.path.read_bytes()
    assert not (tmp_path / "runs.txt").exists()


def test_the_book_bears_the_date_it_is_given(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    command = "-b epub -q -c docs -D language=en docs/en".split()
    assert warm.run("sphinx", [*command, str(tmp_path)], site.root).returncode == 0
    book = Book(tmp_path / "small-en.epub")
    assert book.meta("date") == "2023-11-14T22:13:20Z"
    assert {member.date_time for member in book.members} == {(2023, 11, 14, 22, 13, 20)}


def test_the_first_file_says_plainly_that_it_is_a_book(book: Book) -> None:
    first = book.members[0]
    assert first.filename == "mimetype"
    assert first.compress_type == ZIP_STORED
    assert book.files["mimetype"].strip() == b"application/epub+zip"


def test_pages_come_in_reading_order_and_in_no_other(book: Book) -> None:
    assert book.spine() == [
        "index.xhtml",
        "tutorials/blitz/index.xhtml",
        "tutorials/blitz/a.xhtml",
        "tutorials/blitz/나.xhtml",
        "project/more.xhtml",
    ]


def test_contents_are_by_tutorial_and_section(book: Book, language: str) -> None:
    links = [
        (link.get("href"), "".join(link.itertext()))
        for link in book.tree("nav.xhtml").iter(f"{XHTML}a")
    ]
    word, figure = ("값", "그림") if language == "ko" else ("values", "Figure")
    assert links == [
        ("index.xhtml", f"Book in {language}"),
        ("tutorials/blitz/index.xhtml", "Blitz"),
        ("tutorials/blitz/a.xhtml", f"Zebra & {word}"),
        ("tutorials/blitz/a.xhtml#figure", figure),
        ("tutorials/blitz/나.xhtml", f"Ant & {word}"),
        ("tutorials/blitz/나.xhtml#figure", figure),
        ("project/more.xhtml", f"More {language}"),
    ]
    heading = book.tree("nav.xhtml").findtext(f".//{XHTML}h1")
    assert heading == ("목차" if language == "ko" else "Table of Contents")


def test_a_book_speaks_of_itself_in_its_language(site: Site, book: Book, language: str) -> None:
    assert book.meta("language") == language
    assert book.meta("title") == f"Book in {language}"
    assert book.meta("description") == f"A book & more, {language}"
    assert book.meta("creator") == "somebody"
    assert book.tree("content.opf").get("unique-identifier") == "book-id"
    for page in book.spine():
        assert book.tree(page).get("lang") == language
        assert book.tree(page).get("{http://www.w3.org/XML/1998/namespace}lang") == language
    identifiers = {
        Book(site.root / f"build/epub/{code}/small-{code}.epub").meta("identifier")
        for code in LANGUAGES
    }
    assert len(identifiers) == 2
    assert all(str(each).startswith("urn:uuid:") for each in identifiers)


def test_the_cover_is_that_of_the_language(site: Site, book: Book, language: str) -> None:
    (cover,) = (
        item.attrib["href"]
        for item in book.tree("content.opf").iter(f"{OPF}item")
        if item.get("properties") == "cover-image"
    )
    assert book.files[cover] == (site.root / "docs" / language / "cover.png").read_bytes()


def test_a_tutorial_has_its_code_outputs_formulas_and_figures(book: Book) -> None:
    page = book.tree("tutorials/blitz/a.xhtml")
    assert any(span.get("class") == "kn" for span in page.iter(f"{XHTML}span"))
    assert re.search(r"\.highlight \.kn\s*\{[^}]*color", book.text("_static/pygments.css"))
    outputs = [
        "".join(block.itertext())
        for block in page.iter()
        if "sphx-glr-script-out" in block.get("class", "")
    ]
    assert [text.strip() for text in outputs] == ["printed by Zebra"]
    assert len(list(page.iter("{http://www.w3.org/1998/Math/MathML}math"))) == 1
    (figure,) = page.iter(f"{XHTML}img")
    assert figure.get("alt") == "A < B"
    assert figure.get("srcset") is None
    assert figure.attrib["src"] == "../../_images/sphx_glr_a_001_2_00x.png"
    assert book.files["_images/sphx_glr_a_001_2_00x.png"].startswith(b"\x89PNG")
    assert "_images/sphx_glr_a_001.png" not in book.files


def test_solutions_and_tables_are_there(book: Book, language: str) -> None:
    page = book.tree("tutorials/blitz/a.xhtml")
    solution = page.find(f".//{XHTML}details")
    assert solution is not None
    assert ("답은 3" if language == "ko" else "answer is 3") in "".join(solution.itertext())
    assert len(list(page.iter(f"{XHTML}td"))) == 2


def test_cards_say_what_their_tutorial_is_about_and_how_long_it_takes(
    book: Book, language: str
) -> None:
    cards = [
        " ".join("".join(each.itertext()).split())
        for each in book.tree("index.xhtml").iter(f"{XHTML}div")
        if each.get("class") == "sphx-glr-thumbcontainer"
    ]
    word, said = (
        ("값", "첫 문단입니다.") if language == "ko" else ("values", "The first paragraph.")
    )
    time = "읽는 시간 약 5분" if language == "ko" else "About 5 minutes of reading"
    assert cards == [f"{name} & {word} {said} {time}" for name in ("Zebra", "Ant")]


def test_nothing_in_a_book_leads_to_what_it_has_not(book: Book) -> None:
    for page in [name for name in book.files if name.endswith(".xhtml")]:
        for element in book.tree(page).iter():
            for link in (element.get("href"), element.get("src")):
                if link and not link.startswith(("http:", "https:", "#")):
                    path = posixpath.join(posixpath.dirname(page), unquote(link.partition("#")[0]))
                    assert posixpath.normpath(path) in book.files
        assert "download" not in book.text(page)
        assert "language-switch" not in book.text(page)
    assert not [name for name in book.files if name.endswith((".js", ".html", ".ipynb", ".zip"))]
    assert [name for name in book.files if name.endswith(".css")] == [
        "_static/epub.css",
        "_static/formulas.css",
        "_static/pygments.css",
    ]


def test_no_download_and_no_choice_of_languages_is_made_for_a_book(site: Site) -> None:
    assert list((site.root / "build" / "epub").rglob("*.epub"))
    for name in ("*.ipynb", "tutorials.zip", "index.html"):
        assert not list((site.root / "build" / "epub").rglob(name))


def test_downloads_lead_to_the_site_where_that_has_an_address(tmp_path: Path, site: Site) -> None:
    done = make(
        site, "-D", "bilingual_gallery_site_url=https://x.org/b/", out=str(tmp_path / "out")
    )
    assert done.returncode == 0, done.stdout + done.stderr
    home = (tmp_path / "out" / "ko" / "index.xhtml").read_text(encoding="utf-8")
    assert '<a href="https://x.org/b/ko/downloads/tutorials.zip">all of it</a>' in home


def test_what_an_earlier_build_left_is_not_in_the_book(tmp_path: Path, site: Site) -> None:
    other = make_book_site(tmp_path)
    shutil.copytree(site.root / "build" / "outputs", tmp_path / "build" / "outputs")
    assert make(other).returncode == 0
    other.script("나").unlink()
    done = make(other)
    assert done.returncode == 0, done.stdout + done.stderr
    book = Book(tmp_path / "build/epub/en/small-en.epub")
    assert not [name for name in book.files if "/나.xhtml" in name or "_나_" in name]


def test_the_site_stays_as_it_was_and_nothing_runs_again(tmp_path: Path) -> None:
    site = make_book_site(tmp_path)
    make_html(site)
    before = written(tmp_path / "build" / "html"), written(tmp_path / "build" / "doctrees")
    sources = written(tmp_path / "docs")
    assert make(site).returncode == 0
    assert (
        written(tmp_path / "build" / "html"),
        written(tmp_path / "build" / "doctrees"),
    ) == before
    assert written(tmp_path / "docs") == sources
    make_html(site)  # it finds all its pages done
    again = written(tmp_path / "build" / "html")
    assert {name: content for name, (content, _) in again.items()} == {
        name: content for name, (content, _) in before[0].items()
    }
    pages = [name for name in again if re.search(r"/(index|[ab]|more)\.html$", name)]
    assert [again[name] for name in pages] == [before[0][name] for name in pages]
    assert sorted((tmp_path / "runs.txt").read_text().split()) == ["Ant", "Zebra"]


def test_a_book_reads_nothing_of_what_was_read_for_the_site(tmp_path: Path) -> None:
    site = make_book_site(tmp_path)
    make_html(site)
    done = warm.run(
        "bilingual_gallery",
        ["build", "docs", "build/epub", "-W", "-b", "epub"],
        site.root,
        **variables(site),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    book = Book(tmp_path / "build/epub/en/small-en.epub")
    assert "Zebra" in " ".join(book.text(name) for name in book.files if name.endswith(".xhtml"))


def test_an_author_reads_where_a_page_cannot_be_in_a_book(tmp_path: Path, site: Site) -> None:
    other = make_book_site(tmp_path)
    shutil.copytree(site.root / "build" / "outputs", tmp_path / "build" / "outputs")
    more = tmp_path / "docs" / "en" / "project" / "more.md"
    more.write_text("---\norphan: true\n---\n\n# More\n\n<p>never closed\n")
    home = tmp_path / "docs" / "en" / "index.md"
    home.write_text(home.read_text() + '\nA <a href="elsewhere.pdf">file</a>.\n')
    done = make(other)
    assert done.returncode == 1
    assert re.search(
        r"more\.md: WARNING: its HTML is not well-formed, .*; mend its raw HTML", done.stdout
    )
    told = "a link leads to elsewhere.pdf, which is not in the book; leave it out there"
    assert f"index.md: WARNING: {told}" in done.stdout


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory, own_site: Callable[[], FileLock]) -> Path:
    """The project's own books."""
    out = tmp_path_factory.mktemp("books")
    command = ["build", "docs", str(out), "-W", "-b", "epub", "-d", str(out / "doctrees")]
    with own_site():
        done = warm.run("bilingual_gallery", command, ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def test_a_checker_accepts_the_projects_own_book(
    epubcheck: list[str], books: Path, language: str
) -> None:
    accepted(epubcheck, books / language / f"pytorch-60-minute-blitz-{language}.epub")


def test_neither_book_lists_its_contents_in_the_other_language(books: Path) -> None:
    english, korean = (
        Book(books / code / f"pytorch-60-minute-blitz-{code}.epub") for code in ("en", "ko")
    )
    for name in ("nav.xhtml", "toc.ncx", "content.opf"):
        assert not re.findall("[가-힣]+", english.text(name))
    entries = {
        "".join(link.itertext()): link.attrib["href"]
        for link in korean.tree("nav.xhtml").iter(f"{XHTML}a")
    }
    latin = {entry for entry in entries if not re.search("[가-힣ㄱ-ㅎ]", entry)}
    titles = {read(script, LANGUAGES).title("ko") for script in SCRIPTS}  # their authors' own
    # The page of calls has a section for each library, called as code calls it.
    names = {
        entry
        for entry, place in entries.items()
        if place.startswith("calls.xhtml#") and re.fullmatch(r"[a-z]\w*(\.\w+)*|Python", entry)
    }
    assert latin <= {"A–Z"} | titles | names
    for name in ("title", "description", "creator", "publisher", "rights"):
        assert re.search("[가-힣]", str(korean.meta(name)))


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 768])
def test_nothing_is_wider_than_the_page(
    browser: Any, tmp_path: Path, books: Path, language: str, width: int
) -> None:
    book = Book(books / language / f"pytorch-60-minute-blitz-{language}.epub")
    with ZipFile(book.path) as packed:
        packed.extractall(tmp_path)
    page = browser.new_page(viewport={"width": width, "height": 844})
    for name in book.spine():
        page.goto((tmp_path / name).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        pictures = page.evaluate(
            "Array.from(document.images, image => [image.naturalWidth, image.width, image.height])"
        )
        for natural, wide, high in pictures:
            assert natural > 0
            assert wide <= width
            assert high <= 844
    page.close()
