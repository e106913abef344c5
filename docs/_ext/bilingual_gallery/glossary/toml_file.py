"""A TOML file that a site's author writes, read; what cannot be read is told at its line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from ..contents import Contents
from ..errors import SourceError


def text_of(path: Path, contents: Contents, option: str) -> str:
    """What the file holds. Raises SourceError where it cannot be read; conf.py names it in ``option``."""
    try:
        return contents.text(path)
    except OSError as error:
        message = f"{error.strerror}; name the right file in {option} of conf.py"
        raise SourceError(path, 1, message) from None
    except UnicodeDecodeError:
        raise SourceError(path, 1, "not UTF-8; save it as UTF-8") from None


def parsed(path: Path, text: str) -> dict[str, Any]:
    """The data in the ``text`` of the file. Raises SourceError at the line that is no TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        told = re.search(r"at line (\d+)", str(error))
        line = int(told[1]) if told else text.count("\n") + 1  # at the end of the document
        raise SourceError(path, line, f"not TOML: {error}; mend that") from None
