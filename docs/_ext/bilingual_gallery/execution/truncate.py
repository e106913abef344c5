"""What a tutorial printed, made fit to be kept: valid text, and no more of it than is read."""

from __future__ import annotations

import re

# In an output of Sphinx-Gallery, printed text stands below this directive, indented.
_DIRECTIVE = re.compile(r"^( *)\.\. code-block:: none\n\n", re.MULTILINE)
# Says in an output how many characters were left out; pages/outputs.py says it to the reader.
MARK = ".. bilingual-gallery-cut: "
# A line that is longer is cut too: docutils refuses a page with a line of more than 10,000.
_LINE = 2_000


def printable(output: str) -> str:
    """The output with what no file can hold as UTF-8 (half of a surrogate pair) written as ``\\udcff``."""
    return output.encode("utf-8", "backslashreplace").decode("utf-8")


def cut(output: str, limit: int) -> str:
    """The output with at most ``limit`` characters of each printed text, and a mark where it was cut."""
    kept: list[str] = []
    position = 0
    while directive := _DIRECTIVE.search(output, position):
        begin = directive.end()
        indent = len(directive[1])
        # It ends where a line is indented no more than the directive.
        behind = re.compile(rf"^ {{0,{indent}}}\S", re.MULTILINE).search(output, begin)
        end = behind.start() if behind else len(output)
        kept.append(output[position:begin])
        kept.append(_cut(output[begin:end], limit, indent + 3))
        position = end
    return "".join([*kept, output[position:]])


def _cut(text: str, limit: int, indent: int) -> str:
    """Printed text whose lines are indented by so many spaces, which are not its own."""
    shown = "\n".join(line[: indent + _LINE] for line in text[:limit].split("\n"))
    if len(shown) == len(text):
        return text
    shown = shown.rstrip(" \n")
    left_out = (
        len(text.rstrip("\n")) - len(shown) - indent * text.rstrip("\n").count("\n", len(shown))
    )
    return f"{shown}\n\n{MARK}{left_out}\n\n"
