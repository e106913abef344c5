"""Colors of a terminal as classes of a page: the sixteen, and of every other the nearest."""

from __future__ import annotations

import pytest
from bilingual_gallery.pages.ansi import AnsiLexer, language_of
from pygments import highlight
from pygments.formatters import HtmlFormatter


def classes(text: str) -> str:
    shown: str = highlight(text, AnsiLexer(), HtmlFormatter(nowrap=True))
    return shown


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        ("0;31", "Red"),
        ("0;94", "Blue"),
        ("0;1;4;32", "Bold-Underline-Green"),
        ("0;38;5;196", "Red"),
        ("0;38;5;46", "Green"),
        ("0;38;5;244", "Black"),
        ("0;38;2;250;250;20", "Yellow"),
        ("0;48;5;21", "OnBlue"),
        ("0;97;41", "White-OnRed"),
        ("0;7", "Inverse"),
    ],
)
def test_a_style_is_a_class(parameters: str, name: str) -> None:
    shown = classes(f"\x1b[{parameters}mword\x1b[0m rest")
    assert f'-Ansi-{name}">word</span> rest' in shown
    assert "\x1b" not in shown


def test_empty_lines_and_what_html_would_read_stay() -> None:
    assert (
        classes("\n\n\x1b[0;31m<b>&\x1b[0m\n")
        == '\n\n<span class=" -Ansi -Ansi-Red">&lt;b&gt;&amp;</span>\n'
    )


def test_text_without_colors_is_no_matter_of_a_lexer() -> None:
    assert language_of("plain \\x1b[31m") == "none"
    assert language_of("\x1b[0;31mred\x1b[0m") == "ansi"
