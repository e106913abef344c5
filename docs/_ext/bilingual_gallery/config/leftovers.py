"""What editors and file managers leave beside the files of an author: locks, backups, copies.

Emacs keeps ``.#x.py``, ``#x.py#``, ``x.py~`` and, for its checkers, ``flycheck_x.py``; macOS ``._x.py``;
Jupyter ``.ipynb_checkpoints/``. A copy is ``x-Copy1.py`` in Jupyter, ``x (copy).py`` or ``x (1).py`` on a
desktop or in a browser, ``x - Copy.py`` on Windows and ``x copy.py`` on a Mac, in the words of their language.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from ..lang import copies

# Each as part of a pattern of Sphinx-Gallery's, which looks at the name alone.
UNSEEN = r"^\.|~$|^#.*#$|^flycheck_|_flymake\.py$"
_COPIES = rf" ?\([^()]*\)| -? ?{copies.COPY}(?: ?\(?\d+\)?)?|{copies.COPY_OF}(?: ?\d+)?"
COPY = rf"(?:-Copy\d+|{_COPIES})\.py$|^Copy of .*\.py$"


def is_copy(name: str) -> bool:
    """Is it the name that a program gives to the copy of a script?"""
    return re.search(COPY, name) is not None and not re.search(UNSEEN, name)


def is_left_over(path: PurePath) -> bool:
    """Has no author written this file, or is it in a folder that none has? ``path`` is from the gallery on."""
    return any(_is_left_over(name) for name in path.parts)


def _is_left_over(name: str) -> bool:
    return name == "__pycache__" or re.search(f"{UNSEEN}|{COPY}", name) is not None
