"""Sphinx's warnings about a woven page, told at the line of the script that its author can mend."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from pathlib import Path

from sphinx.util.logging import NAMESPACE, WarningLogRecordTranslator

from ..errors import shown


class ScriptLocations(logging.Filter):
    """Rewrites the location of each warning about a woven page.

    ``source`` is the folder that Sphinx names pages from. ``origins`` maps a page to its script and, for
    each line of the page, the line of the script.
    """

    def __init__(self, source: Path) -> None:
        super().__init__()
        self._source = source.resolve()
        self.origins: dict[Path, tuple[Path, Sequence[int]]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the location of a record about a woven page; True, as every record is kept."""
        match = re.fullmatch(r"(.+?):(\d*)", str(getattr(record, "location", None)))
        if match and Path(match[1]) in self.origins:
            page = Path(match[1])
            script, lines = self.origins[page]
            row = min(max(int(match[2] or 1), 1), len(lines))
            record.location = f"{shown(script)}:{lines[row - 1]}"
            # What lies beside the script has the page's folder in Sphinx's words.
            page_folder = f"{page.parent.relative_to(self._source).as_posix()}/"
            record.msg = logging.LogRecord.getMessage(record).replace(
                page_folder, f"{shown(script.parent)}/"
            )
            record.args = ()
        return True

    def attach(self) -> None:
        """Add this filter to Sphinx's handlers that show warnings, behind the one that words the location."""
        for handler in logging.getLogger(NAMESPACE).handlers:
            if any(isinstance(known, WarningLogRecordTranslator) for known in handler.filters):
                handler.addFilter(self)
