"""The page of the options: each option is on it, in the page's language."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest
from bilingual_gallery.config import OPTIONS
from bilingual_gallery.config.option import REBUILDS
from bilingual_gallery.errors import SourceError
from bilingual_gallery.site.options import load
from bs4 import BeautifulSoup
from helpers import Site, make_site
from pages import LANGUAGES, ROOT

FILE = ROOT / "docs" / "options.toml"
TEXTS = tomllib.loads(FILE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A small site that has this project's page of options in each language."""
    site = make_site(tmp_path_factory.mktemp("options"))
    shutil.copy(FILE, site.root / "docs")
    for language in site.languages:
        page = site.root / "docs" / language / "project" / "options.md"
        page.parent.mkdir()
        shutil.copy(ROOT / "docs" / language / "project" / "options.md", page)
    site.build_all()
    return site


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_option_is_on_the_page_in_its_language(site: Site, language: str) -> None:
    page = site.root / f"build/html/{language}/project/options.html"
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    for option in OPTIONS:
        term = soup.find(id=f"option-{option.name}")
        assert term is not None, option.name
        definition = term.find_next("dd")
        assert definition is not None
        told = definition.get_text()
        assert f"{option.name}: {option.kind.annotation} = {option.default!r}" in told
        assert any("가" <= letter <= "힣" for letter in told) == (language == "ko"), told
        texts = TEXTS.get(language, {}).get("rebuilds", REBUILDS)
        for rebuild, text in texts.items():
            assert (text in told) == (rebuild == option.rebuild)


def test_the_texts_are_of_every_option_and_of_no_other() -> None:
    for language in LANGUAGES:
        if language != "en":
            assert list(TEXTS[language]["help"]) == [option.name for option in OPTIONS]
            assert TEXTS[language]["rebuilds"].keys() == REBUILDS.keys()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "No such file"),
        ("ko = ", "write a table `ko.help`"),
        ("ko = 3", "write a table `ko.help`"),
        ('[ko.help]\nbilingual_gallery_jbos = "x"', "ko.help has bilingual_gallery_jbos, which is no option"),
    ],
    ids=["missing", "no TOML", "no table", "no option"],
)  # fmt: skip
def test_a_file_of_texts_that_is_none_is_told(tmp_path: Path, text: str | None, said: str) -> None:
    path = tmp_path / "options.toml"
    if text is not None:
        path.write_text(text)
    with pytest.raises(SourceError, match=r"name|write|take") as caught:
        load(path, "ko")
    assert said in str(caught.value)
