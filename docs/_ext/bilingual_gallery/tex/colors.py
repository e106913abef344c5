"""The colors of a formula: the converter knows names alone, and authors give numbers too."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .tokens import TexError

# Names that stand for an author's own colors while the converter works.
STAND_INS = (
    "Apricot Aquamarine Bittersweet BlueGreen BlueViolet BrickRed BurntOrange CadetBlue CarnationPink"
    " Cerulean"
).split()
# The names of CSS that are not among the converter's (W3C, CSS Color 4, section 6.1).
_CSS = frozenset(
    "aliceblue antiquewhite aqua aquamarine azure beige bisque blanchedalmond blueviolet burlywood"
    " cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson darkblue darkcyan"
    " darkgoldenrod darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid"
    " darkred darksalmon darkseagreen darkslateblue darkslategray darkslategrey darkturquoise"
    " darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite forestgreen"
    " fuchsia gainsboro ghostwhite gold goldenrod greenyellow grey honeydew hotpink indianred indigo"
    " ivory khaki lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan"
    " lightgoldenrodyellow lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue"
    " lightslategray lightslategrey lightsteelblue lightyellow limegreen linen maroon mediumaquamarine"
    " mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen"
    " mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin navajowhite navy"
    " oldlace olivedrab orangered orchid palegoldenrod palegreen paleturquoise palevioletred papayawhip"
    " peachpuff peru plum powderblue rebeccapurple rosybrown royalblue saddlebrown salmon sandybrown"
    " seagreen seashell sienna silver skyblue slateblue slategray slategrey snow springgreen steelblue"
    " tan thistle tomato turquoise wheat whitesmoke yellowgreen green".split()
)
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}$")


@dataclass
class Palette:
    """The colors of one formula: which stand-in each has, and the names that the author gave."""

    used: dict[str, str] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)

    def name(self, model: str, said: str) -> str:
        """A name for the converter. Raises TexError for what is no color."""
        if model:
            return self._stand_in(_from_model(model, said))
        if said in self.own:
            return self._stand_in(self.own[said])
        if said in _CSS or _HEX.match(said):
            return self._stand_in(said)
        if said in STAND_INS:
            raise TexError(f"the color {said} is not known; write a name of CSS or #rrggbb")
        return said

    def define(self, name: str, model: str, value: str) -> None:
        """Let ``name`` be a color from now on."""
        self.own[name] = _from_model(model, value)

    def _stand_in(self, color: str) -> str:
        if color not in self.used:
            if len(self.used) == len(STAND_INS):
                raise TexError(f"it has more than {len(STAND_INS)} colors of its own")
            self.used[color] = STAND_INS[len(self.used)]
        return self.used[color]


def _from_model(model: str, value: str) -> str:
    """A color of CSS. Raises TexError."""
    try:
        if model == "HTML":
            return f"#{int(value, 16):06x}"
        parts = [float(each) for each in value.split(",")]
        if model == "gray":
            parts = [parts[0]] * 3
        scale = 1 if model == "RGB" else 255
        red, green, blue = (min(max(round(each * scale), 0), 255) for each in parts)
    except ValueError:
        model = ""
    if model not in ("HTML", "rgb", "RGB", "gray"):
        raise TexError(f"the color {value} is not known; write a name of CSS or #rrggbb")
    return f"#{red:02x}{green:02x}{blue:02x}"
