"""What the interface says, in the page's language: names, labels, messages, the copy button."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sphinx
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po
from bilingual_gallery.source.cell_tags import Place
from bilingual_gallery.source.reading import read
from helpers import make_site
from pages import CONF, LANGUAGES, ROOT
from readers import soup, until

PACKAGE = ROOT / "docs" / "_ext" / "bilingual_gallery"
TENSORS = "tutorials/blitz/tensors"
HANGUL = re.compile("[가-힣]")


def heading_of(page: Path) -> str:
    return soup(page).select_one("article h1").get_text().removesuffix("¶")


def pages_of(project: Path, language: str) -> list[Path]:
    pages = sorted((project / language).rglob("*.html"))
    assert len(pages) >= 15
    return pages


# The name of the site, and what search engines say of its pages.


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_bears_the_name_of_the_site_in_its_language(
    project: Path, language: str
) -> None:
    name = CONF["bilingual_gallery_titles"][language]
    home = project / language / "index.html"
    assert heading_of(home) == soup(home).title.get_text() == name
    for path in pages_of(project, language):
        page = soup(path)
        assert {each.get_text() for each in page.select(".sidebar-brand-text, .brand")} == {name}
        assert path.name == "index.html" or page.title.get_text().endswith(f" - {name}")


def test_the_chooser_has_every_name_in_its_own_language(project: Path) -> None:
    names = {
        str(each["lang"]): each.get_text()
        for each in soup(project / "index.html").select("h1 [lang]")
    }
    assert names == CONF["bilingual_gallery_titles"]


def test_another_name_is_on_all_pages_and_a_wrong_one_is_told(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    conf = tmp_path / "docs" / "conf.py"
    text = conf.read_text()
    for name in ("First", "Second"):
        conf.write_text(f"{text}\nbilingual_gallery_titles = {{'en': {name!r}}}\n")
        site.build_all("-D", "plot_gallery=0")
        titles = {
            language: [
                soup(page).title.get_text()
                for page in (tmp_path / "build/html" / language).rglob("*.html")
            ]
            for language in LANGUAGES
        }
        assert len(titles["en"]) >= 4
        assert all(name in title for title in titles["en"])
        assert all("Small" in title for title in titles["ko"])
    conf.write_text(f"{text}\nbilingual_gallery_titles = 'Small'\n")
    done = site.build("en", "-D", "plot_gallery=0")
    assert done.returncode != 0
    assert "bilingual_gallery_titles" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_changed_translation_is_on_all_pages(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    conf = tmp_path / "docs" / "conf.py"
    conf.write_text(conf.read_text() + "\nlocale_dirs = ['../locale']\n")
    catalog = tmp_path / "docs" / "locale" / "ko" / "LC_MESSAGES" / "sphinx.po"
    catalog.parent.mkdir(parents=True)
    home = tmp_path / "build" / "html" / "ko" / "index.html"
    for said in ("하나", "둘"):
        words = [
            "Download the notebook",
            "Navigation",
        ]  # one of ours, in the page's source, and one of the theme's
        catalog.write_text("".join(f'msgid "{word}"\nmsgstr "{said}"\n\n' for word in words))
        assert site.build("ko", "-D", "plot_gallery=0").returncode == 0
        assert f">{said}<" in home.read_text()
        assert f">{said}<" in site.page("ko").read_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_one_description_in_its_language(project: Path, language: str) -> None:
    told = []
    for path in pages_of(project, language):
        (description,) = soup(path).select('head meta[name="description"]')
        told.append(str(description["content"]))
        assert len(told[-1]) >= 25
        assert bool(HANGUL.search(told[-1])) == (language == "ko")
    assert len(set(told)) == len(told)
    # Where nobody wrote one, it is what the page begins with.
    section = soup(project / language / "tutorials" / "blitz" / "index.html")
    assert section.select_one("article section > p").get_text() in told


# The button that copies code.


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


COPIED = {"ko": "복사했습니다", "en": "Copied"}
FAILED = {
    "ko": "복사하지 못했습니다. 코드를 선택해 두었으니 Ctrl+C를 누르십시오.",
    "en": "Could not copy. The code is selected: press Ctrl+C.",
}


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_button_copies_each_block_of_code_as_the_script_has_it(
    project: Path, tab: Any, language: str
) -> None:
    script = read(ROOT / "gallery" / "blitz" / "tensors.py", LANGUAGES)
    cells = [cell.shown(language) for cell in script.code if cell.display.code is Place.OPEN]
    tab.goto((project / language / f"{TENSORS}.html").as_uri())
    buttons = tab.locator("article .copy")
    assert tab.locator("article .sphx-glr-script-out .copy, [data-piece] .copy").count() == 0
    copied = []
    for at in range(buttons.count()):
        if buttons.nth(at).is_visible():  # those of solutions are folded away
            buttons.nth(at).focus()
            tab.keyboard.press("Enter")
            until(tab, "document.querySelector('.copy-status').textContent")
            copied.append(tab.evaluate("navigator.clipboard.readText()"))
            assert tab.text_content(".copy-status") == COPIED[language]
            tab.evaluate("document.querySelector('.copy-status').textContent = ''")
    assert copied == [cell for cell in cells if cell]
    assert len(copied) >= 10
    solution = tab.locator("details:has(.copy)").first
    solution.locator("summary").click()
    solution.locator(".copy").first.click()
    until(tab, "document.querySelector('.copy-status').textContent")
    code = solution.locator("pre").first.text_content()
    assert f"{tab.evaluate('navigator.clipboard.readText()')}\n" == code
    # The numbers of lines, where an author wants them, are not the code.
    tab.evaluate("document.querySelector('.copy-status').textContent = ''")
    number = "<span class='linenos'>1</span>"
    solution.locator("pre").first.evaluate(
        "(pre, html) => pre.insertAdjacentHTML('afterbegin', html)", number
    )
    solution.locator(".copy").first.click()
    until(tab, "document.querySelector('.copy-status').textContent")
    assert f"{tab.evaluate('navigator.clipboard.readText()')}\n" == code


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_clipboard_the_code_is_selected(project: Path, tab: Any, language: str) -> None:
    tab.add_init_script("delete Navigator.prototype.clipboard")
    tab.goto((project / language / f"{TENSORS}.html").as_uri())
    tab.locator(".copy").nth(1).click()
    until(tab, "document.querySelector('.copy-status').textContent")
    assert tab.text_content(".copy-status") == FAILED[language]
    code = tab.locator(".highlight:has(> .copy) > pre").nth(1).text_content()
    assert tab.evaluate("getSelection().toString()").strip() == code.strip()


@pytest.mark.browser
def test_the_copy_button_can_be_hit_and_covers_no_code(project: Path, browser: Any) -> None:
    address = (project / "ko" / f"{TENSORS}.html").as_uri()
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True
    )
    tab = context.new_page()
    tab.goto(address)
    boxes = tab.evaluate(
        """[...document.querySelectorAll(".copy")].filter(e => e.checkVisibility()).map(e => {
            const letters = document.createRange();
            letters.selectNodeContents(e.previousElementSibling);
            const own = e.getBoundingClientRect();
            const covers = (box) => box.width && box.left < own.right && box.right > own.left
                && box.top < own.bottom && box.bottom > own.top;
            const covered = [...letters.getClientRects()].filter(covers).length;
            const above = letters.getBoundingClientRect().top >= own.bottom;
            return [own.width, own.height, covered, above, getComputedStyle(e).opacity];
        })"""
    )
    assert len(boxes) >= 10
    for width, height, covered, _, opacity in boxes:
        assert min(width, height) >= 24
        assert not covered
        assert opacity == "1"
    # A line of its own is for the button only where the first lines of code are long.
    assert {above for *_, above, _ in boxes} == {True, False}
    tab.emulate_media(media="print")
    assert not [each for each in tab.locator(".copy").all() if each.is_visible()]
    context.close()
    tab = browser.new_page()  # with a mouse
    tab.goto(address)
    seen = """[...document.querySelectorAll(".copy")].find(each => !each.closest("details"))
        .checkVisibility({ opacityProperty: true })"""
    assert tab.evaluate(seen)  # nobody has to find it by pointing
    tab.close()


# Everything that is said, on every page.


def test_what_is_said_only_now_and_then_is_translated_too() -> None:
    sources = {
        "python": PACKAGE.rglob("*.py"),
        "jinja2.ext:babel_extract": PACKAGE.rglob("*.html"),
    }
    said = {
        message
        for method, paths in sources.items()
        for path in paths
        for _, message, _, _ in extract_from_file(
            method, path, keywords={"_": None, "gettext": None}
        )
    }
    assert len(said) >= 30
    for language in set(LANGUAGES) - {"en"}:
        folders = (PACKAGE / "locale", Path(sphinx.__file__).parent / "locale")
        known = set()
        for folder in folders:
            with (folder / language / "LC_MESSAGES" / "sphinx.po").open("rb") as file:
                known |= {each.id for each in read_po(file) if each.string and not each.fuzzy}
        assert said - known == set()
