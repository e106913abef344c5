"""A second site, from a wheel in a fresh environment: whole with a short conf.py, in every theme."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import second_site
from pages import ROOT
from readers import soup, until
from serve import served

pytestmark = pytest.mark.browser
Once = Callable[[str, Callable[[Path], None]], Path]

THEMES = "alabaster basic furo pydata_sphinx_theme sphinx_book_theme sphinx_rtd_theme".split()
# The PyData theme says this on a first visit, whoever uses it.
THEIR_OWN = "Got invalid theme mode: . Resetting to auto."
PAGE = "tutorials/basics/additions.html"


def run(command: list[str | Path], folder: Path) -> str:
    """Run it where nothing leads to this repository; fail with what it says."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [str(each) for each in command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="session")
def wheel(once: Once) -> Path:
    """The package's wheel, from the sources alone: nothing that a build has left beside them."""

    def make(folder: Path) -> None:
        names = run(
            ["git", "ls-files", "-z", "pyproject.toml", "README.md", "LICENSE", "docs/_ext"], ROOT
        )
        for name in names.strip("\0").split("\0"):
            path = folder / "sources" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes((ROOT / name).read_bytes())
        options = ["--no-deps", "--no-build-isolation", "--no-index", "--quiet"]
        run([sys.executable, "-m", "pip", "wheel", *options, "-w", folder, "./sources"], folder)

    (made,) = once("wheel", make).glob("*.whl")
    return made


@pytest.fixture(scope="session")
def bin_folder(once: Once, wheel: Path) -> Path:
    """The commands of an environment that has the wheel; what it needs comes from the tests' own."""

    def make(folder: Path) -> None:
        run([sys.executable, "-m", "venv", "--without-pip", folder / "env"], folder)
        (packages,) = (folder / "env").glob("lib/python3*/site-packages")
        # A .pth in there is not read, so the package of the tests' environment is not on the path.
        (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
        python = folder / "env" / "bin" / "python"
        options = ["--no-deps", "--no-index", "--quiet", "--disable-pip-version-check"]
        run([sys.executable, "-m", "pip", "--python", python, "install", *options, wheel], folder)

    return once("environment", make) / "env" / "bin"


@pytest.fixture(scope="session")
def site_in(once: Once, bin_folder: Path) -> Callable[[tuple[str, ...], str], Path]:
    """``site_in(languages, theme)``: the folder of a built site."""

    def built(codes: tuple[str, ...], theme: str) -> Path:
        root = once("-".join(codes), lambda folder: (second_site.write(folder, codes), None)[1])
        lines = (root / "docs" / "conf.py").read_text(encoding="utf-8").splitlines()
        assert len(lines) <= 15

        def make(folder: Path) -> None:
            options = ["-d", folder / "doctrees", "-D", f"html_theme={theme}", "-W"]
            run(
                [bin_folder / "bilingual-gallery", "build", "docs", folder / "html", *options], root
            )

        return once(f"{'-'.join(codes)}-{theme}", make) / "html"

    return built


@contextmanager
def opened(browser: Any, site: Path, language: str = "fr") -> Iterator[tuple[Any, str, list[str]]]:
    """A tab, the address of the site, and what the tab says that is an error, or asks for elsewhere."""
    said: list[str] = []
    with served(site) as address:
        context = browser.new_context(locale=language, viewport={"width": 1300, "height": 900})
        tab = context.new_page()
        tab.on(
            "console",
            lambda message: said.append(message.text) if message.type == "error" else None,
        )
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on(
            "request",
            lambda request: (
                None if request.url.startswith((address, "data:")) else said.append(request.url)
            ),
        )
        yield tab, address, said
        context.close()


def search(tab: Any, address: str, query: str) -> list[str]:
    """What the search page finds: the sections' titles."""
    tab.goto(f"{address}/search.html?q={query}")
    until(tab, "document.querySelector('.search-page .search-count').textContent !== ''")
    return tab.locator(".search-page .search-section").all_inner_texts()


def test_the_wheel_has_all_that_a_site_needs(wheel: Path) -> None:
    sources = ROOT / "docs" / "_ext" / "bilingual_gallery"
    named = run(["git", "ls-files", "-z", sources], ROOT).strip("\0").split("\0")
    wanted = {Path(name).relative_to("docs/_ext").as_posix() for name in named}
    assert len(wanted) > 100
    with zipfile.ZipFile(wheel) as packed:
        there = {name for name in packed.namelist() if name.startswith("bilingual_gallery/")}
    assert there == wanted


def test_the_package_of_the_environment_is_that_of_the_wheel(bin_folder: Path) -> None:
    program = "import bilingual_gallery, sphinx; print(bilingual_gallery.__file__)"
    place = Path(run([bin_folder / "python", "-c", program], bin_folder).strip())
    assert place.is_relative_to(bin_folder.parent)
    assert "bilingual-gallery" in run([bin_folder / "bilingual-gallery", "--help"], bin_folder)


@pytest.mark.parametrize("theme", THEMES)
def test_a_second_site_has_everything_in_this_theme(
    browser: Any, site_in: Callable[[tuple[str, ...], str], Path], theme: str
) -> None:
    if find_spec(theme) is None and theme not in ("basic",):
        pytest.skip(f"{theme} is not installed")
    with opened(browser, site_in(("ko", "en"), theme)) as (tab, address, said):
        # The chooser stays where no language is the browser's, and the policy is on every page.
        tab.goto(address)
        assert tab.locator("a[data-language]").all_inner_texts() == ["한국어", "English"]
        tab.click("a[data-language=ko]")
        assert tab.url == f"{address}/ko/index.html"
        tab.goto(f"{address}/ko/{PAGE}")
        policy = tab.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
        assert policy.startswith("default-src 'none'; script-src 'self'")
        assert "unsafe-inline" not in policy
        assert "unsafe-eval" not in policy
        # Peek at one paragraph, then both languages side by side.
        marks = tab.locator(".peek")
        assert marks.count() == 4
        paragraph = tab.locator("article p[data-piece]").first
        paragraph.hover()
        paragraph.locator(".peek").click()
        until(tab, "document.querySelectorAll('.counterpart').length === 1")
        assert "The total is shown" in tab.locator(".counterpart").inner_text()
        tab.click(".compare")
        until(tab, "document.querySelectorAll('.counterpart').length === 4")
        columns = tab.evaluate(
            "[...document.querySelectorAll('article p[data-piece] > :is(.own, .counterpart)')]"
            ".map((each) => each.getBoundingClientRect().left)"
        )
        assert columns[0] + 100 < columns[1]  # beside each other
        tab.click(".compare")
        # What stands before an output is said once, in the page's language.
        label = "getComputedStyle(document.querySelector('.sphx-glr-script-out .highlight'), '::before')"
        assert tab.evaluate(f"{label}.content") == '"출력"'
        theirs = (
            "getComputedStyle(document.querySelector('.sphx-glr-script-out'), '::before').content"
        )
        assert tab.evaluate(theirs) in ("none", "normal")
        # The same page in the other language.
        tab.click(".language-switch a[lang=en]")
        assert tab.url.split("#")[0] == f"{address}/en/{PAGE}"
        assert tab.locator(".language-switch [aria-current]").inner_text() == "English"
        assert search(tab, f"{address}/en", "sum") == ["The sum"]
        tab.click(".search-page li a")
        assert tab.url == f"{address}/en/{PAGE}#the-sum"
        assert search(tab, f"{address}/ko", "합계")[0] == "합계"
        tab.goto(address)  # remembered
        assert tab.url == f"{address}/en/index.html"
        assert [each for each in said if each != THEIR_OWN] == []


@pytest.mark.parametrize("theme", THEMES)
def test_in_no_theme_is_a_script_of_a_page_run(
    browser: Any, site_in: Callable[[tuple[str, ...], str], Path], tmp_path: Path, theme: str
) -> None:
    site = site_in(("ko", "en"), theme)
    page = soup(site / "en" / PAGE)
    policy = str(page.select_one("meta[http-equiv=Content-Security-Policy]"))
    harm = "<script>window.harmed = 1</script><p onclick='window.harmed = 2'>x</p>"
    with opened(browser, tmp_path) as (tab, address, said):
        (tmp_path / "page.html").write_text(f"<!doctype html><head>{policy}</head><body>{harm}")
        tab.goto(f"{address}/page.html")
        tab.click("p")
        assert tab.evaluate("window.harmed") is None
        assert said


def test_a_second_site_in_three_languages(
    browser: Any, site_in: Callable[[tuple[str, ...], str], Path]
) -> None:
    with opened(browser, site_in(("ko", "en", "ja"), "alabaster"), "ja-JP") as (tab, address, said):
        tab.goto(address)
        assert tab.url == f"{address}/ja/index.html"
        tab.goto(f"{address}/ja/{PAGE}")
        assert tab.locator(".language-switch a").all_inner_texts() == list(
            second_site.NAMES.values()
        )
        assert tab.locator(".tutorial-downloads a").first.inner_text() != "Download the notebook"
        chooser = tab.locator(".compare-with")
        tab.click(".compare")
        for code, words in (("ko", "합계를 보여"), ("en", "The total is shown")):
            chooser.select_option(code)
            until(tab, f"document.querySelector('p > .counterpart:lang({code})') !== null")
            assert words in tab.locator("article p > .counterpart").first.inner_text()
        for code, query, title in (
            ("ja", "合計", "合計"),
            ("ko", "합계", "합계"),
            ("en", "sum", "The sum"),
        ):
            assert title in search(tab, f"{address}/{code}", query)
        assert said == []


def test_a_second_site_in_one_language(
    browser: Any, site_in: Callable[[tuple[str, ...], str], Path]
) -> None:
    with opened(browser, site_in(("en",), "alabaster"), "ko-KR") as (tab, address, said):
        tab.goto(address)
        tab.wait_for_url(f"{address}/en/index.html")  # there is nothing to choose
        tab.goto(f"{address}/en/{PAGE}")
        assert tab.locator(".language-bar, .peek").count() == 0
        assert tab.locator(".tutorial-downloads").count() == 2
        assert search(tab, f"{address}/en", "sum") == ["The sum"]
        assert said == []


def test_a_page_asks_for_the_script_once_and_runs_it_when_it_is_there(
    site_in: Callable[[tuple[str, ...], str], Path],
) -> None:
    for theme in THEMES:
        site = site_in(("ko", "en"), theme)
        scripts = soup(site / "ko" / PAGE).select("script[src*='_static/site.js']")
        assert [script.has_attr("defer") for script in scripts] == [True]
        # What others ask for stands before them.
        text = (site / "ko" / "_static" / "site.js").read_text(encoding="utf-8")
        asked = ("const bilingual =", "const readingPlace =", "const counterparts =", "peeking =")
        places = [text.index(each) for each in asked]
        assert places == sorted(places)
        assert text.index("peeking(told") > places[-1]
