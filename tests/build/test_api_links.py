"""Names in code and prose lead to their references, as the run has them, on a site in three languages."""

from __future__ import annotations

import json
import re
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from conftest import Once
from helpers import Site, make_site
from inventories import NAMES, packed
from readers import soup

LANGUAGES = ("ko", "en", "ja")
OPTION = """
bilingual_gallery_references = {
    "python": ("https://docs.python.org/3/", "inventories/python.inv"),
}
copyright = version = "1"
bilingual_gallery_editions = [
    {"ko": "https://docs.python.org/ko/3/", "en": "https://docs.python.org/3/"},
]
"""


def passage(heading: str, text: str) -> str:
    return "".join(
        f'# %% [markdown] lang="{code}"\n# {heading} {title}\n#\n# {text}\n\n'
        for code, title in (("ko", "이름"), ("en", "Names"), ("ja", "なまえ"))
    )


TUTORIAL = (
    '# %% [markdown] lang="ko"\n"""\n# 링크\n\n첫 문단입니다.\n"""\n\n'
    '# %% [markdown] lang="en"\n# # Links\n#\n# The first.\n\n'
    '# %% [markdown] lang="ja"\n# # リンク\n#\n# さいしょ。\n\n'
    "# %%\nimport math\nfrom fractions import Fraction\n\n"
    "half = Fraction(1, 2)\n"
    "# ko: 제곱근을 구합니다.\n# en: The root.\n# ja: ね。\n"
    'print(math.sqrt(4), half.limit_denominator(3), f"{math.pi}", "math.pi")\n\n'
    + passage(
        "##",
        "`sqrt`, `math.sqrt(4)`, `half.limit_denominator`, `limit_denominator`, `half`, `math.pi`, `math()`, "
        "`rows`, `Fraction(1).limit_denominator()`, [`print`](https://example.org/)",
    )
    + "# %%\nrows = []\nrows.append(math.sqrt(9))\n\n\n"
    "@print\ndef f(math):\n    math.sqrt\n\n"
    "# %%\nmath = {}\nmath.get(1)\nsum = rows\nsum.append(2)\n\n"
    "# %%\nmath.get(2)\ndel math\n"
)


@pytest.fixture(scope="module")
def built(once: Once) -> Site:
    def make(root: Path) -> None:
        site = make_site(root, {"small": TUTORIAL}, LANGUAGES)
        site.add_to_conf(OPTION)
        (root / "docs/inventories").mkdir()
        (root / "docs/inventories/python.inv").write_bytes(packed())
        done = site.make()
        assert done.returncode == 0, done.stdout + done.stderr

    return Site(once("api-links", make), LANGUAGES)


def code_links(page: BeautifulSoup) -> list[list[tuple[str, str]]]:
    """For each cell its links, each the text and the end of the address."""
    cells = page.select("article .highlight-python pre")
    return [
        [(a.get_text(), str(a["href"]).rpartition("/")[2]) for a in each.select("a.api")]
        for each in cells
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_in_code_lead_to_what_they_were_in_the_run(built: Site, language: str) -> None:
    cells = code_links(soup(built.page(language)))
    assert cells[0] == [
        ("math", "math.html#module-math"),
        ("fractions", "fractions.html#module-fractions"),
        ("Fraction", "fractions.html#fractions.Fraction"),
        ("print", "functions.html#print"),
        ("math.sqrt", "math.html#math.sqrt"),
        ("limit_denominator", "fractions.html#fractions.Fraction.limit_denominator"),
    ]
    # A parameter is called like the module there, so the module's name is told of neither.
    assert cells[1] == [("append", "stdtypes.html#list.append")]
    assert cells[2] == []  # two things have each of these names in this cell
    assert cells[3] == [("get", "stdtypes.html#dict.get")]


def test_code_with_links_is_the_code_without(built: Site) -> None:
    cell = soup(built.page("en")).select("article .highlight-python pre")[0]
    text = cell.get_text()
    assert 'print(math.sqrt(4), half.limit_denominator(3), f"{math.pi}", "math.pi")' in text
    assert text.startswith("import math\nfrom fractions import Fraction\n")
    assert cell.select("a.api")
    for link in cell.select("a.api"):
        assert all(isinstance(each, Tag) and each.name == "span" for each in link.children)
        assert link.attrs.keys() == {"class", "href"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_inline_code_leads_where_it_can_mean_one_thing(built: Site, language: str) -> None:
    paragraph = soup(built.page(language)).select_one("article section section p")
    assert paragraph is not None
    links = [(a.get_text(), str(a["href"])) for a in paragraph.select("a.api")]
    assert [text for text, _ in links] == ["sqrt", "half.limit_denominator"], links
    assert links[0][1].endswith("/library/math.html#math.sqrt")


def test_an_edition_in_the_readers_language_is_chosen(built: Site) -> None:
    begins = {
        code: str(link["href"]).rpartition("/library/")[0]
        for code in LANGUAGES
        for link in soup(built.page(code)).select("article pre a.api")[:1]
    }
    python = "https://docs.python.org"
    assert begins == {"ko": f"{python}/ko/3", "en": f"{python}/3", "ja": f"{python}/3"}


def test_the_notebook_and_the_script_are_untouched(built: Site) -> None:
    notebook = json.loads(built.download("en", "blitz/small.ipynb").read_text())
    code = "".join("".join(cell["source"]) for cell in notebook["cells"])
    script = built.download("en", "blitz/small.py").read_text()
    assert "called:" not in code + script
    assert "docs.python.org" not in code + script


def test_a_second_build_and_a_new_inventory(built: Site) -> None:
    page = built.page("en")
    before = page.read_bytes()
    assert built.make().returncode == 0
    assert page.read_bytes() == before
    file = built.root / "docs/inventories/python.inv"
    try:
        file.write_bytes(packed(NAMES.replace("library/math.html", "library/maths.html")))
        assert built.make().returncode == 0
        assert "library/maths.html#math.sqrt" in page.read_text()
        assert "library/math.html" not in page.read_text()
    finally:
        file.write_bytes(packed())
    assert built.make().returncode == 0
    assert page.read_bytes() == before


def test_the_book_has_the_links(built: Site) -> None:
    done = built.make("-b", "epub", "-d", "build/doctrees/epub")
    assert done.returncode == 0, done.stdout + done.stderr
    (book,) = built.root.glob("build/html/en/*-en.epub")
    with zipfile.ZipFile(book) as packed_book:
        (name,) = (each for each in packed_book.namelist() if each.endswith("small.xhtml"))
        text = packed_book.read(name).decode()
    assert 'href="https://docs.python.org/3/library/math.html#math.sqrt"' in text


def test_without_references_a_page_is_as_it_was(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"small": TUTORIAL}, LANGUAGES)
    done = site.make()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "called:" not in site.source("en").read_text()
    assert not soup(site.page("en")).select("a.api")


DAMAGED = {
    "missing": (None, r"python\.inv cannot be read \(No such file or directory\)"),
    "empty": (b"", r"python\.inv is no inventory \("),
    "a page of HTML": (b"<!DOCTYPE html><title>404</title>", r"python\.inv is no inventory \("),
    "cut off": (packed()[:-9], r"python\.inv is no inventory \("),
    "another version": (packed().replace(b"version 2", b"version 9"), r"is no inventory \("),
    "labels alone": (packed("a std:label -1 a.html A\n"), r"\(it has no name of Python\)"),
}


@pytest.mark.parametrize("content, told", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_inventory_is_told_in_one_line(
    tmp_path: Path, content: bytes | None, told: str
) -> None:
    site = make_site(tmp_path)
    site.add_to_conf(OPTION)
    (tmp_path / "docs/inventories").mkdir()
    if content is not None:
        (tmp_path / "docs/inventories/python.inv").write_bytes(content)
    done = site.run("check", "docs")
    line = (tmp_path / "docs/conf.py").read_text().split("\n").index(OPTION.split("\n")[2]) + 1
    assert done.returncode == 1
    (said,) = (done.stdout + done.stderr).strip().split("\n")
    assert re.match(rf"docs/conf\.py:{line}: {told}", said) or re.search(told, said), said
    assert said.endswith("get it with `python -m bilingual_gallery inventories`"), said


@pytest.mark.parametrize(
    "value",
    [
        '["torch"]',
        '{"torch": "https://a/"}',
        '{"torch": ("a", "b")}',
        '{"torch": ("https://a/", None)}',
    ],
)
def test_what_is_no_table_of_references_is_told(tmp_path: Path, value: str) -> None:
    site = make_site(tmp_path)
    site.add_to_conf(f"bilingual_gallery_references = {value}\n")
    done = site.run("check", "docs")
    assert done.returncode == 1
    (said,) = (done.stdout + done.stderr).strip().split("\n")
    assert "write a table of addresses and inventories, as in" in said


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    folder = tmp_path / "published"
    folder.mkdir()

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{served.server_port}/", folder
        served.shutdown()


def test_the_command_gets_what_is_published(tmp_path: Path, server: tuple[str, Path]) -> None:
    address, published = server
    site = make_site(tmp_path / "site")
    site.add_to_conf(
        "bilingual_gallery_references = {\n"
        f'    "one": ("{address}", "inventories/one.inv"),\n'
        f'    "two": ("{address}none", "inventories/two.inv"),\n'
        "}\n"
    )
    (published / "objects.inv").write_bytes(packed())
    done = site.run("inventories", "docs")
    said = (done.stdout + done.stderr).strip().split("\n")
    assert done.returncode == 1
    assert said[0] == "docs/inventories/one.inv: 10 names, written"
    assert re.fullmatch(
        r"docs/conf\.py:\d+: \S+none/objects\.inv gives no inventory; .*\(File not found\)", said[1]
    )
    kept = site.root / "docs/inventories/one.inv"
    assert b"label" not in kept.read_bytes()
    first = kept.read_bytes()
    assert "as it was" in site.run("inventories", "docs").stdout
    assert kept.read_bytes() == first
    (published / "objects.inv").write_bytes(b"<html>")
    assert site.run("inventories", "docs").returncode == 1
    assert kept.read_bytes() == first
