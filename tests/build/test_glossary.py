"""The glossary: its file, its page in each language, and the links that lead there from tutorials."""

from __future__ import annotations

import json
import re
from copy import copy
from itertools import accumulate
from pathlib import Path

import pytest
from bilingual_gallery.check.finding import Text
from bilingual_gallery.check.terms import Vocabulary
from bilingual_gallery.errors import SourceError
from bilingual_gallery.glossary.matcher import Finder
from bilingual_gallery.glossary.model import load
from bilingual_gallery.site.search_terms import best, taught_in
from bs4 import Tag
from docutils import nodes
from helpers import Site, make_site
from pages import LANGUAGES, ROOT
from readers import soup

from benchmarks import search as bench

OWN = ROOT / "docs" / "glossary.toml"

TERM = '[[term]]\nid = "loss"\nnames = { ko = "손실", en = "loss" }\n'
PHRASE = '[[phrase]]\nlanguage = "en"\navoid = "simply"\n'


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[[term]]\nid = "loss"\nnames = {', 3, "not TOML"),
        ('[[term]]\nid = "loss\n', 2, "not TOML"),
        ("\n[[words]]\n", 2, "unknown words; write term, phrase or readings"),
        ('[term]\nid = "loss"\n', 1, "write [[term]] above each term"),
        (f'{TERM}\n[[term]]\nnames = {{ en = "layer" }}\n', 5, "this term lacks id; add it"),
        (f'{TERM}\n[[term]]\nid = "bias"\n', 5, "this term lacks names; add it"),
        (f"{TERM}\n{TERM}", 5, "line 1 has the id loss too; rename one"),
        (TERM.replace('"loss"\n', '"loss function"\n'), 2, "id needs lower-case words and hyphens"),
        (TERM.replace('en = "loss"', 'en = ""'), 3, "names needs a text for each language"),
        ('[[term]]\nid = "loss"\nnames = "loss"\n', 3, "names needs a text for each language"),
        (f'{TERM}also = {{ en = "losses" }}\n', 4, "also needs lists of texts"),
        (f'{TERM}also_called = ["로스"]\n', 4, "also_called needs lists of texts"),
        (f"{TERM}avoid.ko = [1]\n", 4, "avoid needs lists of texts"),
        (f'{TERM}meaning.en = ["x"]\n', 4, "meaning needs a text for each language"),
        (f'{TERM}common = "yes"\n', 4, "common needs true or false"),
        (f'{TERM}\n[[term]]\nid = "bias"\nname = "bias"\n', 7, "unknown key name; write id, names"),
        (PHRASE, 1, "this phrase lacks instead; add it"),
        (f"{PHRASE}instead = 1\n", 4, "instead needs a text"),
        ('[readings]\nshape = "셰이프"\nitem = "item"\n', 3, "item needs its reading in Hangul"),
        ('readings = "셰이프"\n', 1, "readings needs its reading in Hangul"),
    ],
)
def test_a_mistake_in_the_file_is_told_at_its_line(
    tmp_path: Path, text: str, line: int, said: str
) -> None:
    path = tmp_path / "glossary.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        load(path)
    assert caught.value.line == line
    assert said in caught.value.message


def test_a_file_that_cannot_be_read_is_a_mistake_in_conf(tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(SourceError, match="name the right file in bilingual_gallery_glossary"):
            load(path)
    (tmp_path / "latin.toml").write_bytes(b"# \xe9\n")
    with pytest.raises(SourceError, match="not UTF-8"):
        load(tmp_path / "latin.toml")


def found(language: str, text: str) -> list[str]:
    """What the check says of a text."""
    vocabulary = Vocabulary(load(OWN), language)
    return [finding.message for finding in vocabulary.check(Text(OWN, 1, language, text))]


def test_every_term_of_the_project_has_a_name_and_a_meaning_in_every_language() -> None:
    terms = load(OWN).terms
    assert len(terms) > 90
    for term in terms:
        assert set(term.names) == set(LANGUAGES), term.id
        assert set(term.meaning) == set(LANGUAGES), term.id


def test_no_two_terms_have_a_name_in_common() -> None:
    for language in LANGUAGES:
        forms = [form.lower() for term in load(OWN).terms for form in term.forms(language)]
        assert sorted(forms) == sorted(set(forms))


def test_a_right_form_is_never_taken_for_a_wrong_one() -> None:
    for language in LANGUAGES:
        for term in load(OWN).terms:
            for form in term.forms(language):
                assert found(language, form) == []


def test_every_wrong_form_is_found_and_mended() -> None:
    for language in LANGUAGES:
        for term in load(OWN).terms:
            for form in term.avoid.get(language, ()):
                mend = f"{form} is not written here; write {term.names[language]}"
                assert found(language, form) == [mend]
                # As it is met in a sentence, where no other term may claim a part of it.
                sentence = f"{form}의 값" if language == "ko" else f"the {form} of it"
                assert found(language, sentence) == [mend]


GLOSSARY = """\
[[term]]
id = "loss-function"
names = { ko = "손실 함수", en = "loss function" }
meaning = { ko = "`loss`를 계산합니다.", en = "Computes the `loss`." }

[[term]]
id = "cuda"
names = { ko = "CUDA", en = "CUDA" }

[[term]]
id = "loss"
names = { ko = "손실", en = "loss" }
also = { en = ["losses"] }

[[term]]
id = "tensor"
names = { ko = "텐서", en = "tensor" }
also_called = { ko = ["텐써"] }

[[term]]
id = "array"
names = { ko = "배열", en = "array" }
also_called = { ko = ["어레이", "ndarray", "목록"], en = ["grid"] }

[[term]]
id = "epoch"
names = { ko = "에폭", en = "epoch" }

[readings]
ndarray = "엔디어레이"
loss = "로스"
tensor = "텐서"

[[term]]
id = "korean"
names = { ko = "가나다" }
"""

TUTORIAL = '''\
# %% [markdown] lang="ko"
"""
# 텐서와 배열

`tensor`와 [텐서(tensor)](https://example.org/) 다음에 **텐서**(tensor)는 굵게 씁니다.
재배열, 배열하는 값, 배열된 값, 배열표, 그리고 배열(array)과 배열입니다. CUDA도 씁니다.
"""

# %% [markdown] lang="en"
# # A tensor and an array
#
# After `tensor` and a [tensor](https://example.org/), **tensors** are bold.
# A subarray, something arrayed, something array-like, and then an array and an array. CUDA too.

# %%
# ko: 손실(loss)을 구합니다.
# en: Find the loss.
print("loss")

# %% [markdown] lang="ko"
# ## 손실
#
# - 손실 함수(loss function)보다 손실이 작고, 손실 함수와 텐서는 다릅니다.

# %% [markdown] lang="en"
# ## Loss
#
# - Loss
#   functions are not the losses; a loss function is not a tensor.

# %% [markdown] lang="ko"
# ## 요약
#
# CUDA, 다시 CUDA.

# %% [markdown] lang="en"
# ## Recap
#
# CUDA, and CUDA again.
'''
FORM = 'bilingual_gallery_form = {"last": [{"ko": "요약", "en": "Recap"}]}\n'

HOME = "# {title}\n\n{text}\n\n```{{toctree}}\ntutorials/blitz/index\nglossary\n```\n"
PAGE = "# {title}\n\n{text}\n\n```{{glossary-terms}}\n```\n"
WORDS = {"ko": ("용어집", "텐서입니다."), "en": ("Glossary", "A tensor.")}


def make(root: Path) -> Site:
    """A small site with a glossary."""
    site = make_site(root, {"small": TUTORIAL})
    conf = root / "docs" / "conf.py"
    conf.write_text(conf.read_text() + 'bilingual_gallery_glossary = "glossary.toml"\n' + FORM)
    (root / "docs" / "glossary.toml").write_text(GLOSSARY, encoding="utf-8")
    for language, (title, text) in WORDS.items():
        for name, page in (("index", HOME), ("glossary", PAGE)):
            said = page.format(title=title, text=text)
            (root / "docs" / language / f"{name}.md").write_text(said, encoding="utf-8")
    return site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site, built; tests only look at it."""
    site = make(tmp_path_factory.mktemp("glossary"))
    done = site.make()
    assert done.returncode == 0, done.stdout + done.stderr
    return site


def page(site: Site, language: str) -> Path:
    return site.root / "build" / "html" / language / "glossary.html"


def links(path: Path) -> list[tuple[str, str]]:
    """Each linked term: what is shown, and its id in the glossary."""
    return [
        (" ".join(link.get_text().split()), str(link["href"]).partition("#term-")[2])
        for link in soup(path).select("a.term")
    ]


def test_the_page_lists_the_terms_as_its_language_looks_them_up(site: Site) -> None:
    listed = {
        language: [str(term["id"]) for term in soup(page(site, language)).select("dl dt")]
        for language in LANGUAGES
    }
    both = ["loss", "loss-function"]
    korean = ["korean", "array", *both, "epoch", "tensor", "cuda"]
    assert listed["ko"] == [f"term-{name}" for name in korean]
    english = ["array", "cuda", "epoch", *both, "tensor"]
    assert listed["en"] == [f"term-{name}" for name in english]


@pytest.mark.parametrize(
    ("language", "letters"), [("ko", "ㄱ ㅂ ㅅ ㅇ ㅌ A–Z"), ("en", "A C E L T")], ids=LANGUAGES
)
def test_the_letters_lead_to_their_sections(site: Site, language: str, letters: str) -> None:
    html = soup(page(site, language))
    shown = html.select(".glossary-letters a")
    assert [link.get_text() for link in shown] == letters.split()
    for link in shown:
        section = html.find(id=str(link["href"]).removeprefix("#"))
        assert isinstance(section, Tag)
        assert section.get_text().strip().startswith(link.get_text())


def test_an_entry_has_both_names_and_its_meaning_as_markdown(site: Site) -> None:
    entry = soup(page(site, "ko")).find(id="term-loss-function")
    assert isinstance(entry, Tag)
    other = entry.select_one("[lang=en]")
    assert other is not None
    assert other.get_text() == "loss function"
    assert entry.get_text().startswith("손실 함수 loss function")
    meaning = entry.find_next_sibling("dd")
    assert isinstance(meaning, Tag)
    assert meaning.select_one("p").get_text() == "loss를 계산합니다."
    assert meaning.select_one("code") is not None
    # A name that both languages share stands there once.
    shared = soup(page(site, "ko")).find(id="term-cuda")
    assert isinstance(shared, Tag)
    assert shared.get_text().count("CUDA") == 1


def notes(site: Site, language: str, term: str, kind: str) -> list[str]:
    """What stands below the meaning of a term."""
    entry = soup(page(site, language)).find(id=f"term-{term}")
    assert isinstance(entry, Tag)
    meaning = entry.find_next_sibling("dd")
    assert isinstance(meaning, Tag)
    return [each.get_text() for each in meaning.select(f".{kind}")]


def test_an_entry_says_what_else_the_term_is_called(site: Site) -> None:
    assert notes(site, "ko", "array", "also-called") == ["어레이, ndarray, 목록이라고도 합니다."]
    assert notes(site, "ko", "tensor", "also-called") == ["텐써라고도 합니다."]
    assert notes(site, "en", "array", "also-called") == ["Also called grid."]
    assert notes(site, "en", "tensor", "also-called") == []


def test_an_entry_says_that_no_tutorial_uses_its_term(site: Site) -> None:
    assert notes(site, "ko", "epoch", "not-used") == ["튜토리얼에는 나오지 않습니다."]
    assert notes(site, "en", "epoch", "not-used") == ["No tutorial here uses it."]
    for term in ("array", "loss", "loss-function", "tensor", "cuda"):
        assert notes(site, "ko", term, "not-used") == []


def test_what_others_call_a_term_may_be_written(site: Site) -> None:
    vocabulary = Vocabulary(load(site.root / "docs" / "glossary.toml"), "ko")
    assert list(vocabulary.check(Text(OWN, 1, "ko", "어레이의 텐써"))) == []


def test_the_first_use_of_each_term_leads_to_its_entry(site: Site) -> None:
    assert links(site.page("ko")) == [
        ("텐서", "tensor"),
        ("배열", "array"),
        ("CUDA", "cuda"),
        ("손실 함수", "loss-function"),
        ("손실", "loss"),
    ]
    assert links(site.page("en")) == [
        ("tensors", "tensor"),
        ("array", "array"),
        ("CUDA", "cuda"),
        ("Loss functions", "loss-function"),
        ("losses", "loss"),
    ]
    for language in LANGUAGES:
        for link in soup(site.page(language)).select("a.term"):
            name, _, identifier = str(link["href"]).partition("#")
            target = (site.page(language).parent / name).resolve()
            assert soup(target).find(id=identifier) is not None


def test_a_link_shows_the_name_in_the_other_language(site: Site) -> None:
    titles = [link.get("title") for link in soup(site.page("ko")).select("a.term")]
    assert titles == ["tensor", "array", None, "loss function", "loss"]
    titles = [link.get("title") for link in soup(site.page("en")).select("a.term")]
    assert titles == ["텐서", "배열", None, "손실 함수", "손실"]


def test_only_running_text_and_whole_words_are_linked(site: Site) -> None:
    korean = copy(soup(site.page("ko")))
    for kept in korean.select(
        ".kept, section p [lang]"
    ):  # where a line may not end; other languages
        kept.unwrap()
    paragraph = str(korean.select_one("p:has(a.term)"))
    assert re.search(r"<strong><a [^>]*>텐서</a></strong>\(tensor\)는", paragraph)
    assert "재배열, 배열하는 값, 배열된 값, 배열표, 그리고 <a" in paragraph
    assert "</a>(array)과 배열입니다." in paragraph
    item = str(korean.select_one("section li:has(a.term)"))
    assert "</a>(loss function)보다 <a" in item
    assert "</a>이 작고, 손실 함수와 텐서는" in item
    english = str(soup(site.page("en")).select_one("p:has(a.term)"))
    assert "something arrayed, something array-like, and then an <a" in english


def test_no_other_page_is_linked(site: Site) -> None:
    for language in LANGUAGES:
        out = site.root / "build" / "html" / language
        pages = set(out.rglob("*.html")) - {site.page(language)}
        assert page(site, language) in pages
        assert [path for path in pages if soup(path).select("a.term")] == []


def test_the_search_index_has_whole_words(site: Site) -> None:
    text = (site.root / "build/html/ko/searchindex.js").read_text(encoding="utf-8")
    words = bench.words_in(text)
    assert "손실이" not in words  # the particle is no part of it
    assert "손실" in words
    assert "이" not in words


def unpacked(text: str) -> list[int]:
    """The numbers in a list of the index, all of which are small here: a letter for each."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef"
    return list(accumulate(letters.index(letter) for letter in text))


def test_every_name_of_a_term_leads_to_its_entry_and_to_the_section_that_teaches_it(
    site: Site,
) -> None:
    text = (site.root / "build/html/ko/searchindex.js").read_text(encoding="utf-8")
    index = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    names = bench.words_in(text, "names")
    lead = {}
    for name, numbers in zip(names, index["named"].split(" "), strict=True):
        places = [index["sections"][number] for number in unpacked(numbers)]
        lead[name] = {f"{index['docnames'][page]}#{id}" for page, id, _ in places}
    page = "tutorials/blitz/small"
    for name in (
        "배열",
        "어레",
        "ndarray",
        "목록",
        "array",
    ):  # 어레이 without what may be a particle
        assert lead[name] == {"glossary#term-array", f"{page}#"}  # of the title
    assert lead["손실"] == lead["loss"] == {"glossary#term-loss", f"{page}#loss"}
    assert (
        lead["손실함수"] == lead["lossfunction"] == {"glossary#term-loss-function", f"{page}#loss"}
    )
    assert lead["cuda"] == {"glossary#term-cuda"}  # in passing, and where all is repeated
    assert lead["에폭"] == {"glossary#term-epoch"}  # which no tutorial teaches
    assert lead["텐써"] == {"glossary#term-tensor", f"{page}#"}  # in bold


def test_the_section_that_teaches_a_term_is_the_first_of_those_that_say_most_of_it() -> None:
    sections = [
        (7, 1, {"loss": 4, "tensor": 3}),
        (2, 1, {"loss": 5, "layer": 1, "hook": 2}),
        (3, 1, {"loss": 5, "tensor": 1}),
        (9, 0, {"loss": 30, "layer": 8, "hook": 9, "node": 4}),  # off the path
    ]
    # What the path says once is said in passing; the page off the path is about it.
    assert best(sections) == {"loss": 2, "tensor": 7, "layer": 9, "hook": 2}


def test_a_title_teaches_the_term_that_it_makes_a_verb_of_and_the_title_of_a_box_does_not(
    tmp_path: Path,
) -> None:
    path = tmp_path / "glossary.toml"
    path.write_text(
        '[[term]]\nid = "freeze"\nnames = { ko = "동결", en = "freeze" }\n'
        'meaning = { ko = "둡니다.", en = "To keep." }\n',
        encoding="utf-8",
    )
    glossary = load(path)
    finders = Finder.of(glossary, "ko"), Finder.of(glossary, "ko", with_verbs=True)
    section, box = nodes.section(), nodes.admonition()
    section += nodes.title("", "계층 동결하기")
    box += nodes.title("", "동결")
    section += [nodes.paragraph("", "계층을 동결합니다. 동결은 쉽습니다."), box]

    def told(node: nodes.Node) -> list[tuple[str, int]]:
        return list(taught_in(*finders, frozenset(), node))

    title, text, in_box = section[0], section[1], box[0]
    assert told(title) == [("freeze", 8)] and told(text) == [("freeze", 1)]
    assert told(in_box) == [("freeze", 1)]


def test_a_tutorial_behind_the_first_sections_teaches_what_it_says_far_more_of() -> None:
    sections = [(1, 1, {"loss": 8, "layer": 2}), (2, 0.35, {"loss": 16, "layer": 8, "hook": 2})]
    assert best(sections) == {"loss": 1, "layer": 2, "hook": 2}


def test_a_site_without_a_glossary_has_no_links(built: Site) -> None:
    assert links(built.page("en")) == []


@pytest.fixture
def english(tmp_path: Path) -> Site:
    """The site, English built."""
    site = make(tmp_path)
    done = site.build("en")
    assert done.returncode == 0, done.stdout + done.stderr
    return site


def test_a_build_with_nothing_new_writes_no_page(english: Site) -> None:
    paths = [english.page("en"), page(english, "en")]
    before = [path.stat().st_mtime_ns for path in paths]
    done = english.build("en")
    assert done.returncode == 0
    assert [path.stat().st_mtime_ns for path in paths] == before


def test_an_edited_glossary_is_on_every_page_that_uses_it(english: Site) -> None:
    path = english.root / "docs" / "glossary.toml"
    array = 'names = { ko = "배열", en = "array" }\n'
    edited = GLOSSARY.replace(array, f'{array}also.en = ["bold"]\n').replace("Computes", "Finds")
    path.write_text(edited, encoding="utf-8")
    done = english.build("en")
    assert done.returncode == 0, done.stdout + done.stderr
    assert ("bold", "array") in links(english.page("en"))
    assert "Finds the" in page(english, "en").read_text()


def test_a_term_that_a_tutorial_takes_up_is_used_from_then_on(english: Site) -> None:
    assert notes(english, "en", "epoch", "not-used") != []
    script = english.script("small")
    script.write_text(script.read_text().replace("CUDA too.", "CUDA too, and an epoch."))
    done = english.build("en", "-D", "plot_gallery=0")
    assert notes(english, "en", "epoch", "not-used") == [], done.stderr


def test_the_links_go_and_come_with_the_page(english: Site) -> None:
    glossary, home = (english.root / "docs/en" / f"{name}.md" for name in ("glossary", "index"))
    text, with_page = glossary.read_text(), home.read_text()
    glossary.unlink()
    home.write_text(with_page.replace("\nglossary\n", "\n"))
    (english.root / "docs/ko/glossary.md").unlink()
    assert english.build("en").returncode == 0
    assert links(english.page("en")) == []
    glossary.write_text(text)
    home.write_text(with_page)
    english.build("en")  # warns that Korean has no such page
    assert links(english.page("en")) != []


def test_a_mistake_in_the_glossary_ends_the_build_in_one_line(english: Site) -> None:
    path = english.root / "docs" / "glossary.toml"
    path.write_text(GLOSSARY.replace('id = "loss"', 'id = "Loss!"'), encoding="utf-8")
    before = english.page("en").read_bytes()
    done = english.build("en")
    assert done.returncode == 1
    assert done.stderr.strip().startswith("docs/glossary.toml:11: id needs lower-case words")
    assert len(done.stderr.strip().splitlines()) == 1
    assert english.page("en").read_bytes() == before
