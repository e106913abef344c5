"""TeX to MathML, by math-core; what a page's policy would block is put in another way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from xml.etree import ElementTree as ET

from math_core import LatexError, LatexToMathML

from .colors import STAND_INS
from .rewrite import Rewriter
from .tokens import NO_MACROS, Macros, TexError

# Declarations of style attributes, and the classes of formulas.css that stand for them.
_CLASSES: Mapping[str, str] = {
    "text-align:right": "tex-right",
    "text-align:left": "tex-left",
    "justify-items:end": "",  # goes with the alignment
    "justify-items:start": "",
    "width:100%": "tex-wide",
    "width:50%": "tex-side",
    "width:7.5%": "tex-edge",
    **{
        f"border-{side}:0.05em {line} currentcolor": f"tex-{side}-{line}"
        for side in ("left", "right", "top", "bottom")
        for line in ("solid", "dashed")
    },
}
# How wide a padding is and how far a negative space leads back, in eighteenths of the size of the
# letters, as TeX counts; the sheet has these.
_PADDINGS, _BACK = (0, 2, 3, 4, 5, 18), range(1, 37)
_STYLE = re.compile(r' style="([^"]*)"')
_WORDS = re.compile(r"<mtext><(b|i|code)>(.*?)</\1></mtext>")
_FACES = {"b": "tex-bold", "i": "tex-italic", "code": "tex-code"}
_PLAIN_WORDS = re.compile(r'<mtext><span class="[^"]*">(.*?)</span></mtext>')
# HTML knows this name of an invisible character, XML and so a book does not.
_APPLY = "&ApplyFunction;"
# Firefox draws this element, other browsers do not know it; a class does the same in all.
_ENCLOSED = re.compile(
    r'<(/?)menclose(?: notation="([a-z ]*)")?>|<mrow class="menclose-[a-z]*"></mrow>'
)
_NOTATIONS = {"box": "tex-box", "updiagonalstrike": "tex-up", "downdiagonalstrike": "tex-down"}
# Marks that grow with what they stand at, as the font has such.
_STRETCHED = {
    f'<mo stretchy="true">{sign}</mo></{side}>': f'<mo stretchy="true">{other}</mo></{side}>'
    for sign, side, other in (
        ("\u0332", "mover", "\u203e"),
        ("\u0332", "munder", "_"),
        ("~", "mover", "\u02dc"),
        ("~", "munder", "\u0330"),
    )
}
_NAMESPACE = ' xmlns="http://www.w3.org/1998/Math/MathML"'
_SELECTORS = re.compile("[\ufe00\ufe01]")  # of two script alphabets; the font has one


@lru_cache(maxsize=16_384)  # the checks ask first, then the page, the book and the card
def _converted(tex: str, is_block: bool) -> str:
    try:
        return _converter().convert_with_local_state(tex, displaystyle=is_block)
    except LatexError as error:
        raise TexError(_reason(str(error))) from None


@cache
def _converter() -> LatexToMathML:
    return LatexToMathML(xml_namespace=True, fancy_error=False, allow_unreliable_rendering=True)


def mathml(
    source: str,
    *,
    is_block: bool,
    macros: Macros = NO_MACROS,
    numbers: Mapping[str, str] | None = None,
) -> str:
    """A formula as one ``<math>``, well-formed and without style attributes.

    ``macros`` hold in it; ``numbers`` are those of the page's labels, None where they do not matter.
    Raises TexError for what cannot be shown.
    """
    rewriter = Rewriter(dict(macros), numbers, is_block)
    tex = rewriter.formula(source)
    made = _converted(tex, is_block).replace(_APPLY, "&#8289;")
    colors = {_color_of(stand_in): color for color, stand_in in rewriter.palette.used.items()}
    made = _STYLE.sub(lambda style: _without_style(style[1], colors), made)
    made = _ENCLOSED.sub(_enclosed, made)
    made = _PLAIN_WORDS.sub(r"<mtext>\1</mtext>", made)
    made = _WORDS.sub(lambda word: f'<mtext class="{_FACES[word[1]]}">{word[2]}</mtext>', made)
    for mark, other in _STRETCHED.items():
        made = made.replace(mark, other)
    return _valid(_SELECTORS.sub("", made))


def _valid(made: str) -> str:
    """The same as MathML 3 has it, which a book is checked by: a style around what has one."""
    if ' scriptlevel="' not in made and "<mfrac displaystyle" not in made:
        return made
    root = ET.fromstring(made.replace(_NAMESPACE, "", 1))
    for parent in list(root.iter()):
        for at, child in enumerate(parent):
            names = ("scriptlevel",) if child.tag == "mtable" else ("scriptlevel", "displaystyle")
            if child.tag == "mstyle":
                continue
            given = {name: child.attrib.pop(name) for name in names if name in child.attrib}
            if given and given != {"scriptlevel": "0"}:
                parent[at] = ET.Element("mstyle", given)
                parent[at].append(child)
    return ET.tostring(root, "unicode").replace("<math", f"<math{_NAMESPACE}", 1)


@cache
def _color_of(name: str) -> str:
    """What the converter makes of the name of a color."""
    style = _STYLE.search(_converted(f"\\textcolor{{{name}}}{{x}}", False))
    assert style is not None and name in STAND_INS
    return style[1].removeprefix("color:").rstrip(";")


def _without_style(style: str, colors: Mapping[str, str]) -> str:
    """Attributes that say what a style attribute does; raises TexError for what formulas.css has not."""
    classes: list[str] = []
    attributes = ""
    for declaration in filter(None, (each.strip() for each in style.split(";"))):
        name, _, value = (each.strip() for each in declaration.partition(":"))
        if name in ("color", "background-color"):
            attribute = "mathcolor" if name == "color" else "mathbackground"
            attributes += f' {attribute}="{colors.get(value, value)}"'
        elif name == "margin-left" and value.startswith("-"):
            classes.append(f"tex-back-{_nearest(value[1:], _BACK)}")
        elif name.startswith("padding-"):
            classes.append(f"tex-{name}-{_nearest(value, _PADDINGS)}")
        elif not (name == "width" and value.endswith("rem")):  # that an attribute says too
            key = f"{name}:{value}"
            if key not in _CLASSES:
                raise TexError(f"the converter sets {key}, which no class stands for")
            classes.append(_CLASSES[key])
    said = " ".join(dict.fromkeys(filter(None, classes)))
    return f' class="{said}"{attributes}' if said else attributes


def _enclosed(tag: re.Match[str]) -> str:
    if tag[2] is None:
        return "</mrow>" if tag[1] else ""
    return f'<mrow class="{" ".join(_NOTATIONS[each] for each in tag[2].split())}">'


def _nearest(length: str, steps: Iterable[int]) -> int:
    """The step that a length in em is nearest to."""
    wanted = float(length.removesuffix("em")) * 18
    return min(steps, key=lambda step: abs(step - wanted))


def _reason(message: str) -> str:
    """What the converter says, without where in the formula, and as a sentence in another goes on."""
    said = re.sub(r"^\d+: ", "", message).rstrip(".").replace('"', "")
    return said[:1].lower() + said[1:]
