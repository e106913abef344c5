"""What a tutorial printed, made fit to be kept: valid text, and no more of it than is read."""

from __future__ import annotations

import re

# In an output of Sphinx-Gallery, printed text stands below this directive, indented.
_DIRECTIVE = re.compile(r"^( *)\.\. code-block:: none\n\n", re.MULTILINE)
# Says in an output how many characters were left out; page.py says it to the reader.
MARK = ".. bilingual-gallery-cut: "


def printable(output: str) -> str:
    """The output with what no file can hold as UTF-8 (half of a surrogate pair) written as ``\\udcff``."""
    return output.encode("utf-8", "backslashreplace").decode("utf-8")


def cut(output: str, limit: int) -> str:
    """The output with at most ``limit`` characters of each printed text, and a mark where it was cut."""
    if len(output) <= limit:
        return output

    kept: list[str] = []
    position = 0
    while directive := _DIRECTIVE.search(output, position):
        begin = directive.end()
        # It ends where a line is indented no more than the directive.
        behind = re.compile(rf"^ {{0,{len(directive[1])}}}\S", re.MULTILINE).search(output, begin)
        end = behind.start() if behind else len(output)
        kept.append(output[position : min(end, begin + limit)])
        if end - begin > limit:
            kept.append(f"\n\n{MARK}{end - begin - limit}\n\n")
        position = end
    return "".join([*kept, output[position:]])
