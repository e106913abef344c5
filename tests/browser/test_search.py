"""Search: what a reader finds, in Korean and in English, and the box that it is typed into."""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from bilingual_gallery.lang.korean_search import SEARCH
from bilingual_gallery.site import search_languages
from bilingual_gallery.site.search_index import packed
from helpers import Site, make_site
from pages import LANGUAGES
from readers import until
from serve import served

from benchmarks import search as bench

# How many of the queries find their page among the first three results, and how large the index may be.
RECALL = {"ko": 0.95, "en": 0.95}
SIZE = 1.5
KOREAN = search_languages.of("ko", SEARCH)({})


def stems(*words: str) -> set[str]:
    return {KOREAN.stem(word) for word in words}


def index_of(path: Path) -> Any:
    return index_in(path.read_text(encoding="utf-8"))


def index_in(script: str) -> Any:
    return json.loads(script.removeprefix("Search.setIndex(").removesuffix(")"))


@pytest.mark.parametrize(
    ("stem", "words"),
    [
        ("텐서", "텐서 텐서를 텐서에서 텐서에서만은 텐서입니다 텐서라고 텐서의"),
        (
            "학습",
            "학습 학습한 학습하는 학습시킨 학습시킵니다 학습했습니다 학습하려면 학습됩니다 학습하지",
        ),
        ("나누", "나누는 나눕니다 나누고 나누면 나누었습니다"),
        ("값", "값을 값이 값은 값에서"),
        ("신경망", "신경망으로 신경망이므로"),
    ],
)
def test_particles_and_endings_hide_no_word(stem: str, words: str) -> None:
    assert stems(*words.split()) == {stem}


def test_a_word_that_ends_like_a_particle_stays_whole() -> None:
    whole = "변화도 정확도 정밀도 이미지 가속기 차이 길이 결과 평가 정의 하나 가로 숫자 손실 손실함수 초기화"
    assert " ".join(KOREAN.stem(word) for word in whole.split()) == whole


def test_a_particle_behind_a_latin_word_is_no_word() -> None:
    found = {KOREAN.stem(word) for word in KOREAN.split("GPU를 NumPy와 `shape`는 conv2d에서만")}
    assert {word for word in found if KOREAN.word_filter(word)} == {
        "GPU",
        "NumPy",
        "shape",
        "conv2d",
    }


def test_numbers_are_packed_as_distances() -> None:
    assert packed([0, 1, 33, 34]) == "ABgBB"  # 0, 1, then 32 in two letters, then 1


@pytest.mark.browser
def test_the_browser_takes_words_apart_as_the_build_does(project: Path, browser: Any) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (project / "ko").rglob("*.html")]
    words = sorted(set(re.findall(r"\w+", " ".join(texts))))
    page = browser.new_page()
    page.add_script_tag(path=str(project / "ko/_static/language_data.js"))
    parts = page.evaluate("words => words.map((word) => splitQuery(word))", words)
    stemmed = page.evaluate("words => words.map((word) => new Stemmer().stemWord(word))", words)
    page.close()
    assert parts == [KOREAN.split(word) for word in words]
    assert stemmed == [KOREAN.stem(word) for word in words]


def finding(browser: Any, way: bench.Way) -> bench.Find:
    return partial(bench.results, browser, way)


def ways(project: Path, language: str) -> tuple[bench.Way, bench.Way]:
    pages = bench.doctrees(project.parent, language)
    return bench.sphinx_way(pages, language), bench.our_way(project / language)


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_queries_find_their_pages(project: Path, browser: Any, language: str) -> None:
    asked = bench.queries(language)
    lost = bench.missed(finding(browser, ways(project, language)[1]), asked)
    assert len(lost) <= (1 - RECALL[language]) * len(asked), lost


@pytest.mark.browser
def test_english_is_found_as_well_as_by_sphinx(project: Path, browser: Any) -> None:
    asked = bench.queries("en")
    theirs, ours = (bench.missed(finding(browser, way), asked) for way in ways(project, "en"))
    assert len(ours) <= len(theirs), ours


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_is_not_much_larger_than_sphinxs(project: Path, language: str) -> None:
    theirs, ours = (way.index for way in ways(project, language))
    # Sphinx writes Hangul as \\uXXXX; without that its index is smaller.
    plain = json.dumps(index_in(theirs), ensure_ascii=False, separators=(",", ":"))
    assert len(ours.encode()) <= SIZE * len(plain.encode())


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_call_our_terms_leads_first_to_where_they_are_taught(
    project: Path, browser: Any, language: str
) -> None:
    find = finding(browser, ways(project, language)[1])
    assert bench.astray(find, bench.words(language)) == []


@pytest.mark.browser
def test_a_name_is_found_as_readers_type_it(project: Path, browser: Any) -> None:
    way = ways(project, "ko")[1]
    for typed in (
        ["러닝 레이트", "러닝레이트", "러닝 레이트를", "learning rate", "LearningRate", "학습률"],
        ["배치 노멀라이제이션", "배치노멀라이제이션", "batch norm", "BatchNorm", "배치정규화"],
        ["그래디언트", "그라디언트", "그레디언트", "그래디언트를", "gradient"],
    ):
        found = bench.results(browser, way, typed)
        places = [[f"{each['page']}#{each['id']}" for each in results[:2]] for results in found]
        assert all(place for place in places), typed
        assert set.intersection(*map(set, places)), dict(zip(typed, places, strict=True))


@pytest.mark.browser
def test_a_word_that_the_index_does_not_have_finds_nothing_by_its_pieces(
    project: Path, browser: Any
) -> None:
    """Words that are merely somewhere in it, as the end of one verb and the beginning of another."""
    found = bench.results(browser, ways(project, "ko")[1], ["플레이어", "그래서인지요", "텐서값"])
    assert [len(each) for each in found[:2]] == [0, 0]
    assert found[2] != []


def test_there_are_enough_queries() -> None:
    asked = [query for query, _ in bench.queries("ko")]
    assert len(set(asked)) == len(asked) >= 120
    for language in LANGUAGES:
        assert len(bench.words(language)) >= 34


def test_the_index_follows_a_page_that_changes(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    for language, text in (("ko", "고래를 봅니다."), ("en", "See a whale.")):
        home = tmp_path / "docs" / language / "index.md"
        home.write_text(f"{home.read_text()}\n{text}\n")
    assert site.build("ko").returncode == 0
    index = tmp_path / "build/html/ko/searchindex.js"
    assert "고래" in bench.words_in(index.read_text("utf-8"))
    home = tmp_path / "docs/ko/index.md"
    home.write_text(home.read_text().replace("고래를", "참새를"))
    assert site.build("ko").returncode == 0
    words = bench.words_in(index.read_text("utf-8"))
    assert "참새" in words
    assert "고래" not in words
    assert "문단" in words  # of the page that was not read again


def test_pages_that_were_read_before_there_was_an_index_are_in_it(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    assert site.build("ko").returncode == 0
    index = tmp_path / "build/html/ko/searchindex.js"
    before = index.read_bytes()
    path = tmp_path / "build/doctrees/ko/environment.pickle"
    env = pickle.loads(path.read_bytes())
    del env.bilingual_gallery_sections
    path.write_bytes(pickle.dumps(env))
    index.unlink()
    assert site.build("ko").returncode == 0
    assert index.read_bytes() == before


def test_two_builds_make_the_same_index(built: Site, tmp_path: Path) -> None:
    again = make_site(tmp_path)
    again.build_all("-j", "2")
    for language in LANGUAGES:
        name = f"build/html/{language}/searchindex.js"
        assert (again.root / name).read_bytes() == (built.root / name).read_bytes()


def test_a_page_that_asks_not_to_be_found_is_not(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    for language in LANGUAGES:
        page = tmp_path / "docs" / language / "hidden.md"
        page.write_text("---\norphan: true\nnosearch: true\n---\n# Zebra\n")
    done = site.build("en")
    assert done.returncode == 0, done.stderr
    index = tmp_path / "build/html/en/searchindex.js"
    assert "hidden" in index_of(index)["docnames"]
    assert "zebra" not in bench.words_in(index.read_text("utf-8"))
    assert not (tmp_path / "build/html/en/_search/hidden.js").exists()


# The box, in a browser.


@pytest.fixture(scope="session")
def address(project: Path) -> Iterator[str]:
    """The site under a path of its own, as on GitHub Pages."""

    with served(project, "/below/it") as address:
        yield address


@pytest.fixture(params=["file", "http"])
def site(request: pytest.FixtureRequest, project: Path) -> str:
    return project.as_uri() if request.param == "file" else request.getfixturevalue("address")


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page; the test fails if it says anything is wrong."""
    page = browser.new_page()
    page.set_default_timeout(5000)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    yield page
    page.close()
    assert wrong == []


def type_in(page: Any, text: str) -> None:
    page.keyboard.press("Control+k")
    page.locator(".search-dialog input").fill(text)


def counted(page: Any) -> Any:
    """What the live region says, once it says something."""
    return page.locator(".search-dialog .search-count:not(:empty)").inner_text()


@pytest.mark.browser
def test_a_word_typed_by_key_leads_to_its_section(page: Any, site: str) -> None:
    page.goto(f"{site}/ko/tutorials/blitz/autograd.html")
    page.keyboard.press("/")
    page.keyboard.type("합성곱을")
    assert re.fullmatch(r"결과 \d+개", counted(page))
    first = page.locator(".search-dialog li").first
    assert first.locator(".search-section").inner_text() == "합성곱"
    assert first.locator(".search-title").inner_text() == "신경망"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ko/tutorials/blitz/neural_networks.html#convolution")
    assert page.locator("#convolution").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_the_keys_reach_the_box_and_escape_closes_it(page: Any, address: str, key: str) -> None:
    page.goto(f"{address}/en/index.html")
    page.keyboard.press(key)
    box = page.locator(".search-dialog input")
    assert box.evaluate("box => box === document.activeElement")
    assert box.input_value() == ""  # and not the key itself
    page.keyboard.press("Escape")
    assert not page.locator(".search-dialog").is_visible()


@pytest.mark.browser
def test_a_slash_in_the_box_is_a_letter(page: Any, address: str) -> None:
    page.goto(f"{address}/en/index.html")
    page.keyboard.press("/")
    page.keyboard.type("a/b")
    assert page.locator(".search-dialog input").input_value() == "a/b"


@pytest.mark.browser
def test_what_is_typed_into_the_sidebar_goes_on_in_the_box(page: Any, address: str) -> None:
    page.goto(f"{address}/en/index.html")
    page.evaluate("document.querySelector('.sidebar-search').focus()")
    page.keyboard.type("tensors")
    assert page.locator(".search-dialog input").input_value() == "tensors"
    assert counted(page).endswith("results")


@pytest.mark.browser
def test_the_arrows_walk_to_the_results_and_back(page: Any, address: str) -> None:
    page.goto(f"{address}/en/index.html")
    type_in(page, "tensor")
    counted(page)
    focused = "document.activeElement.textContent"
    results = page.locator(".search-dialog li a").all_text_contents()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == results[1]
    page.keyboard.press("ArrowUp")
    assert page.evaluate(focused) == results[0]
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.name") == "q"


@pytest.mark.browser
def test_enter_opens_the_first_result_however_fast_it_follows(page: Any, address: str) -> None:
    page.goto(f"{address}/ko/index.html")
    type_in(page, "합성곱")
    page.locator(".search-dialog input").press("Enter")
    page.wait_for_url("**/ko/tutorials/blitz/neural_networks.html**#convolution")


@pytest.mark.browser
def test_where_nothing_fits_enter_leads_to_the_page_of_all_results(page: Any, address: str) -> None:
    page.goto(f"{address}/en/index.html")
    type_in(page, "vanishing gradient")
    counted(page)
    page.locator(".search-dialog input").press("Enter")
    page.wait_for_url("**/en/search.html?q=*")
    page.wait_for_selector(".search-page li")
    assert page.locator(".search-page input").input_value() == "vanishing gradient"


@pytest.mark.browser
def test_below_the_results_a_link_leads_to_all_of_them(page: Any, address: str) -> None:
    page.goto(f"{address}/ko/index.html")
    type_in(page, "모델")
    count = int(re.sub(r"\D", "", counted(page)))
    assert page.locator(".search-dialog li").count() == 10 < count
    page.locator(".search-all").click()
    page.wait_for_url("**/ko/search.html?q=*")
    page.wait_for_selector(".search-page li")
    assert page.locator(".search-page li").count() == count


@pytest.mark.browser
def test_only_the_beginning_of_a_very_long_query_counts(page: Any, address: str) -> None:
    page.goto(f"{address}/ko/index.html")
    type_in(page, "텐서")
    counted(page)
    find = "query => Search.find(query).results.length"
    nonsense = [2 * chr(ord("뷁") + number) for number in range(24)]
    assert page.evaluate(find, " ".join([*nonsense[:23], "텐서"])) > 0
    assert page.evaluate(find, " ".join([*nonsense, "텐서"])) == 0
    assert page.evaluate(find, "ㅋ" * 190 + " 텐서") > 0
    assert page.evaluate(find, "ㅋ" * 200 + " 텐서") == 0


@pytest.mark.browser
def test_a_title_with_markup_in_it_is_shown_as_it_is(page: Any, address: str) -> None:
    page.goto(f"{address}/ko/index.html")
    type_in(page, "텐서")
    counted(page)
    title = "<img src=x onerror=alert(1)>"
    page.evaluate(
        """title => { Search.find = () => ({
            results: [{page: 'index', title, section: title, id: 'a'}], fits: true, words: new Set(),
        }) }""",
        title,
    )
    page.locator(".search-dialog input").fill("텐서는")
    until(page, "document.querySelectorAll('.search-dialog li').length === 1")
    assert page.locator(".search-dialog .search-section").inner_text() == title
    assert page.locator(".search-dialog img").count() == 0


@pytest.mark.browser
def test_a_result_on_the_same_page_closes_the_box(page: Any, address: str) -> None:
    page.goto(f"{address}/en/tutorials/blitz/neural_networks.html")
    type_in(page, "convolution")
    counted(page)
    page.locator(".search-dialog li a").first.click()
    assert not page.locator(".search-dialog").is_visible()
    assert page.url.endswith("neural_networks.html#convolution")


@pytest.mark.browser
def test_the_index_waits_for_the_first_search(page: Any, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(f"{address}/en/index.html", wait_until="networkidle")
    assert "searchindex.js" not in asked
    type_in(page, "tensor")
    counted(page)
    type_in(page, "qqqq")
    until(
        page, "document.querySelector('.search-dialog .search-count').textContent === 'No results'"
    )
    assert asked.count("searchindex.js") == 1


@pytest.mark.browser
def test_every_result_leads_to_a_place_that_is_there(
    page: Any, project: Path, address: str
) -> None:
    for language in LANGUAGES:
        index = index_of(project / language / "searchindex.js")
        for number, id, _ in index["sections"]:
            text = (project / language / f"{index['docnames'][number]}.html").read_text("utf-8")
            assert not id or f'id="{id}"' in text, (index["docnames"][number], id)


@pytest.mark.browser
@pytest.mark.parametrize(
    "query",
    [
        "",
        "   ",
        "텐" * 10_000,
        "a b " * 2_500,
        "<img src=x onerror=alert(1)>",
        "ㄱ",
        "__proto__ constructor",
        "\\",
    ],
    ids=["nothing", "spaces", "long", "many", "markup", "jamo", "prototype", "backslash"],
)
def test_no_query_does_harm(page: Any, address: str, query: str) -> None:
    page.goto(f"{address}/ko/index.html")
    type_in(page, query)
    page.wait_for_timeout(500)
    assert page.locator(".search-dialog img").count() == 0
    if not query.strip():
        assert page.locator(".search-dialog .search-count").inner_text() == ""
        assert page.locator(".search-dialog li").count() == 0
    else:
        assert "결과" in counted(page)
    page.evaluate(
        "query => location.assign('search.html?' + new URLSearchParams({q: query}))", query[:5000]
    )
    page.wait_for_url("**/search.html*")
    page.wait_for_timeout(300)
    assert page.locator(".search-page img").count() == 0
    page.locator(".search-page input").fill("텐서를")  # and the next query is answered
    page.locator(".search-page li").first.wait_for()


@pytest.mark.browser
def test_an_index_that_cannot_be_loaded_is_told_and_asked_for_again(
    browser: Any, address: str
) -> None:
    page = browser.new_page()
    page.route("**/searchindex.js", lambda route: route.abort())
    page.goto(f"{address}/en/index.html")
    type_in(page, "tensor")
    assert counted(page) == "The search index could not be loaded."
    page.unroute("**/searchindex.js")
    page.locator(".search-dialog input").fill("tensors")
    page.wait_for_selector(".search-dialog li")
    page.close()


@pytest.mark.browser
def test_without_javascript_the_form_leads_to_the_search_page(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/en/index.html")
    page.locator(".sidebar-search").fill("tensor")
    page.locator(".sidebar-search").press("Enter")
    page.wait_for_url("**/en/search.html?q=tensor")
    assert "Please activate JavaScript" in page.locator(".search-page noscript").inner_html()
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_box_fits_a_telephone(browser: Any, address: str, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 700}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{address}/ko/index.html")
    type_in(page, "변화도")
    counted(page)
    box = page.locator(".search-dialog").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert box["y"] + box["height"] <= 700
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()
