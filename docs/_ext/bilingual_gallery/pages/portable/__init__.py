"""Prose in MyST becomes Markdown that Jupyter, VS Code and Colab show.

In: the prose of a tutorial, and where its links lead. Out: the same lines, but for what only MyST
knows: directives, roles, footnotes, definition lists and links to pages.
"""

from . import located
from .blocks import portable
from .document import Document, NoPlaces, Places, Target

__all__ = ["Document", "NoPlaces", "Places", "Target", "located", "portable"]
