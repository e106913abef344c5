"""The colors of printed text, as a lexer of Pygments: each becomes a class, which ``ansi.css`` colors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pygments.lexer import Lexer
from pygments.token import Token, _TokenType

# The name of the lexer, as the language of a block of code.
LANGUAGE = "ansi"
_COLOR = re.compile(r"\x1b\[([0-9;]*)m")
_NAMES = "Black Red Green Yellow Blue Magenta Cyan White".split()
_ATTRIBUTES = {1: "Bold", 3: "Italic", 4: "Underline", 7: "Inverse", 9: "Strike"}
# What those colors are, the bright ones behind the others; of any other color the nearest is shown.
_VALUES = (
    *((0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0)),
    *((0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229)),
    *((127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0)),
    *((92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255)),
)


def language_of(text: str) -> str:
    """The language of a block that shows this printed text."""
    return LANGUAGE if "\x1b[" in text else "none"


class AnsiLexer(Lexer):  # type: ignore[misc]
    """Text with the colors that the store keeps: each sequence says all of a style."""

    name = "Text with the colors of a terminal"

    def __init__(self, **options: object) -> None:
        super().__init__(**{**options, "stripnl": False})

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, _TokenType, str]]:
        """Each stretch of one style, with the place where it begins and a token named after the style."""
        style, position = Token.Text, 0
        for change in _COLOR.finditer(text):
            if change.start() > position:
                yield position, style, text[position : change.start()]
            style, position = _token(change[1]), change.end()
        yield position, style, text[position:]


def _token(parameters: str) -> _TokenType:
    """``Token.Ansi.Bold.Red.OnBlue``; the text's own token where the parameters reset all."""
    left = [int(each or 0) for each in parameters.split(";")]
    names: list[str] = []
    while left:
        number = left.pop(0)
        if number in _ATTRIBUTES:
            names.append(_ATTRIBUTES[number])
        elif number in (38, 48):
            count = 1 if left[:1] == [5] else 3
            names.append(("On" if number == 48 else "") + _nearest(left[1 : count + 1]))
            del left[: count + 1]
        elif 30 <= number <= 37 or 90 <= number <= 97:
            names.append(_NAMES[number % 10])
        elif 40 <= number <= 47 or 100 <= number <= 107:
            names.append(f"On{_NAMES[number % 10]}")
    token = Token.Ansi if names else Token.Text
    for name in names:
        token = getattr(token, name)
    return token


def _nearest(color: list[int]) -> str:
    """The name of the color nearest to one of 256 or to one of red, green and blue."""
    if len(color) == 1:
        (number,) = color
        if number < 16:
            return _NAMES[number % 8]
        if number < 232:
            steps = (0, 95, 135, 175, 215, 255)
            color = [
                steps[(number - 16) // 36 % 6],
                steps[(number - 16) // 6 % 6],
                steps[(number - 16) % 6],
            ]
        else:
            color = [8 + 10 * (number - 232)] * 3
    distances = [sum((a - b) ** 2 for a, b in zip(color, each, strict=False)) for each in _VALUES]
    return _NAMES[distances.index(min(distances)) % 8]
