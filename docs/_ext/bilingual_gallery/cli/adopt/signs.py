"""Signs that are markup in Markdown: where a text has to be kept from it, and how markup is made of a text."""

from __future__ import annotations

import re
import unicodedata

# What begins a block where it stands first in a line of Markdown.
_BLOCK = re.compile(
    r"(?m)^(?=(?:[-+*]|#{1,6})(?:\s|$)|>|~~~|:::|%|\+\+\+|\|[^|]*\||=+\s*$|-[- \t]*$)"
)
_NUMBER = re.compile(r"(?m)^(\d{1,9})(?=[.)](?:\s|$))")
_LABEL = re.compile(r"(?m)^(?=\([^()\n]+\)=\s*$)")


def escaped(text: str) -> str:
    """A text in which Markdown sees no markup, with no more escapes than that takes."""
    text = re.sub(r"\\(?=[!-/:-@\[-`{-~])", r"\\\\", text)
    text = re.sub(r"[`$]", r"\\\g<0>", text)
    text = re.sub(r"\*(?=\S)|(?<=\S)\*", r"\\*", text)
    text = re.sub(r"(?<![^\W_])_+(?=\S)|(?<=\S)_+(?![^\W_])", _each, text)
    text = re.sub(r"<(?=[A-Za-z/!?])|&(?=#?\w+;)", r"\\\g<0>", text)
    text = re.sub(r"\[(?=\^)|\](?=[(\[])|~(?=~)|!(?=\[)", r"\\\g<0>", text)
    text = re.sub(r"\{(?=[\w:-]+\}$)", r"\\{", text)
    text = re.sub(r"\{\{|\}\}", lambda m: f"\\{m[0][0]}\\{m[0][0]}", text)
    return text


def _each(match: re.Match[str]) -> str:
    return "\\_" * len(match[0])


def as_paragraph(text: str) -> str:
    """A text whose lines begin no block of another kind."""
    text = "\n".join(line.strip() for line in text.split("\n"))
    text = _NUMBER.sub(r"\1\\", text)
    return _LABEL.sub(r"\\", _BLOCK.sub(r"\\", text))


def code(text: str) -> str:
    """A code span."""
    text = " ".join(text.split("\n"))
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1) if longest else "`"
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{room}{text}{room}{fence}"


def destination(address: str) -> str:
    """The address of a link as Markdown has it."""
    return f"<{address}>" if re.search(r"[\s()<>]", address) else address


def role(name: str, text: str) -> str:
    """A role of MyST."""
    return f"{{{name}}}{code(' '.join(text.split()))}"


# What may stand around emphasis as well as within it.
_AROUND = ("()", "[]", '""', "''", "“”", "‘’", "「」", "『』")  # noqa: RUF001


def emphasis(marks: str, text: str, before: str, following: str) -> str:
    """Emphasis that Markdown sees as such, whatever stands beside it."""
    text = text.strip()
    if not text:
        return ""
    tail = ""
    if _is_word(following[:1]) and (bracket := re.search(r"(?<=[^\s(])(\s*\([^()]*\))$", text)):
        text, tail = text[: bracket.start()], bracket[0]
    if len(text) > 2 and text[0] + text[-1] in _AROUND and _is_word(following[:1]):
        return f"{text[0]}{emphasis(marks, text[1:-1], text[0], text[-1])}{text[-1]}"
    opens = not _is_word(before[-1:]) or not _is_sign(text[0])
    closes = bool(tail) or not _is_word(following[:1]) or not _is_sign(text[-1])
    if opens and closes:
        return f"{marks}{text}{marks}{tail}"
    name = "strong" if marks == "**" else "em"
    return f"<{name}>{text}</{name}>{tail}"


def _is_word(sign: str) -> bool:
    return bool(sign) and not sign.isspace() and not _is_sign(sign)


def _is_sign(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "PS"
