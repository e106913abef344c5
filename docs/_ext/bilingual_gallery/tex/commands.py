"""Commands that MathJax has and the converter has not, or not in this form."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from .colors import Palette
from .environments import Rewriting
from .rows import joined, rows_of
from .tokens import Reader, TexError, written


class _Rewriter(Rewriting, Protocol):
    is_block: bool
    palette: Palette

    def words(self, tokens: Sequence[str]) -> list[str]: ...
    def number(self, label: str) -> str: ...


# Reads what follows a command; gives what stands for it after what has been ``found`` before.
Command = Callable[[_Rewriter, Reader, list[str]], list[str]]

_OTHER_NAMES = {
    "\\dotsc": "\\ldots",
    "\\dotso": "\\ldots",
    "\\dotsb": "\\cdots",
    "\\dotsm": "\\cdots",
    "\\dotsi": "\\cdots",
    "\\pmb": "\\boldsymbol",
    "\\bold": "\\mathbf",
    "\\Bbb": "\\mathbb",
    "\\mathds": "\\mathbb",
    "\\frak": "\\mathfrak",
    "\\lt": "<",
    "\\gt": ">",
}
# They change nothing that is seen, or no more than how large it is.
_NOTHING = (
    "\\strut \\mathstrut \\displaylimits \\allowbreak \\nobreak \\relax \\hfill \\hfil \\notag"
    " \\nonumber \\protect \\tiny \\scriptsize \\small \\normalsize \\large \\Large \\LARGE \\huge \\Huge"
).split()
_INSIDE = "\\ensuremath \\mathnormal \\vcenter \\smash \\mathclap \\mathllap \\mathrlap".split()
_ANGLES = {"<": "\\langle", ">": "\\rangle"}
_DELIMITERS = ["\\left", "\\right", "\\middle"] + [
    f"\\{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")
]
_LIMITED = re.compile(r"\\(?:operatorname\*?\{|[a-z]+$)")


def _other_name(name: str) -> Command:
    return lambda rewriter, reader, found: [name]


def _inside(rewriter: _Rewriter, reader: Reader, found: list[str]) -> list[str]:
    reader.option()
    return ["{", *rewriter.run(reader.argument()), "}"]


def _delimiter(command: str) -> Command:
    def written_out(rewriter: _Rewriter, reader: Reader, found: list[str]) -> list[str]:
        if (sign := reader.peek()) not in _ANGLES:
            return [command]
        reader.raw()
        return [command, _ANGLES[sign]]

    return written_out


def _substack(rewriter: _Rewriter, reader: Reader, found: list[str]) -> list[str]:
    rows = [rewriter.run(row) for row in rows_of(reader.argument())]
    return ["{\\begin{subarray}{c}", *joined(rows), "\\end{subarray}}"]


def _over_and_under(rewriter: _Rewriter, reader: Reader, found: list[str]) -> list[str]:
    over, under, base = (rewriter.run(reader.argument()) for _ in range(3))
    return ["\\overset{", *over, "}{\\underset{", *under, "}{", *base, "}}"]


def _operator(rewriter: _Rewriter, reader: Reader, found: list[str]) -> list[str]:
    star = "*" if reader.peek() == "*" else ""
    if star:
        reader.raw()
    return [f"\\operatorname{star}{{{written(rewriter.run(reader.argument()))}}}"]


def _limits(command: str) -> Command:
    """The converter takes it after an operator alone; after a group it has no effect."""
    return lambda rewriter, reader, found: [command] if found and _LIMITED.match(found[-1]) else []


def _mathop(rewriter: _Rewriter, reader: Reader, found: list[str]) -> list[str]:
    """An operator: in a formula of its own, what is its index or power stands below and above it."""
    base = ["{", *rewriter.run(reader.argument()), "}"]
    below = rewriter.is_block
    if reader.peek() in ("\\limits", "\\nolimits"):
        below = reader.raw() == "\\limits"
    while below and reader.peek() in ("_", "^"):
        where = "\\underset" if reader.raw() == "_" else "\\overset"
        base = ["{", where, "{", *rewriter.run(reader.argument()), "}", *base, "}"]
    return ["\\mathop", *base]


def _reference(form: str) -> Command:
    return lambda rewriter, reader, found: [
        f"\\text{{{form.format(rewriter.number(reader.name()))}}}"
    ]


def _color(rewriter: _Rewriter, reader: Reader, found: list[str]) -> list[str]:
    return [f"\\color{{{_named(rewriter, reader)}}}"]


def _textcolor(rewriter: _Rewriter, reader: Reader, found: list[str]) -> list[str]:
    name = _named(rewriter, reader)
    return [f"\\textcolor{{{name}}}{{", *rewriter.run(reader.argument()), "}"]


def _named(rewriter: _Rewriter, reader: Reader) -> str:
    model = reader.option()
    return rewriter.palette.name(written(model or ()), reader.name())


def _define_color(rewriter: _Rewriter, reader: Reader, found: list[str]) -> list[str]:
    name, model, value = (reader.name() for _ in range(3))
    rewriter.palette.define(name, model, value)
    return []


def _unicode(rewriter: _Rewriter, reader: Reader, found: list[str]) -> list[str]:
    reader.option()
    said = reader.name().lower()
    try:
        return ["{", chr(int(said[1:], 16) if said.startswith("x") else int(said)), "}"]
    except (ValueError, OverflowError):
        raise TexError(f"\\unicode{{{said}}} is no character") from None


def _verb(rewriter: _Rewriter, reader: Reader, found: list[str]) -> list[str]:
    end, said = reader.raw(), list[str]()
    while (token := reader.raw()) != end:
        said.append(token)
    return ["\\texttt{", *rewriter.words(said), "}"]


def _passed_over(rewriter: _Rewriter, reader: Reader, found: list[str]) -> list[str]:
    reader.argument()
    return []


def _space(rewriter: _Rewriter, reader: Reader, found: list[str]) -> list[str]:
    if reader.peek() == "*":
        reader.raw()
    return ["\\hspace"]


COMMANDS: Mapping[str, Command] = {
    **{command: _other_name(name) for command, name in _OTHER_NAMES.items()},
    **dict.fromkeys(_NOTHING, lambda rewriter, reader, found: []),
    **dict.fromkeys(_INSIDE, _inside),
    **{command: _delimiter(command) for command in _DELIMITERS},
    **{command: _limits(command) for command in ("\\limits", "\\nolimits")},
    "\\substack": _substack,
    "\\overunderset": _over_and_under,
    "\\operatorname": _operator,
    "\\mathop": _mathop,
    "\\eqref": _reference("({})"),
    "\\ref": _reference("{}"),
    "\\color": _color,
    "\\textcolor": _textcolor,
    "\\definecolor": _define_color,
    "\\unicode": _unicode,
    "\\verb": _verb,
    "\\require": _passed_over,
    "\\hspace": _space,
}
