"""Nothing from elsewhere: what a page asks for, what it may run, and how much there is to load."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shots
from bilingual_gallery.lang import language
from bilingual_gallery.site.assets import SHEETS
from bilingual_gallery.site.csp import MARK, with_policy
from fontTools.ttLib import TTFont
from helpers import TUTORIAL, dressed
from pages import LANGUAGES, ROOT
from readers import soup
from serve import served

# A tutorial page's weight, compressed, without its figures and fonts, and what it asks for in all.
PACKAGE = ROOT / "docs" / "_ext" / "bilingual_gallery"
FURO = PACKAGE / "themes" / "furo" / "static" / "furo.css"
WEIGHT = 80_000
REQUESTS = 20
# What hangs on a page that somebody got a script into.
HARMED = "window.harmed === undefined ? '' : String(window.harmed)"


def pages(project: Path) -> list[str]:
    return sorted(
        path.relative_to(project).as_posix()
        for pattern in ("*.html", "*/*.html", "*/project/*.html", "*/tutorials/**/*.html")
        for path in project.glob(pattern)
    )


@pytest.fixture(scope="module")
def address(project: Path) -> Iterator[str]:
    with served(project, "/below/it") as address:
        yield address


# A page of each kind; test_every_page.py opens all of them from their folder.
KINDS = [
    "index.html",
    "ko/index.html",
    "en/tutorials/blitz/tensors.html",
    "ko/tutorials/blitz/autograd.html",
    "en/tutorials/index.html",
    "ko/glossary.html",
    "en/search.html",
    "ko/project/speed.html",
]


@pytest.mark.browser
def test_a_page_of_a_host_asks_that_alone_and_keeps_to_its_policy(
    browser: Any, address: str
) -> None:
    context = browser.new_context(locale="fr-FR")  # the chooser leads nowhere by itself
    context.add_init_script("localStorage.setItem('compare', 'on')")
    tab = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("response", lambda reply: said.append(reply.url) if reply.status >= 400 else None)
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    for name in KINDS:
        tab.goto(f"{address}/{name}")
        if name.startswith(LANGUAGES):  # all that a page loads later
            tab.keyboard.press("Control+k")
            tab.keyboard.type("a")
            tab.wait_for_selector(".search-count:not(:empty)")
            tab.keyboard.press("Escape")
            if tab.locator(".compare").count():
                tab.wait_for_selector(".comparing")
    context.close()
    assert said == []
    assert len(asked) > 10 * len(KINDS)
    assert [url for url in asked if not url.startswith(f"{address}/")] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.browser
def test_a_tutorial_page_is_light(project: Path, browser: Any, address: str, language: str) -> None:
    for name in [name for name in pages(project) if name.startswith(f"{language}/tutorials/")]:
        context = browser.new_context()
        tab = context.new_page()
        loaded: list[Any] = []
        tab.on("requestfinished", lambda request, loaded=loaded: loaded.append(request))
        tab.goto(f"{address}/{name}", wait_until="networkidle")
        tab.evaluate(shots.LOAD)  # the figures that a reader comes to later too
        sizes = {
            request.url: request.sizes()["responseBodySize"]
            for request in loaded
            # The prose of other languages is asked for when a reader begins to move, which a browser tells of a
            # page that moves under a pointer, too.
            if request.resource_type not in ("image", "font")
            and "/_counterparts/" not in request.url
        }
        context.close()
        assert len(loaded) <= REQUESTS, name
        assert 10_000 < sum(sizes.values()) <= WEIGHT, (name, sizes)


def test_no_script_holds_a_page_up(project: Path) -> None:
    for name in pages(project):
        html = soup(project / name)
        scripts = html.select("script[src]")
        assert all(script.has_attr("defer") for script in scripts)
        # Two pages have none to load: what chooses the language, and what is found where nothing is.
        assert len(scripts) >= 2 or name in ("index.html", "404.html")


def test_the_policy_allows_what_a_page_has_and_nothing_that_comes_later(project: Path) -> None:
    for name in pages(project):
        html = soup(project / name)
        policy = html.select_one("meta[http-equiv=Content-Security-Policy]")["content"]
        inline = html.select("script:not([src]), style")
        shown = "".join(str(each) for each in inline)
        assert with_policy(f"{MARK}{shown}", "") == f"{policy}{shown}", name
        assert policy.startswith("default-src 'none'; script-src 'self' 'sha256-")
        assert "unsafe" not in policy
        assert not re.search(r"https?:|\*", policy)
        assert not html.select("[style], [onclick], [onload], [onerror]"), name


HARM = """
# %% [markdown] lang="ko"
\"\"\"
# 글

<img src="x" onerror="window.harmed = 'onerror'" alt="">

한 <a href="javascript:window.harmed = 'link'" class="trap">링크</a>
<img src="x" onerror="window.harmed = 'onerror'" alt="">입니다.
\"\"\"

# %% [markdown] lang="en"
# # Text
#
# <img src="x" onerror="window.harmed = 'onerror'" alt="">
#
# A <a href="javascript:window.harmed = 'link'" class="trap">link</a>
# <img src="x" onerror="window.harmed = 'counterpart'" alt="">.

# %%
class Output:
    def _repr_html_(self):
        return (
            "<p class='shown'>shown</p><script>window.harmed = 'output'</script>"
            "<svg onload=\\"window.harmed = 'svg'\\"></svg>"
            "<iframe srcdoc=\\"<script>parent.harmed = 'frame'</script>\\"></iframe>"
            "<form action='https://example.org/'><button class='send'>send</button></form>"
        )


Output()
"""


@pytest.mark.browser
def test_neither_prose_nor_an_output_brings_a_script_into_a_page(
    tmp_path: Path, browser: Any
) -> None:
    site = dressed(tmp_path, {"harm": HARM.lstrip()})
    done = site.make()
    assert "an output needs a script and another page in a frame" in done.stdout + done.stderr
    html = tmp_path / "build" / "html"
    with served(html) as host:
        for start in (host, html.as_uri()):
            tab = browser.new_page()
            asked: list[str] = []
            tab.on("request", lambda request, asked=asked: asked.append(request.url))
            tab.goto(f"{start}/ko/tutorials/blitz/harm.html")
            assert tab.locator(".output-html p").inner_text() == "shown"  # the output is there
            tab.keyboard.press("b")
            tab.wait_for_selector(".counterpart .trap")
            for trap in tab.locator(".trap").all():
                trap.click()
            assert tab.locator(".output-html :is(button, form, iframe)").count() == 0
            tab.wait_for_timeout(200)
            assert tab.evaluate(HARMED) == ""
            assert all(url.startswith((start, "data:")) or url == "about:srcdoc" for url in asked)
            tab.close()


TABLE = """
# %% [markdown] lang="ko"
\"\"\"
# 표
\"\"\"

# %% [markdown] lang="en"
# # A table

# %%
class Table:
    def _repr_html_(self):
        return "<table class='dataframe'><tr><td>1</td></tr></table>"


Table()
"""


def test_no_page_has_a_sheet_of_sphinx_gallery(tmp_path: Path) -> None:
    site = dressed(tmp_path, {"small": TUTORIAL, "table": TABLE.lstrip()})
    done = site.make()
    assert done.returncode == 0, done.stdout + done.stderr
    for name in ("small", "table"):
        html = site.page("en", name).read_text(encoding="utf-8")
        assert not re.findall(r"_static/(sg_[\w-]+)\.css", html)


def test_every_page_has_all_sheets_in_one_file(tmp_path: Path) -> None:
    site = dressed(tmp_path, {})
    # A sheet of the site's own stands for the package's.
    own = tmp_path / "docs/_static/parallel.css"
    own.parent.mkdir()
    own.write_text("p { color: blue; }")
    with (tmp_path / "docs/conf.py").open("a") as conf:
        conf.write("html_static_path = ['_static']\n")
    done = site.make()
    assert done.returncode == 0, done.stdout + done.stderr
    html = soup(site.page("ko"))
    ours = [link["href"] for link in html.select("link[rel=stylesheet]") if "site" in link["href"]]
    assert len(ours) == 1
    address = re.fullmatch(r"\.\./\.\./(_static/site\.css)\?v=[0-9a-f]+", ours[0])
    assert address
    names = [name for name in SHEETS if name != "other"]
    there = {path.stem: path for path in PACKAGE.glob("static/*.css")}
    there |= {path.stem: path for path in FURO.parent.glob("*.css")} | {"parallel": own}
    sheets = [there[name] for name in names]
    joined = (tmp_path / "build/html/ko" / address[1]).read_text(encoding="utf-8")
    said = ':root { --word-output: "출력"; }\n\n@page { @top-left { content: "Small  문서"; } }\n'
    # Of the package's own, without the notes for who writes them.
    texts = [
        re.sub(r"/\*.*?\*/\s*", "", text, flags=re.DOTALL) if sheet != own else text
        for sheet in sheets
        for text in [sheet.read_text(encoding="utf-8")]
    ]
    assert joined == "\n".join([*texts, language("ko").sheet, said])  # English wants nothing
    # A change of one reaches the pages, whatever a browser has kept of it.
    own.write_text("p { color: red; }")
    (site.root / "gallery/blitz/small.py").touch()
    assert site.make().returncode == 0
    joined = (tmp_path / "build/html/ko" / address[1]).read_text(encoding="utf-8")
    assert "p { color: red; }" in joined
    assert ours[0] not in site.page("ko").read_text(encoding="utf-8")


def test_the_font_of_formulas_has_every_sign_that_they_use(project: Path) -> None:
    letters = TTFont(PACKAGE / "static" / "stix-two-math.woff2").getBestCmap()
    used: set[str] = set()
    for name in pages(project):
        html = soup(project / name)
        for formula in html.select("math"):
            used |= set("".join(formula.get_text().split()))
        for letter in html.select("mi"):
            used |= {italic(letter.get_text())}
    assert len(used) > 30
    assert [sign for sign in sorted(used) if ord(sign) not in letters] == []


def italic(letter: str) -> str:
    """What a browser shows for a name of one letter, an italic one (MathML Core, appendix C)."""
    for first, last, italic_first in (
        ("A", "Z", 0x1D434),
        ("a", "z", 0x1D44E),
        ("α", "ω", 0x1D6FC),
    ):
        if len(letter) == 1 and first <= letter <= last and letter != "h":
            return chr(italic_first + ord(letter) - ord(first))
    return letter[0]


@pytest.mark.browser
def test_a_formula_is_drawn_in_the_sites_own_font(project: Path, browser: Any) -> None:
    tab = browser.new_page()
    page = project / "ko/tutorials/blitz/inside_autograd.html"
    tab.goto(page.as_uri(), wait_until="networkidle")
    loaded = "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)"
    assert set(tab.evaluate(loaded)) == {"Formulas", "Site Text", "Site Code"}
    # The brackets of a matrix or a vector are as high as it is.
    heights = tab.evaluate(
        """[...document.querySelectorAll("math mo + mtable")].map(matrix =>
            [matrix, matrix.previousElementSibling, matrix.nextElementSibling].map(
                element => element.getBoundingClientRect().height))"""
    )
    tab.close()
    assert heights
    for matrix, *brackets in heights:
        assert all(0.9 * matrix < height < 1.5 * matrix for height in brackets)
