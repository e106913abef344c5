"""The colors of code in the dark: hue by hue those that Furo has on light paper, and evenly light."""

from __future__ import annotations

from typing import ClassVar

from pygments.style import Style
from pygments.token import (
    Comment,
    Error,
    Generic,
    Keyword,
    Literal,
    Name,
    Operator,
    Token,
    _TokenType,
)

_INK, _QUIET = "#e6e6e6", "#b0b0b0"
_PURPLE, _GREEN, _BROWN, _BLUE, _RED = "#c8aefa", "#8fd0a0", "#e2b788", "#84c8e8", "#f5a8a2"


class Dark(Style):  # type: ignore[misc]
    """As a style of Pygments, which conf.py may name another one for."""

    background_color = "#2b2b2b"
    highlight_color = "#453f2b"
    styles: ClassVar[dict[_TokenType, str]] = {
        Token: _INK,
        Comment: _QUIET,
        Error: _RED,
        Keyword: _PURPLE,
        Keyword.Type: _BROWN,
        Literal: _BROWN,
        Literal.String: _GREEN,
        Literal.String.Regex: _RED,
        Literal.String.Symbol: _BLUE,
        Operator: _GREEN,
        Operator.Word: _PURPLE,
        Name.Attribute: _BROWN,
        Name.Builtin: _BROWN,
        Name.Class: _BLUE,
        Name.Constant: _BLUE,
        Name.Decorator: _BROWN,
        Name.Entity: _GREEN,
        Name.Exception: _PURPLE,
        Name.Function: _BLUE,
        Name.Label: _BROWN,
        Name.Property: _BLUE,
        Name.Tag: _BLUE,
        Name.Variable: _RED,
        Name.Variable.Magic: _BROWN,
        Generic.Deleted: _BLUE,
        Generic.Emph: "italic",
        Generic.Heading: _BLUE,
        Generic.Strong: "bold",
        Generic.Subheading: _BLUE,
    }
