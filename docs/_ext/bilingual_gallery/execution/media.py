"""The files of an output: pictures, films and sounds become files of the entry."""

from __future__ import annotations

import base64
import binascii
import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .forms import PICTURES, Drawn, Forms
from .output import Figures, Picture

# An address that HTML shows a file from. Printed text never comes here.
_SHOWN = re.compile(
    r"""(<(?:img|video|audio|source)\b[^>]*?\s(?:src|poster)\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)""",
    re.IGNORECASE,
)
_DATA = re.compile(r"data:(?:video|audio)/([\w.+-]+)[^,]*;base64,(.*)", re.DOTALL)
_ENDINGS = {"mpeg": "mp3", "x-wav": "wav", "wave": "wav", "quicktime": "mov"}


class Files:
    """Gives each file of a tutorial's outputs its name, as Sphinx-Gallery names the figures."""

    def __init__(self, paths: Iterator[str]) -> None:
        self._paths = paths

    def next(self, ending: str) -> Path:
        """Where the next file goes."""
        return Path(next(self._paths)).with_suffix(ending)

    def keep(self, content: bytes, ending: str) -> str:
        """Write the next file; returns its name."""
        path = self.next(ending)
        path.write_bytes(content)
        return path.name


def picture_of(forms: Forms, files: Files, alt: str) -> Figures | None:
    """The best picture among the forms of a value, as a file."""
    for mime, ending in PICTURES.items():
        if isinstance(form := forms.get(mime), Drawn):
            name = files.keep(form.content, ending)
            return Figures([Picture(name, {}, form.alt or alt, form.width, form.height)])
    return None


def with_files(text: str, files: Files) -> str:
    """HTML in which films and sounds are files of the entry, and so is what lies where the code runs."""

    def kept(found: re.Match[str]) -> str:
        address = html.unescape(found[2].strip("\"'")).strip()
        name = _film(address, files) or _own_file(address, files)
        return f'{found[1]}"{name}"' if name else found[0]

    return _SHOWN.sub(kept, text)


def _film(address: str, files: Files) -> str | None:
    data = _DATA.fullmatch(address)
    if data is None:
        return None
    ending = _ENDINGS.get(data[1].lower(), data[1].lower())
    try:
        return files.keep(base64.b64decode(data[2]), f".{ending}")
    except binascii.Error:
        return None


def _own_file(address: str, files: Files) -> str | None:
    try:
        url = urlsplit(address)
        path = Path(unquote(url.path))
        if url.scheme or url.netloc or not path.suffix or not path.is_file():
            return None
    except (ValueError, OSError):
        return None
    goal = files.next(path.suffix)
    shutil.copyfile(path, goal)
    return goal.name
