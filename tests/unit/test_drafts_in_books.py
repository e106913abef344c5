"""A book of two languages says nothing twice where one of them is not translated yet."""

from __future__ import annotations

import pytest
from bilingual_gallery.epub.two import Beside, woven

PAGE = "<html><body><section id='a'><h1>{}</h1>{}<p>{}</p></section></body></html>"


def page(title: str, text: str, last: str, spoken: str = "") -> str:
    piece = f"<p>{text}</p>"
    if spoken:
        piece = f'<div class="untranslated" lang="{spoken}">{piece}</div>'
    return PAGE.format(title, piece, last)


KOREAN = page("제목", '텐서(<span lang="en">tensor</span>)를', "끝")
ENGLISH = page("Title", "텐서(tensor)를", "The end", "ko")
GERMAN = page("Titel", "텐서(tensor)를", "Das Ende", "ko")


@pytest.mark.parametrize(
    ("first", "second", "code", "told"),
    [
        (ENGLISH, KOREAN, "ko", ["제목", "끝"]),
        (KOREAN, ENGLISH, "en", ["Title", "The end"]),
        (GERMAN, ENGLISH, "en", ["Title", "The end"]),
    ],
)
def test_what_is_not_translated_is_in_the_book_once(
    first: str, second: str, code: str, told: list[str]
) -> None:
    made = woven(first, second, Beside(f' lang="{code}"', lambda address: address))
    assert made.count("텐서") == 1
    assert made.count('class="second"') == len(told)
    assert all(f">{each}<" in made for each in told)


def test_another_language_stands_below_a_text_that_is_in_a_third_one() -> None:
    translated = page("Title", "A tensor", "The end")
    made = woven(GERMAN, translated, Beside(' lang="en"', lambda address: address))
    assert ">A tensor<" in made
