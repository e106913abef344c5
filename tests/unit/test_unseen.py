"""Prose that vanishes, that misleads or that the page's policy blocks: told at its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from bilingual_gallery.check.linter import Linter
from bilingual_gallery.source.reading import read
from helpers import TUTORIAL

PAIR = ("ko", "en")
KO = '\n# %% [markdown] lang="ko"\n# {}\n'
EN = '\n# %% [markdown] lang="en"\n# {}\n'


def told(folder: Path, english: str, korean: str = "글입니다.") -> list[tuple[int, str, str]]:
    """What is found in the English of a passage: the line of the passage, the rule and the message."""
    path = folder / "small.py"
    before = TUTORIAL + KO.format(korean.replace("\n", "\n# ")) + EN.partition("{")[0]
    rows = english.replace("\n", "\n# ") + "\n"
    path.write_text(before + rows, encoding="utf-8")
    first = before.count("\n") + 1
    found = sorted(set(Linter(PAIR).tutorial(read(path, PAIR))))
    return [
        (each.line - first, each.rule, each.message)
        for each in found
        if each.line >= first
        and each.rule in ("unseen", "unclosed", "policy", "markup", "full-stop")
    ]


@pytest.mark.parametrize(
    ("english", "where"),
    [
        ("A magic. For example\n%timeit measures it.", [(1, "unseen")]),
        ("% a paragraph\n% of two lines", [(0, "unseen"), (1, "unseen")]),
        ("- An item\n\n  % inside", [(2, "unseen")]),
        (":::{note}\nText.\n\n% inside\n:::", [(3, "unseen")]),
        ("Text.\n\n+++\n\nText.", [(2, "unseen")]),
        ("The type is vector<float>.", [(0, "unseen")]),
        ("Text and\nList<int> too.", [(1, "unseen")]),
        ("Replace <name> by yours.", [(0, "unseen")]),
        ("| a |\n| --- |\n| Map<K> |", [(2, "unseen")]),
        ("## The <b>bold</b> title", [(0, "unseen")]),
        ("Here a<b and c>d hold.", [(0, "unclosed")]),
        ("<div>\n\nText.", [(0, "unclosed")]),
        ("Of **{eval}`x`**th.", [(0, "markup")]),
        ("Of **{eval}`x`**, and **{eval}`x`th** too.", []),
        ("> [!NOTE]\n> A note.", [(0, "markup")]),
        ("- [ ] To do.\n- [x] Done.", [(0, "markup"), (1, "markup")]),
        ("==Marked== text.", [(0, "markup")]),
        ("H~2~O and x^2^ here.", [(0, "markup"), (0, "markup")]),
        (":fire: here.", [(0, "markup")]),
        ("Term\n: Its meaning.", [(1, "markup")]),
        ("!!! note\n    Text.", [(0, "markup")]),
        ("[TOC]", [(0, "markup")]),
        ("It costs $5 and then $10 more.", [(0, "markup")]),
        ("![x](https://example.org/x.png)", [(0, "policy")]),
        ("![x](//example.org/x.png)", [(0, "policy")]),
        ("```{image} https://example.org/x.png\n```", [(0, "policy")]),
        (":::{figure} http://example.org/x.png\nText.\n:::", [(0, "policy")]),
        ("```{eval-rst}\nText.\n\n.. image:: https://example.org/x.png\n```", [(3, "policy")]),
        ('<div style="color: red">Red</div>', [(0, "policy")]),
        ('Text\n<span style="color: red">red</span>.', [(1, "policy")]),
        ('<img src="https://example.org/a.png" alt="">', [(0, "policy")]),
        ('<video src="https://example.org/a.mp4"></video>', [(0, "policy")]),
        ("<style>p { color: red }</style>", [(0, "policy")]),
        ('<b onclick="x()">b</b>', [(0, "policy")]),
        ('```{raw} html\n\n<p style="x: y">a</p>\n```', [(2, "policy")]),
        ('```{eval-rst}\n.. raw:: html\n\n   <p style="x: y">a</p>\n```', [(3, "policy")]),
    ],
)
def test_what_is_lost_or_misleads_is_told_at_its_line(
    tmp_path: Path, english: str, where: list[tuple[int, str]]
) -> None:
    korean = "## 제목" if english.startswith("##") else "글입니다."
    assert [(line, rule) for line, rule, _ in told(tmp_path, english, korean)] == where


@pytest.mark.parametrize(
    "english",
    [
        "5 % of 10 are 50%, 1 + 1 += 2, ++i.",
        "`%timeit`, `List<int>`, `[!NOTE]`, `==x==`, `H~2~O`, `:fire:`, `a<b and c>d`.",
        "```text\n%timeit x\n+++\nList<int>\n: x\n```",
        "\\%timeit measures it, \\+++ too.",
        "a < b and c > d, a==b, x == y == z, ~5 and ~6, 10:30:00, see http://a:b@c.example/.",
        "H<sub>2</sub>O <kbd>Ctrl</kbd> <br> <img src='x.png' alt=''> <b>bold</b>",
        "<details>\n<summary>More</summary>\n\nText.\n\n</details>",
        "<p>A paragraph\n\n<ul><li>one<li>two</ul>",
        "<svg viewBox='0 0 1 1'><path d='M0 0'/><circle r='1'/></svg>",
        "<my-element>x</my-element>",
        "<https://example.org> and [a link](https://example.org/x?a=~b~c).",
        "The text ends.[^a] The next sentence.\n\n[^a]: The note.",
        "**Speed**: it is fast. `x`: a name. $x$: a number.",
        "$5$ and $10$, $2 \\text{ of } 3$, $5\\,\\mathrm{ms}$, $3 x y$",
        "A [x] is no list, nor is [ ] here.",
        "The key: value pair of x:y: is no sign.",
    ],
)
def test_what_is_right_is_left_alone(tmp_path: Path, english: str) -> None:
    assert told(tmp_path, english) == []


def test_a_comment_of_mermaid_in_a_fence_is_no_cell(tmp_path: Path) -> None:
    fence = (
        "A diagram.\n\n```mermaid\nstateDiagram-v2\n    %% the states\n    a --> b\n    %%\n%%\n```"
    )
    assert told(tmp_path, fence, fence.replace("A diagram.", "그림입니다.")) == []
    assert len(read(tmp_path / "small.py", PAIR).passages) == 3
