"""The HTML of an output: closed, harmless, and still saying what it said."""

from __future__ import annotations

import cProfile
import re
from xml.etree import ElementTree

import pytest
from bilingual_gallery.pages.clean_html import clean
from bilingual_gallery.pages.formatted import Formulas, formula


def inner(text: str) -> str:
    """What is left, without the element around it; it is XML in any case."""
    html = clean(text, "F/").html
    ElementTree.fromstring(html)
    return re.fullmatch(r"<div class=\"output-html[^>]*>(.*)</div>", html, re.DOTALL)[1]  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("<b>x", "<b>x</b>"),
        ("a<br>b & c &lt;d", "a<br/>b &amp; c &lt;d"),
        ("</div></article><p>out", "<p>out</p>"),
        ("<p onclick='x()' style='position:fixed' id=a class=copy>p", "<p>p</p>"),
        ("<a href=' javascript:x()'>l</a>", "<a>l</a>"),
        ("<a href='https://a.b/?c&d'>l</a>", '<a href="https://a.b/?c&amp;d">l</a>'),
        ("<img src=a.png>", '<img alt="" src="F/a.png"/>'),
        ("<img src=https://a.b/c.png alt=picture>", "picture"),
        ("<img src='data:image/png;base64,aa=='>", '<img alt="" src="data:image/png;base64,aa=="/>'),
        ("<img src='data:text/html;base64,aa=='>", ""),
        ("<form action=x><input value=v>text<button>b</button></form>", "<div>text</div>"),
        ("<svg onload=x()><script>x()</script><path d='M0 0'/></svg>",
         '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"></path></svg>'),
        ("<svg><foreignObject><p>x</p></foreignObject></svg>",
         '<svg xmlns="http://www.w3.org/2000/svg"></svg>'),
        ("<svg><use href='https://a.b/c#d'/></svg>", '<svg xmlns="http://www.w3.org/2000/svg"></svg>'),
        ("<h2>Title</h2>", '<p class="o-bb1375d1db">Title</p>'),
        ("<b>a<table><tr><td>1</table></b>",
         '<div class="o-bb1375d1db">a<table><tbody><tr><td>1</td></tr></tbody></table></div>'),
        ("<ul><div>a</div><li>b</ul>", "<div><div>a</div><div>b</div></div>"),
        ("<td width=5 colspan=2>a", "a"),
        ("<table><td width=5 colspan=2>a", '<table><tbody><tr><td colspan="2">a</td></tr></tbody></table>'),
        ("a\x00\x07b\x1b", "ab"),
        ("<unknown-element>kept</unknown-element>", "kept"),
        ("<div hidden>no</div><p style='display:none'>no</p>yes", "yes"),
        ("<!-- no -->yes<plaintext><b>", "yes&lt;b&gt;"),
    ],
)  # fmt: skip
def test_what_is_left_of_html(text: str, left: str) -> None:
    assert inner(text) == left


@pytest.mark.parametrize(
    ("sheet", "style"),
    [
        ("p { color: red }", "color: red"),
        ("p { color: red } .a { color: blue }", "color: blue"),
        (".a { color: blue } p { color: red }", "color: blue"),
        ("#b { color: blue } .a { color: red !important }", "color: red"),
        ("p { border: 0; color: red; border: 1px solid }", "color: red; border: 1px solid"),
        ("@media print { p { color: red } } p:hover { color: red }", ""),
        ("p { position: absolute; behavior: url(x); z-index: 9; content: 'x' }", ""),
        ("p { background: url(//a.b/c) } p { background: u\\72l(x) }", ""),
        ("p { background: linear-gradient(90deg, red 5%, transparent 5%) }",
         "background: linear-gradient(90deg, red 5%, transparent 5%)"),
        ("p { --x: 1 } p { color: var(--y, #fff) }", "--x: 1; color: var(--y, #fff)"),
        ("p { color: </style><script>x()</script> }", ""),
        ("not css at all {{{", ""),
    ],
)  # fmt: skip
def test_a_sheet_comes_to_one_style_for_each_element(sheet: str, style: str) -> None:
    styles = clean(f"<style>{sheet}</style><p id=b class=a>text</p>").styles
    assert list(styles.values()) == ([style] if style else [])


def test_what_an_output_would_have_loaded_is_told() -> None:
    page = clean(
        "<script>x()</script><iframe src=a></iframe><img src=//a.b/c.png><video src=d.mp4>"
    )
    assert page.needs == ("a script", "another page in a frame")
    assert page.foreign == ("//a.b/c.png",)
    assert page.files == ("d.mp4",)
    assert not page.is_empty
    assert clean("<div id=plot></div> <script>x()</script>").is_empty


def test_elements_without_end_inside_each_other_do_not_end_the_build() -> None:
    assert clean("<div>" * 50_000).needs == (
        "more elements inside each other than a page can have",
    )


def test_work_grows_as_the_output_does() -> None:
    def calls(rows: int) -> int:
        profile = cProfile.Profile()
        table = "<style>td { color: red }</style><table>" + "<tr><td>1<td>2" * rows
        profile.runcall(clean, table)
        return sum(entry.callcount for entry in profile.getstats())

    calls(10)
    assert calls(400) < 2.1 * calls(200)


@pytest.mark.parametrize(
    ("latex", "tex"),
    [
        (r"$\displaystyle \frac{a}{b}$", r"\frac{a}{b}"),
        ("$$x$$", "x"),
        (r"\[x\]", "x"),
        (r"\begin{align}x\end{align}", r"\begin{align}x\end{align}"),
        ("Let $x$ be", None),
        ("$x$ and $y$", None),
    ],
)
def test_a_form_that_is_one_formula(latex: str, tex: str | None) -> None:
    assert formula(latex) == tex


def test_formulas_of_markdown_become_nodes_where_they_stand() -> None:
    formulas = Formulas()
    html = formulas.html("a $x$ <b>c</b>\n\n$$y$$")
    kinds = [(type(node).__name__, node.astext()) for node in formulas.nodes(clean(html).html)]
    assert [each for each in kinds if each[0] != "raw"] == [("math", "x"), ("math_block", "y")]
