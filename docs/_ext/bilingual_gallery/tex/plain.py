"""A formula as one line of text, for what can hold no MathML: cards, descriptions, titles."""

from __future__ import annotations

import re
import unicodedata
from xml.etree import ElementTree as ET

from .core import mathml
from .tokens import NO_MACROS, Macros, TexError

_ABOVE = str.maketrans("0123456789+-−=()niT⊤′″", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵀᵀ′″")
_BELOW = str.maketrans("0123456789+-−=()aeijkmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑᵢⱼₖₘₙₒₚᵣₛₜᵤᵥₓ")
_ACCENTS = {"ˆ": "\u0302", "\u0302": "\u0302", "˜": "\u0303", "¯": "\u0304",
            "‾": "\u0304", "⃗": "\u20d7", "˙": "\u0307", "¨": "\u0308"}  # fmt: skip
# Signs with a space on both sides: relations, arrows, and what joins two terms.
_SPACED = re.compile(r"[=<>≤≥≠≈∼≡∝∈∉⊂⊆⊃⊇→←↔⇒⇐⇔⟹⟺⟶↦≔≪≫≜∣|+−×÷±∪∩∧∨⊕⊗⊙⋅·∘]$")
_SIMPLE = re.compile(r"∂?\w+$|.$|[(\[{].*[)\]}]$")


def plain(source: str, macros: Macros = NO_MACROS) -> str:
    """What a formula says, in one line: ``y = sin(x)``; its TeX where it cannot be shown."""
    try:
        tree = ET.fromstring(mathml(source, is_block=False, macros=macros))
    except (TexError, ET.ParseError):
        return source
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", _said(tree)).strip())


def _said(node: ET.Element) -> str:
    name = node.tag.rpartition("}")[2]
    parts = list(node)
    if name in ("mi", "mn", "mo", "mtext", "ms"):
        text = "".join(unicodedata.normalize("NFKC", sign) if sign > "\U0001d3ff" else sign
                       for sign in "".join(node.itertext()))  # fmt: skip
        text = text.replace("\u2061", "").replace("\u2063", "")
        if name == "mo" and node.get("form") not in ("prefix", "postfix") and _SPACED.match(text):
            return text if text == "|" else f" {text} "
        ends = text in (",", ";") and name == "mo" and node.get("rspace") != "0"
        return f"{text} " if ends else text
    if name == "mspace":
        return "" if node.get("width", "0").startswith(("0", "-")) else " "
    if name == "mphantom":
        return ""
    if name == "mfrac":
        return f"{_grouped(parts[0])}/{_grouped(parts[1])}"
    if name in ("msqrt", "mroot"):
        inside = _said(parts[0]) if name == "mroot" else "".join(map(_said, parts))
        return f"√({inside.strip()})" if len(inside.strip()) > 1 else f"√{inside.strip()}"
    if name in ("msup", "msub", "msubsup", "mover", "munder", "munderover"):
        return _scripts(name, parts)
    if name == "mtable":
        return "; ".join(
            " ".join(_said(cell).strip() for cell in row if len(cell)) for row in parts
        )
    return _sequence(parts)


def _sequence(parts: list[ET.Element]) -> str:
    """What stands in a row; the name of a function and its argument do not run into each other."""
    line = ""
    for part in parts:
        said = _said(part)
        if re.search(r"\w$", line) and re.match(r"\w", said) and _is_word(line[-2:], said[:2]):
            line += " "
        if re.search(r"(^|[(\[{,=<>≤≥] ?)$", line) and said in (" − ", " + ", " ± "):
            said = said.strip()  # a sign, and nothing that joins
        line += said
    return line


def _is_word(end: str, begin: str) -> bool:
    """Is the end of what stands before, or the beginning of what follows, part of a word?"""
    return (len(end) > 1 and end.isalpha()) or (len(begin) > 1 and begin.isalpha())


def _scripts(name: str, parts: list[ET.Element]) -> str:
    base, *scripts = parts
    said = _said(base)
    if name in ("mover", "munder") and (mark := _said(scripts[0]).strip()):
        if name == "mover" and mark in _ACCENTS and len(said) < 3:
            return f"{said}{_ACCENTS[mark]}"
        if mark in "⏞⏟¯_‾→←⎴⎵" or mark in _ACCENTS:
            return said
    below = [scripts[0]] if name in ("msub", "munder", "msubsup", "munderover") else []
    above = [scripts[-1]] if name not in ("msub", "munder") else []
    for script in below:
        said += _script(script, "_", _BELOW)
    for script in above:
        said += _script(script, "^", _ABOVE)
    return said


def _script(node: ET.Element, mark: str, signs: dict[int, int]) -> str:
    said = _said(node).strip()
    if all(ord(sign) in signs for sign in said.replace(" ", "")):
        return said.replace(" ", "").translate(signs)
    if said in ("′", "″", "‴", "*"):
        return said
    return f"{mark}{_wrapped(said)}"


def _grouped(node: ET.Element) -> str:
    return _wrapped(_said(node).strip())


def _wrapped(said: str) -> str:
    return said if _SIMPLE.match(said) else f"({said})"
