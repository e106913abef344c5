"""The words of this project's glossary: what each is, and what else people call it."""

from __future__ import annotations

import re

import pytest
from bilingual_gallery.glossary.model import Term, load
from bilingual_gallery.lang import language
from pages import LANGUAGES, ROOT

TERMS = load(ROOT / "docs" / "glossary.toml").terms
# English nouns that a meaning may begin with; another word in -s is a verb, as in "Holds the data".
NOUNS = {"Constraints", "Numbers", "Values"}


@pytest.mark.parametrize("term", TERMS, ids=[term.id for term in TERMS])
def test_a_meaning_begins_with_what_the_thing_is(term: Term) -> None:
    sentence = re.split(r"(?<=[.:;])\s", term.meaning["ko"])[0]
    assert re.search(r"[가-힣)]입니다\.$", sentence), sentence
    first = term.meaning["en"].split()[0]
    assert not re.fullmatch(r"[A-Z][a-z]+s", first) or first in NOUNS, first


def test_what_a_term_is_also_called_is_the_name_of_no_other() -> None:
    for code in LANGUAGES:
        names = {form.lower(): term.id for term in TERMS for form in term.forms(code)}
        said = [(form, term.id) for term in TERMS for form in term.also_called.get(code, ())]
        assert [each for each in said if names.get(each[0].lower(), each[1]) != each[1]] == []
        assert len({form for form, _ in said}) == len(said)


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("gradient", "그래디언트 기울기"),
        ("parameter", "파라미터"),
        ("layer", "레이어"),
        ("dropout", "드롭아웃"),
        ("overfitting", "오버피팅"),
        ("training", "훈련"),
        ("loss", "로스"),
        ("convolution", "컨볼루션"),
        ("epoch", "에포크"),
        ("label", "라벨"),
        ("optimization", "옵티마이즈"),
    ],
)
def test_the_glossary_names_what_koreans_say(term: str, said: str) -> None:
    (found,) = [each for each in TERMS if each.id == term]
    assert set(said.split()) <= set(found.also_called["ko"])


def test_every_name_is_followed_by_the_particle_that_fits_it() -> None:
    readings = load(ROOT / "docs" / "glossary.toml").readings
    for term in TERMS:
        for name in term.also_called.get("ko", ()):
            assert "(" not in language("ko").fitted(f"{name}(이)라고도", readings)


def test_the_words_of_school_are_free() -> None:
    wrong = {form for term in TERMS for form in term.avoid.get("ko", ())}
    assert wrong.isdisjoint("기울기 경사 접선 미분계수 편미분 최적화".split())
    (overfitting,) = [term for term in TERMS if term.id == "overfitting"]
    assert overfitting.names["en"] == "overfitting"
