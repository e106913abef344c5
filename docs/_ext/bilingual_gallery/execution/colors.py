"""The colors of a terminal's text, as its sequences set them."""

from __future__ import annotations

from dataclasses import dataclass, replace

# The attributes that are kept, by the number that sets them; dim, blinking and hidden text is plain.
_ATTRIBUTES = {1: "bold", 3: "italic", 4: "underline", 7: "inverse", 9: "strike"}
_ENDS = {21: 1, 22: 1, 23: 3, 24: 4, 27: 7, 29: 9}


@dataclass(frozen=True)
class Style:
    """How text is shown: ``color`` and ``ground`` are parameters as they were given (31, or 38;5;9)."""

    color: str = ""
    ground: str = ""
    attributes: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.color or self.ground or self.attributes)

    @property
    def parameters(self) -> str:
        """What sets this style whatever was before it."""
        return ";".join(
            ["0", *map(str, sorted(self.attributes)), *filter(None, (self.color, self.ground))]
        )

    def changed(self, parameters: str) -> Style:
        """The style after a sequence with these parameters."""
        numbers = [
            int(each) if each.isdigit() else 0 for each in parameters.replace(":", ";").split(";")
        ]
        style, left = self, iter(numbers)
        for number in left:
            if number == 0:
                style = Style()
            elif number in _ATTRIBUTES:
                style = replace(style, attributes=style.attributes | {number})
            elif number in _ENDS:
                style = replace(style, attributes=style.attributes - {_ENDS[number]})
            elif number in (38, 48):
                kind = next(left, 0)
                chosen = [next(left, 0) for _ in range({5: 1, 2: 3}.get(kind, 0))]
                value = ";".join(map(str, (number, kind, *chosen))) if chosen else ""
                style = style._with(number, value)
            elif number in (39, 49):
                style = style._with(number, "")
            elif 30 <= number <= 37 or 90 <= number <= 97:
                style = style._with(38, str(number))
            elif 40 <= number <= 47 or 100 <= number <= 107:
                style = style._with(48, str(number))
        return style

    def _with(self, number: int, value: str) -> Style:
        return replace(self, color=value) if number in (38, 39) else replace(self, ground=value)
