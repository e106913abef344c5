"""What the HTML of an output may hold on a page and in a book: elements, attributes, what stands in what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

SVG = "{http://www.w3.org/2000/svg}"
MATH = "{http://www.w3.org/1998/Math/MathML}"

# What stands in a line, and may hold nothing else.
_PHRASING = frozenset(
    "abbr b bdi bdo br cite code del dfn em i img ins kbd mark meter picture progress q rp rt ruby s samp"
    " small source span strong sub summary sup time u var wbr p pre".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote caption col colgroup dd details div dl dt figcaption figure hr li"
    " ol section table tbody td tfoot th thead tr ul".split()
)
KNOWN = _PHRASING | _BLOCKS | {"a", "audio", "video"}
KNOWN_IN_SVG = frozenset(
    "svg g path rect circle ellipse line polyline polygon text tspan title desc defs marker"
    " linearGradient radialGradient stop clipPath".split()
)
# Left out with what is in them; of other elements that are not known, the content stays.
DROPPED = frozenset(
    "script style template noscript iframe frame object embed applet input button select textarea"
    " link meta base title head canvas map dialog".split()
)
# Of these, what would have been loaded or run.
NEEDS = {
    "script": "a script",
    "iframe": "another page in a frame",
    "object": "a plug-in",
    "embed": "a plug-in",
}
EMPTY = frozenset("br col hr img source wbr".split())
# Elements whose end need not be written.
END_BY_THEMSELVES = EMPTY | frozenset(
    "area base embed input link meta param track p li dt dd tr td th thead tbody tfoot colgroup caption"
    " option optgroup rt rp html head body path rect circle line use".split()
)
# What can be seen without a text.
SEEN = frozenset((f"{SVG}svg", "img", "video", "audio", "progress", "meter"))

# Headings of an output are none of the page, and its parts no landmarks.
_OTHER_NAMES = {"center": "div", "tt": "code", "strike": "s", "big": "span", "font": "span"}
_OTHER_NAMES |= dict.fromkeys(
    ("main", "nav", "header", "footer", "hgroup", "form", "fieldset"), "div"
)
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_HOME = {
    "li": {"ul", "ol"},
    "dt": {"dl"},
    "dd": {"dl"},
    "summary": {"details"},
    "figcaption": {"figure"},
    "source": {"picture", "video", "audio"},
    "rt": {"ruby"},
    "rp": {"ruby"},
}
# What an element means that has to be a `div`, because there is more in it than fits in a line.
_LOOKS = {
    "b": ("font-weight", "bold"),
    "strong": ("font-weight", "bold"),
    "i": ("font-style", "italic"),
    "em": ("font-style", "italic"),
    "code": ("font-family", "monospace"),
    "pre": ("white-space", "pre"),
}

_EVERYWHERE = frozenset(("title", "lang", "dir", "aria-label"))
_ATTRIBUTES = {
    "td": "colspan rowspan",
    "th": "colspan rowspan scope abbr",
    "col": "span",
    "colgroup": "span",
    "ol": "start reversed type",
    "li": "value",
    "img": "alt width height",
    "video": "loop muted width height",
    "audio": "loop muted",
    "source": "type",
    "time": "datetime",
    "details": "open",
    "meter": "value min max low high optimum",
    "progress": "value max",
}
_NUMBERS = frozenset("colspan rowspan span start width height".split())
_IN_SVG = re.compile(
    r"viewBox|preserveAspectRatio|transform|gradientTransform|gradientUnits|offset|points|d|x|y|x1|y1"
    r"|x2|y2|cx|cy|r|rx|ry|dx|dy|width|height|fill(-[a-z]+)?|stroke(-[a-z]+)?|stop-[a-z]+|opacity"
    r"|font-[a-z]+|text-anchor|dominant-baseline|rotate|textLength|lengthAdjust"
)


def named(element: Element) -> str:
    """What the element is called here."""
    tag: str = element.tag
    return "p" if tag in _HEADINGS else _OTHER_NAMES.get(tag, tag)


def look(element: Element) -> dict[str, str]:
    """The style that an element had by the name that it has no more."""
    return {"font-weight": "bold"} if element.tag in _HEADINGS else {}


def attributes(element: Element) -> Iterator[tuple[str, str]]:
    """The attributes of an element that stay, all but those that are addresses."""
    allowed = _ATTRIBUTES.get(element.tag, "").split()
    for name, value in element.attrib.items():
        if name in _EVERYWHERE or (
            name in allowed and (name not in _NUMBERS or re.fullmatch(r"\d{1,5}", value))
        ):
            yield name, value or name
    if element.tag == "img" and "alt" not in element.attrib:
        yield "alt", ""
    if element.tag in ("video", "audio"):
        yield "controls", "controls"
        yield "preload", "metadata"


def attributes_in_svg(element: Element) -> Iterator[tuple[str, str]]:
    """The same for an element of a drawing."""
    for name, value in element.attrib.items():
        if _IN_SVG.fullmatch(name) and "url" not in value:
            yield name, value


def fit(element: Element, parent: Element) -> dict[str, str]:
    """Let an element be what it can be where it stands, with what it holds; returns the style it needs."""
    tag: str = element.tag
    if tag in _HOME and parent.tag not in _HOME[tag]:
        element.tag = "div"
    if tag in _PHRASING and any(
        each.tag in _BLOCKS or each.tag in ("p", "pre") for each in _below(element)
    ):
        element.tag = "div"
        return dict([_LOOKS[tag]]) if tag in _LOOKS else {}
    if tag in ("ul", "ol", "dl") and any(
        each.tag not in ("li",) if tag != "dl" else each.tag not in ("dt", "dd") for each in element
    ):
        for each in element:
            each.tag = "div" if each.tag in ("li", "dt", "dd") else each.tag
        element.tag = "div"
    return {}


def _below(element: Element) -> Iterator[Element]:
    every = element.iter()
    next(every)
    return every
