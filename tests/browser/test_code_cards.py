"""Code and what it prints: one card, whole lines of output, letters that one can read, on paper too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pages import TENSORS

pytestmark = pytest.mark.browser

LOOK = """() => {
    const style = each => getComputedStyle(each);
    const all = selector => [...document.querySelectorAll(selector)];
    const shown = selector => all(selector).filter(each => each.checkVisibility());
    const gone = each => !each.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const box = each => each.getBoundingClientRect();
    const cards = shown("article .sphx-glr-script-out")
        .filter(each => each.previousElementSibling?.matches(".highlight-python"));
    const codes = shown("article .highlight-python pre");
    const copies = shown(".copy");
    return {
        gaps: cards.map(each => box(each).top - box(each.previousElementSibling).bottom),
        cut: [...document.querySelectorAll(".sphx-glr-script-out pre:not(.in-columns)")]
            .filter(each => each.scrollWidth > each.clientWidth + 1).length,
        shaded: [...codes, ...shown(".in-columns")]
            .every(each => style(each).backgroundImage.includes("gradient")),
        wide: codes.filter(each => each.scrollWidth > each.clientWidth + 1).length,
        size: Math.min(...codes.map(each => parseFloat(style(each).fontSize))),
        ink: ["article p", ".sphx-glr-script-out pre"].map(each => style(document.querySelector(each)).color),
        copies: copies.length,
        unseen: copies.filter(gone).length,
        imports: [...new Set(all(".highlight .nn").map(each => style(each).textDecorationLine))],
        slanted: all(".highlight .c1").filter(each => style(each).fontStyle !== "normal").length,
    };
}"""
BOXES = """[...document.querySelectorAll("article .highlight:has(> .copy)")]
    .map(each => getComputedStyle(each).display)"""


def test_code_and_its_output_are_one_card_that_one_can_read(project: Path, browser: Any) -> None:
    tab = browser.new_page(viewport={"width": 390, "height": 844}, color_scheme="dark")
    tab.goto((project / "ko" / TENSORS).as_uri())
    seen = tab.evaluate(LOOK)
    assert len(seen["gaps"]) > 5
    assert max(map(abs, seen["gaps"])) < 1
    assert seen["cut"] == 0  # an output wraps, but for tables
    assert seen["wide"] > 0 and seen["shaded"]  # code that goes on says so
    assert seen["copies"] > 5 and seen["unseen"] == 0  # without being pointed at
    # In the dark, what is imported looks like no link, and Hangul is upright.
    assert (seen["imports"], seen["slanted"]) == (["none"], 0)
    tab.emulate_media(color_scheme="light")
    seen = tab.evaluate(LOOK)
    assert seen["size"] >= 14
    assert "rgb(0, 0, 0)" not in seen["ink"]
    # On paper, no box stays behind where its code goes to the next page.
    tab.emulate_media(media="print")
    assert set(tab.evaluate(BOXES)) == {"block"}
    tab.close()


def test_paper_bears_the_name_of_the_site_and_numbers(project: Path) -> None:
    sheet = (project / "ko" / "_static" / "site.css").read_text(encoding="utf-8")
    assert '@page { @top-left { content: "60분 만에 배우는 PyTorch"; } }' in sheet
    assert 'content: counter(page) " / " counter(pages)' in sheet


SOLVED = """() => {
    const shown = selector => [...document.querySelectorAll(`#exercises > section > ${selector}`)]
        .map(each => each.getBoundingClientRect().top);
    const number = summary => getComputedStyle(summary, "::after").content;
    return { exercises: shown("h3"), solutions: shown("details:not(.cell-fold-check)"),
        checks: shown("details.cell-fold-check"),
        numbers: [...document.querySelectorAll("#exercises summary")].map(number) };
}"""


def test_on_paper_solutions_come_behind_the_exercises(project: Path, browser: Any) -> None:
    tab = browser.new_page()
    tab.goto((project / "ko" / TENSORS).as_uri())
    on_screen = tab.evaluate(SOLVED)
    assert on_screen["solutions"][0] < on_screen["exercises"][1]
    tab.emulate_media(media="print")
    seen = tab.evaluate(SOLVED)
    assert len(seen["exercises"]) > 2
    assert max(seen["exercises"]) < min(seen["solutions"]) < min(seen["checks"])
    assert seen["solutions"] == sorted(seen["solutions"])
    assert all("counter(exercise)" in number for number in seen["numbers"])
    tab.close()
