"""What prose may not do: read a file outside of the project, or lead readers away from its page.

A script runs with the rights of whoever builds the site; its prose, and a page, do not. So a change of
words alone can be built without a look at what it reads (docs/en/project/security.md).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from .blocks import Block
from .elements import REFUSED
from .inlines import Inline

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//|#")
_PICTURES = frozenset(
    ".apng .avif .bmp .gif .ico .jpeg .jpg .pdf .png .svg .webp"
    " .m4a .mov .mp3 .mp4 .oga .ogg .ogv .vtt .wav .webm".split()  # films and sounds in HTML
)


@dataclass(frozen=True)
class Project:
    """The folders whose files a page may show; hidden files in them are nobody's to show."""

    folders: tuple[Path, ...]

    def holds(self, path: Path) -> bool:
        """Is a file in the project, wherever links of the file system lead?"""
        real = path.resolve()
        for folder in self.folders:
            if real.is_relative_to(folder):
                parts = real.relative_to(folder).parts
                return not any(part.startswith(".") for part in parts)
        return False


def refused(
    blocks: Sequence[Block], project: Project, folders: Sequence[Path], source: Path
) -> Iterator[tuple[int, str]]:
    """What a page may not hold: the line (from 0) and what is wrong with the mend.

    ``folders`` are where its relative paths may begin, ``source`` the folder where a path that begins
    with / does.
    """
    for block in blocks:
        if block.kind.startswith("{cell-output}"):
            yield (
                block.line,
                "{cell-output} in prose; outputs come from a run alone, so take it out",
            )
        for inline in block.inlines:
            if inline.kind == "html" and inline.text in REFUSED:
                message = f"<{inline.text}> in prose, which no page may hold; take it out"
                yield inline.line, message
            elif (path := file_of(inline)) is not None:
                if not _is_held(path, project, folders, source, inline.kind == "link"):
                    message = f"{path} is no file of the project; prose may not read or show others"
                    yield inline.line, f"{message}, so copy it to where the prose is"
                elif inline.kind == "image" and _is_other(block, path):
                    yield inline.line, f"{path} is no picture; name one, or link the file"


def file_of(inline: Inline) -> str | None:
    """The local file that an inline reads or shows, if any."""
    said = inline.text.strip()
    is_file = inline.kind in ("image", "file", "link")
    is_file |= inline.kind == "reference" and ("role", "download") in inline.attributes
    said = said.removeprefix("path:").removeprefix("file://")
    if not is_file or not said or _ELSEWHERE.match(said) or said.startswith("<"):
        return None
    return unquote(said.partition("#")[0].partition("?")[0]) if inline.kind == "link" else said


def _is_held(
    path: str, project: Project, folders: Sequence[Path], source: Path, is_link: bool
) -> bool:
    """A link that leads to no file is an address, and shows nothing."""
    # Most of what reads files takes / for the language's folder, some for the machine's root.
    from_root = [Path(path), source / path.lstrip("/")]
    places = from_root if path.startswith("/") else [each / path for each in folders]
    # The folder of a page need not be there before it is built.
    places += [Path(os.path.normpath(each)) for each in places]
    try:
        existing = [each for each in places if each.exists()]
        return all(
            project.holds(each) for each in (existing if is_link else existing or places[-1:])
        )
    except (OSError, ValueError, RuntimeError):  # no name of a file, or a link that leads to itself
        return True


def _is_other(block: Block, path: str) -> bool:
    """Is it the file of an image that is no picture?"""
    suffix = PurePosixPath(path.partition("?")[0]).suffix.lower()
    return not block.kind.startswith(("{include}", "{literalinclude}")) and bool(
        suffix and suffix not in _PICTURES and suffix != ".*"
    )
