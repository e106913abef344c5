"""The pictures and files that links lead to, which may lie in more than one place."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote

from ..contents import Contents
from ..errors import shown


def lacking(path: str, kind: str, places: Sequence[Path], contents: Contents) -> str | None:
    """What is wrong with the path of a picture or a file that is in none of the places; None where it is."""
    for place in places:
        plain = [place, Path(os.path.normpath(place)), Path(unquote(str(place)))]
        if any(contents.has(each) or each.exists() for each in plain):
            return None
    what = "picture" if kind == "image" else "file"
    where = shown(Path(os.path.normpath(places[0])))
    return f"there is no {what} {path}; put it at {where}, or name one that there is"
