"""Find the lines of a source whose words are not in the script that was made of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from .rst import directive_name
from .split import Piece, Script

# The signs of items, behind which a directive may stand.
_ITEMS = r"(?:(?:[-*+]|\(?[#\w]{1,4}[.)]) +)*"
# What marks text up, and is written in another way in Markdown.
_MARKS = re.compile(
    r":[A-Za-z][\w:+-]*:(?=`)"  # a role
    rf"|^[ \t]*{_ITEMS}\.\. +(?:\|[^|\n]+\| +)?"
    r"(?:code-block|sourcecode|code|image|math|replace|raw|unicode)::(?: *html)?"
    r"|^[ \t]*:(?:alt|target|number-lines|[lr]?trim):"
    r"|^[ \t]*\.\. +(?:role|default-role)::[^\n]*(?:\n[ \t]+:[\w-]+:[^\n]*)*"
    r"|^[ \t]*\.\. +_[^\n]*?:(?: +(?:`[^`\n]+`|[\w.-]+)_[ \t]*$|(?= |$))"  # a target, or its other name
    r"|^[ \t]*(?:\w{1,4}|#)[.)] |\(\w\) "  # the number of an item
    r"|\.html\b"
    r"|<#[^>]*>"
    r"|</?(?:iframe|div|p|center|br)\b[^>]*>"
    r"|\\ ",
    re.MULTILINE,
)

_DIRECTIVE = re.compile(rf"(?m)^([ \t]*{_ITEMS}\.\. +(?:\|[^|\n]+\| +)?)([\w-]+) ?::(?=\s|$)")
# What stands for something else, by its name.
_SUBSTITUTION = re.compile(r"(?m)^[ \t]*\.\. +\|([^|\n]+)\| ")
# Characters by their numbers, which are written as such.
_CHARACTERS = re.compile(r"(?m)^[ \t]*\.\. +\|[^|\n]+\| +unicode::.*")
_CODE_POINT = re.compile(
    r"(?i)(?<!\S)(?:(?:0x|x|\\x|U\+?|\\u)[0-9a-f]+|&#x[0-9a-f]+;|\d+)(?!\S)| \.\. .*"
)
# A link whose text is its address.
_ITSELF = re.compile(r"`([^`<>\s]+)\s+<(?:mailto:)?\1>(?=`)")


def words(text: str) -> Counter[str]:
    """The words of a text, with how often it has them."""
    return Counter(re.findall(r"[^\W_]+", text.lower()))


def said_in(script: str, language: str, languages: Iterable[str]) -> str:
    """What a script in ``languages`` says to the readers of one: its prose, all code, and its comments."""
    kept: list[str] = []
    spoken = ""
    tag = re.compile(rf"\s*# ({'|'.join(map(re.escape, languages))}):(?: |$)")
    for line in script.split("\n"):
        if re.match(r"# %%(?:\s|$)", line):
            marker = re.search(r'lang="([^"]+)"', line)
            spoken = marker[1] if marker else language
        elif spoken == language:
            comment = tag.match(line)
            if comment is None or comment[1] == language:
                kept.append(line[comment.end() :] if comment else line)
    return "\n".join(kept)


def left_out(script: Script, made: str) -> list[tuple[int, str]]:
    """The lines of a source with words that the script ``made`` of it lacks, each with its number."""
    plain = _Plain(script)
    rows = [
        (piece.line + number, line.strip(), words(shown))
        for piece in script.pieces
        for number, (line, shown) in enumerate(
            zip(piece.text.split("\n"), plain.text(piece).split("\n"), strict=True)
        )
    ]
    there = Counter[str]()
    for *_, said in rows:
        there.update(said)
    missing = there - words(made)
    _take_joined(missing, words(made) - there)
    found: list[tuple[int, str]] = []
    while missing and rows:
        # The line of which the most is missing is the one that is.
        number, line, said = max(rows, key=lambda row: _share(row[2], missing))
        if not said & missing:
            break
        rows.remove((number, line, said))
        missing -= said
        found.append((number, line))
    return sorted(found)


def _share(said: Counter[str], missing: Counter[str]) -> float:
    return (said & missing).total() / said.total() if said else 0.0


def _take_joined(missing: Counter[str], new: Counter[str]) -> None:
    """Take out the words that stand in the script as one, such as a name and the particle behind it."""
    for word in new.elements():
        for at in range(1, len(word)):
            both = Counter((word[:at], word[at:]))
            if both <= missing:
                missing -= both
                break


class _Plain:
    """What of the prose of a script is words, and no markup that Markdown has in another form."""

    def __init__(self, script: Script) -> None:
        self.language = script.language
        prose = "\n".join(piece.text for piece in script.texts())
        names = set(_SUBSTITUTION.findall(prose))
        self.names = re.compile(
            "|".join(rf"\|{re.escape(each)}\|_{{0,2}}" for each in names) or r"(?!)"
        )

    def text(self, piece: Piece) -> str:
        """What a piece says, line by line."""
        if piece.kind != "text":
            return piece.text
        text = _DIRECTIVE.sub(
            lambda match: f"{match[1]}{directive_name(match[2], self.language)}::", piece.text
        )
        text = _CHARACTERS.sub(lambda match: _CODE_POINT.sub(" ", match[0]), text)
        text = _ITSELF.sub(r"`\1", text)
        return _MARKS.sub(
            lambda match: " " + "\n" * match[0].count("\n"), self.names.sub(" ", text)
        )
