"""`language-server`: what an editor starts, to have findings while an author types."""

from __future__ import annotations

from pathlib import Path

from .. import memo
from ..errors import BuildError


def main(docs: Path) -> int:
    """Speak the Language Server Protocol on the standard streams until the editor ends.

    Raises BuildError where pygls is not installed.
    """
    try:
        from .stdio import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol", "cattrs", "attrs"):
            raise
        mend = "pip install 'bilingual-gallery[editor]'"
        message = f"language-server needs {error.name}, which is not installed; {mend}"
        raise BuildError(message) from None
    with memo.opened(docs, learns=False):
        return serve(docs)
