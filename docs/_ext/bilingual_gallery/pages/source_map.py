"""Sphinx's warnings about a page that was generated, told at the file and the line that its author can mend."""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from sphinx.util.logging import NAMESPACE, WarningLogRecordTranslator

from ..config import Settings
from ..errors import shown
from .told_once import target_in

_HEADERS = ("GALLERY_HEADER.*", "README.*")


class AuthorsLocations(logging.Filter):
    """Rewrites the location of each warning about a generated page, and shortens the paths of all.

    ``source`` is the folder that Sphinx names pages from. ``origins`` maps a woven page to its script
    and, for each line of the page, the line of the script; ``headers`` maps the index of a gallery or a
    section to the files whose text it shows. ``missing`` are the files with what is missing there, of
    which the check has told.
    """

    def __init__(
        self,
        source: Path,
        headers: Mapping[Path, Sequence[Path]],
        missing: Collection[tuple[str, str | None]] = (),
    ) -> None:
        super().__init__()
        self._missing = missing
        self._source = source.resolve()
        self._headers = headers
        self.origins: dict[Path, tuple[Path, Sequence[int]]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the location of a record; False for what the check has told.

        Sphinx has counted the record by then, so that ``-W`` fails all the same.
        """
        location = str(getattr(record, "location", None))
        match = re.fullmatch(r"([^:]+)(?::(\d*)(.*))?", location)
        place = Path(match[1]) if match else Path()
        if match is None or not place.is_absolute():
            return True
        folder = ""
        number = int(match[2] or 1)
        if place in self.origins:
            script, lines = self.origins[place]
            record.location = f"{shown(script)}:{lines[min(max(number, 1), len(lines)) - 1]}"
            folder = shown(script.parent)
        elif (header := self._header(place, number)) is not None:
            path, line = header
            record.location = f"{shown(path)}:{line}"
            folder = shown(path.parent)
        else:
            record.location = f"{shown(place)}{match[0][len(match[1]) :]}"
        record.msg = self._shortened(logging.LogRecord.getMessage(record), place.parent, folder)
        record.args = ()
        told_at = str(getattr(record, "location", "")).rpartition(":")[0]
        return (told_at, target_in(record.msg)) not in self._missing

    def _header(self, index: Path, line: int) -> tuple[Path, int] | None:
        """The file and the line that a line of an index is from; its first line where that is not known."""
        headers = self._headers.get(index.with_suffix(""))
        if not headers:
            return None
        rows = index.read_text(encoding="utf-8").split("\n")
        row = rows[line - 1].strip() if 0 < line <= len(rows) else ""
        for path in headers if row else ():
            for number, each in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
                if each.strip() == row:
                    return path, number
        return headers[0], 1

    def _shortened(self, message: str, place: Path, folder: str) -> str:
        """A message whose paths an author can open; ``folder`` is theirs where Sphinx has ``place``."""
        if folder and place.is_relative_to(self._source):
            inside = place.relative_to(self._source).as_posix()
            for path in (f"{place}/", f"{inside}/"):
                message = message.replace(path, f"{folder}/")
        return message.replace(f"{self._source}/", f"{shown(self._source)}/")

    def attach(self) -> None:
        """Add this filter to Sphinx's handlers that show warnings, behind the one that words the location."""
        for handler in logging.getLogger(NAMESPACE).handlers:
            if any(isinstance(known, WarningLogRecordTranslator) for known in handler.filters):
                handler.addFilter(self)


def headers_of(settings: Settings, source: Path) -> dict[Path, list[Path]]:
    """The files whose text the index of each gallery, and of each of its sections, shows.

    An index is named by its path without an ending, below ``source``.
    """
    found = {}
    for gallery in settings.galleries:
        own = _header_in(gallery.scripts)
        sections = sorted(each for each in gallery.scripts.iterdir() if each.is_dir())
        pages = source.resolve() / gallery.pages
        found[pages / "index"] = own + [path for each in sections for path in _header_in(each)]
        for section in sections:
            found[pages / section.name / "index"] = _header_in(section)
    return found


def _header_in(folder: Path) -> list[Path]:
    return [path for pattern in _HEADERS for path in sorted(folder.glob(pattern))][:1]
