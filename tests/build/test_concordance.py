"""The sentences under the terms of a glossary, in a gallery of three languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from helpers import Site, make_site
from repositories import script

LANGUAGES = ("ko", "en", "ja")
TERMS = """
[[term]]
id = "loss"
common = true
names = { ko = "손실", en = "loss", ja = "損失" }
meaning = { ko = "틀린 정도입니다.", en = "How wrong it is.", ja = "誤りの大きさです。" }

[[term]]
id = "bias"
common = true
names = { ko = "편향", en = "bias", ja = "バイアス" }
meaning = { ko = "더하는 수입니다.", en = "A number added.", ja = "足す数です。" }
"""
TAUGHT = (
    "## 손실\n\n**손실**은 모델이 얼마나 틀렸는지 나타내는 값입니다. 작을수록 좋습니다.\n\n"
    "- `nn.MSELoss`는 손실을 하나의 수로 돌려줍니다.",
    "## Loss\n\nThe **loss** tells how wrong the model's answers are. Smaller is better.\n\n"
    "- `nn.MSELoss` returns the loss as one single number.",
    "## 損失\n\n**損失**はモデルがどれだけ間違っているかを表します。小さいほどよいです。\n\n"
    "- `nn.MSELoss` は損失を一つの数で返します。",
)
# One language says in one sentence what the others say in two; a formula; an answer that is folded.
UNSURE = (
    "편향을 더하고 손실을 구합니다.",
    "We add the bias. Then we find the loss.",
    "バイアスを足します。そして損失を求めます。",
)
FOLDED = tuple(
    f":::{{admonition}} {title}\n:class: dropdown\n\n{text}\n:::"
    for title, text in (
        ("풀이", "답은 편향이 없다는 것입니다."),
        ("Solution", "The answer is that there is no bias at all."),
        ("解答", "答えはバイアスがないことです。"),
    )
)
OTHER = (
    "갱신할 때마다 손실이 조금씩 줄어드는 것을 봅니다.",
    "With each update you see the loss fall by a little.",
    "更新のたびに損失が少しずつ減ります。",
)
TAUGHT_EN = "The loss tells how wrong the model\u2019s answers are."
GLOSSARY = "# Glossary {language}\n\n```{{glossary-terms}}\n```\n"


def _site(root: Path, languages: tuple[str, ...] = LANGUAGES) -> Site:
    wanted = [LANGUAGES.index(code) for code in languages]

    def text(*cells: tuple[str, ...]) -> str:
        return script(*(tuple(cell[at] for at in wanted) for cell in cells), languages=languages)

    scripts = {"first": text(TAUGHT, UNSURE, FOLDED), "second": text(OTHER)}
    site = make_site(root, scripts, languages)
    (root / "docs/glossary.toml").write_text(TERMS, encoding="utf-8")
    site.add_to_conf('bilingual_gallery_glossary = "glossary.toml"\n')
    for language in languages:
        home = root / "docs" / language
        home.joinpath("glossary.md").write_text(GLOSSARY.format(language=language))
        toctree = "```{toctree}\ntutorials/blitz/index\nglossary\n```\n"
        home.joinpath("index.md").write_text(f"# Home {language}\n\n{toctree}")
    return site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    made = _site(tmp_path_factory.mktemp("concordance"))
    done = made.make()
    assert done.returncode == 0, done.stdout + done.stderr
    return made


def _page(site: Site, language: str) -> Path:
    return site.root / f"build/html/{language}/glossary.html"


def uses(site: Site, language: str, term: str) -> Tag | None:
    page = BeautifulSoup(_page(site, language).read_text(encoding="utf-8"), "html.parser")
    entry = page.find(id=f"term-{term}")
    assert entry is not None
    definition = entry.find_next_sibling("dd")
    assert isinstance(definition, Tag)
    found = definition.find("details", class_="uses")
    return found if isinstance(found, Tag) else None


def test_the_sentence_that_teaches_comes_first_and_then_one_of_another_page(site: Site) -> None:
    found = uses(site, "en", "loss")
    assert found is not None
    said = [[each.get_text() for each in item.find_all("p")][:2] for item in found.find_all("li")]
    assert said == [
        [TAUGHT_EN, "손실은 모델이 얼마나 틀렸는지 나타내는 값입니다."],
        [OTHER[1], OTHER[0]],
    ]
    assert next(each.get_text() for each in found.find_all("strong")) == "loss"


@pytest.mark.parametrize(("language", "other"), [("ko", "en"), ("en", "ko"), ("ja", "ko")])
def test_the_first_other_language_stands_beside_that_of_the_page(
    site: Site, language: str, other: str
) -> None:
    found = uses(site, language, "loss")
    assert found is not None
    assert {each.get("lang") for each in found.find_all("p", class_="other")} == {other}
    assert "open" not in found.attrs


def test_each_sentence_leads_to_its_section(site: Site) -> None:
    found = uses(site, "ko", "loss")
    assert found is not None
    links = [str(each["href"]) for each in found.select(".where a")]
    assert ["#" in link for link in links] == [True, False]
    for link in links:
        path, _, place = link.partition("#")
        page = _page(site, "ko").parent / path
        assert not place or f'id="{place}"' in page.read_text(encoding="utf-8")
    # Of the sentences with the term, two are shown.
    more = found.select_one(".more a")
    assert more is not None
    assert more["href"] == "search.html?q=%EC%86%90%EC%8B%A4"
    assert "2" in more.get_text()


def test_what_is_not_sure_or_folded_is_not_shown(site: Site) -> None:
    assert uses(site, "en", "bias") is None
    assert uses(site, "ko", "bias") is None


def test_the_search_and_the_other_languages_know_the_sentences_once(site: Site) -> None:
    for name in ("searchindex.js", "_counterparts/glossary.js"):
        text = (site.root / "build/html/en" / name).read_text(encoding="utf-8")
        assert "answers are" not in text, name
    index = (site.root / "build/html/en/searchindex.js").read_text(encoding="utf-8")
    assert "glossary" in index


def test_a_change_of_a_sentence_makes_the_page_anew_as_a_clean_build_would(
    site: Site, tmp_path: Path
) -> None:
    other = _site(tmp_path / "copy")
    assert other.make().returncode == 0
    path = other.script("second")
    path.write_text(path.read_text(encoding="utf-8").replace("by a little", "a little each time"))
    assert other.make().returncode == 0
    assert "a little each time" in _page(other, "en").read_text(encoding="utf-8")
    assert re.sub("a little each time", "by a little", _page(other, "ko").read_text("utf-8")) == (
        _page(site, "ko").read_text("utf-8")
    )


def test_a_site_of_one_language_shows_its_own_sentences(tmp_path: Path) -> None:
    alone = _site(tmp_path, ("en",))
    done = alone.make()
    assert done.returncode == 0, done.stdout + done.stderr
    found = uses(alone, "en", "loss")
    assert found is not None
    assert [len(each.find_all("p")) for each in found.find_all("li")] == [2, 2]
