"""What comes first in the search, how loan words are heard, what is marked, and where the focus goes."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pages import LANGUAGES
from readers import until

from benchmarks import search as bench


def places(project: Path, browser: Any, language: str, queries: list[str]) -> dict[str, list[str]]:
    """For each query where its first results lead."""
    found = bench.results(browser, bench.our_way(project / language), queries)
    return {
        query: [f"{each['page']}#{each['id']}" for each in results[:3]]
        for query, results in zip(queries, found, strict=True)
    }


@pytest.mark.browser
def test_a_title_that_is_the_query_comes_first(project: Path, browser: Any) -> None:
    asked = {
        "ko": {
            "텐서": "tensors#",
            "신경망": "neural_networks#",
            "브로드캐스팅": "tensors#broadcasting",
            "모델 만들기": "training_a_classifier#the-model",
        },
        "en": {
            "tensors": "tensors#",
            "save and load": "training_a_classifier#save-and-load",
            "mini-batches": "training_a_classifier#mini-batches",
            "torch.cat": "tensors#joining-tensors",
        },
    }
    for language, expected in asked.items():
        found = places(project, browser, language, [*expected])
        firsts = {
            query: there[0].removeprefix("tutorials/blitz/") for query, there in found.items()
        }
        assert firsts == expected


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_off_the_path_come_behind_those_on_it(
    project: Path, browser: Any, language: str
) -> None:
    """`Using the saved model` is a title, too, but of an optional page."""
    asked = {
        "ko": ["모델 저장", "모델 불러오기", "save model"],
        "en": ["save model", "load model"],
    }[language]
    for query, there in places(project, browser, language, asked).items():
        assert there[0] == "tutorials/blitz/training_a_classifier#save-and-load", query


@pytest.mark.browser
def test_a_loan_word_is_found_by_its_sound_where_the_site_has_it_in_latin_letters(
    project: Path, browser: Any
) -> None:
    asked = {
        "셔플": "training_a_classifier#mini-batches",
        "스퀴즈": "tensors#changing-the-shape",
        "퍼뮤트": "tensors#changing-the-shape",
        "오버핏": "training_a_classifier#the-model",
    }
    found = places(project, browser, "ko", [*asked, "쿠버네티스", "도커"])
    for query, right in asked.items():
        assert f"tutorials/blitz/{right}" in found[query], query
    assert found["쿠버네티스"] == found["도커"] == []  # nothing sounds alike


@pytest.mark.browser
def test_british_spellings_find_american_ones(project: Path, browser: Any) -> None:
    found = places(project, browser, "en", ["initialisation", "colour images"])
    assert "glossary#term-initialization" in found["initialisation"]
    assert any("color-images" in each for each in found["colour images"])


@pytest.mark.browser
def test_two_words_from_the_wrong_keyboard_are_read(project: Path, browser: Any) -> None:
    """The first ends in a vowel, so that no consonant may be taken for the space."""
    found = places(project, browser, "ko", ["rudtk gkrkdqjq"])
    assert found["rudtk gkrkdqjq"][0].endswith("autograd#going-down-the-loss")


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_browser_takes_titles_apart_as_the_build_does(
    project: Path, browser: Any, language: str
) -> None:
    """The index has no words of titles: it has the titles."""
    env = pickle.loads((project.parent / f"doctrees/{language}/environment.pickle").read_bytes())
    way = bench.our_way(project / language)
    listed = json.loads(way.index[way.index.index("{") : -1])
    built = [
        sorted(section.words["title"])
        for name in listed["docnames"]
        for section in env.bilingual_gallery_sections.get(name, [])
    ]
    page = browser.new_page()
    page.set_content("<!doctype html><html data-content_root='./'><body></body></html>")
    for script in way.scripts:
        page.add_script_tag(content=script)
    ours = page.evaluate(
        """data => {
            const titles = data.sections.map(() => []);
            const bare = SearchIndex.read({ ...data, kinds: {} }, SearchQuery.wordsOf);
            for (const [word, sections] of bare.written) {
                for (const at of sections.keys()) titles[at].push(word);
            }
            return titles;
        }""",
        listed,
    )
    page.close()
    assert [set(each) for each in ours] == [set(each) for each in built]


# The box, in a browser.


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    page = browser.new_page(viewport={"width": 1200, "height": 800})
    yield page
    page.close()


def ask(page: Any, query: str) -> Any:
    page.keyboard.press("Control+k")
    box = page.locator(".search-dialog")
    box.locator("input").fill(query)
    box.locator("li p mark").first.wait_for()
    return box


@pytest.mark.browser
def test_marks_are_whole_words_without_their_particles(project: Path, page: Any) -> None:
    page.goto((project / "en/index.html").as_uri())
    box = ask(page, "tensor")
    marks = set(box.locator("mark").all_inner_texts())
    assert {"tensors"} <= {each.lower() for each in marks}
    # Nothing of a word is left behind its mark.
    after = """marks => marks.map((mark) => mark.nextSibling?.textContent?.[0] ?? " ")"""
    letters = box.locator("mark").evaluate_all(after)
    assert not any(letter.isalnum() for letter in letters), letters
    page.goto((project / "ko/index.html").as_uri())
    box = ask(page, "텐서를")
    marks = set(box.locator("mark").all_inner_texts())
    assert "텐서" in marks
    assert not any(mark.endswith(("텐서를", "텐서의", "텐서는")) for mark in marks), marks
    # Titles are marked, too.
    assert box.locator(".search-section mark").first.inner_text() == "텐서"


@pytest.mark.browser
def test_on_arrival_whole_words_are_marked(project: Path, page: Any) -> None:
    page.goto((project / "en/index.html").as_uri())
    ask(page, "tensor").locator("li a").first.click()
    page.wait_for_url("**/tensors.html*")
    until(page, "CSS.highlights.get('search-hit')?.size > 0")
    marked = "[...CSS.highlights.get('search-hit')].map((each) => each.toString().toLowerCase())"
    assert set(page.evaluate(marked)) <= {"tensor", "tensors"}
    behind = """[...CSS.highlights.get("search-hit")].map(
        ({ endContainer, endOffset }) => endContainer.data[endOffset] ?? " ")"""
    assert not any(letter.isalnum() for letter in page.evaluate(behind))


ACTIVE = "document.activeElement.matches('article a')"


@pytest.mark.browser
@pytest.mark.parametrize("where", ["tutorials/blitz/tensors.html", "search.html?q=텐서"])
@pytest.mark.parametrize("way", ["/", "Control+k", "click"])
def test_escape_leads_back_to_where_the_focus_was(
    project: Path, page: Any, where: str, way: str
) -> None:
    page.goto(f"{(project / 'ko').as_uri()}/{where}")
    page.evaluate("document.querySelector('article a[href]').focus()")
    if way == "click":
        page.locator(".sidebar-search").click()
    else:
        page.keyboard.press(way)
    until(page, "document.activeElement.name === 'q'")
    page.keyboard.press("Escape")
    until(page, ACTIVE)


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_search_landmark_of_the_page_of_results_has_a_name_of_its_own(
    project: Path, page: Any, language: str
) -> None:
    page.goto((project / language / "search.html").as_uri())
    names = page.evaluate("""() => [...document.querySelectorAll("[role=search]")].map((form) =>
        form.ariaLabel ?? document.getElementById(form.getAttribute("aria-labelledby"))?.textContent)""")
    assert len(names) == len(set(names)) == 2
    assert all(names)
